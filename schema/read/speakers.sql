-- Whoever a statement was ever attributed to.
CREATE TABLE speaker(
    row INTEGER PRIMARY KEY,               -- counts the speakers
    id  TEXT NOT NULL UNIQUE
) STRICT;

-- The names of each speaker, each with the positions between which it was one.
CREATE TABLE speaker_name(
    speaker INTEGER NOT NULL,
    source  TEXT    NOT NULL,              -- reference: canonical; mention: as articles say; pinyin: of a Han name; alias: a person's
    name    TEXT    NOT NULL,
    kind    TEXT    NOT NULL,              -- of the speaker where source is reference, else empty
    since   INTEGER NOT NULL,
    until   INTEGER NOT NULL,              -- 9223372036854775807 while it is one
    folded  TEXT    NOT NULL,              -- what --speaker is compared with
    uses    INTEGER NOT NULL,              -- how many statements use it now; only the fold reads it
    PRIMARY KEY (speaker, source, name, kind, since)
) STRICT, WITHOUT ROWID;

-- Whom a person declared the same: each merged speaker with the one that all of them are.
CREATE TABLE speaker_whole(
    speaker INTEGER NOT NULL,
    since   INTEGER NOT NULL,
    until   INTEGER NOT NULL,
    whole   INTEGER NOT NULL,
    PRIMARY KEY (speaker, since)
) STRICT, WITHOUT ROWID;

-- Who was merged into whom, as it stands now. Only the fold reads it.
CREATE TABLE speaker_merged(
    speaker INTEGER PRIMARY KEY,
    into_   INTEGER NOT NULL
) STRICT;

-- The identifiers of speakers in authority files.
CREATE TABLE speaker_identifier(
    speaker    INTEGER NOT NULL,
    identifier TEXT    NOT NULL,
    since      INTEGER NOT NULL,
    until      INTEGER NOT NULL,
    PRIMARY KEY (speaker, identifier, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_whole_of ON speaker_whole(whole);
-- after the load
CREATE INDEX speaker_name_folded ON speaker_name(folded, speaker);
