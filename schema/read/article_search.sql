-- Full-text index of the articles' texts; the rowid is article_version.text_pos. `words` has the stem of each French or
-- English word once, and for Chinese the overlapping pairs of characters and the single characters. It finds the texts
-- that can match; where the words stand is looked up in the text itself, so the index stores no positions.
CREATE VIRTUAL TABLE article_search USING fts5(
    words,
    content = '',
    detail = none,
    tokenize = 'unicode61 remove_diacritics 2'
);
