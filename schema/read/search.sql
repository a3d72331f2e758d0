-- Full-text index of the statements' words; the rowid is statement_version.wording_row. Only the index is stored, not
-- the words. Nothing is deleted from it: the join with `statement` drops wordings that no current statement has.
CREATE VIRTUAL TABLE statement_search USING fts5(
    words,  -- the folded words; a run of Chinese characters as overlapping pairs, so that phrases of two or more match
    han,    -- each single Chinese character, once
    stems,  -- the stem of each French or English word, with a mark of the language in front
    content = '',
    tokenize = 'unicode61 remove_diacritics 2'
);
-- Up to 32 MB of new words are collected before a segment of the index is written; the default of 1 MB would have a
-- load spend its time on merging segments.
INSERT INTO statement_search(statement_search, rank) VALUES ('hashsize', 33554432);
