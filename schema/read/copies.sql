-- Which texts of articles are one story: copies of one another, lightly edited or cut.
CREATE TABLE story(
    text      INTEGER PRIMARY KEY,         -- article_text.text
    story     INTEGER NOT NULL,            -- the first text of the story
    contained INTEGER NOT NULL             -- how much of the shorter one the other has, per cent; 100 for the first text
) STRICT;
CREATE INDEX story_of ON story(story);

-- What stories are found by: hashes of some of their word triples, each story once for each.
CREATE TABLE sketch(
    hash  INTEGER NOT NULL,
    story INTEGER NOT NULL,
    PRIMARY KEY (hash, story)
) STRICT, WITHOUT ROWID;
