-- Views for other programs: what is current, in plain columns. docs/sql.md describes them, and its examples are tested.
--
-- DuckDB reads the definitions of views and runs them itself, so they use only what means the same to SQLite 3.40 and
-- to DuckDB; days and times are looked up as text. 9223372036854775807 is the valid_to_pos of a current row.
CREATE TABLE dixit_views(
    name    TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,              -- raised when a column goes or changes its meaning, not for a new one
    what    TEXT    NOT NULL               -- what one row is
) STRICT, WITHOUT ROWID;

-- Each day that a statement or deadline has, as text.
CREATE TABLE dixit_day(
    day  INTEGER PRIMARY KEY,              -- 0001-01-01 = 1
    date TEXT NOT NULL                     -- ISO 8601
) STRICT;

-- Each time at which an article was ingested or revised, or something ended, as text.
CREATE TABLE dixit_timestamp(
    micros INTEGER PRIMARY KEY,            -- microseconds since 1970-01-01 UTC
    time   TEXT NOT NULL                   -- ISO 8601
) STRICT;

CREATE VIEW speakers AS
SELECT p.id,
       coalesce((SELECT max(n.name) FROM speaker_name_version AS n
                 WHERE n.speaker = p.row AND n.source = 'reference'
                     AND n.valid_to_pos = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM canonical_speaker_version AS w
                 JOIN speaker_group_version AS m
                     ON m.group_row = w.group_row AND m.valid_to_pos = 9223372036854775807
                 JOIN speaker_name_version AS n ON n.speaker = m.speaker
                 WHERE w.canonical = p.row AND w.valid_to_pos = 9223372036854775807
                     AND n.source = 'reference' AND n.valid_to_pos = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM speaker_name_version AS n
                 WHERE n.speaker = p.row AND n.source = 'description'
                     AND n.valid_to_pos = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM canonical_speaker_version AS w
                 JOIN speaker_group_version AS m
                     ON m.group_row = w.group_row AND m.valid_to_pos = 9223372036854775807
                 JOIN speaker_name_version AS n ON n.speaker = m.speaker
                 WHERE w.canonical = p.row AND w.valid_to_pos = 9223372036854775807
                     AND n.source = 'description' AND n.valid_to_pos = 9223372036854775807 AND n.reader = '')) AS name,
       CASE WHEN c.is_person THEN 'person' WHEN c.is_institution THEN 'institution' WHEN c.is_document THEN 'document'
            WHEN c.is_group THEN 'group' ELSE 'unknown' END AS kind,
       c.is_described,
       coalesce(t.statements, 0) AS statements,
       (SELECT d.date FROM dixit_day AS d WHERE d.day = t.first_day) AS first_said,
       (SELECT d.date FROM dixit_day AS d WHERE d.day = t.last_day) AS last_said,
       i.identifiers
FROM (SELECT coalesce(w.canonical, n.speaker) AS speaker, max(n.kind = 'person') AS is_person,
             max(n.kind = 'institution') AS is_institution, max(n.kind = 'document') AS is_document,
             max(n.kind = 'group') AS is_group, max(n.source = 'reference') = 0 AS is_described
      FROM speaker_name_version AS n
      LEFT JOIN speaker_group_version AS m ON m.speaker = n.speaker AND m.valid_to_pos = 9223372036854775807
      LEFT JOIN canonical_speaker_version AS w
          ON w.group_row = m.group_row AND w.valid_to_pos = 9223372036854775807
      WHERE n.source IN ('reference', 'description') AND n.valid_to_pos = 9223372036854775807 AND n.reader = ''
      GROUP BY coalesce(w.canonical, n.speaker)) AS c
