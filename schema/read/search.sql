-- The words of the statements that count, folded; the rowid is statement.row. `words` has Han runs as
-- overlapping pairs of characters, `han` has their single characters. Nothing but the index is stored.
CREATE VIRTUAL TABLE search USING fts5(
    words, han,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
