-- What is kept in memory is kept under stamps. A stamp is another uuid after every change of what it stands for, moved by
-- triggers in the transaction of the change, so that no way of writing can leave it and every instance sees it at once.
-- Random, not counted: a stamp never comes back, also not after a rollback or when a backup is restored.
--
-- A table of its own, so that moving the stamp does not change the row version of the assessment. A transaction that
-- touches its assessment first takes the locks in one order: assessment, its stamp, then the stamps of all.
CREATE TABLE dossier_stamps (
  assessment_id uuid NOT NULL CONSTRAINT pk_dossier_stamps PRIMARY KEY
    CONSTRAINT fk_dossier_stamps_assessments_assessment_id REFERENCES assessments (id) ON DELETE CASCADE,
  stamp uuid NOT NULL,
  -- Which kinds of rows changed: by table, the stamp that stood after its last change. Whoever reads a dossier again reads those
  -- kinds only whose stamp is another than in the dossier that is kept.
  kinds jsonb NOT NULL DEFAULT '{}'
);

-- directory: what every dossier takes from organisations, accounts and services.
-- city: which versions and coalitions make the city.
-- list: which assessments there are, their names, agencies, leads and status; not when they were changed.
CREATE TABLE shared_stamps (
  name text NOT NULL CONSTRAINT pk_shared_stamps PRIMARY KEY,
  stamp uuid NOT NULL
);
INSERT INTO shared_stamps (name, stamp) VALUES ('directory', gen_random_uuid()), ('city', gen_random_uuid()), ('list', gen_random_uuid());

-- The triggers of an assessment's own row: its head is part of the dossier.
CREATE FUNCTION stamp_assessments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO dossier_stamps AS s (assessment_id, stamp) SELECT c.id, gen_random_uuid() FROM changed c ORDER BY c.id
    ON CONFLICT (assessment_id) DO UPDATE SET stamp = excluded.stamp WHERE s.xmin <> pg_current_xact_id()::xid;
  RETURN NULL;
END $$;

-- Of rows that belong to an assessment. The stamp moves once in a transaction, and each of its tables is named once: dossiers are
-- kept as others see them, after the commit.
CREATE FUNCTION stamp_kind(assessments uuid[], kind text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE moved text := gen_random_uuid()::text;
BEGIN
  UPDATE dossier_stamps s
    SET stamp = CASE WHEN s.xmin = pg_current_xact_id()::xid THEN s.stamp ELSE moved::uuid END,
        kinds = s.kinds || jsonb_build_object(kind, CASE WHEN s.xmin = pg_current_xact_id()::xid THEN s.stamp::text ELSE moved END)
    WHERE s.assessment_id = ANY (assessments) AND (s.xmin <> pg_current_xact_id()::xid OR s.kinds ->> kind IS DISTINCT FROM s.stamp::text);
END $$;

CREATE FUNCTION stamp_rows_of_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM stamp_kind(ARRAY(SELECT DISTINCT c.assessment_id FROM changed c), TG_TABLE_NAME);
  RETURN NULL;
END $$;

CREATE FUNCTION stamp_rows_of_description() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM stamp_kind(ARRAY(SELECT a.id FROM assessments a WHERE a.description_id IN (SELECT c.description_id FROM changed c)), TG_TABLE_NAME);
  RETURN NULL;
END $$;

CREATE FUNCTION stamp_descriptions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM stamp_kind(ARRAY(SELECT a.id FROM assessments a WHERE a.description_id IN (SELECT c.id FROM changed c)), TG_TABLE_NAME);
  RETURN NULL;
END $$;

-- Two transactions that move two shared stamps in different order would wait for each other. All lock this row first.
CREATE FUNCTION stamp_shared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Once in a transaction is enough for a list, and assessments are added by the thousand.
  IF TG_ARGV[0] = 'list' AND EXISTS (SELECT FROM shared_stamps s WHERE s.name = 'list' AND s.xmin = pg_current_xact_id()::xid) THEN
    RETURN NULL;
  END IF;
  PERFORM FROM shared_stamps s WHERE s.name = 'city' FOR UPDATE;
  UPDATE shared_stamps SET stamp = gen_random_uuid() WHERE name = TG_ARGV[0];
  RETURN NULL;
END $$;

CREATE TRIGGER stamp_added AFTER INSERT ON assessments REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_assessments();
CREATE TRIGGER stamp_changed AFTER UPDATE ON assessments REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_assessments();

-- A new kind of row calls this in its migration: SELECT stamp_table('tensions', 'stamp_rows_of_assessment').
CREATE FUNCTION stamp_table(name text, function text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER stamp_added AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, function);
  EXECUTE format('CREATE TRIGGER stamp_changed AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, function);
  EXECUTE format('CREATE TRIGGER stamp_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I()', name, function);
END $$;

SELECT stamp_table(name, 'stamp_rows_of_assessment') FROM unnest(ARRAY['screening_answers', 'alike', 'legalnotes', 'tensions', 'hearings', 'rights', 'finding_dispositions', 'principle_answers',
  'choices', 'risks', 'action_items', 'evidence_items', 'evidence_versions']) AS name;
SELECT stamp_table(name, 'stamp_rows_of_description') FROM unnest(ARRAY['purposes', 'people_groups', 'stakeholders', 'datasets', 'data_items', 'data_flows', 'measures']) AS name;
SELECT stamp_table('service_descriptions', 'stamp_descriptions');

-- A new organisation is in no dossier yet, and one that is named cannot be removed.
CREATE TRIGGER stamp AFTER UPDATE ON organisations FOR EACH ROW
  WHEN ((OLD.name, OLD.kind, OLD.country) IS DISTINCT FROM (NEW.name, NEW.kind, NEW.country)) EXECUTE FUNCTION stamp_shared('directory');
CREATE TRIGGER stamp AFTER UPDATE ON "AspNetUsers" FOR EACH ROW
  WHEN (OLD.display_name IS DISTINCT FROM NEW.display_name) EXECUTE FUNCTION stamp_shared('directory');
CREATE TRIGGER stamp AFTER UPDATE ON services FOR EACH ROW
  WHEN (OLD.archetype_id IS DISTINCT FROM NEW.archetype_id) EXECUTE FUNCTION stamp_shared('directory');

CREATE TRIGGER stamp_city AFTER INSERT ON assessment_versions FOR EACH STATEMENT EXECUTE FUNCTION stamp_shared('city');
CREATE TRIGGER stamp_city AFTER UPDATE ON reviews FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state IN ('Withdrawn', 'Rejected') OR NEW.state IN ('Withdrawn', 'Rejected'))) EXECUTE FUNCTION stamp_shared('city');
CREATE TRIGGER stamp_city_added AFTER INSERT ON reviews FOR EACH ROW
  WHEN (NEW.state IN ('Withdrawn', 'Rejected')) EXECUTE FUNCTION stamp_shared('city');
