-- The program splits this file at its marker line, the one about the load. What is above that line is created before
-- the log is folded. What is below it, indexes that only questions use, is created afterwards, because folding is
-- faster without them. See AFTER_LOAD_MARKER in src/projection/projection.rs.

-- How many statements of the extractor are current now. These tables hold at the end of the log only: questions as of
-- an earlier position, and about other readers, count the statements themselves (src/query/stored_counts.rs).
--
-- Each row counts at least one statement. first_day is the least said_from of all statements that it ever counted, and
-- at_first_day says how many current ones have it. Where that is 0 because statements ended, the first day of the
-- others is later, and must be looked up. The same holds for last_day, the greatest said_to.

-- By speaker, as the articles name them; mergers are not applied.
CREATE TABLE speaker_count(
    speaker      INTEGER PRIMARY KEY,      -- speaker.row
    statements   INTEGER NOT NULL,
    first_day    INTEGER NOT NULL,
    at_first_day INTEGER NOT NULL,
    last_day     INTEGER NOT NULL,
    at_last_day  INTEGER NOT NULL
) STRICT;

-- By the side for which they were made, and who made them.
CREATE TABLE side_count(
    side_speaker INTEGER NOT NULL,         -- speaker.row
    speaker      INTEGER NOT NULL,         -- speaker.row; 0 where there is none
    statements   INTEGER NOT NULL,
    first_day    INTEGER NOT NULL,
    at_first_day INTEGER NOT NULL,
    last_day     INTEGER NOT NULL,
    at_last_day  INTEGER NOT NULL,
    PRIMARY KEY (side_speaker, speaker)
) STRICT, WITHOUT ROWID;

-- By topics: those with exactly these topics. A statement counts once for a broader topic, however many of its topics
-- are below that one, so counts of single topics could not be added up.
CREATE TABLE topics_count(
    topics       TEXT    PRIMARY KEY,      -- topic_version.row of each, in order, separated by spaces
    statements   INTEGER NOT NULL,
    first_day    INTEGER NOT NULL,
    at_first_day INTEGER NOT NULL,
    last_day     INTEGER NOT NULL,
    at_last_day  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- By article and topic.
CREATE TABLE article_topic_count(
    article    INTEGER NOT NULL,           -- article_version.ingested_pos
    topic      INTEGER NOT NULL,           -- topic_version.row
    statements INTEGER NOT NULL,
    PRIMARY KEY (article, topic)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX speaker_count_statements ON speaker_count(statements DESC, speaker);
