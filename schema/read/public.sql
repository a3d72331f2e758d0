-- Views for other programs: what counts now, in plain columns. docs/sql.md describes them, and its examples are tested.
--
-- DuckDB reads the definitions of views and runs them itself: so they only have what means the same to SQLite 3.40 and
-- to DuckDB, and dates and moments are looked up as text. 9223372036854775807 is the end of what still counts.
CREATE TABLE dixit_views(
    name    TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,              -- grows when a column goes or changes its meaning; a new column changes nothing
    what    TEXT    NOT NULL               -- what one row is
) STRICT, WITHOUT ROWID;

-- The days that statements and deadlines have, each as text.
CREATE TABLE dixit_day(
    day  INTEGER PRIMARY KEY,              -- 0001-01-01 is 1
    date TEXT NOT NULL                     -- ISO 8601
) STRICT;

-- The moments at which articles came in and things ended, each as text.
CREATE TABLE dixit_moment(
    moment INTEGER PRIMARY KEY,            -- microseconds since 1970, UTC
    time   TEXT NOT NULL                   -- ISO 8601
) STRICT;

CREATE VIEW speakers AS
SELECT p.id,
       coalesce((SELECT max(n.name) FROM speaker_name AS n
                 WHERE n.speaker = p.row AND n.source = 'reference' AND n.until = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM speaker_whole AS m JOIN speaker_name AS n ON n.speaker = m.speaker
                 WHERE m.whole = p.row AND m.until = 9223372036854775807
                     AND n.source = 'reference' AND n.until = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM speaker_name AS n
                 WHERE n.speaker = p.row AND n.source = 'description' AND n.until = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM speaker_whole AS m JOIN speaker_name AS n ON n.speaker = m.speaker
                 WHERE m.whole = p.row AND m.until = 9223372036854775807
                     AND n.source = 'description' AND n.until = 9223372036854775807 AND n.reader = '')) AS name,
       CASE WHEN c.is_person THEN 'person' WHEN c.is_institution THEN 'institution' WHEN c.is_document THEN 'document'
            WHEN c.is_group THEN 'group' ELSE 'unknown' END AS kind,
       c.is_described,
       coalesce(t.statements, 0) AS statements,
       (SELECT d.date FROM dixit_day AS d WHERE d.day = t.first_day) AS first_said,
       (SELECT d.date FROM dixit_day AS d WHERE d.day = t.last_day) AS last_said,
       i.identifiers
FROM (SELECT coalesce(w.whole, n.speaker) AS speaker, max(n.kind = 'person') AS is_person,
             max(n.kind = 'institution') AS is_institution, max(n.kind = 'document') AS is_document,
             max(n.kind = 'group') AS is_group, max(n.source = 'reference') = 0 AS is_described
      FROM speaker_name AS n
      LEFT JOIN speaker_whole AS w ON w.speaker = n.speaker AND w.until = 9223372036854775807
      WHERE n.source IN ('reference', 'description') AND n.until = 9223372036854775807 AND n.reader = ''
      GROUP BY coalesce(w.whole, n.speaker)) AS c
JOIN speaker AS p ON p.row = c.speaker
LEFT JOIN (SELECT coalesce(w.whole, v.speaker) AS speaker, count(*) AS statements,
                  min(CASE WHEN v.said_from <= v.said_to THEN v.said_from END) AS first_day,
                  max(CASE WHEN v.said_from <= v.said_to THEN v.said_to END) AS last_day
           FROM (SELECT speaker, said_from, said_to FROM statement_version
                 WHERE until = 9223372036854775807 AND reader = '' AND speaker IS NOT NULL
                 UNION ALL
                 SELECT j.part, s.said_from, s.said_to FROM speaker_part AS j
                 JOIN statement_version AS s ON s.speaker = j.joint AND s.until = 9223372036854775807 AND s.reader = ''
                 UNION ALL
                 SELECT o.side_speaker, o.said_from, o.said_to FROM statement_version AS o
                 WHERE o.until = 9223372036854775807 AND o.reader = '' AND o.side_speaker <> coalesce(o.speaker, 0)) AS v
           LEFT JOIN speaker_whole AS w ON w.speaker = v.speaker AND w.until = 9223372036854775807
           GROUP BY coalesce(w.whole, v.speaker)) AS t ON t.speaker = p.row
