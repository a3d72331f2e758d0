//! Measures dixit on two generated archives, and bare SQLite beside it in turn.
//!
//! ```sh
//! cargo build --release && cargo run --release --example bench
//! ```
//!
//! Archive T is made of templates, archive D is diverse; `generator` describes them. Each work is done several times,
//! in rounds, and followed at once by the same in bare SQLite or by its limit; medians are printed. What is compared is
//! the time of the processors, because it depends least on what else the machine does.
//!
//! Ingest is compared with reading alone, append with inserting the same rows without triggers and hashes, replay with
//! decoding the bodies, rebuild with filling plain tables with indexes and a full-text index, verify with a chain of
//! hashes, and each question, as a whole process, with one look-up in an index or a full-text index. These run in this
//! program, started anew for each.
//!
//! Read `works` and `questions` first: what is measured. `archive_files` makes the archives, `measurement` runs the
//! works, `usage` measures one, `sections`, `bare`, `event_bodies` and `log_rows` are what stands beside dixit, `table`
//! prints.
#![expect(clippy::print_stderr, reason = "a program of its own")]
#![expect(
    clippy::cast_precision_loss,
    reason = "figures to be read, of which a few digits are printed"
)]

mod archive_files;
mod arguments;
mod bare;
mod event_bodies;
mod generator;
mod log_rows;
mod measurement;
mod questions;
mod sections;
mod subjects;
mod table;
mod usage;
mod works;

