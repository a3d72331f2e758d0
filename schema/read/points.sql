-- The numbered points of statements, as they were read ("three proposals: first …").
CREATE TABLE point(
    reading_row  INTEGER NOT NULL,         -- statement_version.reading_row
    number       INTEGER NOT NULL,         -- from 1
    start_offset INTEGER NOT NULL,         -- in the article's text, in Unicode code points
    end_offset   INTEGER NOT NULL,         -- exclusive
    text         TEXT    NOT NULL,
    PRIMARY KEY (reading_row, number)
) STRICT, WITHOUT ROWID;
