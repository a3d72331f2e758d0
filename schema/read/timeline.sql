-- The statements that count, each as last read. Days count from 0001-01-01 as 1; 2147483647 where unknown.
CREATE TABLE statement(
    row           INTEGER PRIMARY KEY,     -- the position of the event that recorded this reading
    id            TEXT    NOT NULL UNIQUE,
    article       INTEGER NOT NULL,
    speaker       INTEGER,
    said_from     INTEGER NOT NULL,        -- the first day that it can have been said
    said_to       INTEGER NOT NULL,        -- the last day
    published_day INTEGER NOT NULL,        -- of the article: settles the order of what was said on one day
    said          TEXT    NOT NULL,        -- EDTF
    rule          TEXT    NOT NULL,        -- what gave it that date
    act           TEXT    NOT NULL,
    mode          TEXT    NOT NULL,
    kind          TEXT    NOT NULL,        -- of the speaker, as this article tells
    reference     TEXT,
    mention       TEXT,
    capacity      TEXT,
    cue           TEXT,
    event         TEXT,
    place         TEXT,
    words         TEXT    NOT NULL,
    confidence    INTEGER NOT NULL,        -- per cent
    doubts        TEXT    NOT NULL,        -- separated by spaces
    revision      INTEGER NOT NULL,        -- of the article, into which the evidence points
    recorded_at   INTEGER NOT NULL,
    detail        TEXT    NOT NULL         -- JSON: evidence, spans and rules, as `show` tells them
) STRICT;
CREATE INDEX statement_article ON statement(article);
-- after the load
CREATE INDEX statement_said ON statement(said_from, published_day, row);
CREATE INDEX statement_speaker ON statement(speaker, said_from, published_day, row, said_to);
