-- The statements by which something is put forward.
CREATE TABLE proposal(
    statement     INTEGER PRIMARY KEY,
    said_from     INTEGER NOT NULL,
    published_day INTEGER NOT NULL
) STRICT;

-- The numbered parts of statements.
CREATE TABLE point(
    statement INTEGER NOT NULL,
    number    INTEGER NOT NULL,            -- from 1
    first     INTEGER NOT NULL,            -- code points before it in the article's text
    past      INTEGER NOT NULL,            -- code points before what follows it
    text      TEXT    NOT NULL,
    PRIMARY KEY (statement, number)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX proposal_said ON proposal(said_from, published_day, statement);