JOIN speaker AS p ON p.row = c.speaker
LEFT JOIN (SELECT coalesce(w.canonical, v.speaker) AS speaker, count(*) AS statements,
                  min(CASE WHEN v.said_from <= v.said_to THEN v.said_from END) AS first_day,
                  max(CASE WHEN v.said_from <= v.said_to THEN v.said_to END) AS last_day
           FROM (SELECT speaker, said_from, said_to FROM statement_version
                 WHERE valid_to_pos = 9223372036854775807 AND reader = '' AND speaker IS NOT NULL
                 UNION ALL
                 SELECT j.part, s.said_from, s.said_to FROM speaker_part AS j
                 JOIN statement_version AS s
                     ON s.speaker = j.joint AND s.valid_to_pos = 9223372036854775807 AND s.reader = ''
                 UNION ALL
                 SELECT o.side_speaker, o.said_from, o.said_to FROM statement_version AS o
                 WHERE o.valid_to_pos = 9223372036854775807 AND o.reader = ''
                     AND o.side_speaker <> coalesce(o.speaker, 0)) AS v
           LEFT JOIN speaker_group_version AS m ON m.speaker = v.speaker AND m.valid_to_pos = 9223372036854775807
           LEFT JOIN canonical_speaker_version AS w
               ON w.group_row = m.group_row AND w.valid_to_pos = 9223372036854775807
           GROUP BY coalesce(w.canonical, v.speaker)) AS t ON t.speaker = p.row
LEFT JOIN (SELECT coalesce(w.canonical, k.speaker) AS speaker, group_concat(DISTINCT k.identifier) AS identifiers
           FROM speaker_identifier_version AS k
           LEFT JOIN speaker_group_version AS m ON m.speaker = k.speaker AND m.valid_to_pos = 9223372036854775807
           LEFT JOIN canonical_speaker_version AS w
               ON w.group_row = m.group_row AND w.valid_to_pos = 9223372036854775807
           WHERE k.valid_to_pos = 9223372036854775807
           GROUP BY coalesce(w.canonical, k.speaker)) AS i ON i.speaker = p.row;

CREATE VIEW speaker_names AS
SELECT p.id AS speaker_id, n.name, n.source, own.id AS own_id
FROM speaker_name_version AS n
JOIN speaker AS own ON own.row = n.speaker
LEFT JOIN speaker_group_version AS m ON m.speaker = n.speaker AND m.valid_to_pos = 9223372036854775807
LEFT JOIN canonical_speaker_version AS w
    ON w.group_row = m.group_row AND w.valid_to_pos = 9223372036854775807
JOIN speaker AS p ON p.row = coalesce(w.canonical, n.speaker)
WHERE n.valid_to_pos = 9223372036854775807 AND n.reader = '';

CREATE VIEW statements AS
SELECT s.id,
       coalesce((SELECT max(n.name) FROM speaker_name_version AS n
                 WHERE n.speaker = p.row AND n.source = 'reference'
                     AND n.valid_to_pos = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM canonical_speaker_version AS w
                 JOIN speaker_group_version AS m
                     ON m.group_row = w.group_row AND m.valid_to_pos = 9223372036854775807
                 JOIN speaker_name_version AS n ON n.speaker = m.speaker
                 WHERE w.canonical = p.row AND w.valid_to_pos = 9223372036854775807
                     AND n.source = 'reference' AND n.valid_to_pos = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM speaker_name_version AS n
                 WHERE n.speaker = p.row AND n.source = 'description'
                     AND n.valid_to_pos = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM canonical_speaker_version AS w
                 JOIN speaker_group_version AS m
                     ON m.group_row = w.group_row AND m.valid_to_pos = 9223372036854775807
                 JOIN speaker_name_version AS n ON n.speaker = m.speaker
                 WHERE w.canonical = p.row AND w.valid_to_pos = 9223372036854775807
                     AND n.source = 'description' AND n.valid_to_pos = 9223372036854775807
                     AND n.reader = '')) AS speaker,
       p.id AS speaker_id,
       s.mention, s.capacity,
       s.said,
       (SELECT d.date FROM dixit_day AS d WHERE d.day = s.said_from AND s.said_from <= s.said_to) AS said_from,
       (SELECT d.date FROM dixit_day AS d WHERE d.day = s.said_to AND s.said_from <= s.said_to) AS said_to,
       f.said_rule,
       s.act, f.mode, s.cue, s.words, s.occasion_event AS event,
       s.occasion_place AS place,
       a.id AS article_id, a.title, a.publisher, a.url, a.published, a.lang,
       s.confidence_percent / 100.0 AS certainty,
       nullif(replace(f.doubts, ' ', ', '), '') AS doubts,
       CASE WHEN s.is_confirmed AND s.corrected_fields <> '' THEN 'confirmed, corrected'
            WHEN s.is_confirmed THEN 'confirmed' WHEN s.corrected_fields <> '' THEN 'corrected' END AS reviewed,
       (SELECT group_concat(DISTINCT r.actor) FROM review_version AS r
        WHERE r.statement_id = s.id AND r.valid_to_pos = 9223372036854775807) AS reviewed_by,
       nullif(replace(s.corrected_fields, ' ', ', '), '') AS corrected,
       s.status,
       s.recorded_pos AS position,
       f.report,
       s.side AS for_side,
       side.id AS for_id
