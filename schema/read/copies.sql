-- Which texts belong to one story: copies of one another, also lightly edited or cut.
CREATE TABLE story(
    text_pos            INTEGER PRIMARY KEY,  -- article_version.text_pos
    story               INTEGER NOT NULL,     -- text_pos of the first text of the story; identifies the story
    containment_percent INTEGER NOT NULL      -- how much of the shorter text the other contains; 100 for the first text
) STRICT;
CREATE INDEX story_of ON story(story);

-- Inverted index that finds the story of a text: hashes of some word triples of each story, each once per story.
CREATE TABLE story_sketch(
    hash  INTEGER NOT NULL,
    story INTEGER NOT NULL,
    PRIMARY KEY (hash, story)
) STRICT, WITHOUT ROWID;
