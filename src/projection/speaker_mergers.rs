//! Stores which speakers a person merged, so that a merger or its end changes few rows however many are merged already.
//!
//! Mergers form trees. All speakers of a tree but its root are members of one group, and the group has the canonical
//! speaker, the root. Where two trees become one, or one becomes two, the members of the smaller part change their
//! group and those of the larger keep theirs.

use super::ProjectionError;
use super::position::OPEN_END_POS;
use rusqlite::{Connection, OptionalExtension, params};

/// Stores that `speaker` is merged into `into` from the position `at`, or with `None` that it is not merged any more.
/// A merger that would close a circle is not stored.
pub(super) fn set_merger(
    conn: &Connection,
    speaker: i64,
    into: Option<i64>,
    at: i64,
) -> Result<(), ProjectionError> {
    let mergers = Mergers { conn, at };
    if find_group_of_member(conn, speaker)?.is_some() {
        mergers.split(speaker)?;
    }
    let Some(into) = into else { return Ok(()) };
    let root = match find_group_of_member(conn, into)? {
        Some(group) => canonical_of(conn, group)?,
        None => into,
    };
    if root == speaker {
        return Ok(());
    }
    conn.prepare_cached("INSERT INTO speaker_merger(speaker, into_speaker) VALUES (?1, ?2)")?
        .execute([speaker, into])?;
    mergers.join(speaker, root)
}

/// The mergers, at the position of an event.
struct Mergers<'c> {
    conn: &'c Connection,
    at: i64,
}

