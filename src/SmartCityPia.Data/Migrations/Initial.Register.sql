-- What an entry of the public register is found by: its name, and what it tells. The same words as everywhere (Initial.Find.sql).
CREATE FUNCTION publication_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.vector := search_vector(NEW.name, NEW.told);
  RETURN NEW;
END $$;
CREATE TRIGGER words BEFORE INSERT ON publications FOR EACH ROW EXECUTE FUNCTION publication_words();
