-- Statements by which somebody answers whoever spoke before, as the cue says.
CREATE TABLE reply(
    reading INTEGER PRIMARY KEY,           -- the version that is as the article was read
    other   TEXT NOT NULL                  -- the id of the statement that is answered
) STRICT;
CREATE INDEX reply_other ON reply(other);