impl Mergers<'_> {
    /// Puts the tree of the root `below` under the root `root`.
    fn join(&self, below: i64, root: i64) -> Result<(), ProjectionError> {
        let (lower, upper) = (
            find_group_of_root(self.conn, below)?,
            find_group_of_root(self.conn, root)?,
        );
        let kept = match (lower, upper) {
            (Some(lower), Some(upper)) => {
                let is_lower_larger = count_members(self.conn, lower)? > count_members(self.conn, upper)?;
                let (kept, moved) = if is_lower_larger {
                    (lower, upper)
                } else {
                    (upper, lower)
                };
                for member in members(self.conn, moved)? {
                    self.set_group(member, Some(kept))?;
                }
                self.set_canonical(moved, None)?;
                kept
            }
            (Some(group), None) | (None, Some(group)) => group,
            (None, None) => self.new_group()?,
        };
        self.set_canonical(kept, Some(root))?;
        self.set_group(below, Some(kept))
    }

    /// Ends the merger of `speaker`, which becomes the root of a tree of its own.
    fn split(&self, speaker: i64) -> Result<(), ProjectionError> {
        let Some(group) = find_group_of_member(self.conn, speaker)? else {
            return Ok(());
        };
        let root = canonical_of(self.conn, group)?;
        // Both parts are walked in turns, so that the smaller one determines the cost.
        let (mut below, mut above) = (
            TreeWalk::new(self.conn, speaker, speaker),
            TreeWalk::new(self.conn, root, speaker),
        );
        let is_below_smaller = loop {
            if !below.step()? {
                break true;
            }
            if !above.step()? {
                break false;
            }
        };
        self.conn
            .prepare_cached("DELETE FROM speaker_merger WHERE speaker = ?1")?
            .execute([speaker])?;
        self.set_group(speaker, None)?;
        let (moved, moved_root, kept_root) = if is_below_smaller {
            (below.visited, speaker, root)
        } else {
            (above.visited, root, speaker)
        };
        let mut moving = moved
            .into_iter()
            .filter(|member| *member != moved_root)
            .peekable();
        if moving.peek().is_some() {
            let new = self.new_group()?;
            self.set_canonical(new, Some(moved_root))?;
            for member in moving {
                self.set_group(member, Some(new))?;
            }
        }
        let is_empty = count_members(self.conn, group)? == 0;
        self.set_canonical(group, (!is_empty).then_some(kept_root))
    }

    /// Adds a group without members, and returns its row.
    fn new_group(&self) -> Result<i64, ProjectionError> {
        self.conn
            .prepare_cached("INSERT INTO speaker_group(member_count) VALUES (0)")?
            .execute([])?;
        Ok(self.conn.last_insert_rowid())
    }

    /// Makes `speaker` a member of `group`, or of none.
    fn set_group(&self, speaker: i64, group: Option<i64>) -> Result<(), ProjectionError> {
        let conn = self.conn;
        let mut count =
            conn.prepare_cached("UPDATE speaker_group SET member_count = member_count + ?2 WHERE row = ?1")?;
        if let Some(old) = find_group_of_member(conn, speaker)? {
            count.execute([old, -1])?;
        }
        // What this event began has not been valid at any position.
        conn.prepare_cached("DELETE FROM speaker_group_version WHERE speaker = ?1 AND valid_from_pos = ?2")?
            .execute([speaker, self.at])?;
        conn.prepare_cached(
            "UPDATE speaker_group_version SET valid_to_pos = ?2 WHERE speaker = ?1 AND valid_to_pos = ?3",
        )?
        .execute([speaker, self.at, OPEN_END_POS])?;
        if let Some(group) = group {
            conn.prepare_cached(
                "INSERT INTO speaker_group_version(speaker, valid_from_pos, valid_to_pos, group_row)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute([speaker, self.at, OPEN_END_POS, group])?;
            count.execute([group, 1])?;
        }
        Ok(())
    }

    /// Makes `canonical` the speaker that all members of `group` count as; with `None`, the group ends.
    fn set_canonical(&self, group: i64, canonical: Option<i64>) -> Result<(), ProjectionError> {
        let conn = self.conn;
        let known = conn
            .prepare_cached(
                "SELECT canonical FROM canonical_speaker_version WHERE group_row = ?1 AND valid_to_pos = ?2",
            )?
            .query_row([group, OPEN_END_POS], |row| row.get(0))
            .optional()?;
        if known == canonical {
            return Ok(());
        }
        conn.prepare_cached(
            "DELETE FROM canonical_speaker_version WHERE group_row = ?1 AND valid_from_pos = ?2",
        )?
        .execute([group, self.at])?;
        conn.prepare_cached(
            "UPDATE canonical_speaker_version SET valid_to_pos = ?2 WHERE group_row = ?1 AND valid_to_pos = ?3",
        )?
        .execute([group, self.at, OPEN_END_POS])?;
        if let Some(canonical) = canonical {
            conn.prepare_cached(
                "INSERT INTO canonical_speaker_version(group_row, valid_from_pos, valid_to_pos, canonical)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![group, self.at, OPEN_END_POS, canonical])?;
        }
        Ok(())
    }
}

/// Visits the speakers of a tree, one at each step.
struct TreeWalk<'c> {
    conn: &'c Connection,
    visited: Vec<i64>,
    /// The number of visited speakers whose mergers were followed.
    followed: usize,
    /// The speaker below which nothing is visited, unless the walk begins there.
    without: i64,
}

impl<'c> TreeWalk<'c> {
    fn new(conn: &'c Connection, root: i64, without: i64) -> Self {
        Self {
            conn,
            visited: vec![root],
            followed: 0,
            without,
        }
    }

    /// Visits those that are merged into the next speaker. Returns whether there was one.
    fn step(&mut self) -> Result<bool, ProjectionError> {
        let Some(next) = self.visited.get(self.followed) else {
            return Ok(false);
        };
        self.followed += 1;
        let mut select = self.conn.prepare_cached(
            "SELECT speaker FROM speaker_merger WHERE into_speaker = ?1 AND speaker <> ?2 ORDER BY 1",
        )?;
        let below = select.query_map([*next, self.without], |row| row.get(0))?;
        let below = below.collect::<Result<Vec<i64>, _>>()?;
        self.visited.extend(below);
        Ok(true)
    }
}

/// The group that `speaker` is a member of now.
fn find_group_of_member(conn: &Connection, speaker: i64) -> Result<Option<i64>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT group_row FROM speaker_group_version WHERE speaker = ?1 AND valid_to_pos = ?2",
    )?;
    Ok(select
        .query_row([speaker, OPEN_END_POS], |row| row.get(0))
        .optional()?)
}

/// The group whose canonical speaker is `root` now.
fn find_group_of_root(conn: &Connection, root: i64) -> Result<Option<i64>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT group_row FROM canonical_speaker_version WHERE canonical = ?1 AND valid_to_pos = ?2",
    )?;
    Ok(select
        .query_row([root, OPEN_END_POS], |row| row.get(0))
        .optional()?)
}

