//! Merges equal readings of the same words in the copies of one story into one item of the queue.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

/// A reading, as far as its place in the queue depends on it.
#[derive(Debug, Clone)]
pub(super) struct JudgedReading<K> {
    /// The row of the statement.
    pub(super) row: i64,
    /// The row of its article.
    pub(super) article: i64,
    /// The expected harm.
    pub(super) harm: i64,
    /// Its chronological key, which orders readings with the same expected harm.
    pub(super) order: (i64, i64, i64),
    /// Whether it is in dispute.
    pub(super) is_disputed: bool,
    /// What the same reading of the same words shares in all copies of a story; `None` if its article has no copies.
    pub(super) copy_key: Option<K>,
}

/// An item of the queue: a reading and its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CollapsedItem {
    /// The row of the reading with the greatest expected harm; of equal ones, the earliest.
    pub(super) row: i64,
    /// The rows of the same reading in copies, in the order of the queue.
    pub(super) copies: Vec<i64>,
    /// The expected harm of the reading in `row`.
    pub(super) harm: i64,
}

/// The items that readings are merged into, which come in the order of the queue.
#[derive(Debug)]
pub(super) struct CollapsedCopies<K> {
    items: Vec<CollapsedItem>,
    /// The articles of each item that has a key.
    articles: Vec<BTreeSet<i64>>,
    /// The numbers of the items with a key.
    with_key: HashMap<K, Vec<usize>>,
}

impl<K: Eq + Hash> CollapsedCopies<K> {
    /// No items yet.
    pub(super) fn new() -> Self {
        Self {
            items: Vec::new(),
            articles: Vec::new(),
            with_key: HashMap::new(),
        }
    }

    /// Adds the next reading: as a copy of the first item that it is a copy of, else as a new one.
    pub(super) fn push(&mut self, reading: JudgedReading<K>) {
        let number = self.items.len();
        if let Some(key) = reading.copy_key {
            let known = self.with_key.entry(key).or_default();
            // The same words twice in one article are two statements.
            let mut others = known.iter();
            let item = others.find(|item| !self.articles[**item].contains(&reading.article));
            if let (Some(item), false) = (item, reading.is_disputed) {
                self.articles[*item].insert(reading.article);
                self.items[*item].copies.push(reading.row);
                return;
            }
            known.push(number);
        }
        self.articles.push(BTreeSet::from([reading.article]));
        self.items.push(CollapsedItem {
            row: reading.row,
            copies: Vec::new(),
            harm: reading.harm,
        });
    }

    /// Whether there is an item with this key.
    pub(super) fn has_key(&self, key: &K) -> bool {
        self.with_key.contains_key(key)
    }

    /// Number of items.
    pub(super) const fn len(&self) -> usize {
        self.items.len()
    }

    /// The first `limit` items.
    pub(super) fn into_items(mut self, limit: usize) -> Vec<CollapsedItem> {
        self.items.truncate(limit);
        self.items
    }
}
