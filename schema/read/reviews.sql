-- Who checked statements: what persons confirmed and corrected, with the positions between which it stands.
CREATE TABLE reviewer(
    statement TEXT    NOT NULL,            -- the id
    what      TEXT    NOT NULL,            -- confirmed, corrected
    since     INTEGER NOT NULL,
    until     INTEGER NOT NULL,            -- 9223372036854775807 while it stands
    actor     TEXT    NOT NULL,
    PRIMARY KEY (statement, what, since)
) STRICT, WITHOUT ROWID;

-- Why things no longer count: the events that ended a statement, an article, a speaker or a topic.
CREATE TABLE ending(
    position    INTEGER PRIMARY KEY,       -- of the event
    subject     TEXT    NOT NULL,          -- the id of what it ended
    what        TEXT    NOT NULL,          -- withdrawn, revised, dropped, article-withdrawn, merged, retired
    target      TEXT,                      -- the id of the speaker that it was merged into
    recorded_at INTEGER NOT NULL,          -- microseconds since 1970, UTC
    actor       TEXT    NOT NULL,
    reason      TEXT
) STRICT;
CREATE INDEX ending_subject ON ending(subject);
