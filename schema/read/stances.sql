-- Whether the words of a statement are for or against what they speak about.
CREATE TABLE stance(
    wording_row INTEGER PRIMARY KEY,       -- statement_version.wording_row
    stance      TEXT NOT NULL,             -- for or against
    word        TEXT NOT NULL              -- the words that decide
) STRICT;
