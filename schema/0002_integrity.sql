-- What proofs and redaction need. Never edit this file once it has landed; add a step.

-- The roots of the complete subtrees of the Merkle tree over the leaf hashes of `event` (RFC 6962): those of
-- 2^level leaves, for levels from 8. The leaves of subtree `number` are those of the positions from
-- number * 2^level + 1 on. With these, the root of any beginning of the log takes a few rows to compute.
CREATE TABLE tree (
    level  INTEGER NOT NULL CHECK (level >= 8),
    number INTEGER NOT NULL,
    hash   BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tree_node_comes_once BEFORE INSERT ON tree
WHEN EXISTS (SELECT 1 FROM tree WHERE level = NEW.level AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a node of the tree is written once');
END;

CREATE TRIGGER tree_node_stays BEFORE UPDATE ON tree
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a node of the tree is never changed');
END;

CREATE TRIGGER tree_node_is_kept BEFORE DELETE ON tree
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a node of the tree is never deleted');
END;

-- A body can be redacted: what stays of it stands under a salt of zeros, which no body was ever written with, and
-- an event names it with the hash of what stays.
DROP TRIGGER body_stays;

CREATE TRIGGER body_stays_or_is_redacted BEFORE UPDATE ON body
WHEN NEW.pos IS NOT OLD.pos OR NEW.salt IS NOT zeroblob(16)
BEGIN
    SELECT RAISE(ABORT, 'the log only grows: a body is never changed, only redacted');
END;
