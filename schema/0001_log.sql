-- The log: one row per event, gapless and append-only. Never edit this file once it has landed; add a step.
--
-- The hashes are the guard against tampering. The triggers are the guard against mistakes: they hold for
-- every program that opens the file, whatever its settings.

CREATE TABLE event (
    pos            INTEGER PRIMARY KEY,                              -- gapless from 1, in order of recording
    event_id       BLOB    NOT NULL UNIQUE CHECK (length(event_id) = 16), -- from stream, version, type and body
    stream         TEXT    NOT NULL,                                 -- whose history it belongs to
    version        INTEGER NOT NULL,                                 -- gapless from 1 within the stream
    type           TEXT    NOT NULL,                                 -- with schema_version: schema/events/*.json
    schema_version INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL,                                 -- microseconds since 1970 in UTC; never runs backwards
    actor          TEXT    NOT NULL,
    correlation_id BLOB    NOT NULL CHECK (length(correlation_id) = 16),
    causation_id   BLOB             CHECK (length(causation_id) = 16),
    body_hash      BLOB    NOT NULL CHECK (length(body_hash) = 32),  -- SHA-256(salt ‖ content) of the body
    leaf_hash      BLOB    NOT NULL CHECK (length(leaf_hash) = 32),  -- RFC 6962 leaf over every column above
    UNIQUE (stream, version)
) STRICT;

-- Bodies stand apart from their headers, so that a header proves its body without showing it.
CREATE TABLE body (
    pos     INTEGER PRIMARY KEY REFERENCES event (pos),
    salt    BLOB NOT NULL CHECK (length(salt) = 16),
    content TEXT NOT NULL                                            -- canonical JSON (RFC 8785)
) STRICT;

-- The running text of an article stands apart from the body, which holds SHA-256(salt ‖ content) of it. It can
-- be taken down: salt and content become NULL, the row stays, and without the salt the hash tells nothing.
CREATE TABLE text (
    pos     INTEGER PRIMARY KEY REFERENCES event (pos),
    salt    BLOB CHECK (length(salt) = 16),
    content TEXT,
    CHECK ((salt IS NULL) = (content IS NULL))
) STRICT;

-- The check of event_id is for INSERT OR REPLACE, which deletes the older row past every DELETE trigger
-- unless recursive_triggers is on.
CREATE TRIGGER event_comes_next BEFORE INSERT ON event
WHEN NEW.pos IS NOT (SELECT coalesce(max(pos), 0) + 1 FROM event)
    OR NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM event WHERE stream = NEW.stream)
    OR NEW.recorded_at < (SELECT recorded_at FROM event ORDER BY pos DESC LIMIT 1)
    OR EXISTS (SELECT 1 FROM event WHERE event_id = NEW.event_id)
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: this event does not come next');
END;

CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: an event is never changed');
END;

CREATE TRIGGER event_is_kept BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: an event is never deleted');
END;

CREATE TRIGGER body_comes_with_its_event BEFORE INSERT ON body
WHEN NEW.pos IS NOT (SELECT max(pos) FROM event) OR EXISTS (SELECT 1 FROM body WHERE pos = NEW.pos)
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a body is written with its event');
END;

CREATE TRIGGER body_stays BEFORE UPDATE ON body
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a body is never changed');
END;

CREATE TRIGGER body_is_kept BEFORE DELETE ON body
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a body is never deleted');
END;

CREATE TRIGGER text_comes_with_its_event BEFORE INSERT ON text
WHEN NEW.content IS NULL
    OR NEW.pos IS NOT (SELECT max(pos) FROM event)
    OR EXISTS (SELECT 1 FROM text WHERE pos = NEW.pos)
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a text is written with its event');
END;

CREATE TRIGGER text_stays_or_is_taken_down BEFORE UPDATE ON text
WHEN NEW.pos IS NOT OLD.pos OR NEW.content IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a text is never changed, only taken down');
END;

CREATE TRIGGER text_is_kept BEFORE DELETE ON text
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: the row of a text is never deleted');
END;
