//! An index from hashes to rows that costs what is added to it: new entries are written as one sorted run a
//! transaction, and runs are merged now and then (a log-structured merge tree).
//!
//! A B-tree with a list per hash would have to rewrite a page per hash of every text, because hashes are spread over
//! the whole table. Here a transaction reads the lists that it needs in the order of the keys, keeps them in memory,
//! and at its end writes what it added.

use super::ProjectionError;
use crate::domain::similarity::{BLOCK_NUMBER_BITS, Posting, block_row, decode_block, encode_block};
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The tables of an index. A run is a row of `runs` (`run`, `block_bits`, `postings`) and the rows of `blocks`
/// (`block`, `content`) whose number begins with that of the run.
#[derive(Debug, Clone, Copy)]
pub(super) struct PostingTables {
    /// Name of the table of runs.
    pub(super) runs: &'static str,
    /// Name of the table of blocks.
    pub(super) blocks: &'static str,
    /// Number of entries at which a list is full: nothing is added to it, and it is not followed any more, because a
    /// hash that so many texts have distinguishes nothing.
    pub(super) full_at: usize,
}

/// Average number of postings in a block: one to two thousand bytes, so that pages are filled well.
const BLOCK_POSTINGS: i64 = 256;
/// A run is merged with the one before it while that is at most this many times as large. Sizes then fall from run to
/// run, so their number grows with the logarithm of the size of the index.
const MERGE_FACTOR: i64 = 2;
/// Maximum number of added postings that wait in memory to be written, about 64 MB.
const WAITING_MAX: usize = 4_000_000;
/// Maximum number of lists that are kept in memory, about 300 MB: a rebuild or a long ingest reaches it.
const LISTS_MAX: usize = 12_000_000;

/// A sorted run of postings, as stored.
#[derive(Debug, Clone, Copy)]
struct StoredRun {
    number: i64,
    /// The run has two to this power blocks; a posting is in the block with the number of its key's upper bits.
    block_bits: u32,
    postings: i64,
}

impl StoredRun {
    /// Row of the block that has this key.
    const fn block_of(self, key: u64) -> i64 {
        block_row(self.number, self.block_bits, key)
    }

    const fn first_block(self) -> i64 {
        block_row(self.number, 0, 0)
    }

    /// A run of this many postings, not yet stored.
    fn new(number: i64, postings: i64) -> Self {
        let blocks = (postings / BLOCK_POSTINGS + 1)
            .cast_unsigned()
            .next_power_of_two();
        Self {
            number,
            block_bits: blocks.trailing_zeros().min(BLOCK_NUMBER_BITS),
            postings,
        }
    }

    /// Stores the run with these postings, which are sorted.
    fn write(
        self,
        conn: &Connection,
        tables: PostingTables,
        mut postings: MergedPostings<'_>,
    ) -> Result<(), ProjectionError> {
        conn.prepare_cached(&format!(
            "INSERT INTO {}(run, block_bits, postings) VALUES (?1, ?2, ?3)",
            tables.runs
        ))?
        .execute(params![self.number, self.block_bits, self.postings])?;
        let mut insert = conn.prepare_cached(&format!(
            "INSERT INTO {}(block, content) VALUES (?1, ?2)",
            tables.blocks
        ))?;
        let mut block: Vec<Posting> = Vec::new();
        loop {
            let next = postings.next()?;
            if let Some(last) = block.last()
                && next.is_none_or(|next| self.block_of(next.key) != self.block_of(last.key))
            {
                insert.execute(params![self.block_of(last.key), encode_block(&block)])?;
                block.clear();
            }
            match next {
                Some(next) => block.push(next),
                None => return Ok(()),
            }
        }
    }

    /// Deletes the stored run.
    fn delete(self, conn: &Connection, tables: PostingTables) -> Result<(), ProjectionError> {
        conn.prepare_cached(&format!("DELETE FROM {} WHERE run = ?1", tables.runs))?
            .execute([self.number])?;
        conn.prepare_cached(&format!(
            "DELETE FROM {} WHERE block >= ?1 AND block < ?2",
            tables.blocks
        ))?
        .execute([self.first_block(), self.first_block() + (1 << self.block_bits)])?;
        Ok(())
    }
}

