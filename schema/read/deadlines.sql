-- The deadlines that words set, each statement's in their order. Days count from 0001-01-01 as 1.
CREATE TABLE deadline(
    statement    INTEGER NOT NULL,         -- statement_version.row
    number       INTEGER NOT NULL,         -- from 1
    kind         TEXT    NOT NULL,         -- by, in, from, at
    first        INTEGER NOT NULL,         -- the first day of the date
    last         INTEGER NOT NULL,         -- the last day
    date         TEXT    NOT NULL,         -- EDTF: a date, or an interval of two
    expression   TEXT    NOT NULL,         -- the words that set it
    counted_from TEXT,                     -- EDTF: the date from which it was counted, where it was
    own          INTEGER NOT NULL,         -- whether the words speak of whoever says them
    PRIMARY KEY (statement, number)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX deadline_last ON deadline(last);
