use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::diff::format_unified_diff;
use crate::export::{self, SNAPSHOT_HEADER};
use crate::query::{ArticlesQuery, ListQuery, ProposalsQuery, SpeakersQuery, StatementFilter, TopicsQuery};
use clap::Args;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

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

/// Names of the files, without `.txt`.
const NAMES: [&str; 5] = ["articles", "proposals", "speakers", "timeline", "topics"];

impl SnapshotArgs {
    /// Writes or compares the files.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        refuse_link(&self.dir)?;
        let unwanted = find_unwanted(&self.dir)?;
        if self.check {
            return self.compare(session, &unwanted);
        }
        fs::create_dir_all(&self.dir).map_err(|error| write_error(&self.dir, &error))?;
        let mut changed = 0;
        for name in NAMES {
            changed += usize::from(write_file(session, &self.dir, name)?);
        }
        for path in &unwanted {
            fs::remove_file(path).map_err(|error| write_error(path, &error))?;
            changed += 1;
        }
        let (files, dir) = (NAMES.len(), self.dir.display());
        session
            .ui
            .print_summary(format_args!("{files} files in {dir}, {changed} of them changed"));
        Ok(ExitStatus::Done)
    }

    fn compare(&self, session: &mut Session, unwanted: &[PathBuf]) -> Result<ExitStatus, CliError> {
        let mut paths: Vec<PathBuf> = NAMES.iter().map(|name| file_path(&self.dir, name)).collect();
        paths.extend_from_slice(unwanted);
        paths.sort_unstable();
        let mut differing = 0;
        for path in paths {
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default();
            let is_wanted = !unwanted.contains(&path);
            if is_wanted && is_unchanged(session, &path, name)? {
                continue;
            }
            differing += 1;
            // A diff needs both texts as a whole.
            let kept = if is_snapshot(&path)? {
                Some(read_normalised(&path)?)
            } else {
                None
            };
            let mut now = Vec::new();
            if is_wanted {
                render(session, name, &mut now)?;
            }
            let path = path.display().to_string();
            let kept_as = kept.as_ref().map_or("(no such file)", |_| path.as_str());
            let now_as = if is_wanted { "now" } else { "(no longer written)" };
            let (kept, now) = (kept.unwrap_or_default(), String::from_utf8_lossy(&now));
            let diff = format_unified_diff(kept_as, now_as, &kept, &now, session.ui.is_colored());
            session.ui.write(&diff)?;
        }
        let dir = self.dir.display();
        if differing == 0 {
            session
                .ui
                .print_summary(format_args!("{} files in {dir} match the database", NAMES.len()));
            return Ok(ExitStatus::Done);
        }
        session.ui.flush()?;
        session.ui.print_summary(format_args!(
            "{differing} files in {dir} differ (`dixit snapshot {dir}` updates them)"
        ));
        Ok(ExitStatus::Difference)
    }
}

fn file_path(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!("{name}.txt"))
}

/// Writes a file, unless it is as it should be. Returns whether it was written.
///
/// The new text is written beside the old file, compared with it, and takes its place.
fn write_file(session: &mut Session, dir: &Path, name: &str) -> Result<bool, CliError> {
    let path = file_path(dir, name);
    let new = dir.join(format!(".{name}.txt.new"));
    let replaced = render_to(session, name, &new).and_then(|()| {
        if is_snapshot(&path)? && is_same(&path, &new).map_err(|error| read_error(&path, &error))? {
            return Ok(false);
        }
        fs::rename(&new, &path).map_err(|error| write_error(&path, &error))?;
        Ok(true)
    });
    if !matches!(replaced, Ok(true)) {
        // What is left of it is of no use; that it cannot be removed is no reason to fail.
        let _ = fs::remove_file(&new);
    }
    replaced
}

/// Writes the text of a file to `new`, which is created.
fn render_to(session: &mut Session, name: &str, new: &Path) -> Result<(), CliError> {
    let failed = |error: io::Error| write_error(new, &error);
    // An interrupted run may have left one.
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let file = File::options().write(true).create_new(true).open(new);
    let mut out = BufWriter::new(file.map_err(failed)?);
    render(session, name, &mut out)?;
    out.flush().map_err(failed)
}

/// Whether two files have the same text.
fn is_same(kept: &Path, new: &Path) -> io::Result<bool> {
    let mut comparison = Comparison::open(kept)?;
    match io::copy(&mut File::open(new)?, &mut comparison) {
        Err(_) if comparison.differs => Ok(false),
        Err(error) => Err(error),
        Ok(_) => comparison.is_at_end(),
    }
}

/// Whether the file at `path` is as it should be.
fn is_unchanged(session: &mut Session, path: &Path, name: &str) -> Result<bool, CliError> {
    if !is_snapshot(path)? {
        return Ok(false);
    }
    let mut comparison = Comparison::open(path).map_err(|error| read_error(path, &error))?;
    match render(session, name, &mut comparison) {
        Err(_) if comparison.differs => Ok(false),
        Err(error) => Err(error),
        Ok(()) => comparison.is_at_end().map_err(|error| read_error(path, &error)),
    }
}

