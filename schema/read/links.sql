-- In all tables of this file a row is valid from the position valid_from_pos (inclusive) to valid_to_pos (exclusive);
-- valid_to_pos is 9223372036854775807 while the row is valid.

-- The links that people made between statements: the source contradicts, fulfils, … the target.
CREATE TABLE link_version(
    source_id      TEXT    NOT NULL,       -- statement id
    target_id      TEXT    NOT NULL,       -- statement id
    link           TEXT    NOT NULL,       -- contradicts, fulfils, answers or follows-up
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,
    actor          TEXT    NOT NULL,
    reason         TEXT,
    PRIMARY KEY (source_id, target_id, link, valid_from_pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link_version(target_id);

-- Where a newer extractor reads a statement otherwise than a person decided.
CREATE TABLE dispute_version(
    statement_id   TEXT    NOT NULL,
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,       -- until somebody settles the dispute
    extractor      TEXT    NOT NULL,       -- the version of the newer extractor
    differences    TEXT    NOT NULL,       -- what it reads otherwise, in words: "act: claim; said: 2026-05"
    PRIMARY KEY (statement_id, valid_from_pos)
) STRICT, WITHOUT ROWID;

-- Readings that somebody skipped in review: the same reading is not presented again.
CREATE TABLE skipped_reading_version(
    statement_id   TEXT    NOT NULL,
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,
    reading_digest TEXT    NOT NULL,       -- a reading with another digest is presented again
    PRIMARY KEY (statement_id, valid_from_pos)
) STRICT, WITHOUT ROWID;

-- Statements with decisions of a person that a revision of their article no longer contains.
CREATE TABLE vanished_statement_version(
    statement_id   TEXT    NOT NULL,
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,       -- until the statement is read again, or somebody decides on it
    PRIMARY KEY (statement_id, valid_from_pos)
) STRICT, WITHOUT ROWID;