LEFT JOIN (SELECT coalesce(w.whole, k.speaker) AS speaker, group_concat(DISTINCT k.identifier) AS identifiers
           FROM speaker_identifier AS k
           LEFT JOIN speaker_whole AS w ON w.speaker = k.speaker AND w.until = 9223372036854775807
           WHERE k.until = 9223372036854775807
           GROUP BY coalesce(w.whole, k.speaker)) AS i ON i.speaker = p.row;

CREATE VIEW speaker_names AS
SELECT p.id AS speaker_id, n.name, n.source, own.id AS own_id
FROM speaker_name AS n
JOIN speaker AS own ON own.row = n.speaker
LEFT JOIN speaker_whole AS w ON w.speaker = n.speaker AND w.until = 9223372036854775807
JOIN speaker AS p ON p.row = coalesce(w.whole, n.speaker)
WHERE n.until = 9223372036854775807 AND n.reader = '';

CREATE VIEW statements AS
SELECT s.id,
       coalesce((SELECT max(n.name) FROM speaker_name AS n
                 WHERE n.speaker = p.row AND n.source = 'reference' AND n.until = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM speaker_whole AS m JOIN speaker_name AS n ON n.speaker = m.speaker
                 WHERE m.whole = p.row AND m.until = 9223372036854775807
                     AND n.source = 'reference' AND n.until = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM speaker_name AS n
                 WHERE n.speaker = p.row AND n.source = 'description' AND n.until = 9223372036854775807 AND n.reader = ''),
                (SELECT max(n.name) FROM speaker_whole AS m JOIN speaker_name AS n ON n.speaker = m.speaker
                 WHERE m.whole = p.row AND m.until = 9223372036854775807
                     AND n.source = 'description' AND n.until = 9223372036854775807 AND n.reader = '')) AS speaker,
       p.id AS speaker_id,
       s.mention, s.capacity,
       s.said,
       (SELECT d.date FROM dixit_day AS d WHERE d.day = s.said_from AND s.said_from <= s.said_to) AS said_from,
       (SELECT d.date FROM dixit_day AS d WHERE d.day = s.said_to AND s.said_from <= s.said_to) AS said_to,
       s.rule AS said_rule,
       s.act, s.mode, s.cue, s.words, s.event, s.place,
       a.id AS article_id, a.title, a.publisher, a.url, a.published, a.lang,
       s.confidence / 100.0 AS certainty,
       nullif(replace(s.doubts, ' ', ', '), '') AS doubts,
       CASE WHEN s.confirmed AND s.corrected <> '' THEN 'confirmed, corrected'
            WHEN s.confirmed THEN 'confirmed' WHEN s.corrected <> '' THEN 'corrected' END AS reviewed,
       (SELECT group_concat(DISTINCT r.actor) FROM reviewer AS r
        WHERE r.statement = s.id AND r.until = 9223372036854775807) AS reviewed_by,
       nullif(replace(s.corrected, ' ', ', '), '') AS corrected,
       s.status,
       s.position,
       s.report,
       s.side AS for_side,
       side.id AS for_id
FROM statement_version AS s
JOIN article_version AS a ON a.row = s.article AND a.until = 9223372036854775807
LEFT JOIN speaker_whole AS w ON w.speaker = s.speaker AND w.until = 9223372036854775807
LEFT JOIN speaker AS p ON p.row = coalesce(w.whole, s.speaker)
LEFT JOIN speaker_whole AS sw ON sw.speaker = s.side_speaker AND sw.until = 9223372036854775807
LEFT JOIN speaker AS side ON side.row = coalesce(sw.whole, s.side_speaker)
WHERE s.until = 9223372036854775807 AND s.reader = '';

CREATE VIEW readings AS
SELECT s.extractor AS reader, s.id, s.reference AS speaker, s.mention, s.side AS for_side, s.said, s.report, s.act, s.mode,
       s.cue, s.words, a.id AS article_id, a.title, a.publisher, a.url, a.published, a.lang,
       s.confidence / 100.0 AS certainty, s.confirmed, nullif(replace(s.corrected, ' ', ', '), '') AS corrected, s.position
FROM statement_version AS s
JOIN article_version AS a ON a.row = s.article AND a.until = 9223372036854775807
WHERE s.until = 9223372036854775807 AND s.reader <> '';

CREATE VIEW proposals AS
SELECT * FROM statements WHERE act = 'proposal';

