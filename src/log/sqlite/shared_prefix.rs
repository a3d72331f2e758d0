//! How far two copies of a log are the same.

use crate::log::{Hash, LogError, MerkleTree};
use rusqlite::{Connection, Row, Statement};

/// Two copies of a log, compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SharedPrefix {
    /// Number of events from the first on that both have.
    pub(super) events: u64,
    /// Number of events that only the first copy has.
    pub(super) only_first: u64,
    /// Number of events that only the second copy has.
    pub(super) only_second: u64,
}

/// Compares the logs of two databases by their leaf hashes, each of which covers all of its event.
pub(super) fn compare(first: &Connection, second: &Connection) -> Result<SharedPrefix, LogError> {
    let (mut select_first, mut select_second) = (select_leaves(first)?, select_leaves(second)?);
    let (mut rows_first, mut rows_second) = (select_first.query([])?, select_second.query([])?);
    let mut shared = SharedPrefix {
        events: 0,
        only_first: 0,
        only_second: 0,
    };
    loop {
        let (a, b) = (rows_first.next()?, rows_second.next()?);
        let (a, b) = (a.map(leaf).transpose()?, b.map(leaf).transpose()?);
        let is_shared = a == b && shared.only_first == 0 && shared.only_second == 0;
        match (a, b) {
            (None, None) => return Ok(shared),
            (Some(_), Some(_)) if is_shared => shared.events += 1,
            (a, b) => {
                shared.only_first += u64::from(a.is_some());
                shared.only_second += u64::from(b.is_some());
            }
        }
    }
}

/// Number of events, and the root over their leaf hashes as stored.
pub(super) fn stored_root(conn: &Connection) -> Result<(u64, Hash), LogError> {
    let mut tree = MerkleTree::default();
    let mut select = select_leaves(conn)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        tree.push(leaf(row)?);
    }
    Ok((tree.size(), tree.root()))
}

fn select_leaves(conn: &Connection) -> Result<Statement<'_>, LogError> {
    Ok(conn.prepare("SELECT leaf_hash FROM event ORDER BY pos")?)
}

fn leaf(row: &Row<'_>) -> Result<Hash, LogError> {
    Ok(Hash::from_bytes(row.get(0)?))
}
