-- The numbered parts of statements, by the version that is as the article was read.
CREATE TABLE point(
    reading INTEGER NOT NULL,
    number  INTEGER NOT NULL,              -- from 1
    first   INTEGER NOT NULL,              -- code points before it in the article's text
    past    INTEGER NOT NULL,              -- code points before what follows it
    text    TEXT    NOT NULL,
    PRIMARY KEY (reading, number)
) STRICT, WITHOUT ROWID;