FROM statement_version AS s
JOIN article_version AS a ON a.ingested_pos = s.article AND a.valid_to_pos = 9223372036854775807
LEFT JOIN reading_profile AS f ON f.row = s.profile
LEFT JOIN speaker_group_version AS m ON m.speaker = s.speaker AND m.valid_to_pos = 9223372036854775807
LEFT JOIN canonical_speaker_version AS w
    ON w.group_row = m.group_row AND w.valid_to_pos = 9223372036854775807
LEFT JOIN speaker AS p ON p.row = coalesce(w.canonical, s.speaker)
LEFT JOIN speaker_group_version AS sm ON sm.speaker = s.side_speaker AND sm.valid_to_pos = 9223372036854775807
LEFT JOIN canonical_speaker_version AS sw
    ON sw.group_row = sm.group_row AND sw.valid_to_pos = 9223372036854775807
LEFT JOIN speaker AS side ON side.row = coalesce(sw.canonical, s.side_speaker)
WHERE s.valid_to_pos = 9223372036854775807 AND s.reader = '';

CREATE VIEW readings AS
SELECT f.extractor AS reader, s.id, s.reference AS speaker, s.mention, s.side AS for_side, s.said, f.report, s.act,
       f.mode, s.cue, s.words, a.id AS article_id, a.title, a.publisher, a.url, a.published, a.lang,
       s.confidence_percent / 100.0 AS certainty, s.is_confirmed AS confirmed,
       nullif(replace(s.corrected_fields, ' ', ', '), '') AS corrected, s.recorded_pos AS position
FROM statement_version AS s
JOIN article_version AS a ON a.ingested_pos = s.article AND a.valid_to_pos = 9223372036854775807
LEFT JOIN reading_profile AS f ON f.row = s.profile
WHERE s.valid_to_pos = 9223372036854775807 AND s.reader <> '';

CREATE VIEW proposals AS
SELECT * FROM statements WHERE act = 'proposal';

CREATE VIEW statement_points AS
SELECT s.id AS statement_id, p.number, p.text
FROM point AS p
JOIN statement_version AS s ON s.reading_row = p.reading_row AND s.valid_to_pos = 9223372036854775807 AND s.reader = '';

CREATE VIEW articles AS
SELECT a.id, a.title, a.publisher, a.url, a.author, a.agency, a.published, a.lang,
       (SELECT count(*) FROM statement_version AS s
        WHERE s.article = a.ingested_pos AND s.valid_to_pos = 9223372036854775807 AND s.reader = '') AS statements,
       a.revision,
       (SELECT m.time FROM dixit_timestamp AS m WHERE m.micros = a.recorded_at) AS recorded_at,
       (SELECT m.time FROM dixit_timestamp AS m WHERE m.micros = a.revised_at) AS revised_at,
       coalesce(y.story, a.text_pos) AS story,
       t.content AS text
FROM article_version AS a
LEFT JOIN story AS y ON y.text_pos = a.text_pos
LEFT JOIN "text" AS t ON t.pos = a.text_pos
WHERE a.valid_to_pos = 9223372036854775807;

CREATE VIEW topics AS
SELECT t.id, t.label_en, t.label_fr, t.label_zh, t.broader, t.uri, t.is_custom AS own,
       (SELECT count(*) FROM statement_topic AS st
        JOIN statement_version AS s ON s.row = st.statement AND s.valid_to_pos = 9223372036854775807 AND s.reader = ''
        WHERE st.topic = t.row) AS statements
FROM topic_version AS t
WHERE t.valid_to_pos = 9223372036854775807;

