-- Pairs of wordings that say the same thing. A wording is identified by statement_version.wording_row.
CREATE TABLE similarity(
    wording_a           INTEGER NOT NULL,  -- the wording that was recorded later
    wording_b           INTEGER NOT NULL,  -- the wording that was recorded earlier
    containment_percent INTEGER NOT NULL,  -- how much of the shorter wording is contained in the other, 0 to 100
    is_identical        INTEGER NOT NULL,  -- 1 where both have the same words after folding (case, accents, width)
    shared_words        TEXT    NOT NULL,  -- the content words of both, separated by line feeds
    difference          TEXT,              -- what contradicts: figure, date, negation, direction, retraction;
                                           -- rounding where figures may only be rounded; NULL where nothing
    PRIMARY KEY (wording_a, wording_b)
) STRICT, WITHOUT ROWID;
CREATE INDEX similarity_wording_b ON similarity(wording_b, wording_a, is_identical, difference);

-- Inverted index that finds candidates for `similarity`: the hash of a gram (a pair of neighbouring content words, or a
-- long word) with the wordings that contain it.
CREATE TABLE wording_gram(
    hash     INTEGER PRIMARY KEY,
    wordings BLOB NOT NULL                 -- up to 64 wording rows, eight bytes each, little-endian; a gram
                                           -- with a full list is too common to be used
) STRICT;
