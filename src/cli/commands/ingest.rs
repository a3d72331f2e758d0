use crate::cli::about::About;
use crate::cli::args::Format;
use crate::cli::batch::Batch;
use crate::cli::environment;
use crate::cli::error::{CliError, Exit};
use crate::cli::parallel::{self, Next};
use crate::cli::readings::Readings;
use crate::cli::session::Session;
use crate::cli::sources;
use crate::domain::ArticleId;
use crate::export::SNAPSHOT_HEADER;
use crate::ingest::{
    self, IngestError, IngestNote, IngestedArticle, InputLocation, InputOrigin, MetadataOverrides,
};
use crate::tracker::{ArticleReading, Tracker};
use chrono::NaiveDate;
use clap::Args;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// What was read is recorded at the latest after this time.
const PATIENCE: Duration = Duration::from_millis(250);

const EXAMPLES: &str = "\
An article is a plain text, a Markdown file with front matter (title, published, url, canonical, publisher, author, \
lang, timezone), a mail, or a line of JSONL with the same fields and its text; the names that crawlers give these \
fields are known, and --map reads others. The same article again records nothing; the same URL with another text is \
a revision, whatever the form of the URL (www, AMP, tracking parameters, fragment). A time of publication in UTC is a \
day of the publisher: --timezone tells where. Tables and captions are refused. What cannot be read is told on stderr, \
and the others go on (exit code 3).

What another reader reads stands beside what dixit reads: `dixit timeline --reader NAME` asks for it. A statement is \
recorded only if each of its spans is an exact slice of the text (offsets in Unicode code points, end exclusive); the \
others are refused one by one, with where their words stand.

Examples:
  dixit ingest articles/
  dixit ingest story.txt --published 2025-07-27 --publisher \"CGTN Français\"
  dixit ingest crawl.jsonl --map text=story --map title=head.line --timezone Europe/Paris
  dixit ingest articles.jsonl --readings model.jsonl --reader model-x/2026-03
  curl -s https://example.org/export.jsonl | dixit ingest -";

/// Record articles and the statements that they report
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct IngestArgs {
    /// Files, directories, or - for standard input
    #[arg(required_unless_present = "readings", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Also record what another reader reads, a person, a program or a model: JSONL as `extract` writes it, of articles
    /// given here or known; --reader NAME/VERSION tells who reads, or a field "reader" of each line
    #[arg(long, value_name = "FILE")]
    readings: Vec<PathBuf>,
    #[command(flatten)]
    about: About,
}

/// What is to be done with one thing that was found.
enum Job {
    /// It is an article whose statements are to be read.
    Read(Box<IngestedArticle>),
    /// It is recorded just so.
    Known(Box<IngestedArticle>, ArticleId),
    /// It cannot be read.
    Bad(IngestError),
    /// What was said to be about one article is about several.
    Several,
}

/// The same after the work.
enum Done {
    Read(Box<Read>),
    Bad(IngestError),
    Several,
}

/// An article that was read.
pub(crate) struct Read {
    /// Where.
    pub(crate) place: InputLocation,
    /// What was assumed on the way.
    pub(crate) notes: Vec<IngestNote>,
    /// Its headline.
    pub(crate) title: Option<String>,
    /// Its day of publication.
    pub(crate) published: Option<NaiveDate>,
    /// The id that it has where it stands.
    pub(crate) id: Option<String>,
    /// Its text as it was given, where it is kept otherwise.
    pub(crate) given: Option<String>,
    /// Its statements, unless it is recorded just so.
    pub(crate) reading: Result<ArticleReading, ArticleId>,
}

