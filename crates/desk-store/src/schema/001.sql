-- Times are Unix milliseconds, keys are UUIDs of 16 bytes, tags are row tags (see row.rs).
-- No column is dropped or given another meaning by a later migration; new ones may be NULL.

CREATE TABLE generations (
    id          INTEGER PRIMARY KEY,
    fingerprint BLOB    NOT NULL,
    created     INTEGER NOT NULL
) STRICT;

CREATE TABLE key_wrap (
    id         BLOB    NOT NULL PRIMARY KEY,
    generation INTEGER NOT NULL REFERENCES generations (id),
    kind       TEXT    NOT NULL,
    recipient  TEXT    NOT NULL,
    blob       BLOB    NOT NULL,
    created    INTEGER NOT NULL
) STRICT;

CREATE TABLE roots (
    id    TEXT    NOT NULL PRIMARY KEY,
    sum   BLOB    NOT NULL,
    count INTEGER NOT NULL,
    tag   BLOB    NOT NULL
) STRICT;

CREATE TABLE meta (
    id    TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    tag   BLOB NOT NULL
) STRICT;

CREATE TABLE policy (
    id    TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    tag   BLOB NOT NULL
) STRICT;

CREATE TABLE workstations (
    id            BLOB    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL,
    verifying_key BLOB    NOT NULL UNIQUE,
    created       INTEGER NOT NULL,
    tag           BLOB    NOT NULL
) STRICT;

CREATE TABLE people (
    id         BLOB    NOT NULL PRIMARY KEY,
    login      TEXT    NOT NULL,
    login_key  TEXT    UNIQUE,
    search     TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    email      TEXT,
    department TEXT,
    created    INTEGER NOT NULL,
    deleted    INTEGER,
    tag        BLOB    NOT NULL
) STRICT;

CREATE TABLE fobs (
    id         BLOB    NOT NULL PRIMARY KEY,
    maker      TEXT    NOT NULL,
    serial     TEXT,
    label      TEXT    UNIQUE,
    model      TEXT,
    firmware   TEXT,
    state      TEXT    NOT NULL,
    person     BLOB    REFERENCES people (id),
    first_seen INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    tag        BLOB    NOT NULL,
    UNIQUE (maker, serial),
    CHECK (serial IS NOT NULL OR label IS NOT NULL)
) STRICT;

CREATE INDEX fobs_by_serial ON fobs (serial);
CREATE INDEX fobs_by_person ON fobs (person);

CREATE TABLE profiles (
    id        TEXT    NOT NULL PRIMARY KEY,
    kind      TEXT    NOT NULL,
    place     TEXT    NOT NULL,
    digits    INTEGER NOT NULL,
    algorithm TEXT    NOT NULL,
    period    INTEGER,
    counter   INTEGER NOT NULL,
    touch     INTEGER NOT NULL,
    enter     INTEGER NOT NULL,
    issuer    TEXT,
    created   INTEGER NOT NULL,
    tag       BLOB    NOT NULL
) STRICT;

