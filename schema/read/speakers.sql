-- Whoever statements that count are attributed to. Name and kind are those of the first reading that counts.
CREATE TABLE speaker(
    row  INTEGER PRIMARY KEY,              -- the position of the reading that brought the speaker in
    id   TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;

-- The names of each speaker. `uses` counts the statements that count with this name; at none the name goes.
CREATE TABLE speaker_name(
    speaker INTEGER NOT NULL,
    source  TEXT    NOT NULL,              -- reference: canonical; mention: as articles say; pinyin: derived from a Han name
    name    TEXT    NOT NULL,
    kind    TEXT    NOT NULL,              -- of the speaker where source is reference, else empty
    folded  TEXT    NOT NULL,              -- what --speaker is compared with
    since   INTEGER NOT NULL,              -- the position of the reading that brought the name in
    uses    INTEGER NOT NULL,
    PRIMARY KEY (speaker, source, name, kind)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX speaker_name_folded ON speaker_name(folded, speaker);
