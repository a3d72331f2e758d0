-- What a copy of a log on a server has beside the log. Never edit this file once it has landed; add a step.
--
-- Only copies take this step. So a dixit that knows nothing of origins refuses their files, and does not write past
-- the origin.

CREATE TABLE origin (
    row         INTEGER PRIMARY KEY CHECK (row = 1),
    address     TEXT    NOT NULL,                            -- of the log that this is a copy of; without a password
    is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1)) -- 0 while `share` is putting this log up
) STRICT;

-- Articles that wait until the origin can be reached: they are no events yet.
CREATE TABLE outbox (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,        -- in the order in which they came; never used again
    article        TEXT    NOT NULL UNIQUE,                  -- the latest text of an article is the one that counts
    schema_version INTEGER NOT NULL,                         -- of the body, which is that of article.ingested
    body           TEXT    NOT NULL,
    content        TEXT    NOT NULL,                         -- the text
    queued_at      INTEGER NOT NULL                          -- microseconds since 1970 in UTC
) STRICT;
