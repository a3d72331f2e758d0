//! Scores the reader on annotated articles, and prints one table.
//!
//! ```sh
//! cargo run --release --example score -- examples/annotated
//! ```
//!
//! Every `*.jsonl` of the folder is one set: a line an article, `{"id", "lang", "published", "text", "gold": [{"quote":
//! {"start", "end", "text"}, "cue", "speaker", "reference", "act", "report", "said"}]}`, offsets in Unicode code points, end
//! exclusive; what is not known is null or left out.
//!
//! P, R and F are precision, recall and their harmonic mean: `@.3` and `F@.8` where more than that part of the marked
//! words is covered, `∪.8` where what both hold is more than that part of what either holds, `exact` where they are the
//! same. Behind these, of the statements found at .3: the share whose speaker's mention, canonical speaker, cue, act, report
//! and date are right, where the marking has them.
#![expect(clippy::print_stderr, reason = "a program of its own")]

mod fit;
mod measures;
mod sets;

use measures::{Scores, Share};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = match arguments.as_slice() {
        [flag, folders @ ..] if flag == "--fit" && !folders.is_empty() => return fitted(folders),
        [folder] if folder != "--fit" => folder,
        _ => {
            eprintln!("usage: score FOLDER, or score --fit FOLDER...");
            return ExitCode::from(2);
        }
    };
    let sets = match sets::scored(Path::new(folder)) {
        Ok(sets) => sets,
        Err(error) => {
            eprintln!("error: {folder}: {error}");
            return ExitCode::from(3);
        }
    };
    if sets.is_empty() {
        eprintln!("error: {folder}: there is no .jsonl file in it");
        return ExitCode::from(3);
    }
    match print(&mut std::io::stdout().lock(), &sets) {
        // whoever reads has seen enough
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Prints the weights of the certainty as fitted to the folders, and on stderr how well they judge.
fn fitted(folders: &[String]) -> ExitCode {
    match fit::fit(folders) {
        Ok(fitted) => {
            eprint!("{}", fitted.check);
            match std::io::stdout().lock().write_all(fitted.weights.as_bytes()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(3)
        }
    }
}

fn print(out: &mut impl Write, sets: &[(String, Scores)]) -> std::io::Result<()> {
    writeln!(
        out,
        "{:14} {:>5} {:>5} │ P@.3  R@.3  F@.3 │ F@.8  ∪.8   exact │ spk   ref   cue   act   rep   said",
        "set", "gold", "read"
    )?;
    for (name, scores) in sets {
        writeln!(out, "{name:14} {}", row(scores))?;
    }
    writeln!(out, "\nright readings by confidence, of how many")?;
    for (name, scores) in sets {
        let bands = scores.bands.iter().map(|band| match band.rate() {
            Some(rate) => format!("{rate:.2} of {:<5}", band.of),
            None => "-            ".to_owned(),
        });
        writeln!(out, "{name:14} {}", bands.collect::<Vec<_>>().join(" "))?;
    }
    Ok(())
}

fn row(scores: &Scores) -> String {
    let rate = |share: Share| {
        share
            .rate()
            .map_or("  -  ".to_owned(), |rate| format!("{rate:.3}"))
    };
    format!(
        "{:>5} {:>5} │ {} {} {:.3} │ {:.3} {:.3} {:.3} │ {} {} {} {} {} {}",
        scores.most.recall.of,
        scores.most.precision.of,
        rate(scores.most.precision),
        rate(scores.most.recall),
        scores.most.f(),
        scores.nearly_all.f(),
        scores.union.f(),
        scores.exact.f(),
        rate(scores.speaker),
        rate(scores.reference),
        rate(scores.cue),
        rate(scores.act),
        rate(scores.report),
        rate(scores.said),
    )
}
