-- The articles, every version that ever counted. Dates are ISO 8601, moments are microseconds since 1970, UTC.
-- A version counts from the position `version` on and no longer at the position `until`.
CREATE TABLE article_version(
    version          INTEGER PRIMARY KEY,  -- the position of the event that made it so
    until            INTEGER NOT NULL,     -- 9223372036854775807 while it counts
    row              INTEGER NOT NULL,     -- the position of its ingestion in the log: the article in all versions
    text             INTEGER NOT NULL,     -- the first version with this text
    id               TEXT    NOT NULL,
    title            TEXT,
    publisher        TEXT,
    publisher_folded TEXT,                 -- what --publisher is compared with
    url              TEXT,                 -- as the source gave it
    canonical        TEXT,                 -- the address that its page gives as its own
    author           TEXT,
    agency           TEXT,
    published        TEXT,                 -- the day, where it was published
    published_at     TEXT,                 -- the instant with its offset, RFC 3339
    published_or     TEXT,                 -- another day that it may have been there
    published_day    INTEGER NOT NULL,     -- days since 0001-01-01 is 1; 2147483647 where unknown, so that it sorts last
    lang             TEXT    NOT NULL,
    revision         INTEGER NOT NULL,
    extractor        TEXT    NOT NULL,
    recorded_at      INTEGER NOT NULL,
    revised_at       INTEGER
) STRICT;
CREATE INDEX article_row ON article_version(row);
CREATE INDEX article_id ON article_version(id);
CREATE INDEX article_text_of ON article_version(text);

-- The addresses that each article came in under, without what does not tell articles apart: by this, the tracker finds
-- the article that an address means. Only the fold and the tracker read it; questions do not.
CREATE TABLE article_address(
    key TEXT    NOT NULL,
    row INTEGER NOT NULL,                  -- article_version.row
    PRIMARY KEY (key, row)
) STRICT, WITHOUT ROWID;

-- The words in their context are shown from this copy: a query never reaches the log. NULL once taken down.
CREATE TABLE article_text(
    text    INTEGER PRIMARY KEY,
    content TEXT
) STRICT;
-- after the load
CREATE INDEX article_published ON article_version(published_day, row);