CREATE TRIGGER stamp_city_removed AFTER DELETE ON reviews FOR EACH ROW
  WHEN (OLD.state IN ('Withdrawn', 'Rejected')) EXECUTE FUNCTION stamp_shared('city');
CREATE TRIGGER stamp_city AFTER INSERT OR UPDATE OR DELETE ON service_ends FOR EACH STATEMENT EXECUTE FUNCTION stamp_shared('city');
CREATE TRIGGER stamp_city AFTER INSERT OR UPDATE OR DELETE ON coalitions FOR EACH STATEMENT EXECUTE FUNCTION stamp_shared('city');
CREATE TRIGGER stamp_city AFTER INSERT OR UPDATE OR DELETE ON merged_organisations FOR EACH STATEMENT EXECUTE FUNCTION stamp_shared('city');

CREATE TRIGGER stamp_list AFTER INSERT OR UPDATE OR DELETE ON service_ends FOR EACH STATEMENT EXECUTE FUNCTION stamp_shared('list');
CREATE TRIGGER stamp_list AFTER INSERT OR UPDATE OR DELETE ON assessment_search FOR EACH STATEMENT EXECUTE FUNCTION stamp_shared('list');
CREATE TRIGGER stamp_list AFTER UPDATE ON assessments FOR EACH ROW
  WHEN ((OLD.kind, OLD.status, OLD.agency_id, OLD.owner_id, OLD.archived_at, OLD.withdrawn_at) IS DISTINCT FROM (NEW.kind, NEW.status, NEW.agency_id, NEW.owner_id, NEW.archived_at, NEW.withdrawn_at)) EXECUTE FUNCTION stamp_shared('list');
CREATE TRIGGER stamp_list AFTER UPDATE ON reviews FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION stamp_shared('list');
CREATE TRIGGER stamp_list AFTER UPDATE ON "AspNetUsers" FOR EACH ROW
  WHEN (OLD.display_name IS DISTINCT FROM NEW.display_name) EXECUTE FUNCTION stamp_shared('list');