/// The canonical speaker of a group that has members now.
fn canonical_of(conn: &Connection, group: i64) -> Result<i64, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT canonical FROM canonical_speaker_version WHERE group_row = ?1 AND valid_to_pos = ?2",
    )?;
    Ok(select.query_row([group, OPEN_END_POS], |row| row.get(0))?)
}

/// The current members of a group.
fn members(conn: &Connection, group: i64) -> Result<Vec<i64>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT speaker FROM speaker_group_version WHERE group_row = ?1 AND valid_to_pos = ?2 ORDER BY 1",
    )?;
    let found = select.query_map([group, OPEN_END_POS], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The number of current members of a group.
fn count_members(conn: &Connection, group: i64) -> Result<i64, ProjectionError> {
    let mut select = conn.prepare_cached("SELECT member_count FROM speaker_group WHERE row = ?1")?;
    Ok(select.query_row([group], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn database() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        let schema = include_str!("../../schema/read/speakers.sql");
        conn.execute_batch(schema).unwrap();
        conn
    }

    /// Who counts as whom at a position.
    fn canonical_speakers(conn: &Connection, at: i64) -> BTreeMap<i64, i64> {
        let sql = "SELECT m.speaker, g.canonical FROM speaker_group_version AS m
             JOIN canonical_speaker_version AS g ON g.group_row = m.group_row
             WHERE m.valid_from_pos <= ?1 AND m.valid_to_pos > ?1 AND g.valid_from_pos <= ?1 AND g.valid_to_pos > ?1";
        let mut select = conn.prepare(sql).unwrap();
        let rows = select
            .query_map([at], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// The same, by following the mergers one after the other.
    fn followed(mergers: &BTreeMap<i64, i64>) -> BTreeMap<i64, i64> {
        let root = |mut speaker| {
            while let Some(into) = mergers.get(&speaker) {
                speaker = *into;
            }
            speaker
        };
        mergers.keys().map(|speaker| (*speaker, root(*speaker))).collect()
    }

    #[test]
    fn groups_agree_with_the_mergers_at_every_position() {
        let conn = database();
        let mut mergers = BTreeMap::new();
        let mut history = vec![BTreeMap::new()];
        let mut random = 7_u64;
        for at in 1..600 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let (speaker, other) = ((random >> 33) % 12, (random >> 45) % 12);
            let (speaker, other) = (i64::try_from(speaker).unwrap(), i64::try_from(other).unwrap());
            let into = (random >> 60 > 5).then_some(other);
            set_merger(&conn, speaker, into, at).unwrap();
            mergers.remove(&speaker);
            if let Some(into) =
                into.filter(|into| *into != speaker && followed(&mergers).get(into) != Some(&speaker))
            {
                mergers.insert(speaker, into);
            }
            history.push(followed(&mergers));
        }
        let sizes: BTreeSet<usize> = history.iter().map(BTreeMap::len).collect();
        assert!(sizes.len() > 6, "{sizes:?}");
        for (at, expected) in history.iter().enumerate() {
            let at = i64::try_from(at).unwrap();
            assert_eq!(canonical_speakers(&conn, at), *expected, "at {at}");
        }
    }

    #[test]
    fn chained_mergers_and_their_undoing_store_a_few_rows_each() {
        let conn = database();
        let length = 2_000;
        let rows = || -> i64 {
            let sql = "SELECT (SELECT count(*) FROM speaker_group_version)
                 + (SELECT count(*) FROM canonical_speaker_version)";
            conn.query_row(sql, [], |row| row.get(0)).unwrap()
        };
        for at in 1..=length {
            set_merger(&conn, at, Some(at + 1), at).unwrap();
        }
        assert!(rows() < 3 * length, "{}", rows());
        assert_eq!(canonical_speakers(&conn, length)[&1], length + 1);
        for undone in 1..=length {
            let at = length + undone;
            set_merger(&conn, length + 1 - undone, None, at).unwrap();
        }
        assert!(rows() < 6 * length, "{}", rows());
        assert!(canonical_speakers(&conn, 2 * length).is_empty());
    }
}
