#!/bin/sh
# Run once by the image postgres, when it makes the cluster: the owner, who migrates and erases, and the role of the application.
set -eu
psql --set=ON_ERROR_STOP=1 --username=postgres --set=owner="$PIA_OWNER_PASSWORD" --set=application="$PIA_PASSWORD" <<'SQL'
CREATE ROLE pia_owner LOGIN PASSWORD :'owner';
CREATE ROLE pia LOGIN PASSWORD :'application';
CREATE DATABASE pia OWNER pia_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
SQL
