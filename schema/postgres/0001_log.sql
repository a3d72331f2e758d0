-- The log on a PostgreSQL server: the tables of schema/0001_log.sql and schema/0002_integrity.sql, and what keeps them
-- append-only. Never edit this file once it has landed; add a step.
--
-- The hashes are the guard against tampering. Rights and triggers are the guard against mistakes: the tables belong to
-- a role that nobody works as, writers may only insert, and the triggers hold for the owner too.

CREATE SCHEMA dixit;
REVOKE ALL ON SCHEMA dixit FROM PUBLIC;

-- The version of this format.
CREATE TABLE dixit.format (
    version bigint NOT NULL
);
INSERT INTO dixit.format VALUES (1);

CREATE TABLE dixit.event (
    pos            bigint NOT NULL PRIMARY KEY,                         -- gapless from 1, in order of recording
    event_id       bytea  NOT NULL UNIQUE CHECK (octet_length(event_id) = 16),
    stream         text   COLLATE "C" NOT NULL,                         -- whose history it belongs to
    version        bigint NOT NULL,                                     -- gapless from 1 within the stream
    type           text   COLLATE "C" NOT NULL,
    schema_version bigint NOT NULL,
    recorded_at    bigint NOT NULL,                                     -- microseconds since 1970 in UTC; never runs backwards
    actor          text   COLLATE "C" NOT NULL,
    correlation_id bytea  NOT NULL CHECK (octet_length(correlation_id) = 16),
    causation_id   bytea           CHECK (octet_length(causation_id) = 16),
    body_hash      bytea  NOT NULL CHECK (octet_length(body_hash) = 32),
    leaf_hash      bytea  NOT NULL CHECK (octet_length(leaf_hash) = 32),
    UNIQUE (stream, version)
);

CREATE TABLE dixit.body (
    pos     bigint NOT NULL PRIMARY KEY,
    salt    bytea  NOT NULL CHECK (octet_length(salt) = 16),
    content text   COLLATE "C" NOT NULL                                 -- canonical JSON (RFC 8785)
);

-- The content is UTF-8. It is no `text`, because the text of an article may have the character U+0000.
CREATE TABLE dixit.text (
    pos     bigint NOT NULL PRIMARY KEY,
    salt    bytea CHECK (octet_length(salt) = 16),
    content bytea,
    CHECK ((salt IS NULL) = (content IS NULL))
);

CREATE TABLE dixit.tree (
    level  bigint NOT NULL CHECK (level >= 8),
    number bigint NOT NULL,
    hash   bytea  NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (level, number)
);

REVOKE ALL ON ALL TABLES IN SCHEMA dixit FROM PUBLIC;

-- Each check looks at all rows of one statement together, so that many rows stay fast, and looks up the rows before them by
-- an index. The settings of the planner make sure of that: a plan that was made while the tables were small would read
-- them whole for ever.

-- A row comes next if the position before it is there, and if no position comes after those of the statement. The same
-- holds for versions: they are unique within a stream, so the version before is there only if all before it are.
CREATE FUNCTION dixit.check_events() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    first bigint;
    last  bigint;
    rows  bigint;
BEGIN
    SELECT min(pos), max(pos), count(*) INTO first, last, rows FROM added;
    IF rows = 0 THEN
        RETURN NULL;
    END IF;
    IF first < 1
        OR last - first + 1 <> rows
        OR last <> (SELECT e.pos FROM dixit.event e ORDER BY e.pos DESC LIMIT 1)
        OR first > 1 AND NOT EXISTS (SELECT FROM dixit.event e WHERE e.pos = first - 1)
        OR EXISTS (
            SELECT FROM (
                SELECT a.stream, a.version, a.recorded_at,
                       lag(a.version) OVER (PARTITION BY a.stream ORDER BY a.pos) AS version_before,
                       lag(a.recorded_at) OVER (ORDER BY a.pos) AS recorded_before
                FROM added a
            ) AS a
            WHERE a.recorded_at < coalesce(
                    a.recorded_before,
                    (SELECT e.recorded_at FROM dixit.event e WHERE e.pos = first - 1)
                )
                OR a.version <> coalesce(
                    a.version_before,
                    (SELECT e.version FROM dixit.event e
                     WHERE e.stream = a.stream AND e.version = a.version - 1 AND e.pos < first),
                    0
                ) + 1
        )
    THEN
        RAISE EXCEPTION 'the log only grows: this event does not come next';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER event_comes_next AFTER INSERT ON dixit.event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION dixit.check_events();

-- A body or text is written by the transaction that writes its event.
CREATE FUNCTION dixit.check_bodies() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a
        LEFT JOIN dixit.event e ON e.pos = a.pos
        WHERE a.content IS NULL OR e.xmin IS DISTINCT FROM pg_current_xact_id()::xid
    ) THEN
        RAISE EXCEPTION 'the log only grows: a % is written with its event', TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER body_comes_with_its_event AFTER INSERT ON dixit.body
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION dixit.check_bodies();
CREATE TRIGGER text_comes_with_its_event AFTER INSERT ON dixit.text
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION dixit.check_bodies();

-- A body can be redacted: what stays of it stands under a salt of zeros, which no body was ever written with.
CREATE FUNCTION dixit.check_redacted_body() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.pos IS DISTINCT FROM OLD.pos OR NEW.salt IS DISTINCT FROM decode(repeat('00', 16), 'hex') THEN
        RAISE EXCEPTION 'the log only grows: a body is never changed, only redacted';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER body_stays_or_is_redacted BEFORE UPDATE ON dixit.body
    FOR EACH ROW EXECUTE FUNCTION dixit.check_redacted_body();

-- A text can be taken down: salt and content become NULL, the row stays.
CREATE FUNCTION dixit.check_redacted_text() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.pos IS DISTINCT FROM OLD.pos OR NEW.content IS NOT NULL THEN
        RAISE EXCEPTION 'the log only grows: a text is never changed, only taken down';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER text_stays_or_is_taken_down BEFORE UPDATE ON dixit.text
    FOR EACH ROW EXECUTE FUNCTION dixit.check_redacted_text();

CREATE FUNCTION dixit.refuse_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'the log only grows: % is never %', TG_ARGV[0],
        CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END;
END
$$;

CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON dixit.event
    FOR EACH STATEMENT EXECUTE FUNCTION dixit.refuse_change('an event');
CREATE TRIGGER body_is_kept BEFORE DELETE OR TRUNCATE ON dixit.body
    FOR EACH STATEMENT EXECUTE FUNCTION dixit.refuse_change('a body');
CREATE TRIGGER text_is_kept BEFORE DELETE OR TRUNCATE ON dixit.text
    FOR EACH STATEMENT EXECUTE FUNCTION dixit.refuse_change('the row of a text');
CREATE TRIGGER tree_node_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON dixit.tree
    FOR EACH STATEMENT EXECUTE FUNCTION dixit.refuse_change('a node of the tree');
CREATE TRIGGER format_is_kept BEFORE DELETE OR TRUNCATE ON dixit.format
    FOR EACH STATEMENT EXECUTE FUNCTION dixit.refuse_change('the version of the format');

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA dixit FROM PUBLIC;
