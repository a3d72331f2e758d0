-- Who confirmed or corrected which statement, valid from valid_from_pos (inclusive) to valid_to_pos (exclusive).
CREATE TABLE review_version(
    statement_id   TEXT    NOT NULL,
    outcome        TEXT    NOT NULL,       -- confirmed or corrected
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,       -- 9223372036854775807 while it is valid
    actor          TEXT    NOT NULL,
    PRIMARY KEY (statement_id, outcome, valid_from_pos)
) STRICT, WITHOUT ROWID;

-- The events after which a statement, article, speaker or topic is no longer current.
CREATE TABLE ending_event(
    position       INTEGER PRIMARY KEY,    -- of the event
    ended_id       TEXT    NOT NULL,       -- id of the statement, article, speaker or topic
    outcome        TEXT    NOT NULL,       -- withdrawn, revised, dropped, article-withdrawn, merged, retired
                                           -- or redacted
    merged_into_id TEXT,                   -- id of the speaker that a speaker was merged into
    recorded_at    INTEGER NOT NULL,       -- microseconds since 1970-01-01 UTC
    actor          TEXT    NOT NULL,
    reason         TEXT
) STRICT;
-- The statements whose words were redacted, so that no version of them is left.
CREATE TABLE redacted_statement(
    id         TEXT PRIMARY KEY,
    article_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ending_of ON ending_event(ended_id);
