-- The documents that articles were read from, as they came in: an article has one for its first text and one for each
-- revision, unless it was given as text.
CREATE TABLE document_event(
    pos          INTEGER PRIMARY KEY,   -- position of the event that recorded the article or revision
    ingested_pos INTEGER NOT NULL,      -- article_version.ingested_pos
    sha256       BLOB    NOT NULL,      -- of the bytes as they came in
    format       TEXT    NOT NULL,      -- what read it, with its version
    fetched_from TEXT,                  -- the web address that answered, after redirects
    fetched_at   INTEGER,               -- microseconds since 1970-01-01 UTC
    modified_at  TEXT,                  -- when the article was last changed, as the document says, RFC 3339
    cut_sign     TEXT,                  -- why the text looks cut
    origins      TEXT    NOT NULL       -- JSON object: field of the source -> where it is in the document
) STRICT;
CREATE INDEX document_of_article ON document_event(ingested_pos, pos);
-- By which a document is recognised that was ingested before; only the tracker asks.
CREATE INDEX document_hash ON document_event(sha256);
