//! A fold in progress: the connection that it writes to, and what it keeps in memory.

use super::ProjectionError;
use super::article_version::CurrentArticleVersion;
use super::derived::DerivedReading;
use super::known_words::KnownWords;
use super::name_uses::NameUses;
use super::posting_index::{PostingIndex, PostingTables};
use super::record_block::RecordBlock;
use super::search_rows::SearchRows;
use super::statement_counts::StatementCounts;
use crate::domain::similarity::{ComparableWords, POSTINGS_MAX};
use crate::domain::{ArticleId, Position, StatementId};
use hashlink::LruCache;
use rusqlite::Connection;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The index of the grams of wordings: their rows by the hash of a gram.
pub(super) const WORDING_GRAMS: PostingTables = PostingTables {
    runs: "wording_gram_run",
    blocks: "wording_gram_block",
    full_at: POSTINGS_MAX,
};

/// The index of the sketches of stories: their positions by the hash of a word triple.
pub(super) const STORY_SKETCHES: PostingTables = PostingTables {
    runs: "story_sketch_run",
    blocks: "story_sketch_block",
    full_at: POSTINGS_MAX + 1,
};

/// Number of wordings that are kept prepared for comparison, about 3 KB each.
const PREPARED_WORDINGS_MAX: usize = 50_000;
/// Number of texts whose grams are kept, about 5 KB each.
const PREPARED_TEXTS_MAX: usize = 2_048;

/// Number of speakers whose rows are kept.
const SPEAKERS_MAX: usize = 65_536;

/// What a fold keeps in memory from one transaction to the next, to look it up again without the database. It is valid
/// as long as nothing else folded events meanwhile.
#[derive(Debug)]
pub struct FoldMemory {
    /// The position up to which the read models are folded, as far as this memory knows.
    position: Position,
    /// See [`WORDING_GRAMS`].
    pub(super) wording_grams: RefCell<PostingIndex>,
    /// See [`STORY_SKETCHES`].
    pub(super) story_sketches: RefCell<PostingIndex>,
    /// Wordings that were compared lately, by row: the statement's id, its folded words, and the words prepared.
    pub(super) wordings: RefCell<LruCache<i64, Arc<PreparedWording>>>,
    /// Comparisons of words that were compared lately.
    pub(super) known_words: RefCell<KnownWords>,
    /// Grams of texts that were compared lately, by position.
    pub(super) text_grams: RefCell<LruCache<i64, Arc<[i64]>>>,
    /// Row for the next version of a statement; 0 until it is looked up.
    pub(super) next_statement_row: Cell<i64>,
    /// The current version of the article of the last event.
    pub(super) current_article: RefCell<Option<Arc<CurrentArticleVersion>>>,
    /// The article that was ingested last, while only events of its ingestion follow.
    pub(super) new_article: RefCell<Option<NewArticle>>,
    /// Topics of the title of the article version that was made last, with the position of that version.
    pub(super) title_topics: RefCell<TitleTopics>,
    /// Whether a person ever decided on a topic; `None` until it is looked up.
    pub(super) has_topic_decisions: Cell<Option<bool>>,
    /// Rows of `reading_profile`.
    pub(super) profiles: RefCell<HashMap<ProfileFields, i64>>,
    /// Rows of speakers, by id.
    pub(super) speaker_rows: RefCell<LruCache<String, i64>>,
    /// Uses of names of speakers.
    pub(super) name_uses: RefCell<NameUses>,
    /// Counts that are not yet written.
    pub(super) counts: RefCell<StatementCounts>,
    /// The topic that was defined last, and the statements that were found to be about it.
    pub(super) statements_of_new_topic: RefCell<(i64, Vec<i64>)>,
    /// Rows of the full-text indexes that are not yet inserted.
    pub(super) search_rows: RefCell<SearchRows>,
    /// The last block of records of readings.
    pub(super) reading_records: RefCell<RecordBlock>,
    /// The headline of the article version that was looked at last, folded, with the position of that version.
    pub(super) folded_title: RefCell<(i64, String)>,
    /// The text that was looked at last, with its position; `None` where it was redacted.
    pub(super) last_text: RefCell<(i64, Option<String>)>,
    /// Days whose text is stored for other programs.
    pub(super) stored_days: RefCell<HashSet<i64>>,
}

