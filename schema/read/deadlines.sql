-- The program splits this file at its marker line, the one about the load. What is above that line is created before
-- the log is folded. What is below it, indexes that only questions use, is created afterwards, because folding is
-- faster without them. See AFTER_LOAD_MARKER in src/projection/projection.rs.

-- The deadlines that statements set. Days count from 0001-01-01 = 1.
CREATE TABLE deadline(
    statement    INTEGER NOT NULL,         -- statement_version.row
    number       INTEGER NOT NULL,         -- from 1, in the order of the words
    kind         TEXT    NOT NULL,         -- by, in, from or at
    first_day    INTEGER NOT NULL,         -- first day of `due`
    last_day     INTEGER NOT NULL,         -- last day of `due`
    due          TEXT    NOT NULL,         -- EDTF: a date, or an interval of two dates
    expression   TEXT    NOT NULL,         -- the words that set the deadline
    counted_from TEXT,                     -- EDTF: the date that a relative expression was resolved against
    is_own       INTEGER NOT NULL,         -- 1 where the speakers speak of themselves ("we will")
    PRIMARY KEY (statement, number)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX deadline_last ON deadline(last_day);
