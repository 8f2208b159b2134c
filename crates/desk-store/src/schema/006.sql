-- What a write stands in for, what is lent, what is owed, and what is put off.
ALTER TABLE journal ADD COLUMN instead_of BLOB REFERENCES fobs (id);
ALTER TABLE journal ADD COLUMN lent_until INTEGER;

CREATE TABLE loans (
    id     BLOB    NOT NULL PRIMARY KEY,
    person BLOB    NOT NULL REFERENCES people (id),
    fob    BLOB    NOT NULL REFERENCES fobs (id),
    since  INTEGER NOT NULL,
    until  INTEGER NOT NULL,
    by     TEXT    NOT NULL,
    ended  INTEGER,
    tag    BLOB    NOT NULL
) STRICT;

CREATE INDEX loans_by_fob ON loans (fob, since);
CREATE UNIQUE INDEX loans_one_open ON loans (person) WHERE ended IS NULL;

CREATE TABLE replacements (
    id     BLOB    NOT NULL PRIMARY KEY,
    person BLOB    NOT NULL REFERENCES people (id),
    fob    BLOB    NOT NULL REFERENCES fobs (id),
    since  INTEGER NOT NULL,
    by     TEXT    NOT NULL,
    ended  INTEGER,
    tag    BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX replacements_one_open ON replacements (person) WHERE ended IS NULL;

CREATE TABLE deferrals (
    id     BLOB    NOT NULL PRIMARY KEY,
    person BLOB    NOT NULL REFERENCES people (id),
    since  INTEGER NOT NULL,
    until  INTEGER,
    reason TEXT    NOT NULL,
    by     TEXT    NOT NULL,
    ended  INTEGER,
    tag    BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX deferrals_one_open ON deferrals (person) WHERE ended IS NULL;
