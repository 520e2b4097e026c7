-- An instance keeps for a moment what it knows of a session. Whatever ends one, or changes what its account may do, is
-- told to all instances when it commits; the payload is the account.
CREATE FUNCTION tell_of_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('sessions', CASE TG_TABLE_NAME WHEN 'sessions' THEN to_jsonb(NEW) ->> 'account_id' WHEN 'participants' THEN to_jsonb(NEW) ->> 'account_id' WHEN 'AspNetUserRoles' THEN to_jsonb(NEW) ->> 'user_id' ELSE to_jsonb(NEW) ->> 'id' END);
  RETURN NULL;
END $$;

CREATE TRIGGER tell_of_sessions AFTER UPDATE OF ended_at ON sessions
  FOR EACH ROW EXECUTE FUNCTION tell_of_sessions();
CREATE TRIGGER tell_of_sessions AFTER UPDATE OF display_name, organisation_id, city_wide, data_protection_officer, deactivated_at, two_factor_enabled ON "AspNetUsers"
  FOR EACH ROW EXECUTE FUNCTION tell_of_sessions();
CREATE TRIGGER tell_of_sessions AFTER INSERT OR UPDATE ON "AspNetUserRoles"
  FOR EACH ROW EXECUTE FUNCTION tell_of_sessions();
CREATE TRIGGER tell_of_sessions AFTER INSERT OR UPDATE ON participants
  FOR EACH ROW EXECUTE FUNCTION tell_of_sessions();
