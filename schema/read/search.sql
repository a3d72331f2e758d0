-- The words of statements, folded; the rowid is statement_version.wording. `words` has Han runs as overlapping
-- pairs of characters, `han` has their single characters, `stems` what all forms of each word have in common. Nothing but the index is stored, and nothing leaves it:
-- what no longer counts is not found because no version that counts has these words.
CREATE VIRTUAL TABLE search USING fts5(
    words, han, stems,
    content = '',
    tokenize = 'unicode61 remove_diacritics 2'
);
