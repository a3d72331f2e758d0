-- The program splits this file at its marker line, the one about the load. What is above that line is created before
-- the log is folded. What is below it, indexes that only questions use, is created afterwards, because folding is
-- faster without them. See AFTER_LOAD_MARKER in src/projection/projection.rs.

-- Every version of every article. A version is current from the position valid_from_pos (inclusive) to valid_to_pos
-- (exclusive). Dates are ISO 8601; times are microseconds since 1970-01-01 UTC.
CREATE TABLE article_version(
    valid_from_pos        INTEGER PRIMARY KEY,  -- position of the event that made this version; identifies the version
    valid_to_pos          INTEGER NOT NULL,     -- 9223372036854775807 while it is current
    ingested_pos          INTEGER NOT NULL,     -- position of the event that ingested the article; identifies the
                                                -- article in all its versions
    text_pos              INTEGER NOT NULL,     -- valid_from_pos of the first version with this text
    id                    TEXT    NOT NULL,
    title                 TEXT,
    publisher             TEXT,
    publisher_folded      TEXT,                 -- folded; what --publisher is compared with
    url                   TEXT,                 -- as the source gave it
    canonical_url         TEXT,                 -- the address that the page itself declares as canonical
    author                TEXT,
    agency                TEXT,
    published             TEXT,                 -- day of publication, local to the publisher
    published_at          TEXT,                 -- time of publication with its offset, RFC 3339
    published_alternative TEXT,                 -- another possible day of publication
    published_day         INTEGER NOT NULL,     -- `published` as a number, 0001-01-01 = 1; 2147483647 where unknown
    lang                  TEXT    NOT NULL,
    revision              INTEGER NOT NULL,     -- 0 as ingested
    extractor             TEXT    NOT NULL,     -- version of the extractor that read it
    recorded_at           INTEGER NOT NULL,     -- when it was ingested
    revised_at            INTEGER               -- when it was last revised
) STRICT;
CREATE INDEX article_ingested ON article_version(ingested_pos);
CREATE INDEX article_id ON article_version(id);

-- The addresses under which each article was ingested, reduced to what distinguishes articles: the tracker finds the
-- article of an address by them. Used by the projection and the tracker only, never by questions.
CREATE TABLE article_address(
    url_key      TEXT    NOT NULL,
    ingested_pos INTEGER NOT NULL,              -- article_version.ingested_pos
    PRIMARY KEY (url_key, ingested_pos)
) STRICT, WITHOUT ROWID;

-- The texts of articles are those of the log: `pos` is article_version.text_pos. This table is created, and filled, only
-- where the read models are in a database without the log, as when they are rebuilt to be compared.
CREATE TABLE IF NOT EXISTS text(
    pos     INTEGER PRIMARY KEY,
    content TEXT                                -- NULL once redacted
) STRICT;
-- after the load
CREATE INDEX article_published ON article_version(published_day, ingested_pos, valid_to_pos, lang);
CREATE INDEX article_text_of ON article_version(text_pos);
-- The articles that have another text than they were ingested with, which are few.
CREATE INDEX article_new_text ON article_version(ingested_pos, text_pos, valid_from_pos, valid_to_pos)
    WHERE text_pos <> ingested_pos;
