-- Pictures of the house, as they were handed in: the logo on its papers.
CREATE TABLE pictures (
    id  TEXT NOT NULL PRIMARY KEY,
    png BLOB NOT NULL,
    tag BLOB NOT NULL
) STRICT;
