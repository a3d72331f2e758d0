-- The articles that count, as last revised. Dates are ISO 8601, moments are microseconds since 1970, UTC.
CREATE TABLE article(
    row              INTEGER PRIMARY KEY,  -- the position of its ingestion in the log
    id               TEXT    NOT NULL UNIQUE,
    title            TEXT,
    publisher        TEXT,
    publisher_folded TEXT,                 -- what --publisher is compared with
    url              TEXT,
    author           TEXT,
    agency           TEXT,
    published        TEXT,
    published_day    INTEGER NOT NULL,     -- days since 0001-01-01 is 1; 2147483647 where unknown, so that it sorts last
    lang             TEXT    NOT NULL,
    revision         INTEGER NOT NULL,
    extractor        TEXT    NOT NULL,
    recorded_at      INTEGER NOT NULL,
    revised_at       INTEGER
) STRICT;

-- The words in their context are shown from this copy: a query never reaches the log. NULL once taken down.
CREATE TABLE article_text(
    article INTEGER PRIMARY KEY,
    text    TEXT
) STRICT;
-- after the load
CREATE INDEX article_published ON article(published_day, row);
