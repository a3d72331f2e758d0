-- Statements that answer the previous speaker, according to their cue ("replied", "hit back").
CREATE TABLE reply(
    reading_row INTEGER PRIMARY KEY,       -- statement_version.reading_row of the answer
    answered_id TEXT NOT NULL              -- id of the statement that is answered
) STRICT;
CREATE INDEX reply_answered ON reply(answered_id);
