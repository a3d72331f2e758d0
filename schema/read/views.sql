-- What counted at the position :at, as questions see it. They name these views and never the tables behind, so
-- that an answer as of any position is the answer of that day. What one reader reads is asked for alone: ':reader' is
-- the name of that reader, and empty for the extractor that reads the articles; so nothing is counted twice.
CREATE TEMP VIEW moment AS
    SELECT :at AS position, ':reader' AS reader;
CREATE TEMP VIEW article AS
    SELECT * FROM main.article_version WHERE version <= :at AND until > :at;
CREATE TEMP VIEW statement AS
    SELECT * FROM main.statement_version WHERE since <= :at AND until > :at AND reader = ':reader';
-- The statements of all readers.
CREATE TEMP VIEW anybodys_statement AS
    SELECT * FROM main.statement_version WHERE since <= :at AND until > :at;
CREATE TEMP VIEW topic AS
    SELECT * FROM main.topic_version WHERE since <= :at AND until > :at;
CREATE TEMP VIEW name AS
    SELECT * FROM main.speaker_name WHERE since <= :at AND until > :at AND reader IN ('', ':reader');
-- Speakers by the canonical name that is their own; null where no article that counts has one.
CREATE TEMP VIEW called AS
    SELECT p.row, p.id, coalesce(
        (SELECT max(n.name) FROM name AS n WHERE n.speaker = p.row AND n.source = 'reference'),
        (SELECT max(n.name) FROM name AS n WHERE n.speaker = p.row AND n.source = 'description')) AS name
    FROM main.speaker AS p;
CREATE TEMP VIEW whole AS
    SELECT * FROM main.speaker_whole WHERE since <= :at AND until > :at;
CREATE TEMP VIEW division AS
    SELECT * FROM main.speaker_division WHERE since <= :at AND until > :at;
CREATE TEMP VIEW identifier AS
    SELECT * FROM main.speaker_identifier WHERE since <= :at AND until > :at;
CREATE TEMP VIEW linked AS
    SELECT * FROM main.link WHERE since <= :at AND until > :at;
CREATE TEMP VIEW disputed AS
    SELECT * FROM main.dispute WHERE since <= :at AND until > :at;
-- Who checked which statement, and what ended things.
CREATE TEMP VIEW reviewed AS
    SELECT * FROM main.reviewer WHERE since <= :at AND until > :at;
CREATE TEMP VIEW ended AS
    SELECT * FROM main.ending WHERE position <= :at;
CREATE TEMP VIEW skipped AS
    SELECT * FROM main.skipped_reading WHERE since <= :at AND until > :at;
CREATE TEMP VIEW vanished AS
    SELECT * FROM main.vanished_statement WHERE since <= :at AND until > :at;
