-- Whoever a statement was ever attributed to.
CREATE TABLE speaker(
    row INTEGER PRIMARY KEY,               -- counts the speakers
    id  TEXT NOT NULL UNIQUE
) STRICT;

-- The names of each speaker, each with the positions between which it was one.
CREATE TABLE speaker_name(
    speaker INTEGER NOT NULL,
    source  TEXT    NOT NULL,              -- reference: canonical; mention: as articles say; pinyin: of a Han name; alias: a
                                           -- person's; namesake: as articles say, of several people;
                                           -- description: a role or the like, which names nobody
    name    TEXT    NOT NULL,
    kind    TEXT    NOT NULL,              -- of the speaker where source is reference or description, else empty
    since   INTEGER NOT NULL,
    until   INTEGER NOT NULL,              -- 9223372036854775807 while it is one
    folded  TEXT    NOT NULL,              -- what --speaker is compared with
    uses    INTEGER NOT NULL,              -- how many statements use it now; only the fold reads it
    reader  TEXT    NOT NULL,              -- of the statements: another reader than the extractor, else empty
    PRIMARY KEY (speaker, source, name, kind, reader, since)
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

-- The statements of a speaker that are said by a namesake: by article, or by the words of a capacity.
CREATE TABLE speaker_division(
    speaker INTEGER NOT NULL,
    kind    TEXT    NOT NULL,              -- article, capacity
    value   TEXT    NOT NULL,              -- the id of the article; the words, folded
    name    TEXT    NOT NULL,              -- of the namesake
    since   INTEGER NOT NULL,
    until   INTEGER NOT NULL,
    PRIMARY KEY (speaker, kind, value, since)
) STRICT, WITHOUT ROWID;

-- Those who were reported to speak together, each with the speaker that all of them are together; and bodies whose name
-- is one in any article ("gouvernement chinois"), each with what an article calls so. It follows from the name of the
-- latter alone, so that it holds at all positions.
CREATE TABLE speaker_part(
    part  INTEGER NOT NULL,                -- the speaker
    joint INTEGER NOT NULL,                -- that speaker and others
    PRIMARY KEY (part, joint)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_whole_of ON speaker_whole(whole);
-- after the load
CREATE INDEX speaker_name_folded ON speaker_name(folded, speaker);
