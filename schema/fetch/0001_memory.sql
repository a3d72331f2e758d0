-- What was fetched, to fetch it again only when it has changed. Losing a row costs one more request and nothing else.
CREATE TABLE page (
    address       TEXT NOT NULL PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    sha256        TEXT NOT NULL,
    fetched_at    INTEGER NOT NULL -- seconds since 1970, as all times here
) STRICT, WITHOUT ROWID;

-- How each feed did: when it may be asked again, and who is asking it now.
CREATE TABLE feed (
    address       TEXT NOT NULL PRIMARY KEY,
    failures      INTEGER NOT NULL DEFAULT 0, -- in a row
    last_error    TEXT,
    next_try      INTEGER,
    last_success  INTEGER,
    claimed_until INTEGER
) STRICT, WITHOUT ROWID;