use archive_files::ArchiveFiles;
use arguments::{Arguments, USAGE};
use generator::Archive;
use log_rows::BenchResult;
use measurement::{MEASURE_PROGRAM, MEASURE_SECTION, Programs, measure_works};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use subjects::Subjects;
use table::format_number;
use works::{ArchiveSize, BARE_DATABASE, Work};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["-h" | "--help"] => {
            eprintln!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        [MEASURE_PROGRAM, program, ..] => print_usage_of_program(program, &arguments[2..]),
        [MEASURE_SECTION, name, input, out] => print_usage_of_section(name, input, out),
        ["query", database, speaker, limit] => bare::query(Path::new(database), speaker, limit),
        ["search", database, words, limit] => bare::search(Path::new(database), words, limit),
        _ => match Arguments::parse(arguments.iter().cloned()) {
            Ok(arguments) => run(&arguments),
            Err(wrong) => {
                eprintln!("error: {wrong}\n\n{USAGE}");
                return ExitCode::from(2);
            }
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print_usage_of_program(program: &str, arguments: &[String]) -> BenchResult<()> {
    let usage = usage::measure_program(Path::new(program), arguments)?;
    Ok(serde_json::to_writer(io::stdout().lock(), &usage)?)
}

fn print_usage_of_section(name: &str, input: &str, out: &str) -> BenchResult<()> {
    let usage = sections::run_section(name, Path::new(input), Path::new(out))?;
    Ok(serde_json::to_writer(io::stdout().lock(), &usage)?)
}

/// Measures both archives.
fn run(arguments: &Arguments) -> BenchResult<()> {
    let programs = find_programs()?;
    let release = programs.dixit.parent().unwrap_or(Path::new("."));
    let dir = arguments.dir.clone().unwrap_or_else(|| release.join("../bench"));
    for archive in [Archive::Templates, Archive::Diverse] {
        if arguments.includes_archive(archive.letter()) {
            measure_archive(archive, arguments, &dir, &programs)?;
        }
    }
    Ok(())
}

fn measure_archive(
    archive: Archive,
    arguments: &Arguments,
    dir: &Path,
    programs: &Programs,
) -> BenchResult<()> {
    print_progress(0, "making the archive");
    let files = ArchiveFiles::prepare(dir, archive, arguments.articles)?;
    let size = archive_size(&files)?;
    let bare_database = files.file_beside(BARE_DATABASE);
    if !bare_database.exists() {
        bare::load(&bare::open_to_read(&files.database())?, &bare_database)?;
    }
    let subjects = Subjects::find(&archive_files::open(&files.database())?)?;
    let mut works = works::list_works(&files, size);
    works.extend(works::list_question_works(&files, &subjects));
    works.retain(|work: &Work| arguments.includes(&work.name));
    let measured = measure_works(&works, arguments.rounds, programs);
    eprint!("\r{:60}\r", "");
    let out = &mut io::stdout().lock();
    writeln!(
        out,
        "archive {}: {} articles with {} kB of text, {} statements, {} events; medians of {} rounds\n",
        archive.letter(),
        format_number(size.articles as f64),
        format_number(size.text_bytes as f64 / 1e3),
        format_number(size.statements as f64),
        format_number(size.events as f64),
        arguments.rounds,
    )?;
    if !works.is_empty() {
        table::print_works(out, &works, &measured)?;
    }
    if arguments.includes("database") {
        let most = if archive == Archive::Diverse { "5" } else { "8" };
        let parts = [
            ("database", file_size(&files.database())?, most),
            ("  of which the log", log_size(&files.database())?, ""),
            ("rows, indexes, FTS5, bare", file_size(&bare_database)?, ""),
        ];
        table::print_space(out, size, &parts)?;
    }
    Ok(writeln!(out)?)
}

/// This program, and `dixit` beside it.
fn find_programs() -> BenchResult<Programs> {
    let bench = std::env::current_exe()?;
    let release = bench.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    let dixit = release.join(format!("dixit{}", std::env::consts::EXE_SUFFIX));
    let Ok(built) = fs::metadata(&dixit).and_then(|file| file.modified()) else {
        return Err(format!("there is no {}: run cargo build --release", dixit.display()).into());
    };
    let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    if newest_change(sources)?.is_some_and(|changed| changed > built) {
        eprintln!(
            "note: {} is older than its sources: run cargo build --release",
            dixit.display()
        );
    }
    Ok(Programs { dixit, bench })
}

/// When a file below `folder` was changed last.
fn newest_change(folder: &Path) -> io::Result<Option<std::time::SystemTime>> {
    let mut newest = None;
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        let changed = if path.is_dir() {
            newest_change(&path)?
        } else {
            Some(fs::metadata(&path)?.modified()?)
        };
        newest = newest.max(changed);
    }
    Ok(newest)
}

/// Counts what an archive contains.
fn archive_size(files: &ArchiveFiles) -> BenchResult<ArchiveSize> {
    let conn = bare::open_to_read(&files.database())?;
    let count = |sql: &str| -> BenchResult<u64> {
        Ok(conn
            .query_row(sql, [], |row| row.get::<_, i64>(0))?
            .cast_unsigned())
    };
    Ok(ArchiveSize {
        articles: count("SELECT count(*) FROM event WHERE type = 'article.ingested'")?,
        text_bytes: count("SELECT sum(octet_length(content)) FROM text")?,
        statements: count("SELECT count(*) FROM event WHERE type = 'statement.recorded'")?,
        events: count("SELECT count(*) FROM event")?,
    })
}

/// The bytes of the tables of the log and their indexes.
fn log_size(database: &Path) -> BenchResult<u64> {
    let conn = bare::open_to_read(database)?;
    let sql = "SELECT sum(d.pgsize) FROM dbstat AS d JOIN sqlite_schema AS s ON s.name = d.name
               WHERE d.aggregate = TRUE AND s.tbl_name IN ('event', 'body', 'text')";
    Ok(conn
        .query_row(sql, [], |row| row.get::<_, i64>(0))?
        .cast_unsigned())
}

fn file_size(path: &Path) -> io::Result<u64> {
    Ok(fs::metadata(path)?.len())
}

/// Says on a terminal what is being done.
fn print_progress(round: usize, work: &str) {
    if io::IsTerminal::is_terminal(&io::stderr()) {
        eprint!("\r{:60}\rround {round}: {work}", "");
    }
}
