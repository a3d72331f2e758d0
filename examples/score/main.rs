//! Scores the extractor on annotated articles, and prints the scores as a table.
//!
//! ```sh
//! cargo run --release --example score -- examples/annotated
//! ```
//!
//! Each `*.jsonl` file of the folder is one set, with one article per line: `{"id", "lang", "published", "text",
//! "gold": [{"quote": {"start", "end", "text"}, "cue", "speaker", "reference", "act", "report", "said"}]}`. Offsets
//! count Unicode code points, end exclusive; unknown fields are null or absent.
//!
//! P, R and F are precision, recall and their harmonic mean. A reading matches an annotated statement
//! - for `@.3` and `F@.8`, if it covers more than this share of the annotated words;
//! - for `∪.8`, if the common words are more than this share of the union;
//! - for `exact`, if the words are the same.
//!
//! The columns after these are about the statements matched at .3: the share with the right mention of the speaker,
//! canonical speaker, cue, act, report and date, counted only where the annotation has the field.
//!
//! `--fit` fits the weights of the certainty instead; see `fit`. Read `measures` first, then `sets`, then `fit`.
#![expect(clippy::print_stderr, reason = "a program of its own")]

mod fit;
mod measures;
mod sets;

use measures::{HitCount, Scores};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = match arguments.as_slice() {
        [flag, folders @ ..] if flag == "--fit" && !folders.is_empty() => {
            return print_fitted_weights(folders);
        }
        [folder] if folder != "--fit" => folder,
        _ => {
            eprintln!("usage: score FOLDER, or score --fit FOLDER...");
            return ExitCode::from(2);
        }
    };
    let sets = match sets::score_folder(Path::new(folder)) {
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
    match print_scores(&mut std::io::stdout().lock(), &sets) {
        // A closed pipe (`score … | head`) is not an error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Fits the weights of the certainty to the sets of the folders and prints them, and their cross-validation on stderr.
fn print_fitted_weights(folders: &[String]) -> ExitCode {
    match fit::fit_weights(folders) {
        Ok(fitted) => {
            eprint!("{}", fitted.validation_table);
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

fn print_scores(out: &mut impl Write, sets: &[(String, Scores)]) -> std::io::Result<()> {
    writeln!(
        out,
        "{:14} {:>5} {:>5} │ P@.3  R@.3  F@.3 │ F@.8  ∪.8   exact │ spk   ref   cue   act   rep   said",
        "set", "gold", "read"
    )?;
    for (name, scores) in sets {
        writeln!(out, "{name:14} {}", format_scores(scores))?;
    }
    writeln!(out, "\nright readings by confidence, of how many")?;
    for (name, scores) in sets {
        let bands = scores.confidence_bands.iter().map(|band| match band.rate() {
            Some(rate) => format!("{rate:.2} of {:<5}", band.total),
            None => "-            ".to_owned(),
        });
        writeln!(out, "{name:14} {}", bands.collect::<Vec<_>>().join(" "))?;
    }
    Ok(())
}

fn format_scores(scores: &Scores) -> String {
    let rate = |share: HitCount| {
        share
            .rate()
            .map_or("  -  ".to_owned(), |rate| format!("{rate:.3}"))
    };
    format!(
        "{:>5} {:>5} │ {} {} {:.3} │ {:.3} {:.3} {:.3} │ {} {} {} {} {} {}",
        scores.coverage_30.recall.total,
        scores.coverage_30.precision.total,
        rate(scores.coverage_30.precision),
        rate(scores.coverage_30.recall),
        scores.coverage_30.f1(),
        scores.coverage_80.f1(),
        scores.union_80.f1(),
        scores.exact.f1(),
        rate(scores.speaker),
        rate(scores.reference),
        rate(scores.cue),
        rate(scores.act),
        rate(scores.report),
        rate(scores.said),
    )
}
