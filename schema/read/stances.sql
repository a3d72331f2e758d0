-- Which side words take, for or against what they are about.
CREATE TABLE stance(
    wording INTEGER PRIMARY KEY,           -- statement_version.wording
    stance  TEXT NOT NULL,                 -- for, against
    word    TEXT NOT NULL                  -- the word that tells
) STRICT;
