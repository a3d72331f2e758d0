-- The read models as of one position of the log, as one reader read the statements. Questions read these views and not
-- the `…_version` tables behind them, so an answer as of a position is the answer that was given then. Readings of
-- several readers are never counted together.
--
-- Before the program runs this text (src/query/as_of.rs), it replaces two placeholders, in comments too: one by the
-- position, the other by the name of the reader, which is empty for the extractor. The view `as_of` shows both values.
CREATE TEMP VIEW as_of AS
    SELECT :at AS position, ':reader' AS reader;
CREATE TEMP VIEW article AS
    SELECT * FROM main.article_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW document AS
    SELECT * FROM main.document_event WHERE pos <= :at;
-- The texts as the log has them; the text of a version stays the same, unless it is redacted.
CREATE TEMP VIEW article_text AS
    SELECT pos AS text_pos, content FROM main.text;
-- Every version of every statement, current or not, with the columns of its profile.
CREATE TEMP VIEW every_statement_version AS
    SELECT *, coalesce(namesake, reference) AS named_as,
        (SELECT p.said_rule FROM main.reading_profile AS p WHERE p.row = profile) AS said_rule,
        (SELECT p.mode FROM main.reading_profile AS p WHERE p.row = profile) AS mode,
        (SELECT p.report FROM main.reading_profile AS p WHERE p.row = profile) AS report,
        (SELECT p.speaker_kind FROM main.reading_profile AS p WHERE p.row = profile) AS speaker_kind,
        (SELECT p.doubts FROM main.reading_profile AS p WHERE p.row = profile) AS doubts,
        (SELECT p.rules FROM main.reading_profile AS p WHERE p.row = profile) AS rules,
        (SELECT p.extractor FROM main.reading_profile AS p WHERE p.row = profile) AS extractor
    FROM main.statement_version;
CREATE TEMP VIEW statement_of_any_reader AS
    SELECT * FROM every_statement_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW statement AS
    SELECT * FROM statement_of_any_reader WHERE reader = ':reader';
CREATE TEMP VIEW topic AS
    SELECT * FROM main.topic_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW feed AS
    SELECT * FROM main.feed_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW speaker_name AS
    SELECT * FROM main.speaker_name_version
    WHERE valid_from_pos <= :at AND valid_to_pos > :at AND reader IN ('', ':reader');
-- Speakers with their own canonical name, else their description; NULL where no current article has one.
CREATE TEMP VIEW named_speaker AS
    SELECT p.row, p.id, coalesce(
        (SELECT max(n.name) FROM speaker_name AS n WHERE n.speaker = p.row AND n.source = 'reference'),
        (SELECT max(n.name) FROM speaker_name AS n WHERE n.speaker = p.row AND n.source = 'description')) AS name
    FROM main.speaker AS p;
-- Merged speakers, each with the speaker that it counts as. A speaker who is not here is canonical. This is no join:
-- SQLite computes a view that is one as a whole where it stands to the right of LEFT JOIN.
CREATE TEMP VIEW canonical_speaker AS
    SELECT speaker, (SELECT w.canonical FROM main.canonical_speaker_version AS w
        WHERE w.group_row = speaker_group_version.group_row AND w.valid_from_pos <= :at AND w.valid_to_pos > :at)
        AS canonical
    FROM main.speaker_group_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
-- The same, for who asks who was merged into a speaker.
CREATE TEMP VIEW merged_speaker AS
    SELECT w.canonical, m.speaker FROM main.canonical_speaker_version AS w
    CROSS JOIN main.speaker_group_version AS m ON m.group_row = w.group_row
    WHERE w.valid_from_pos <= :at AND w.valid_to_pos > :at AND m.valid_from_pos <= :at AND m.valid_to_pos > :at;
CREATE TEMP VIEW speaker_division AS
    SELECT * FROM main.speaker_division_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW speaker_identifier AS
    SELECT * FROM main.speaker_identifier_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW link AS
    SELECT * FROM main.link_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW dispute AS
    SELECT * FROM main.dispute_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW review AS
    SELECT * FROM main.review_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
-- What ended up to the position; an ending is never undone, what is restored gets a new version.
CREATE TEMP VIEW ending AS
    SELECT * FROM main.ending_event WHERE position <= :at;
-- What was redacted is gone at every position.
CREATE TEMP VIEW redaction AS
    SELECT ended_id AS id, position, recorded_at, actor, reason FROM main.ending_event WHERE outcome = 'redacted'
    UNION ALL
    SELECT s.id, e.position, e.recorded_at, e.actor, e.reason FROM main.redacted_statement AS s
        CROSS JOIN main.ending_event AS e ON e.ended_id = s.article_id AND e.outcome = 'redacted';
CREATE TEMP VIEW skipped_reading AS
    SELECT * FROM main.skipped_reading_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
CREATE TEMP VIEW vanished_statement AS
    SELECT * FROM main.vanished_statement_version WHERE valid_from_pos <= :at AND valid_to_pos > :at;
