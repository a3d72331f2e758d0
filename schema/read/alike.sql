-- Wordings of statements that say the same, with how much of the shorter one the other has.
CREATE TABLE alike(
    one     INTEGER NOT NULL,              -- statement_version.wording; came in after
    other   INTEGER NOT NULL,              -- this one
    percent INTEGER NOT NULL,
    same    INTEGER NOT NULL,              -- whether both are the very same words, folded
    shared  TEXT    NOT NULL,              -- the content words that both have, separated by line feeds
    differs TEXT,                          -- what one says otherwise: figure, date, negation, direction, retraction;
                                           -- rounding, where that is uncertain; null where nothing
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX alike_other ON alike(other, one, same, differs);

-- What wordings are found by: hashes of neighbouring content words. One that many have tells nothing.
CREATE TABLE gram(
    hash     INTEGER PRIMARY KEY,
    wordings BLOB NOT NULL                 -- up to 64 of them, each as eight bytes, little end first
) STRICT;
