-- The deadlines that words set.
CREATE TABLE deadline(
    statement  INTEGER PRIMARY KEY,        -- statement_version.row
    day        INTEGER NOT NULL,           -- the last day of the date
    date       TEXT NOT NULL,              -- EDTF
    expression TEXT NOT NULL               -- the words that set it
) STRICT;
CREATE INDEX deadline_day ON deadline(day);