/// The postings of several runs in one sorted sequence. Of each run one block at a time is in memory.
pub(super) struct MergedPostings<'c> {
    conn: &'c Connection,
    blocks_table: &'static str,
    sources: Vec<RunReader>,
}

/// Reads one run from its first block to its last.
struct RunReader {
    /// Postings of the current block that were not taken yet, in descending order.
    postings: Vec<Posting>,
    next_block: i64,
    end_block: i64,
}

impl<'c> MergedPostings<'c> {
    /// The postings of stored `runs` and of `added`, which is sorted.
    fn new(
        conn: &'c Connection,
        tables: PostingTables,
        runs: &[StoredRun],
        mut added: Vec<Posting>,
    ) -> Result<Self, ProjectionError> {
        added.reverse();
        let mut sources = vec![RunReader {
            postings: added,
            next_block: 0,
            end_block: 0,
        }];
        sources.extend(runs.iter().map(|run| RunReader {
            postings: Vec::new(),
            next_block: run.first_block(),
            end_block: run.first_block() + (1 << run.block_bits),
        }));
        let mut merged = Self {
            conn,
            blocks_table: tables.blocks,
            sources,
        };
        for source in 0..merged.sources.len() {
            merged.fill(source)?;
        }
        Ok(merged)
    }

    /// The postings of the whole stored index.
    pub(super) fn of_index(conn: &'c Connection, tables: PostingTables) -> Result<Self, ProjectionError> {
        let mut index = PostingIndex::new(tables);
        index.load_runs(conn)?;
        Self::new(conn, tables, &index.runs.unwrap_or_default(), Vec::new())
    }

    /// The next posting.
    pub(super) fn next(&mut self) -> Result<Option<Posting>, ProjectionError> {
        let first = |source: &(usize, &RunReader)| source.1.postings.last().copied();
        let sources = self.sources.iter().enumerate();
        let Some((source, _)) = sources.filter(|source| first(source).is_some()).min_by_key(first) else {
            return Ok(None);
        };
        let posting = self.sources[source].postings.pop();
        self.fill(source)?;
        Ok(posting)
    }

    /// Reads the next block of a source where the current one is used up.
    fn fill(&mut self, source: usize) -> Result<(), ProjectionError> {
        let reader = &mut self.sources[source];
        if !reader.postings.is_empty() {
            return Ok(());
        }
        while reader.postings.is_empty() && reader.next_block < reader.end_block {
            visit_block(self.conn, self.blocks_table, reader.next_block, |posting| {
                reader.postings.push(posting);
                true
            })?;
            reader.next_block += 1;
        }
        reader.postings.reverse();
        Ok(())
    }
}

/// Calls `visit` with each posting of the block in this row, in order, until it returns `false`. A block without
/// postings has no row.
fn visit_block(
    conn: &Connection,
    table: &str,
    block: i64,
    visit: impl FnMut(Posting) -> bool,
) -> Result<(), ProjectionError> {
    let mut select = conn.prepare_cached(&format!("SELECT content FROM {table} WHERE block = ?1"))?;
    let mut rows = select.query([block])?;
    if let Some(row) = rows.next()? {
        let content = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        decode_block(content, visit)?;
    }
    Ok(())
}

/// Hashes a key, which is a hash already: only its bits are spread over 64.
#[derive(Debug, Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0 << 8 | u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// One index within a transaction, with the lists that are in memory.
#[derive(Debug)]
pub(super) struct PostingIndex {
    tables: PostingTables,
    /// Lists by key. A key that is not here is looked up in the runs, unless `has_all_lists`.
    lists: HashMap<u64, List, BuildHasherDefault<KeyHasher>>,
    /// Lists of more than one number.
    long_lists: Vec<Vec<u32>>,
    /// What was added and is not yet written.
    added: Vec<Posting>,
    /// The stored runs, the oldest first; `None` until they are needed.
    runs: Option<Vec<StoredRun>>,
    /// Whether every list of the index is in memory: it was empty at first.
    has_all_lists: bool,
}

/// A list of numbers: empty, one number, or the place of a longer one in `long_lists`.
#[derive(Debug, Clone, Copy)]
enum List {
    Empty,
    One(u32),
    Long(u32),
}

impl PostingIndex {
    /// The index in these tables, with nothing in memory.
    pub(super) fn new(tables: PostingTables) -> Self {
        Self {
            tables,
            lists: HashMap::default(),
            long_lists: Vec::new(),
            added: Vec::new(),
            runs: None,
            has_all_lists: false,
        }
    }