/// Writes a file as it should be now, item by item.
fn render(session: &mut Session, name: &str, out: &mut dyn Write) -> Result<(), CliError> {
    let mut text = SnapshotText { out, is_first: true };
    text.write(&format!("{SNAPSHOT_HEADER}{name}\n\n"))?;
    match name {
        "articles" => render_list(session, &ArticlesQuery::default(), &mut text),
        "timeline" => render_list(session, &StatementFilter::default(), &mut text),
        "proposals" => text.write_items(&session.ask(&ProposalsQuery::default())?.0),
        "speakers" => text.write_items(&session.ask(&SpeakersQuery::default())?.0),
        _ => text.write_items(&session.ask(&TopicsQuery::default())?.0),
    }
}

fn render_list<Q: ListQuery<Item: Serialize>>(
    session: &mut Session,
    question: &Q,
    text: &mut SnapshotText<'_>,
) -> Result<(), CliError> {
    let list = session.tracker()?.read_list(question)?;
    list.for_each(&mut |item| text.write_item(&item))
}

/// The text of a file, written item by item with an empty line between two.
struct SnapshotText<'a> {
    out: &'a mut dyn Write,
    is_first: bool,
}

impl SnapshotText<'_> {
    fn write_items(&mut self, items: &[impl Serialize]) -> Result<(), CliError> {
        items.iter().try_for_each(|item| self.write_item(item))
    }

    fn write_item(&mut self, item: &impl Serialize) -> Result<(), CliError> {
        if !std::mem::take(&mut self.is_first) {
            self.write("\n")?;
        }
        self.write(&export::format_snapshot_item(item).map_err(CliError::store)?)
    }

    fn write(&mut self, text: &str) -> Result<(), CliError> {
        let written = self.out.write_all(text.as_bytes());
        written.map_err(|error| CliError::store(format_args!("cannot write the snapshot: {error}")))
    }
}

/// Compares what is written to it with a file, in which version control may have put carriage returns before line
/// feeds. A write fails where they differ.
struct Comparison {
    kept: BufReader<File>,
    differs: bool,
}

impl Comparison {
    fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            kept: BufReader::with_capacity(1 << 16, File::open(path)?),
            differs: false,
        })
    }

    /// Whether the file has nothing more.
    fn is_at_end(&mut self) -> io::Result<bool> {
        Ok(self.kept.fill_buf()?.is_empty())
    }
}

impl Write for Comparison {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        let kept = self.kept.fill_buf()?;
        let same = kept.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        let is_line_end = kept.get(same) == Some(&b'\r') && bytes.get(same) == Some(&b'\n');
        let is_used_up = same == kept.len() && same > 0;
        if same < bytes.len() && !is_line_end && !is_used_up {
            self.differs = true;
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.kept.consume(same + usize::from(is_line_end));
        // Zero would mean that nothing more can be written.
        if same == 0 { self.write(bytes) } else { Ok(same) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads a file as a whole.
fn read_normalised(path: &Path) -> Result<String, CliError> {
    let bytes = fs::read(path).map_err(|error| read_error(path, &error))?;
    Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))
}

/// Fails where `path` is a symbolic link: who made it would choose which file is written or shown.
fn refuse_link(path: &Path) -> Result<(), CliError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Err(CliError::input(format_args!(
            "{} is a symbolic link, and snapshots are neither written nor read through one",
            path.display()
        ))
        .with_hint("name the directory that it leads to, or remove the link")),
        _ => Ok(()),
    }
}

/// Whether there is a file at `path` that dixit wrote.
fn is_snapshot(path: &Path) -> Result<bool, CliError> {
    refuse_link(path)?;
    // Opening a pipe would wait for somebody who writes to it.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Ok(false);
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(read_error(path, &error)),
    };
    let mut start = Vec::new();
    file.take(SNAPSHOT_HEADER.len() as u64)
        .read_to_end(&mut start)
        .map_err(|error| read_error(path, &error))?;
    Ok(start == SNAPSHOT_HEADER.as_bytes())
}

/// Finds the files in `dir` that an earlier dixit wrote and this one does not, in order; none if there is no such
/// directory.
fn find_unwanted(dir: &Path) -> Result<Vec<PathBuf>, CliError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(read_error(dir, &error)),
    };
    let mut unwanted = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| read_error(dir, &error))?.path();
        let is_text = path.extension().is_some_and(|extension| extension == "txt") && !path.is_symlink();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        if is_text && stem.is_some_and(|stem| !NAMES.contains(&stem)) && is_snapshot(&path)? {
            unwanted.push(path);
        }
    }
    unwanted.sort_unstable();
    Ok(unwanted)
}

fn read_error(path: &Path, error: &io::Error) -> CliError {
    CliError::input(format_args!("cannot read {}: {error}", path.display()))
}

fn write_error(path: &Path, error: &io::Error) -> CliError {
    CliError::store(format_args!("cannot write {}: {error}", path.display()))
}
