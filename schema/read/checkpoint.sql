-- The position up to which each read model is folded, and the version of the code that folded it.
CREATE TABLE IF NOT EXISTS checkpoint(
    name         TEXT    NOT NULL PRIMARY KEY,
    code_version TEXT    NOT NULL,
    position     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
