-- The form that a set's codes have (nothing: fifteen symbols, as all sets had before), two grey
-- letters beside each row, and copies of sets that may be printed again.
ALTER TABLE recovery_sets ADD COLUMN form TEXT;

ALTER TABLE recovery_codes ADD COLUMN grey BLOB;
ALTER TABLE recovery_codes ADD COLUMN asked_at INTEGER;
ALTER TABLE recovery_codes ADD COLUMN asked_by TEXT;
ALTER TABLE recovery_codes ADD COLUMN answered INTEGER;

CREATE TABLE recovery_copies (
    id         BLOB    NOT NULL PRIMARY KEY REFERENCES recovery_sets (id),
    generation INTEGER NOT NULL REFERENCES generations (id),
    cipher     INTEGER NOT NULL,
    nonce      BLOB    NOT NULL,
    sealed     BLOB    NOT NULL,
    tag        BLOB    NOT NULL
) STRICT;

-- A question is asked once, and its answer stands.
CREATE TRIGGER recovery_codes_asked_once BEFORE UPDATE OF asked_at ON recovery_codes
WHEN OLD.asked_at IS NOT NULL AND NEW.asked_at IS NOT OLD.asked_at
BEGIN
    SELECT RAISE(ABORT, 'a row is asked once');
END;

CREATE INDEX emergency_codes_by_fob ON emergency_codes (fob) WHERE ended IS NULL;
