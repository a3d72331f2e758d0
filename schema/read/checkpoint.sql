-- How far each read model has been folded, and by which version of its code.
CREATE TABLE IF NOT EXISTS checkpoint(
    name         TEXT    NOT NULL PRIMARY KEY,
    code_version TEXT    NOT NULL,
    position     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