    /// Loads the lists of `keys`, in the order of the keys, so that each block of the index is read at most once.
    pub(super) fn load(&mut self, conn: &Connection, mut keys: Vec<u64>) -> Result<(), ProjectionError> {
        self.load_runs(conn)?;
        if self.has_all_lists {
            return Ok(());
        }
        keys.retain(|key| !self.lists.contains_key(key));
        keys.sort_unstable();
        keys.dedup();
        for key in &keys {
            self.lists.insert(*key, List::Empty);
        }
        for run in self.runs.clone().unwrap_or_default() {
            for part in keys.chunk_by(|a, b| run.block_of(*a) == run.block_of(*b)) {
                let mut rest = part;
                visit_block(conn, self.tables.blocks, run.block_of(part[0]), |posting| {
                    while rest.first().is_some_and(|key| *key < posting.key) {
                        rest = &rest[1..];
                    }
                    if rest.first() == Some(&posting.key) {
                        self.push(posting);
                    }
                    !rest.is_empty()
                })?;
            }
        }
        Ok(())
    }

    /// The numbers listed under `key`, ascending. Empty where the list is full.
    pub(super) fn find(&mut self, conn: &Connection, key: u64) -> Result<&[u32], ProjectionError> {
        let list = self.list(conn, key)?;
        Ok(if list.len() < self.tables.full_at {
            self.list_in_memory(key)
        } else {
            &[]
        })
    }

    /// Lists `number` under `key`, unless it is there or the list is full.
    pub(super) fn add(&mut self, conn: &Connection, key: u64, number: u32) -> Result<(), ProjectionError> {
        let full_at = self.tables.full_at;
        let list = self.list(conn, key)?;
        if list.len() < full_at && !list.contains(&number) {
            let posting = Posting { key, number };
            self.push(posting);
            self.added.push(posting);
            if self.added.len() >= WAITING_MAX {
                self.write(conn)?;
            }
        }
        Ok(())
    }

    /// Writes what was added as a run of its own, merged with the runs before it that are not much larger.
    pub(super) fn write(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        if self.added.is_empty() {
            return Ok(());
        }
        self.load_runs(conn)?;
        let mut added = std::mem::take(&mut self.added);
        added.sort_unstable();
        let mut runs = self.runs.take().unwrap_or_default();
        let mut postings = i64::try_from(added.len()).unwrap_or(i64::MAX);
        let mut merged = Vec::new();
        while let Some(last) = runs.pop_if(|last| last.postings <= MERGE_FACTOR * postings) {
            postings += last.postings;
            merged.push(last);
        }
        let newest = merged.first().or(runs.last());
        let run = StoredRun::new(newest.map_or(1, |newest| newest.number + 1), postings);
        run.write(
            conn,
            self.tables,
            MergedPostings::new(conn, self.tables, &merged, added)?,
        )?;
        for run in merged {
            run.delete(conn, self.tables)?;
        }
        runs.push(run);
        self.runs = Some(runs);
        if self.lists.len() > LISTS_MAX {
            self.lists = HashMap::default();
            self.long_lists = Vec::new();
            self.has_all_lists = false;
        }
        Ok(())
    }

    fn list(&mut self, conn: &Connection, key: u64) -> Result<&[u32], ProjectionError> {
        if !self.lists.contains_key(&key) {
            self.load(conn, vec![key])?;
        }
        Ok(self.list_in_memory(key))
    }

    fn list_in_memory(&self, key: u64) -> &[u32] {
        match self.lists.get(&key) {
            None | Some(List::Empty) => &[],
            Some(List::One(number)) => std::slice::from_ref(number),
            Some(List::Long(place)) => &self.long_lists[*place as usize],
        }
    }

    /// Adds a posting to the lists in memory.
    fn push(&mut self, posting: Posting) {
        let list = self.lists.entry(posting.key).or_insert(List::Empty);
        match *list {
            List::Empty => *list = List::One(posting.number),
            List::One(first) => {
                // A database has no four thousand million lists: each has a row of its own.
                *list = List::Long(u32::try_from(self.long_lists.len()).unwrap_or(u32::MAX));
                self.long_lists.push(vec![first, posting.number]);
            }
            List::Long(place) => self.long_lists[place as usize].push(posting.number),
        }
    }