CREATE VIEW statement_points AS
SELECT s.id AS statement_id, p.number, p.text
FROM point AS p
JOIN statement_version AS s ON s.reading = p.reading AND s.until = 9223372036854775807 AND s.reader = '';

CREATE VIEW articles AS
SELECT a.id, a.title, a.publisher, a.url, a.author, a.agency, a.published, a.lang,
       (SELECT count(*) FROM statement_version AS s
        WHERE s.article = a.row AND s.until = 9223372036854775807 AND s.reader = '') AS statements,
       a.revision,
       (SELECT m.time FROM dixit_moment AS m WHERE m.moment = a.recorded_at) AS recorded_at,
       (SELECT m.time FROM dixit_moment AS m WHERE m.moment = a.revised_at) AS revised_at,
       coalesce(y.story, a.text) AS story,
       t.content AS text
FROM article_version AS a
LEFT JOIN story AS y ON y.text = a.text
LEFT JOIN article_text AS t ON t.text = a.text
WHERE a.until = 9223372036854775807;

CREATE VIEW topics AS
SELECT t.id, t.label_en, t.label_fr, t.label_zh, t.broader, t.uri, t.own,
       (SELECT count(*) FROM statement_topic AS st
        JOIN statement_version AS s ON s.row = st.statement AND s.until = 9223372036854775807 AND s.reader = ''
        WHERE st.topic = t.row) AS statements
FROM topic_version AS t
WHERE t.until = 9223372036854775807;

CREATE VIEW statement_topics AS
SELECT s.id AS statement_id, t.id AS topic_id, t.label_en AS label, st.place, st.term
FROM statement_topic AS st
JOIN statement_version AS s ON s.row = st.statement AND s.until = 9223372036854775807 AND s.reader = ''
JOIN topic_version AS t ON t.row = st.topic AND t.until = 9223372036854775807;

CREATE VIEW links AS
SELECT l.one AS statement_id, l.link, l.other AS other_id, l.actor, l.reason
FROM link AS l
JOIN statement_version AS s ON s.id = l.one AND s.until = 9223372036854775807 AND s.reader = ''
JOIN statement_version AS o ON o.id = l.other AND o.until = 9223372036854775807 AND o.reader = ''
WHERE l.until = 9223372036854775807
UNION ALL
SELECT s.id, 'answers', o.id, NULL, 'the cue says so'
FROM reply AS r
JOIN statement_version AS s ON s.reading = r.reading AND s.until = 9223372036854775807 AND s.reader = ''
JOIN statement_version AS o ON o.id = r.other AND o.until = 9223372036854775807 AND o.reader = '';

CREATE VIEW deadlines AS
SELECT s.id AS statement_id, d.number, d.kind, d.date AS due,
       (SELECT y.date FROM dixit_day AS y WHERE y.day = d.first) AS due_from,
       (SELECT y.date FROM dixit_day AS y WHERE y.day = d.last) AS due_by, d.expression
FROM deadline AS d
JOIN statement_version AS s ON s.row = d.statement AND s.until = 9223372036854775807 AND s.reader = '';

CREATE VIEW reviews AS
SELECT r.statement AS statement_id, r.what AS review, r.actor, r.since AS position
FROM reviewer AS r
JOIN statement_version AS s ON s.id = r.statement AND s.until = 9223372036854775807 AND s.reader = ''
WHERE r.until = 9223372036854775807;

CREATE VIEW former_statements AS
SELECT v.id, v.reference AS speaker, v.said, v.act, v.words, a.id AS article_id, a.url,
       coalesce(e.what, 'article-withdrawn') AS ended_what,
       (SELECT m.time FROM dixit_moment AS m WHERE m.moment = e.recorded_at) AS ended_at,
       e.actor AS ended_by, e.reason, v.until AS position
FROM statement_version AS v
LEFT JOIN ending AS e ON e.position = v.until
JOIN article_version AS a ON a.version = (
    SELECT max(b.version) FROM article_version AS b WHERE b.row = v.article AND b.version <= v.until)
WHERE v.until < 9223372036854775807 AND v.since < v.until AND v.reader = ''
    AND v.row = (SELECT max(u.row) FROM statement_version AS u WHERE u.id = v.id AND u.since < u.until)
    AND NOT EXISTS (SELECT 1 FROM statement_version AS c WHERE c.id = v.id AND c.until = 9223372036854775807);

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
