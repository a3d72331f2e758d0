-- The topics, every definition that ever held: those that come with dixit, then those of persons.
CREATE TABLE topic_version(
    row      INTEGER PRIMARY KEY,          -- counts the definitions
    since    INTEGER NOT NULL,             -- 0 for those that come with dixit
    until    INTEGER NOT NULL,             -- 9223372036854775807 while it holds
    first    INTEGER NOT NULL,             -- the first definition with this id: topics are listed in this order
    id       TEXT NOT NULL,
    broader  TEXT,                         -- the id of the topic that it belongs to
    label_en TEXT NOT NULL,                -- or, where there is no English one, another
    label_fr TEXT,
    label_zh TEXT,
    uri      TEXT,
    own      INTEGER NOT NULL              -- whether a person defined it
) STRICT;
CREATE INDEX topic_id ON topic_version(id);
CREATE INDEX topic_broader ON topic_version(broader);

-- What a topic is recognised by.
CREATE TABLE topic_term(
    topic  INTEGER NOT NULL,
    lang   TEXT    NOT NULL,
    number INTEGER NOT NULL,               -- its place in the list, from 1
    term   TEXT    NOT NULL,
    PRIMARY KEY (topic, lang, number)
) STRICT, WITHOUT ROWID;

-- Changes with every decision on a topic; only the fold reads it.
CREATE TABLE topic_state(
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    mark BLOB NOT NULL
) STRICT;

-- The topics of each headline, which all statements of the article share.
CREATE TABLE article_topic(
    version INTEGER NOT NULL,
    topic   INTEGER NOT NULL,
    term    TEXT    NOT NULL,
    PRIMARY KEY (version, topic)
) STRICT, WITHOUT ROWID;

-- What each version of a statement is about, with the reason. Derived by matching terms, never recorded.
CREATE TABLE statement_topic(
    statement     INTEGER NOT NULL,
    topic         INTEGER NOT NULL,
    said_from     INTEGER NOT NULL,
    said_to       INTEGER NOT NULL,
    published_day INTEGER NOT NULL,
    place         TEXT    NOT NULL,        -- words; title where only the headline has the term; tag where a person says so
    term          TEXT    NOT NULL,
    PRIMARY KEY (statement, topic)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX statement_topic_said ON statement_topic(topic, said_from, published_day, statement, said_to);
