-- Full-text index of the articles' texts; the rowid is article_version.text_pos. `words` has the stem of each French or
-- English word once, and for Chinese the overlapping pairs of characters and the single characters. It finds the texts
-- that can match; where the words stand is looked up in the text itself, so the index stores no positions.
CREATE VIRTUAL TABLE article_search USING fts5(
    words,
    content = '',
    detail = none,
    tokenize = 'unicode61 remove_diacritics 2'
);
-- Up to 32 MB of new words are collected before a segment of the index is written; the default of 1 MB would have a
-- load spend its time on merging segments.
INSERT INTO article_search(article_search, rank) VALUES ('hashsize', 33554432);
