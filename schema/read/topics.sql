-- The program splits this file at its marker line, the one about the load. What is above that line is created before
-- the log is folded. What is below it, indexes that only questions use, is created afterwards, because folding is
-- faster without them. See AFTER_LOAD_MARKER in src/projection/projection.rs.

-- Every definition of every topic: those that come with dixit, then those that people made. A definition is current
-- from the position valid_from_pos (inclusive) to valid_to_pos (exclusive). `topic` is topic_version.row.
CREATE TABLE topic_version(
    row            INTEGER PRIMARY KEY,    -- from 1; identifies the definition
    valid_from_pos INTEGER NOT NULL,       -- 0 for those that come with dixit
    valid_to_pos   INTEGER NOT NULL,       -- 9223372036854775807 while it is current
    first_row      INTEGER NOT NULL,       -- row of the first definition with this id; topics are listed in this order
    id             TEXT NOT NULL,
    broader        TEXT,                   -- id of the topic above
    label_en       TEXT NOT NULL,          -- a label in another language where there is no English one
    label_fr       TEXT,
    label_zh       TEXT,
    uri            TEXT,
    is_custom      INTEGER NOT NULL        -- 1 where a person defined it
) STRICT;
CREATE INDEX topic_id ON topic_version(id);
CREATE INDEX topic_broader ON topic_version(broader);

-- The terms that a topic is recognised by.
CREATE TABLE topic_term(
    topic  INTEGER NOT NULL,
    lang   TEXT    NOT NULL,
    number INTEGER NOT NULL,               -- from 1, in the order of the definition
    term   TEXT    NOT NULL,
    PRIMARY KEY (topic, lang, number)
) STRICT, WITHOUT ROWID;

-- One row, once a person decided on a topic: a hash of all these decisions. For the projection only, which keeps a
-- vocabulary for as long as the hash stays the same.
CREATE TABLE topic_state(
    singleton      INTEGER PRIMARY KEY CHECK (singleton = 1),
    decisions_hash BLOB NOT NULL
) STRICT;

-- The topics of each article's title, which all its statements share.
CREATE TABLE article_topic(
    article_version INTEGER NOT NULL,      -- article_version.valid_from_pos
    topic           INTEGER NOT NULL,
    term            TEXT    NOT NULL,      -- the term that matched
    PRIMARY KEY (article_version, topic)
) STRICT, WITHOUT ROWID;

-- The topics of each version of a statement, and why. Derived by matching terms, never recorded. The dates and the
-- position are copied from statement_version, so that one index serves timelines by topic.
CREATE TABLE statement_topic(
    statement     INTEGER NOT NULL,        -- statement_version.row
    topic         INTEGER NOT NULL,
    said_from     INTEGER NOT NULL,
    said_to       INTEGER NOT NULL,
    published_day INTEGER NOT NULL,
    recorded_pos  INTEGER NOT NULL,
    basis         TEXT    NOT NULL,        -- words; title where only the title has the term; tag where a person decided
    term          TEXT    NOT NULL,        -- the term that matched; empty for a tag
    PRIMARY KEY (statement, topic)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX statement_topic_said
    ON statement_topic(topic, said_from, published_day, recorded_pos, statement, said_to);
