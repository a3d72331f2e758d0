-- The program splits this file at its marker line, the one about the load. What is above that line is created before
-- the log is folded. What is below it, indexes that only questions use, is created afterwards, because folding is
-- faster without them. See AFTER_LOAD_MARKER in src/projection/projection.rs.

-- In all tables of this file a row with valid_from_pos and valid_to_pos is valid from the first position (inclusive) to
-- the second (exclusive), which is 9223372036854775807 while the row is valid. `speaker` is speaker.row.

-- Everybody to whom a statement was ever attributed.
CREATE TABLE speaker(
    row INTEGER PRIMARY KEY,               -- from 1, in order of first appearance
    id  TEXT NOT NULL UNIQUE
) STRICT;

-- The names of each speaker.
CREATE TABLE speaker_name_version(
    speaker        INTEGER NOT NULL,
    source         TEXT    NOT NULL,       -- reference: canonical name; mention: as articles put it; pinyin: of
                                           -- a Chinese name; alias: given by a person; namesake: a name shared with
                                           -- others, as articles put it; description: a role, which is no name
    name           TEXT    NOT NULL,
    kind           TEXT    NOT NULL,       -- kind of speaker where source is reference or description, else empty
    reader         TEXT    NOT NULL,       -- reader of the statements that use it; empty for the extractor
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,
    folded_name    TEXT    NOT NULL,       -- what --speaker is compared with
    use_count      INTEGER NOT NULL,       -- number of current statements that use the name; for the projection only
    PRIMARY KEY (speaker, source, name, kind, reader, valid_from_pos)
) STRICT, WITHOUT ROWID;

-- Speakers that a person merged into others, each with the group of all that count as one.
CREATE TABLE speaker_group_version(
    speaker        INTEGER NOT NULL,
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,
    group_row      INTEGER NOT NULL,       -- speaker_group.row
    PRIMARY KEY (speaker, valid_from_pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_group_member ON speaker_group_version(group_row, valid_to_pos);

-- The speaker that all members of a group count as, and who is no member.
CREATE TABLE canonical_speaker_version(
    group_row      INTEGER NOT NULL,       -- speaker_group.row
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,
    canonical      INTEGER NOT NULL,       -- speaker.row
    PRIMARY KEY (group_row, valid_from_pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX canonical_speaker_of ON canonical_speaker_version(canonical, valid_to_pos);

-- Who is merged into whom now, one step at a time; the groups follow from it. For the projection only.
CREATE TABLE speaker_merger(
    speaker      INTEGER PRIMARY KEY,
    into_speaker INTEGER NOT NULL
) STRICT;
CREATE INDEX speaker_merger_into ON speaker_merger(into_speaker);

-- The groups. For the projection only.
CREATE TABLE speaker_group(
    row          INTEGER PRIMARY KEY,      -- from 1, in order of their beginning
    member_count INTEGER NOT NULL          -- number of current members
) STRICT;

-- The identifiers of speakers in authority files such as Wikidata.
CREATE TABLE speaker_identifier_version(
    speaker        INTEGER NOT NULL,
    identifier     TEXT    NOT NULL,
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,
    PRIMARY KEY (speaker, identifier, valid_from_pos)
) STRICT, WITHOUT ROWID;

-- Rules by which a person separated namesakes: statements under the speaker's name that a namesake said.
CREATE TABLE speaker_division_version(
    speaker        INTEGER NOT NULL,
    kind           TEXT    NOT NULL,       -- article or capacity
    value          TEXT    NOT NULL,       -- id of the article; folded words of the capacity
    namesake       TEXT    NOT NULL,       -- name given to the namesake
    valid_from_pos INTEGER NOT NULL,
    valid_to_pos   INTEGER NOT NULL,
    PRIMARY KEY (speaker, kind, value, valid_from_pos)
) STRICT, WITHOUT ROWID;

-- Speakers whose statements also include those of another speaker: each of several people who were reported to speak
-- together, and a body that every article means by the same description ("gouvernement chinois"). It follows from the
-- name of `joint` alone, so it holds at every position.
CREATE TABLE speaker_part(
    part  INTEGER NOT NULL,                -- the single speaker, or the body
    joint INTEGER NOT NULL,                -- several people together; the body as one article describes it
    PRIMARY KEY (part, joint)
) STRICT, WITHOUT ROWID;
-- after the load
CREATE INDEX speaker_name_folded ON speaker_name_version(folded_name, speaker);
