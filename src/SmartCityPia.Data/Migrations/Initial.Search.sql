-- The search of the list of assessments: words of a service's name, the reference and the agency, accents and case folded.
-- Both extensions are trusted: the owner of the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

-- unaccent is only STABLE, because its dictionary can be edited. Ours is not edited; IMMUTABLE lets the planner compute a
-- word's pattern once instead of once per row.
CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(public.unaccent('public.unaccent', normalize(value, NFKC)));

-- A word as a pattern of LIKE. Folding comes first: it turns a full-width % into a plain one.
CREATE FUNCTION search_pattern(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN '%' || regexp_replace(search_text(word), '([\\%_])', '\\\1', 'g') || '%';

-- A table of its own, so that renaming an agency does not change the row version of its assessments. The three parts are
-- columns, so that two people who change two of them at once lose neither.
CREATE TABLE assessment_search (
  assessment_id uuid NOT NULL CONSTRAINT pk_assessment_search PRIMARY KEY
    CONSTRAINT fk_assessment_search_assessments_assessment_id REFERENCES assessments (id) ON DELETE CASCADE,
  name text NOT NULL,
  reference text NOT NULL,
  agency text NOT NULL,
  text text NOT NULL GENERATED ALWAYS AS (name || ' ' || reference || ' ' || agency) STORED
);
CREATE INDEX ix_assessment_search_text ON assessment_search USING gin (text gin_trgm_ops);

CREATE FUNCTION search_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO assessment_search (assessment_id, name, reference, agency)
    SELECT NEW.id, search_text(d.name), search_text(NEW.reference), search_text(o.name)
    FROM service_descriptions d, organisations o WHERE d.id = NEW.description_id AND o.id = NEW.agency_id
    ON CONFLICT (assessment_id) DO UPDATE SET name = excluded.name, reference = excluded.reference, agency = excluded.agency;
  RETURN NULL;
END $$;

CREATE FUNCTION search_description() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE assessment_search s SET name = search_text(NEW.name)
    FROM assessments a WHERE a.description_id = NEW.id AND s.assessment_id = a.id;
  RETURN NULL;
END $$;

CREATE FUNCTION search_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE assessment_search s SET agency = search_text(NEW.name)
    FROM assessments a WHERE a.agency_id = NEW.id AND s.assessment_id = a.id;
  RETURN NULL;
END $$;

CREATE TRIGGER search AFTER INSERT OR UPDATE OF reference, description_id, agency_id ON assessments
  FOR EACH ROW EXECUTE FUNCTION search_assessment();
CREATE TRIGGER search AFTER UPDATE OF name ON service_descriptions
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION search_description();
CREATE TRIGGER search AFTER UPDATE OF name ON organisations
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION search_organisation();
