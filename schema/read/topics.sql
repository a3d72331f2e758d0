-- The taxonomy, as embedded.
CREATE TABLE topic(
    row      INTEGER PRIMARY KEY,          -- its place in the file, from 1
    id       TEXT NOT NULL UNIQUE,
    broader  INTEGER,
    label_en TEXT NOT NULL,
    label_fr TEXT,
    label_zh TEXT
) STRICT;

-- Each topic with itself and every one below it.
CREATE TABLE topic_below(
    topic INTEGER NOT NULL,
    below INTEGER NOT NULL,
    PRIMARY KEY (topic, below)
) STRICT, WITHOUT ROWID;

-- What a topic is recognised by.
CREATE TABLE topic_term(
    topic  INTEGER NOT NULL,
    lang   TEXT    NOT NULL,
    number INTEGER NOT NULL,               -- its place in the list, from 1
    term   TEXT    NOT NULL,
    PRIMARY KEY (topic, lang, number)
) STRICT, WITHOUT ROWID;

-- The topics of each headline, which all statements of the article share.
CREATE TABLE article_topic(
    article INTEGER NOT NULL,
    topic   INTEGER NOT NULL,
    term    TEXT    NOT NULL,
    PRIMARY KEY (article, topic)
) STRICT, WITHOUT ROWID;

-- What each statement is about, with the reason. Derived by matching terms, never recorded.
CREATE TABLE statement_topic(
    statement     INTEGER NOT NULL,
    topic         INTEGER NOT NULL,
    said_from     INTEGER NOT NULL,
    said_to       INTEGER NOT NULL,
    published_day INTEGER NOT NULL,
    place         TEXT    NOT NULL,        -- words, or title where only the headline has the term
    term          TEXT    NOT NULL,
    PRIMARY KEY (statement, topic)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX statement_topic_said ON statement_topic(topic, said_from, published_day, statement, said_to);
