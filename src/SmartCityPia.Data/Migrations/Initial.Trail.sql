-- The trail: the database chains every event, refuses to change or delete any, and erases the personal part of old ones.
-- docs/adr/0009-a-trail-that-can-be-proven.md says why.
--
-- The chain is a deferred constraint trigger: it runs when a transaction commits, so the lock that makes links come one
-- after the other is held for the commit alone and never while somebody still waits for a row; it cannot deadlock. Lock and
-- read are two statements, because the second has to see what was committed while the first waited. A transaction whose
-- snapshot is older (REPEATABLE READ) runs into the primary key and is undone.
-- It runs as its owner: the application's role may add events and not links.
CREATE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own bytea := sha256(convert_to(json_build_array(NEW.salt::text, NEW.account_name, NEW.reason, NEW.before, NEW.after)::text, 'UTF8'));
  number bigint;
  predecessor bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(8073900100000001);
  SELECT l.sequence + 1, l.hash INTO number, predecessor FROM audit_links l ORDER BY l.sequence DESC LIMIT 1;
  IF number IS NULL THEN
    number := 1;
    predecessor := decode(repeat('00', 32), 'hex');
  END IF;
  INSERT INTO audit_links (sequence, event_id, details, previous, hash) VALUES (number, NEW.id, own, predecessor,
    sha256(convert_to(json_build_array(number::text, encode(predecessor, 'hex'), NEW.id::text,
      to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), NEW.account_id::text, NEW.verb, NEW.subject,
      NEW.subject_id::text, NEW.owner_id::text, NEW.request_id, encode(own, 'hex'))::text, 'UTF8')));
  RETURN NULL;
END $$;

-- One path only: the whole personal part of an event older than a year, inside audit_erase.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_events' AND current_setting('smartcitypia.erasing', true) = 'yes' THEN
    IF OLD.at < now() - interval '1 year' AND NEW.salt IS NULL AND NEW.account_name = '' AND NEW.reason IS NULL
      AND NEW.before IS NULL AND NEW.after IS NULL
      AND (NEW.id, NEW.at, NEW.account_id, NEW.verb, NEW.subject, NEW.subject_id, NEW.owner_id, NEW.request_id)
        IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.account_id, OLD.verb, OLD.subject, OLD.subject_id, OLD.owner_id, OLD.request_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'The trail is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION audit_erase(older_than timestamptz, by_id uuid, by_name text, in_request text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  erased bigint;
BEGIN
  IF older_than > now() - interval '1 year' THEN
    RAISE EXCEPTION 'Only what is older than a year can be erased.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('smartcitypia.erasing', 'yes', true);
  UPDATE audit_events SET account_name = '', reason = NULL, before = NULL, after = NULL, salt = NULL
    WHERE at < older_than AND salt IS NOT NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;
  PERFORM set_config('smartcitypia.erasing', '', true);
  INSERT INTO audit_events (id, at, account_id, account_name, verb, subject, subject_id, after, request_id, salt)
    VALUES (gen_random_uuid(), now(), by_id, by_name, 'Erased', 'AuditEvent', '00000000-0000-0000-0000-000000000000',
      json_build_object('olderThan', to_char(older_than AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'events', erased)::text,
      in_request, gen_random_uuid());
  RETURN erased;
END $$;

CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_events DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_link();
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit_links FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit_links FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
-- Links come from the trigger on events alone.
CREATE TRIGGER audit_only_chained BEFORE INSERT ON audit_links FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION audit_refuse();
