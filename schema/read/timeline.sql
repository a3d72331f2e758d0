-- The program splits this file at its marker line, the one about the load. What is above that line is created before
-- the log is folded. What is below it, indexes that only questions use, is created afterwards, because folding is
-- faster without them. See AFTER_LOAD_MARKER in src/projection/projection.rs.

-- Every version of every statement: as read, and as a person corrected it. A version is current from the position
-- valid_from_pos (inclusive) to valid_to_pos (exclusive); the two are equal where a reading was corrected before it
-- could become current. Days count from 0001-01-01 = 1.
CREATE TABLE statement_version(
    row                INTEGER PRIMARY KEY,  -- from 1; identifies the version
    valid_from_pos     INTEGER NOT NULL,     -- position of the event that made this version
    valid_to_pos       INTEGER NOT NULL,     -- 9223372036854775807 while it is current
    id                 TEXT    NOT NULL,
    reading_row        INTEGER NOT NULL,     -- row of the uncorrected reading that this version is based on
    wording_row        INTEGER NOT NULL,     -- row of the statement's first version with these words
    recorded_pos       INTEGER NOT NULL,     -- position of the event that recorded the reading
    article            INTEGER NOT NULL,     -- article_version.ingested_pos
    lang               TEXT    NOT NULL,
    speaker            INTEGER,              -- speaker.row
    said_from          INTEGER NOT NULL,     -- first possible day of utterance; 2147483647 where unknown
    said_to            INTEGER NOT NULL,     -- last possible day of utterance; 0 where unknown
    published_day      INTEGER NOT NULL,     -- of the article; orders statements of one day
    said               TEXT    NOT NULL,     -- EDTF
    act                TEXT    NOT NULL,
    profile            INTEGER NOT NULL,     -- reading_profile.row: what it has in common with many others
    reference          TEXT,                 -- the speaker's fullest name, or description, in the article
    mention            TEXT,                 -- how the article names the speaker at this place
    capacity           TEXT,
    cue                TEXT,
    occasion_event     TEXT,
    occasion_place     TEXT,
    words              TEXT    NOT NULL,
    confidence_percent INTEGER NOT NULL,
    is_confirmed       INTEGER NOT NULL,     -- 1 where a person confirmed it
    corrected_fields   TEXT    NOT NULL,     -- the fields that a person corrected, separated by spaces
    status             TEXT    NOT NULL,     -- what became of it: open, kept, …
    article_revision   INTEGER NOT NULL,     -- the revision of the article that the evidence points into
    recorded_at        INTEGER NOT NULL,     -- when the reading was recorded, microseconds since 1970-01-01 UTC
    namesake           TEXT,                 -- the name that a person gave to a namesake, in place of the reference
    is_description     INTEGER NOT NULL,     -- 1 where the reference describes instead of naming ("ministre")
    side               TEXT,                 -- name of the side that the speaker speaks for
    side_speaker       INTEGER,              -- speaker.row of that side
    reader             TEXT    NOT NULL,     -- name of another reader than the extractor; empty for the extractor
    -- Where the text of the article has the words and the other texts of this row, in Unicode code points. What stands
    -- before and after the words is not copied: it is in the text.
    quote_start        INTEGER NOT NULL,
    quote_end          INTEGER NOT NULL,     -- exclusive; the end of the first piece where the words are interrupted
    later_quotes       TEXT,                 -- JSON: start and end of each further piece of the words
    quote_contexts     TEXT,                 -- JSON: what stands before and after each piece, where a person corrected
                                             -- the words
    cue_start          INTEGER,
    cue_lemma          TEXT,                 -- the entry of the lexicon that the cue is a form of
    mention_start      INTEGER,
    event_start        INTEGER,
    place_start        INTEGER,
    said_expression    TEXT,                 -- the words from which the date was resolved
    expression_start   INTEGER,
    side_mention       TEXT,                 -- how the article names the side
    side_start         INTEGER
) STRICT;
CREATE INDEX statement_id ON statement_version(id);
CREATE INDEX statement_article ON statement_version(article, valid_from_pos, valid_to_pos);

-- What many statements have in common, once for each combination. The views `statement` and `statement_of_any_reader`
-- have these columns too.
CREATE TABLE reading_profile(
    row          INTEGER PRIMARY KEY,        -- from 1, in order of first appearance
    said_rule    TEXT NOT NULL,              -- the rule that gave the date of utterance
    mode         TEXT NOT NULL,
    report       TEXT,                       -- speech, stance or provision; NULL where the reader gives none
    speaker_kind TEXT NOT NULL,              -- as this article gives it
    doubts       TEXT NOT NULL,              -- separated by spaces
    rules        TEXT NOT NULL,              -- JSON: the rules that produced the reading
    extractor    TEXT NOT NULL               -- name and version of whoever read it: the extractor or another reader
) STRICT;
CREATE INDEX reading_profile_fields
    ON reading_profile(rules, doubts, said_rule, mode, report, speaker_kind, extractor);

-- What people decided on each statement, now. For the projection only.
CREATE TABLE statement_decision(
    statement_id TEXT NOT NULL,
    aspect       TEXT NOT NULL,              -- confirmed, withdrawn, status, a corrected field, or `tag ID`
    value        TEXT NOT NULL,
    PRIMARY KEY (statement_id, aspect)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX statement_said ON statement_version(said_from, published_day, recorded_pos);
-- Statements whose date is more than one day: those said before a day that may have been said on it are among them.
CREATE INDEX statement_span ON statement_version(said_from, published_day, recorded_pos, said_to)
    WHERE said_to > said_from;
CREATE INDEX statement_act ON statement_version(act, said_from, published_day, recorded_pos);
CREATE INDEX statement_speaker
    ON statement_version(speaker, said_from, published_day, recorded_pos, said_to, valid_from_pos, valid_to_pos,
        reader);
CREATE INDEX statement_side
    ON statement_version(side_speaker, speaker, said_from, said_to, valid_from_pos, valid_to_pos, reader)
    WHERE side_speaker IS NOT NULL;
CREATE INDEX statement_capacity ON statement_version(capacity, speaker, valid_from_pos, valid_to_pos, reader)
    WHERE capacity IS NOT NULL;
CREATE INDEX statement_reader ON statement_version(reader) WHERE reader <> '';
CREATE INDEX statement_wording
    ON statement_version(wording_row, published_day, valid_from_pos, valid_to_pos, recorded_pos, reader);
CREATE INDEX statement_reading ON statement_version(reading_row);
-- The versions that ended, which are few: what is not among them is current from its first position on.
CREATE INDEX statement_closed ON statement_version(valid_to_pos) WHERE valid_to_pos < 9223372036854775807;
