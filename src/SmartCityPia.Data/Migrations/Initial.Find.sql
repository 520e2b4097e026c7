-- The search over everything that a person may read: an entry for each row with text, kept by triggers, so that no way of writing can leave it.
-- Who may read it is asked in the query, by its owner: an assessment, a description, or nobody for an organisation.
-- Words are looked for as they stand, by their beginning, and by their stem in the language of the database (default_text_search_config).
CREATE TABLE search_entries (
  kind text NOT NULL,
  row_id uuid NOT NULL,
  owner_id uuid,
  -- What the address of its page needs besides the id.
  key text,
  title text NOT NULL,
  body text NOT NULL,
  vector tsvector NOT NULL,
  CONSTRAINT pk_search_entries PRIMARY KEY (row_id, kind)
);
CREATE INDEX ix_search_entries_vector ON search_entries USING gin (vector);
CREATE INDEX ix_search_entries_owner_id ON search_entries (owner_id);

-- Folded, and without signs: a word of an address or between slashes is found by itself.
CREATE FUNCTION search_words(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN regexp_replace(search_text(value), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff0f]+', ' ', 'g');

-- The same words in the language of the database come from its setting: a later change of it is for rows saved from then on.
CREATE FUNCTION search_vector(title text, body text) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE
  RETURN setweight(to_tsvector('simple', search_words(title)), 'A') || setweight(to_tsvector('simple', search_words(body)), 'C')
    || setweight(to_tsvector(search_words(title || ' ' || body)), 'D');

-- Each element is a word, and after bars ids of catalogue entries that are called so. Every element has to be found.
CREATE FUNCTION search_query(words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  element text; part text; query tsquery; word tsquery; stem tsquery; whole tsquery;
BEGIN
  FOREACH element IN ARRAY words LOOP
    word := NULL;
    FOR part IN SELECT p FROM regexp_split_to_table(search_words(split_part(element, '|', 1)), '\s+') AS p WHERE p <> '' LOOP
      -- A single letter is no beginning; a single character of a script without blanks is.
      whole := to_tsquery('simple', quote_literal(part) || CASE WHEN char_length(part) > 1 OR ascii(part) > 11903 THEN ':*' ELSE '' END);
      stem := plainto_tsquery(part);
      IF numnode(stem) > 0 THEN whole := whole || stem; END IF;
      word := CASE WHEN word IS NULL THEN whole ELSE word && whole END;
    END LOOP;
    CONTINUE WHEN word IS NULL;
    FOR part IN SELECT p FROM unnest((string_to_array(element, '|'))[2:]) AS p LOOP
      word := word || plainto_tsquery('simple', search_words(part));
    END LOOP;
    query := CASE WHEN query IS NULL THEN word ELSE query && word END;
  END LOOP;
  RETURN coalesce(query, ''::tsquery);
END $$;

-- Arguments: kind, column of the owner, of the title and of the key ('' for none), columns of the body, columns that are found and not shown.
CREATE FUNCTION search_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE row_now jsonb; row_title text; row_body text; hidden text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM search_entries WHERE row_id = OLD.id AND kind = TG_ARGV[0];
    RETURN NULL;
  END IF;
  row_now := to_jsonb(NEW);
  row_title := CASE TG_ARGV[2] WHEN 'organisation_id' THEN coalesce((SELECT name FROM organisations WHERE id = (row_now ->> 'organisation_id')::uuid), '') ELSE coalesce(row_now ->> TG_ARGV[2], '') END;
  SELECT coalesce(string_agg(row_now ->> c, E'\n' ORDER BY n), '') INTO row_body FROM unnest(string_to_array(TG_ARGV[4], ',')) WITH ORDINALITY AS t(c, n);
  SELECT coalesce(string_agg(row_now ->> c, ' '), '') INTO hidden FROM unnest(string_to_array(TG_ARGV[5], ',')) AS c;
  INSERT INTO search_entries (kind, row_id, owner_id, key, title, body, vector)
    VALUES (TG_ARGV[0], NEW.id, (row_now ->> TG_ARGV[1])::uuid, row_now ->> TG_ARGV[3], row_title, row_body, search_vector(row_title, row_body || ' ' || hidden))
    ON CONFLICT (row_id, kind) DO UPDATE SET owner_id = excluded.owner_id, key = excluded.key, title = excluded.title, body = excluded.body, vector = excluded.vector;
  RETURN NULL;
END $$;

-- A new kind of row calls this in its migration: SELECT search_table('tensions', 'Tension', 'assessment_id', 'subject').
-- Of its columns all that hold text are found; ids of the catalogue are found by the names of their entries.
CREATE FUNCTION search_table(name text, kind text, owner text, title text, key text DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$
DECLARE shown text; hidden text;
BEGIN
  SELECT string_agg(a.attname, ',' ORDER BY a.attnum) FILTER (WHERE a.atttypid IN ('text'::regtype, 'varchar'::regtype) AND a.attname NOT LIKE '%\_id'),
      string_agg(a.attname, ',' ORDER BY a.attnum) FILTER (WHERE a.atttypid IN ('text[]'::regtype, 'varchar[]'::regtype) OR a.attname LIKE '%\_id')
    INTO shown, hidden
    FROM pg_attribute a
    WHERE a.attrelid = name::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> title
      AND a.attname NOT IN ('sha256', 'proof_hash', 'finding_key', 'suggested_by', 'name_key')
      AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'text[]'::regtype, 'varchar[]'::regtype)
      -- Of a choice from a list the name is no text of a person.
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = a.attrelid AND c.contype = 'c' AND c.conkey = ARRAY[a.attnum] AND pg_get_constraintdef(c.oid) LIKE '%ARRAY[%');
  EXECUTE format('CREATE TRIGGER search_entry AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION search_entry(%L, %L, %L, %L, %L, %L)', name, kind, owner, title, key, coalesce(shown, ''), coalesce(hidden, ''));
END $$;

SELECT search_table(t, k, 'assessment_id', n, y) FROM (VALUES
  ('screening_answers', 'ScreeningAnswer', 'question_id', ''), ('alike', 'AlikeService', 'name', ''), ('legalnotes', 'LegalNote', 'title', ''), ('tensions', 'Tension', 'subject', ''), ('hearings', 'Hearing', 'who', ''),
  ('finding_dispositions', 'FindingDisposition', 'finding_key', 'finding_key'), ('principle_answers', 'PrincipleAnswer', 'principle_id', 'principle_id'),
  ('choices', 'Choice', '', 'group_id'), ('rights', 'RightAnswer', 'right_id', 'right_id'), ('risks', 'Risk', 'title', ''), ('action_items', 'ActionItem', 'what', ''), ('evidence_items', 'EvidenceItem', 'title', ''),
  ('incidents', 'Incident', 'what', '')) AS x(t, k, n, y);
SELECT search_table(t, k, 'description_id', n, y) FROM (VALUES
  ('purposes', 'Purpose', 'name', ''), ('people_groups', 'PeopleGroup', 'name', ''), ('stakeholders', 'Stakeholder', 'organisation_id', ''), ('datasets', 'Dataset', 'name', ''),
  ('data_items', 'DataItem', 'type_id', 'dataset_id'), ('data_flows', 'DataFlow', 'name', ''), ('measures', 'Measure', 'name', '')) AS x(t, k, n, y);
SELECT search_table('service_descriptions', 'ServiceDescription', 'id', 'name');
SELECT search_table('organisations', 'Organisation', '', 'name');
CREATE TRIGGER search_entry AFTER INSERT OR UPDATE OR DELETE ON assessments FOR EACH ROW
  EXECUTE FUNCTION search_entry('Assessment', 'id', 'reference', '', 'overrule_reason,dpo_view,withdrawn_reason', '');
CREATE TRIGGER search_entry AFTER INSERT OR UPDATE OR DELETE ON evidence_versions FOR EACH ROW
  EXECUTE FUNCTION search_entry('EvidenceVersion', 'assessment_id', 'file_name', 'evidence_id', '', '');
CREATE TRIGGER search_entry AFTER INSERT OR UPDATE OR DELETE ON comments FOR EACH ROW
  EXECUTE FUNCTION search_entry('Comment', 'assessment_id', '', 'thread_id', 'text', '');

-- A stakeholder is called as its organisation is.
CREATE FUNCTION search_organisation_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE search_entries e SET title = NEW.name, vector = search_vector(NEW.name, e.body)
    FROM stakeholders s WHERE s.organisation_id = NEW.id AND e.row_id = s.id AND e.kind = 'Stakeholder';
  RETURN NULL;
END $$;
CREATE TRIGGER search_names AFTER UPDATE OF name ON organisations
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION search_organisation_names();
