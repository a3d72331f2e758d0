-- The words of statements, folded; the rowid is statement_version.wording. `words` has Han runs as overlapping
-- pairs of characters, `han` has their single characters. Nothing but the index is stored, and nothing leaves it:
-- what no longer counts is not found because no version that counts has these words.
CREATE VIRTUAL TABLE search USING fts5(
    words, han,
    content = '',
    tokenize = 'unicode61 remove_diacritics 2'
);
