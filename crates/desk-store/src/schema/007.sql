-- The language of a person's papers; NULL: that of the desk.
ALTER TABLE people ADD COLUMN language TEXT;
