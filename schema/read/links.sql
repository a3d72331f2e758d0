-- The links that persons made between statements, each with the positions between which it held.
CREATE TABLE link(
    one     TEXT    NOT NULL,              -- the id of the statement that does something to
    other   TEXT    NOT NULL,              -- this one
    link    TEXT    NOT NULL,              -- contradicts, fulfils, answers, follows-up
    since   INTEGER NOT NULL,
    until   INTEGER NOT NULL,              -- 9223372036854775807 while it holds
    actor   TEXT    NOT NULL,
    reason  TEXT,
    PRIMARY KEY (one, other, link, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_other ON link(other);

-- What a newer extractor reads otherwise than a person decided.
CREATE TABLE dispute(
    statement TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER NOT NULL,            -- 9223372036854775807 while nobody settled it
    extractor TEXT    NOT NULL,
    otherwise TEXT    NOT NULL,            -- what it reads otherwise, in words
    PRIMARY KEY (statement, since)
) STRICT, WITHOUT ROWID;

-- Readings that persons skipped in review, so that they are not asked about again.
CREATE TABLE skipped_reading(
    statement TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER NOT NULL,            -- 9223372036854775807 while it is skipped
    reading   TEXT    NOT NULL,            -- its digest: another reading of the statement is asked about
    PRIMARY KEY (statement, since)
) STRICT, WITHOUT ROWID;

-- Statements that persons had decided on and that a revision of their article no longer has.
CREATE TABLE vanished_statement(
    statement TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER NOT NULL,            -- 9223372036854775807 until it is read again or somebody takes note of it
    PRIMARY KEY (statement, since)
) STRICT, WITHOUT ROWID;