impl IngestArgs {
    /// Records them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        session.only(&[Format::Table, Format::Json, Format::Jsonl])?;
        let overrides = MetadataOverrides::from(self.about);
        let mut tracker = session.open(None)?;
        let db = session.db.clone();
        let mut batch = Batch::new(session.format, environment::clock()?());
        let readings = Readings::load(session, &mut batch, &self.readings)?;
        session.ui.start_progress("articles");
        thread::scope(|scope| {
            let jobs = || jobs(&self.paths, &overrides, (&db, &self.readings));
            let mut results = parallel::map(scope, jobs, work);
            loop {
                match results.next(PATIENCE) {
                    Next::Ready(Done::Read(read)) => {
                        session.ui.progress(&read.place.to_string());
                        batch.push(*read);
                    }
                    Next::Ready(Done::Bad(error)) => batch.bad(session, &error),
                    Next::Ready(Done::Several) => return Err(several()),
                    Next::Idle => batch.record(session, &mut tracker)?,
                    Next::End => return batch.record(session, &mut tracker),
                }
                if batch.is_full(PATIENCE) {
                    batch.record(session, &mut tracker)?;
                }
            }
        })?;
        session.ui.end_progress();
        readings.record(session, &mut tracker, &mut batch)?;
        let left_out = ingest::count_skipped_entries(&self.paths);
        if left_out > 0 {
            session.ui.note(format_args!(
                "{left_out} hidden {} or README left out (name one to read it)",
                if left_out == 1 { "file" } else { "files" }
            ));
        }
        batch.finish(session)
    }
}

fn several() -> CliError {
    CliError::usage("--url and --title are about one article, and there are several")
        .hint("nothing was recorded; give the others their own with front matter or JSONL")
}

/// What is to be done, in the order of `paths`.
fn jobs<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
    (db, readings): (&Path, &[PathBuf]),
) -> impl Iterator<Item = Job> + use<'a> {
    // Only to save reading what is recorded already: without it, the decision comes to the same.
    let known = Tracker::open_read_only(db).ok();
    let mut own = own_files(db);
    own.extend(readings.iter().filter_map(|path| path.canonicalize().ok()));
    let mut found = sources::documents(paths, overrides)
        .filter(move |found| !is_own(found, &own))
        .peekable();
    let first = found.next();
    let several = sources::is_about_one(overrides) && first.is_some() && found.peek().is_some();
    let first = if several {
        Some(Job::Several)
    } else {
        first.map(|found| job(found, known.as_ref()))
    };
    first
        .into_iter()
        .chain(found.map(move |found| job(found, known.as_ref())))
}

/// The files of the database, which may lie among the articles.
fn own_files(db: &Path) -> Vec<PathBuf> {
    let named = |end: &str| {
        let mut name = db.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name).canonicalize().ok()
    };
    ["", "-wal", "-shm", "-journal"]
        .into_iter()
        .filter_map(named)
        .collect()
}

/// Whether it is something that dixit wrote itself, which is no article.
fn is_own(found: &Result<IngestedArticle, IngestError>, own: &[PathBuf]) -> bool {
    match found {
        Ok(found) => found.document.text.starts_with(SNAPSHOT_HEADER),
        Err(error) => match &error.place().origin {
            InputOrigin::Path(path) => path.canonicalize().is_ok_and(|path| own.contains(&path)),
            InputOrigin::Stdin => false,
        },
    }
}

fn job(found: Result<IngestedArticle, IngestError>, known: Option<&Tracker>) -> Job {
    match found {
        Err(error) => Job::Bad(error),
        Ok(found) => {
            let known = known.and_then(|tracker| tracker.find_known_article(&found.document).ok().flatten());
            match known {
                Some(id) => Job::Known(Box::new(found), id),
                None => Job::Read(Box::new(found)),
            }
        }
    }
}

/// Reads the statements of an article.
fn work(job: Job) -> Done {
    let read = |found: IngestedArticle, known: Option<ArticleId>| {
        let IngestedArticle {
            place,
            notes,
            document,
            id,
            original_text: given,
        } = found;
        let title = document.source.title.clone();
        let published = document.source.published;
        let reading = known.map_or_else(|| Ok(Tracker::read_document(document)), Err);
        Done::Read(Box::new(Read {
            place,
            notes,
            title,
            published,
            id,
            given,
            reading,
        }))
    };
    match job {
        Job::Read(found) => read(*found, None),
        Job::Known(found, id) => read(*found, Some(id)),
        Job::Bad(error) => Done::Bad(error),
        Job::Several => Done::Several,
    }
}
