-- The words of the texts of articles; the rowid is article_text.text. It tells which texts can have what is looked for:
-- of French and English words what all forms have in common, of Han runs overlapping pairs of characters and single
-- characters. Where the words stand is told by the text itself, so that the index keeps no places.
CREATE VIRTUAL TABLE article_search USING fts5(
    words,
    content = '',
    detail = none,
    tokenize = 'unicode61 remove_diacritics 2'
);
