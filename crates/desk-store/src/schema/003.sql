-- A way in for the time that a fob is lost, and the time that somebody may do without one.
CREATE TABLE emergency_codes (
    id      BLOB    NOT NULL PRIMARY KEY,
    person  BLOB    NOT NULL REFERENCES people (id),
    fob     BLOB    REFERENCES fobs (id),
    hash    BLOB    NOT NULL,
    uses    INTEGER NOT NULL,
    left    INTEGER NOT NULL CHECK (left >= 0),
    created INTEGER NOT NULL,
    until   INTEGER NOT NULL,
    by      TEXT    NOT NULL,
    ended   INTEGER,
    reason  TEXT,
    tag     BLOB    NOT NULL
) STRICT;

CREATE INDEX emergency_codes_by_person ON emergency_codes (person, created);
CREATE UNIQUE INDEX emergency_codes_one_open ON emergency_codes (person) WHERE ended IS NULL;

CREATE TRIGGER emergency_codes_left_only_down BEFORE UPDATE OF left ON emergency_codes
WHEN NEW.left > OLD.left
BEGIN
    SELECT RAISE(ABORT, 'uses only go down');
END;

CREATE TABLE suspensions (
    id       BLOB    NOT NULL PRIMARY KEY,
    person   BLOB    NOT NULL REFERENCES people (id),
    since    INTEGER NOT NULL,
    until    INTEGER,
    reason   TEXT    NOT NULL,
    by       TEXT    NOT NULL,
    ended    INTEGER,
    ended_by TEXT,
    tag      BLOB    NOT NULL
) STRICT;

CREATE INDEX suspensions_by_person ON suspensions (person, since);
CREATE UNIQUE INDEX suspensions_one_open ON suspensions (person) WHERE ended IS NULL;
