-- The statements, every version that ever counted: as read, and as persons corrected that. Days count from
-- 0001-01-01 as 1; 2147483647 where unknown. A version counts from the position `since` on and no longer at the
-- position `until`; a reading that was corrected before it could count has the two equal.
CREATE TABLE statement_version(
    row           INTEGER PRIMARY KEY,     -- counts the versions
    since         INTEGER NOT NULL,        -- the position of the event that made it so
    until         INTEGER NOT NULL,        -- 9223372036854775807 while it counts
    id            TEXT    NOT NULL,
    reading       INTEGER NOT NULL,        -- the version that is as the article was read; itself where nobody corrected it
    wording       INTEGER NOT NULL,        -- the first version of the statement with these words
    position      INTEGER NOT NULL,        -- of the event that recorded the reading
    article       INTEGER NOT NULL,
    lang          TEXT    NOT NULL,
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
    confirmed     INTEGER NOT NULL,        -- whether a person found it right
    corrected     TEXT    NOT NULL,        -- what a person corrected, separated by spaces
    status        TEXT    NOT NULL,        -- what became of it
    revision      INTEGER NOT NULL,        -- of the article, into which the evidence points
    extractor     TEXT    NOT NULL,        -- what read it
    recorded_at   INTEGER NOT NULL,
    detail        TEXT    NOT NULL,        -- JSON: evidence, spans and rules, as `show` tells them
    named_as      TEXT,                    -- the reference, or the name of the namesake whom a person told apart
    described     INTEGER NOT NULL,        -- whether the reference only describes, as "ministre" does
    report        TEXT,                    -- how it came to be known; null where the reader does not tell
    side          TEXT,                    -- the name of the side that the speaker speaks for
    side_speaker  INTEGER,
    reader        TEXT    NOT NULL         -- the name of another reader than the extractor, else empty
) STRICT;
CREATE INDEX statement_id ON statement_version(id);
CREATE INDEX statement_article ON statement_version(article, since, until);

-- What persons decided on each statement, as it stands now. Only the fold reads it.
CREATE TABLE ruling(
    statement TEXT NOT NULL,
    what      TEXT NOT NULL,               -- what is decided: confirmed, withdrawn, status, a field, or `tag ID`
    value     TEXT NOT NULL,
    PRIMARY KEY (statement, what)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX statement_said ON statement_version(said_from, published_day, position);
CREATE INDEX statement_act ON statement_version(act, said_from, published_day, position);
CREATE INDEX statement_speaker ON statement_version(speaker, said_from, published_day, position, said_to, since, until);
CREATE INDEX statement_side ON statement_version(side_speaker) WHERE side_speaker IS NOT NULL;
CREATE INDEX statement_reader ON statement_version(reader) WHERE reader <> '';
CREATE INDEX statement_wording ON statement_version(wording, published_day, since, until);
CREATE INDEX statement_reading ON statement_version(reading);