CREATE TABLE tokens (
    id        BLOB    NOT NULL PRIMARY KEY,
    fob       BLOB    NOT NULL REFERENCES fobs (id),
    person    BLOB    REFERENCES people (id),
    kind      TEXT    NOT NULL,
    place     TEXT    NOT NULL,
    name      TEXT,
    issuer    TEXT,
    algorithm TEXT    NOT NULL,
    digits    INTEGER NOT NULL,
    period    INTEGER,
    touch     INTEGER NOT NULL,
    enter     INTEGER NOT NULL,
    profile   TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    next      INTEGER NOT NULL CHECK (next >= 0),
    created   INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    tag       BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX tokens_one_live ON tokens (fob, place, coalesce(name, ''))
    WHERE state NOT IN ('returned', 'retired', 'abandoned');
CREATE INDEX tokens_by_fob ON tokens (fob);
CREATE INDEX tokens_by_person ON tokens (person);

CREATE TRIGGER tokens_next_only_up BEFORE UPDATE OF next ON tokens
WHEN NEW.next < OLD.next
BEGIN
    SELECT RAISE(ABORT, 'a moving factor only goes up');
END;

CREATE TABLE seeds (
    id         BLOB    NOT NULL PRIMARY KEY REFERENCES tokens (id),
    generation INTEGER NOT NULL REFERENCES generations (id),
    cipher     INTEGER NOT NULL,
    nonce      BLOB    NOT NULL,
    sealed     BLOB    NOT NULL,
    tag        BLOB    NOT NULL
) STRICT;

CREATE TABLE journal (
    id           BLOB    NOT NULL PRIMARY KEY,
    token        BLOB    NOT NULL REFERENCES tokens (id),
    fob          BLOB    NOT NULL REFERENCES fobs (id),
    serial       TEXT    NOT NULL,
    place        TEXT    NOT NULL,
    name         TEXT,
    consent      TEXT,
    replaces     BLOB    REFERENCES tokens (id),
    operator     TEXT    NOT NULL,
    present_code BLOB,
    former_code  BLOB,
    opened       INTEGER NOT NULL,
    closed       INTEGER,
    outcome      TEXT,
    tag          BLOB    NOT NULL
) STRICT;

CREATE INDEX journal_open ON journal (opened) WHERE closed IS NULL;
CREATE INDEX journal_by_token ON journal (token);
CREATE INDEX journal_by_fob ON journal (fob, place);

CREATE TABLE recovery_salts (
    id      BLOB    NOT NULL PRIMARY KEY REFERENCES people (id),
    salt    BLOB    NOT NULL,
    memory  INTEGER NOT NULL,
    passes  INTEGER NOT NULL,
    lanes   INTEGER NOT NULL,
    created INTEGER NOT NULL,
    tag     BLOB    NOT NULL
) STRICT;

CREATE TABLE recovery_sets (
    id          BLOB    NOT NULL PRIMARY KEY,
    person      BLOB    NOT NULL REFERENCES people (id),
    name        TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    created     INTEGER NOT NULL,
    by          TEXT    NOT NULL,
    voided      INTEGER,
    void_reason TEXT,
    tag         BLOB    NOT NULL,
    UNIQUE (person, number)
) STRICT;

CREATE UNIQUE INDEX recovery_sets_one_valid ON recovery_sets (person) WHERE voided IS NULL;

CREATE TABLE recovery_codes (
    id       BLOB    NOT NULL PRIMARY KEY,
    set_id   BLOB    NOT NULL REFERENCES recovery_sets (id),
    row      INTEGER NOT NULL,
    hash     BLOB    NOT NULL,
    used_at  INTEGER,
    used_by  TEXT,
    used_for TEXT,
    tag      BLOB    NOT NULL,
    UNIQUE (set_id, row)
) STRICT;

CREATE TABLE recovery_attempts (
    id          BLOB    NOT NULL PRIMARY KEY,
    person      BLOB    NOT NULL REFERENCES people (id),
    workstation BLOB    NOT NULL REFERENCES workstations (id),
    at          INTEGER NOT NULL,
    tag         BLOB    NOT NULL
) STRICT;

CREATE INDEX recovery_attempts_by_person ON recovery_attempts (person, at);
CREATE INDEX recovery_attempts_by_workstation ON recovery_attempts (workstation, at);

CREATE TABLE audit (
    n           INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    operator    TEXT    NOT NULL,
    workstation BLOB    NOT NULL,
    act         TEXT    NOT NULL,
    fob         BLOB,
    person      BLOB,
    result      TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    state       BLOB    NOT NULL,
    hash        BLOB    NOT NULL,
    signature   BLOB    NOT NULL
) STRICT;

CREATE INDEX audit_by_fob ON audit (fob, n);
CREATE INDEX audit_by_person ON audit (person, n);
CREATE INDEX audit_by_time ON audit (at);
