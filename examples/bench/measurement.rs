//! Does the works in turn, round after round, and takes medians.

use crate::log_rows::BenchResult;
use crate::usage::Usage;
use crate::works::{Task, Work};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first argument by which this program is started to measure a whole process, or a part of itself.
pub(crate) const MEASURE_PROGRAM: &str = "--measure-program";
/// As above, for a part that measures itself.
pub(crate) const MEASURE_SECTION: &str = "--measure-section";

/// The programs that are run.
pub(crate) struct Programs {
    pub(crate) dixit: PathBuf,
    pub(crate) bench: PathBuf,
}

/// What a work and the one beside it took, in the median.
pub(crate) struct Measured {
    pub(crate) usage: Usage,
    pub(crate) beside: Option<Usage>,
}

/// Measures each work `rounds` times. In each round every work is followed at once by what it is compared with, so that
/// both see the same state of the machine.
pub(crate) fn measure_works(
    works: &[Work],
    rounds: usize,
    programs: &Programs,
) -> Vec<BenchResult<Measured>> {
    let mut all: Vec<BenchResult<(Vec<Usage>, Vec<Usage>)>> =
        works.iter().map(|_| Ok((Vec::new(), Vec::new()))).collect();
    for round in 1..=rounds {
        for (work, measured) in works.iter().zip(&mut all) {
            crate::print_progress(round, &work.name);
            let Ok((usages, besides)) = measured else { continue };
            match measure_once(work, programs) {
                Ok((usage, beside)) => {
                    usages.push(usage);
                    besides.extend(beside);
                }
                Err(error) => *measured = Err(error),
            }
        }
    }
    let median = |(usages, besides): (Vec<Usage>, Vec<Usage>)| Measured {
        usage: median_usage(&usages),
        beside: (!besides.is_empty()).then(|| median_usage(&besides)),
    };
    all.into_iter().map(|measured| measured.map(median)).collect()
}

fn measure_once(work: &Work, programs: &Programs) -> BenchResult<(Usage, Option<Usage>)> {
    remove_written(&work.written)?;
    let usage = run_task(&work.task, programs)?;
    remove_written(&work.written)?;
    let beside = work
        .beside
        .as_ref()
        .map(|beside| run_task(&beside.task, programs));
    let beside = beside.transpose()?;
    remove_written(&work.written)?;
    Ok((usage, beside))
}

/// Runs a task in a new process, which prints what it took.
fn run_task(task: &Task, programs: &Programs) -> BenchResult<Usage> {
    let (kind, program, arguments) = match task {
        Task::Dixit(arguments) => (MEASURE_PROGRAM, Some(&programs.dixit), arguments),
        Task::Process(arguments) => (MEASURE_PROGRAM, Some(&programs.bench), arguments),
        Task::Section(arguments) => (MEASURE_SECTION, None, arguments),
    };
    let output = Command::new(&programs.bench)
        .arg(kind)
        .args(program)
        .args(arguments)
        .output()?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} ({})", why.trim(), arguments.join(" ")).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn remove_written(paths: &[PathBuf]) -> BenchResult<()> {
    for path in paths {
        remove(path)?;
    }
    Ok(())
}

fn remove(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        return fs::remove_dir_all(path);
    }
    if path.exists() {
        fs::remove_file(path)
    } else {
        Ok(())
    }
}

/// The median of each figure.
fn median_usage(usages: &[Usage]) -> Usage {
    let middle = |figure: fn(&Usage) -> f64| {
        let mut figures: Vec<f64> = usages.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or_default()
    };
    let last = usages.last().copied().unwrap_or_default();
    Usage {
        cpu_seconds: middle(|usage| usage.cpu_seconds),
        wall_seconds: middle(|usage| usage.wall_seconds),
        memory_kib: usages
            .iter()
            .map(|usage| usage.memory_kib)
            .max()
            .unwrap_or_default(),
        lines: last.lines,
    }
}
