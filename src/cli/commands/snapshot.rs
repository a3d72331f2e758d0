use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::diff::format_unified_diff;
use crate::export::{self, SNAPSHOT_HEADER};
use crate::query::{ArticlesQuery, ProposalsQuery, Query, SpeakersQuery, StatementFilter, TopicsQuery};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

const EXAMPLES: &str = "\
The files depend only on the recorded articles and decisions, not on the time or machine. Keep them under version \
control; in continuous integration, --check shows what a change of articles or rules changes.

Examples:
  dixit snapshot
  dixit snapshot --check snapshots";

/// Write the read models as text files, or compare them with those
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SnapshotArgs {
    /// Directory of the files
    #[arg(value_name = "DIR", default_value = "snapshots")]
    dir: PathBuf,
    /// Write nothing; print differences, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
}

impl SnapshotArgs {
    /// Writes or compares the files.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let wanted = render(session)?;
        let found = read_files(&self.dir)?;
        if self.check {
            return self.compare(session, &wanted, &found);
        }
        let mut changed = 0;
        fs::create_dir_all(&self.dir).map_err(|error| write_error(&self.dir, &error))?;
        for (name, text) in wanted
            .iter()
            .filter(|(name, text)| found.get(*name) != Some(text))
        {
            let path = self.dir.join(name);
            fs::write(&path, text).map_err(|error| write_error(&path, &error))?;
            changed += 1;
        }
        for name in found.keys().filter(|name| !wanted.contains_key(*name)) {
            let path = self.dir.join(name);
            fs::remove_file(&path).map_err(|error| write_error(&path, &error))?;
            changed += 1;
        }
        let (files, dir) = (wanted.len(), self.dir.display());
        session
            .ui
            .print_summary(format_args!("{files} files in {dir}, {changed} of them changed"));
        Ok(ExitStatus::Done)
    }

    fn compare(&self, session: &mut Session, wanted: &Files, found: &Files) -> Result<ExitStatus, CliError> {
        let mut names: Vec<&String> = wanted.keys().chain(found.keys()).collect();
        names.sort_unstable();
        names.dedup();
        let mut differing = 0;
        for name in names {
            let (kept, now) = (found.get(name), wanted.get(name));
            if kept == now {
                continue;
            }
            differing += 1;
            let path = self.dir.join(name).display().to_string();
            let kept_as = if kept.is_some() {
                path.as_str()
            } else {
                "(no such file)"
            };
            let now_as = if now.is_some() {
                "now"
            } else {
                "(no longer written)"
            };
            let text = |text: Option<&String>| text.cloned().unwrap_or_default();
            let diff = format_unified_diff(kept_as, now_as, &text(kept), &text(now), session.ui.is_colored());
            session.ui.write(&diff)?;
        }
        let dir = self.dir.display();
        if differing == 0 {
            session
                .ui
                .print_summary(format_args!("{} files in {dir} match the database", wanted.len()));
            return Ok(ExitStatus::Done);
        }
        session.ui.flush()?;
        session.ui.print_summary(format_args!(
            "{differing} files in {dir} differ (`dixit snapshot {dir}` updates them)"
        ));
        Ok(ExitStatus::Difference)
    }
}

/// Text of each file by name.
type Files = BTreeMap<String, String>;

/// Renders the files as they should be now.
fn render(session: &mut Session) -> Result<Files, CliError> {
    let mut files = Files::new();
    add_file(session, &mut files, "articles", &ArticlesQuery::default())?;
    add_file(session, &mut files, "proposals", &ProposalsQuery::default())?;
    add_file(session, &mut files, "speakers", &SpeakersQuery::default())?;
    add_file(session, &mut files, "timeline", &StatementFilter::default())?;
    add_file(session, &mut files, "topics", &TopicsQuery::default())?;
    Ok(files)
}

fn add_file<Q>(session: &mut Session, files: &mut Files, name: &str, question: &Q) -> Result<(), CliError>
where
    Q: Query<Answer: Serialize>,
{
    let answer = session.ask(question)?;
    let body = export::format_snapshot(&answer).map_err(CliError::store)?;
    files.insert(
        format!("{name}.txt"),
        format!("{SNAPSHOT_HEADER}{name}\n\n{body}"),
    );
    Ok(())
}

/// Reads the snapshot files of `dir`; none if there is no such directory.
fn read_files(dir: &Path) -> Result<Files, CliError> {
    let unreadable = |path: &Path, error: &io::Error| {
        CliError::input(format_args!("cannot read {}: {error}", path.display()))
    };
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Files::new()),
        Err(error) => return Err(unreadable(dir, &error)),
    };
    let mut files = Files::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(dir, &error))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.filter(|_| path.extension().is_some_and(|extension| extension == "txt")) else {
            continue;
        };
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
        // Version control may have added carriage returns.
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        if text.starts_with(SNAPSHOT_HEADER) {
            files.insert(name.to_owned(), text);
        }
    }
    Ok(files)
}

fn write_error(path: &Path, error: &io::Error) -> CliError {
    CliError::store(format_args!("cannot write {}: {error}", path.display()))
}
