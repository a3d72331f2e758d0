-- Full-text index of the statements' words; the rowid is statement_version.wording_row. Only the index is stored, not
-- the words. Nothing is deleted from it: the join with `statement` drops wordings that no current statement has.
CREATE VIRTUAL TABLE statement_search USING fts5(
    words,  -- the folded words; a run of Chinese characters as overlapping pairs, so that phrases of two or more match
    han,    -- each single Chinese character, once
    stems,  -- the stem of each French or English word, with a mark of the language in front
    content = '',
    tokenize = 'unicode61 remove_diacritics 2'
);
