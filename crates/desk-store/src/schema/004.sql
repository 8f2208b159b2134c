-- Who works at the desk, and what waits for a second one of them.
CREATE TABLE operators (
    id        BLOB    NOT NULL PRIMARY KEY,
    login     TEXT    NOT NULL,
    login_key TEXT    NOT NULL UNIQUE,
    name      TEXT    NOT NULL,
    role      TEXT    NOT NULL,
    person    BLOB    REFERENCES people (id),
    salt      BLOB    NOT NULL,
    memory    INTEGER NOT NULL,
    passes    INTEGER NOT NULL,
    lanes     INTEGER NOT NULL,
    hash      BLOB    NOT NULL,
    created   INTEGER NOT NULL,
    by        TEXT    NOT NULL,
    disabled  INTEGER,
    tag       BLOB    NOT NULL
) STRICT;

CREATE TABLE releases (
    id         INTEGER NOT NULL PRIMARY KEY,
    act        TEXT    NOT NULL,
    request    TEXT    NOT NULL,
    asked      INTEGER NOT NULL,
    asked_by   BLOB    NOT NULL REFERENCES operators (id),
    until      INTEGER NOT NULL,
    decided    INTEGER,
    decided_by BLOB    REFERENCES operators (id),
    outcome    TEXT,
    tag        BLOB    NOT NULL,
    CHECK (decided_by IS NULL OR outcome <> 'released' OR decided_by <> asked_by)
) STRICT;
