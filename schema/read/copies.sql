-- The program splits this file at its marker line, the one about the load. What is above that line is created before
-- the log is folded. What is below it, indexes that only questions use, is created afterwards, because folding is
-- faster without them. See AFTER_LOAD_MARKER in src/projection/projection.rs.

-- Which texts belong to one story: copies of one another, also lightly edited or cut.
CREATE TABLE story(
    text_pos            INTEGER PRIMARY KEY,  -- article_version.text_pos
    story               INTEGER NOT NULL,     -- text_pos of the first text of the story; identifies the story
    containment_percent INTEGER NOT NULL      -- how much of the shorter text the other contains; 100 for the first text
) STRICT;

-- Index that finds the story of a text: some word triples of each story, each once per story, in sorted runs as of
-- wording_gram_run and wording_gram_block in similarity.sql.
CREATE TABLE story_sketch_run(
    run        INTEGER PRIMARY KEY,
    block_bits INTEGER NOT NULL,
    postings   INTEGER NOT NULL
) STRICT;
CREATE TABLE story_sketch_block(
    block   INTEGER PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;
-- after the load
CREATE INDEX story_of ON story(story);
