-- The feeds that are pulled. A row is valid from the position valid_from_pos (inclusive) to valid_to_pos (exclusive), which
-- is 9223372036854775807 while the feed is pulled with these settings.
CREATE TABLE feed_version(
    address        TEXT    NOT NULL,       -- the web address of the feed
    publisher      TEXT,
    lang           TEXT,                   -- the language of its articles
    timezone       TEXT,                   -- the time zone of its publisher, as in Europe/Paris
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,
    PRIMARY KEY (address, valid_from_pos)
) STRICT, WITHOUT ROWID;
