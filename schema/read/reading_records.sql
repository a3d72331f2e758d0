-- What every version of a statement is judged by in review, as far as it never changes: its signs of doubt, and what it
-- is compared with others by. A block has the records of up to 1,024 rows of statement_version, in their order; see
-- src/domain/harm/reading_record.rs. A question that judges all readings of an archive reads these 30 bytes of each.
CREATE TABLE reading_record_block(
    block   INTEGER PRIMARY KEY,           -- (statement_version.row - 1) / 1024
    content BLOB NOT NULL
) STRICT;