CREATE VIEW statement_topics AS
SELECT s.id AS statement_id, t.id AS topic_id, t.label_en AS label, st.basis AS place, st.term
FROM statement_topic AS st
JOIN statement_version AS s ON s.row = st.statement AND s.valid_to_pos = 9223372036854775807 AND s.reader = ''
JOIN topic_version AS t ON t.row = st.topic AND t.valid_to_pos = 9223372036854775807;

CREATE VIEW links AS
SELECT l.source_id AS statement_id, l.link, l.target_id AS other_id, l.actor, l.reason
FROM link_version AS l
JOIN statement_version AS s ON s.id = l.source_id AND s.valid_to_pos = 9223372036854775807 AND s.reader = ''
JOIN statement_version AS o ON o.id = l.target_id AND o.valid_to_pos = 9223372036854775807 AND o.reader = ''
WHERE l.valid_to_pos = 9223372036854775807
UNION ALL
SELECT s.id, 'answers', o.id, NULL, 'the cue says so'
FROM reply AS r
JOIN statement_version AS s ON s.reading_row = r.reading_row AND s.valid_to_pos = 9223372036854775807 AND s.reader = ''
JOIN statement_version AS o ON o.id = r.answered_id AND o.valid_to_pos = 9223372036854775807 AND o.reader = '';

CREATE VIEW deadlines AS
SELECT s.id AS statement_id, d.number, d.kind, d.due,
       (SELECT y.date FROM dixit_day AS y WHERE y.day = d.first_day) AS due_from,
       (SELECT y.date FROM dixit_day AS y WHERE y.day = d.last_day) AS due_by, d.expression
FROM deadline AS d
JOIN statement_version AS s ON s.row = d.statement AND s.valid_to_pos = 9223372036854775807 AND s.reader = '';

CREATE VIEW reviews AS
SELECT r.statement_id, r.outcome AS review, r.actor, r.valid_from_pos AS position
FROM review_version AS r
JOIN statement_version AS s ON s.id = r.statement_id AND s.valid_to_pos = 9223372036854775807 AND s.reader = ''
WHERE r.valid_to_pos = 9223372036854775807;

CREATE VIEW former_statements AS
SELECT v.id, v.reference AS speaker, v.said, v.act, v.words, a.id AS article_id, a.url,
       coalesce(e.outcome, 'article-withdrawn') AS ended_what,
       (SELECT m.time FROM dixit_timestamp AS m WHERE m.micros = e.recorded_at) AS ended_at,
       e.actor AS ended_by, e.reason, v.valid_to_pos AS position
FROM statement_version AS v
LEFT JOIN ending_event AS e ON e.position = v.valid_to_pos
JOIN article_version AS a ON a.valid_from_pos = (
    SELECT max(b.valid_from_pos) FROM article_version AS b
    WHERE b.ingested_pos = v.article AND b.valid_from_pos <= v.valid_to_pos)
WHERE v.valid_to_pos < 9223372036854775807 AND v.valid_from_pos < v.valid_to_pos AND v.reader = ''
    AND v.row = (SELECT max(u.row) FROM statement_version AS u WHERE u.id = v.id AND u.valid_from_pos < u.valid_to_pos)
    AND NOT EXISTS (SELECT 1 FROM statement_version AS c WHERE c.id = v.id AND c.valid_to_pos = 9223372036854775807);

INSERT INTO dixit_views(name, version, what) VALUES
    ('articles', 1, 'an article that counts'),
    ('deadlines', 1, 'a deadline that a statement sets'),
    ('former_statements', 1, 'a statement that no longer counts, as it last stood'),
    ('links', 1, 'a link between two statements'),
    ('proposals', 1, 'a statement that proposes something'),
    ('readings', 1, 'a statement that counts as another reader reads it'),
    ('reviews', 1, 'a confirmation or correction of a statement by a person'),
    ('speaker_names', 1, 'a name of a speaker'),
    ('speakers', 1, 'a speaker, with whoever is merged into that one'),
    ('statement_points', 1, 'a numbered part of a statement'),
    ('statement_topics', 1, 'a topic of a statement'),
    ('statements', 1, 'a statement that counts'),
    ('topics', 1, 'a topic');
