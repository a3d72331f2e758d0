//! The files of an archive: its articles and its database. They are made once, and again when the generator, the
//! extractor or the number of articles changes.

use crate::generator::Archive;
use crate::log_rows::BenchResult;
use dixit::domain::Timestamp;
use dixit::extract::EXTRACTOR_VERSION;
use dixit::ingest::{MetadataOverrides, read_articles};
use dixit::tracker::{Context, Tracker};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Number of articles recorded in one transaction.
const BATCH_ARTICLES: usize = 64;
/// The sources of the generator: another archive is generated when one of them changes.
const GENERATOR: [&str; 7] = [
    include_str!("generator/archive.rs"),
    include_str!("generator/diverse.rs"),
    include_str!("generator/han.txt"),
    include_str!("generator/invented_words.rs"),
    include_str!("generator/random_numbers.rs"),
    include_str!("generator/source_texts.rs"),
    include_str!("generator/templates.rs"),
];

/// An archive in a folder of its own.
pub(crate) struct ArchiveFiles {
    pub(crate) archive: Archive,
    pub(crate) articles: usize,
    folder: PathBuf,
}

impl ArchiveFiles {
    /// Makes the files below `folder`, unless they are there.
    pub(crate) fn prepare(folder: &Path, archive: Archive, articles: usize) -> BenchResult<Self> {
        let files = Self {
            archive,
            articles,
            folder: folder.join(format!("{}-{articles}", archive.letter())),
        };
        let (stamp_path, stamp) = (files.folder.join("stamp"), stamp());
        if fs::read_to_string(&stamp_path).is_ok_and(|found| found == stamp) {
            // Read models of another version are derived anew here, and not while something is measured.
            open(&files.database())?;
            return Ok(files);
        }
        if files.folder.exists() {
            fs::remove_dir_all(&files.folder)?;
        }
        fs::create_dir_all(&files.folder)?;
        files.write_articles()?;
        files.record_articles()?;
        fs::write(stamp_path, stamp)?;
        Ok(files)
    }

    /// The articles, one a line.
    pub(crate) fn articles_path(&self) -> PathBuf {
        self.folder.join("articles.jsonl")
    }

    /// The database with all articles.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join("archive.db")
    }

    /// Another file beside these.
    pub(crate) fn file_beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn write_articles(&self) -> BenchResult<()> {
        let mut out = BufWriter::new(fs::File::create(self.articles_path())?);
        for article in self.archive.articles(self.articles)? {
            serde_json::to_writer(&mut out, &article)?;
            out.write_all(b"\n")?;
        }
        Ok(out.flush()?)
    }

    fn record_articles(&self) -> BenchResult<()> {
        let mut tracker = open(&self.database())?;
        let paths = [self.articles_path()];
        let overrides = MetadataOverrides::default();
        let mut articles = read_articles(&paths, &overrides).peekable();
        while articles.peek().is_some() {
            let mut readings = Vec::with_capacity(BATCH_ARTICLES);
            for article in articles.by_ref().take(BATCH_ARTICLES) {
                readings.push(Tracker::read_document(article?.document));
            }
            tracker.record_readings(readings)?;
        }
        Ok(())
    }
}

/// Opens a database to write, with a fixed clock, user and seed.
pub(crate) fn open(database: &Path) -> BenchResult<Tracker> {
    let context = Context {
        clock: Box::new(|| Timestamp::from_micros(1_773_302_400_000_000)),
        actor: "bench".to_owned(),
        seed: [7; 32],
    };
    Ok(Tracker::open(database, context)?)
}

/// What the files depend on, as a text.
fn stamp() -> String {
    let mut hash = Sha256::new();
    for source in GENERATOR {
        hash.update(source);
    }
    let mut stamp = String::new();
    for byte in hash.finalize() {
        let _ = write!(stamp, "{byte:02x}");
    }
    format!("{stamp} {EXTRACTOR_VERSION}\n")
}
