-- The program splits this file at its marker line, the one about the load. What is above that line is created before
-- the log is folded. What is below it, indexes that only questions use, is created afterwards, because folding is
-- faster without them. See AFTER_LOAD_MARKER in src/projection/projection.rs.

-- Pairs of wordings that say the same thing. A wording is identified by statement_version.wording_row.
CREATE TABLE similarity(
    wording_a           INTEGER NOT NULL,  -- the wording that was recorded later
    wording_b           INTEGER NOT NULL,  -- the wording that was recorded earlier
    containment_percent INTEGER NOT NULL,  -- how much of the shorter wording is contained in the other, 0 to 100
    is_identical        INTEGER NOT NULL,  -- 1 where both have the same words after folding (case, accents, width)
    difference          TEXT,              -- what contradicts: figure, date, negation, direction, retraction;
                                           -- rounding where figures may only be rounded; NULL where nothing
    PRIMARY KEY (wording_a, wording_b)
) STRICT, WITHOUT ROWID;

-- Index that finds candidates for `similarity`: a gram (a pair of neighbouring content words, or a long word) with the
-- wordings that contain it, in sorted runs. Each transaction adds a run; runs are merged now and then. For the
-- projection only; see src/projection/posting_index.rs.
CREATE TABLE wording_gram_run(
    run        INTEGER PRIMARY KEY,        -- higher numbers were added later
    block_bits INTEGER NOT NULL,           -- the run has 2^block_bits blocks, equal parts of the range of hashes
    postings   INTEGER NOT NULL            -- number of its entries
) STRICT;
CREATE TABLE wording_gram_block(
    block   INTEGER PRIMARY KEY,           -- run * 2^20 + number of the block in the run
    content BLOB NOT NULL                  -- entries; see src/projection/posting_block.rs
) STRICT;
-- after the load
CREATE INDEX similarity_wording_b ON similarity(wording_b, wording_a, is_identical, difference);