    fn load_runs(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        if self.runs.is_none() {
            let mut select = conn.prepare_cached(&format!(
                "SELECT run, block_bits, postings FROM {} ORDER BY run",
                self.tables.runs
            ))?;
            let runs = select.query_map([], |row| {
                Ok(StoredRun {
                    number: row.get(0)?,
                    block_bits: row.get(1)?,
                    postings: row.get(2)?,
                })
            })?;
            let runs: Vec<StoredRun> = runs.collect::<Result<_, _>>()?;
            self.has_all_lists = runs.is_empty();
            self.runs = Some(runs);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::similarity::posting_key;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const TABLES: PostingTables = PostingTables {
        runs: "wording_gram_run",
        blocks: "wording_gram_block",
        full_at: 4,
    };

    fn database() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../../schema/read/similarity.sql"))
            .unwrap();
        conn
    }

    fn stored_runs(conn: &Connection) -> i64 {
        conn.query_row("SELECT count(*) FROM wording_gram_run", [], |row| row.get(0))
            .unwrap()
    }

    /// The whole stored index.
    fn stored(conn: &Connection) -> Vec<Posting> {
        let mut merged = MergedPostings::of_index(conn, TABLES).unwrap();
        std::iter::from_fn(|| merged.next().unwrap()).collect()
    }

    proptest! {
        /// However postings are divided into transactions, and whichever of them one index object sees, lists are those
        /// of a map.
        #[test]
        fn lists_are_those_of_a_map(
            transactions in prop::collection::vec(
                (prop::collection::vec((0_i64..40, 1_u32..50), 0..60), any::<bool>()),
                1..12,
            ),
        ) {
            let conn = database();
            let mut index = PostingIndex::new(TABLES);
            let mut model: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
            for (postings, is_reopened) in transactions {
                if is_reopened {
                    index = PostingIndex::new(TABLES);
                    index.load(&conn, postings.iter().map(|(hash, _)| posting_key(*hash)).collect()).unwrap();
                }
                for (hash, number) in postings {
                    let key = posting_key(hash);
                    index.add(&conn, key, number).unwrap();
                    let list = model.entry(key).or_default();
                    if list.len() < TABLES.full_at && !list.contains(&number) {
                        list.push(number);
                    }
                    let followed = if list.len() < TABLES.full_at { list.clone() } else { Vec::new() };
                    let mut found = index.find(&conn, key).unwrap().to_vec();
                    found.sort_unstable();
                    let mut expected = followed;
                    expected.sort_unstable();
                    prop_assert_eq!(found, expected);
                }
                index.write(&conn).unwrap();
            }
            let mut expected: Vec<Posting> = model
                .into_iter()
                .flat_map(|(key, list)| list.into_iter().map(move |number| Posting { key, number }))
                .collect();
            expected.sort_unstable();
            prop_assert_eq!(stored(&conn), expected);
        }
    }

    #[test]
    fn number_of_runs_grows_with_the_logarithm() {
        let conn = database();
        let mut index = PostingIndex::new(TABLES);
        for transaction in 0..300_u32 {
            for hash in 0..40 {
                let key = posting_key(i64::from(transaction * 40 + hash));
                index.add(&conn, key, transaction + 1).unwrap();
            }
            index.write(&conn).unwrap();
            assert!(
                stored_runs(&conn) <= 9,
                "{} runs after {transaction}",
                stored_runs(&conn)
            );
        }
        assert_eq!(stored(&conn).len(), 300 * 40);
        // The largest run has several blocks, each of which a lookup finds.
        let mut reopened = PostingIndex::new(TABLES);
        for hash in (0..300 * 40).step_by(7) {
            let found = reopened.find(&conn, posting_key(hash)).unwrap();
            assert_eq!(found, [u32::try_from(hash / 40).unwrap() + 1]);
        }
    }

    #[test]
    fn damaged_block_is_an_error() {
        let conn = database();
        let mut index = PostingIndex::new(TABLES);
        index.add(&conn, posting_key(1), 70_000).unwrap();
        index.write(&conn).unwrap();
        conn.execute("UPDATE wording_gram_block SET content = x'ff'", [])
            .unwrap();
        assert!(PostingIndex::new(TABLES).find(&conn, posting_key(1)).is_err());
    }
}