/// The columns of `reading_profile` after its row.
pub(super) type ProfileFields = [Option<String>; 7];

/// The position of an article version, and the topics of its title, each with the term that matched.
pub(super) type TitleTopics = (i64, Vec<(i64, String)>);

/// An article whose first event, its ingestion, was just folded. Nothing was ever recorded of it before, so there is no
/// need to look for earlier versions of its statements, or for decisions on them.
#[derive(Debug)]
pub(super) struct NewArticle {
    /// Its id.
    pub(super) id: ArticleId,
    /// Its statements that were folded since.
    pub(super) statements: HashSet<StatementId>,
}

/// A wording, prepared for comparison with others.
#[derive(Debug)]
pub(super) struct PreparedWording {
    /// Id of its statement.
    pub(super) statement_id: String,
    /// The words, folded.
    pub(super) folded: String,
    /// The words, prepared.
    pub(super) comparable: Arc<ComparableWords>,
}

impl FoldMemory {
    /// An empty memory of read models that are folded up to `position`.
    pub fn new(position: Position) -> Self {
        Self {
            position,
            wording_grams: PostingIndex::new(WORDING_GRAMS).into(),
            story_sketches: PostingIndex::new(STORY_SKETCHES).into(),
            wordings: LruCache::new(PREPARED_WORDINGS_MAX).into(),
            known_words: KnownWords::new().into(),
            text_grams: LruCache::new(PREPARED_TEXTS_MAX).into(),
            next_statement_row: Cell::new(0),
            current_article: RefCell::default(),
            new_article: RefCell::default(),
            title_topics: RefCell::default(),
            has_topic_decisions: Cell::new(None),
            profiles: RefCell::default(),
            speaker_rows: LruCache::new(SPEAKERS_MAX).into(),
            name_uses: RefCell::default(),
            counts: RefCell::default(),
            statements_of_new_topic: RefCell::default(),
            search_rows: RefCell::default(),
            reading_records: RefCell::default(),
            folded_title: RefCell::default(),
            last_text: RefCell::default(),
            stored_days: RefCell::default(),
        }
    }
}

/// A fold within one transaction.
#[derive(Debug)]
pub struct Fold<'c> {
    /// The connection whose read models are written.
    pub(super) conn: &'c Connection,
    /// What is kept in memory.
    pub(super) memory: FoldMemory,
}

impl<'c> Fold<'c> {
    /// Continues a fold of the read models of `conn`, which are folded up to `position`. `memory` is that of the fold
    /// before it, if there is one.
    pub fn new(conn: &'c Connection, position: Position, memory: Option<FoldMemory>) -> Self {
        let known = memory.filter(|memory| memory.position == position);
        Self {
            conn,
            memory: known.unwrap_or_else(|| FoldMemory::new(position)),
        }
    }

    /// Loads from the indexes what `readings`, which are about to be folded, will look up. Loaded together, each block
    /// of an index is read at most once.
    pub fn load_for<'r>(
        &self,
        readings: impl Iterator<Item = &'r DerivedReading> + Clone,
    ) -> Result<(), ProjectionError> {
        let sketches = readings.clone().flat_map(|reading| reading.keys().0).copied();
        self.memory
            .story_sketches
            .borrow_mut()
            .load(self.conn, sketches.collect())?;
        let grams = readings.flat_map(|reading| reading.keys().1);
        self.memory
            .wording_grams
            .borrow_mut()
            .load(self.conn, grams.collect())
    }

    /// Writes what is only in memory.
    pub(super) fn write(&self) -> Result<(), ProjectionError> {
        self.memory.name_uses.borrow_mut().write(self.conn)?;
        self.memory.counts.borrow_mut().write(self.conn)?;
        self.memory.story_sketches.borrow_mut().write(self.conn)?;
        self.memory.wording_grams.borrow_mut().write(self.conn)?;
        self.memory.reading_records.borrow_mut().write(self.conn)?;
        self.memory.search_rows.borrow_mut().write(self.conn)
    }

    /// Ends the fold at `position`; returns the memory for the next one.
    pub(super) fn end(mut self, position: Position) -> FoldMemory {
        self.memory.position = position;
        self.memory
    }
}
