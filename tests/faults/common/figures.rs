//! The figures of each fault: a line on stdout, and a table of all in `target/faults.md`.

use std::fs;
use std::path::Path;
use std::process::Command;

/// What a fault did.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) fault: &'static str,
    /// Number of times that the fault happened.
    pub(crate) rounds: usize,
    /// Number of events that were acknowledged, and looked for after the fault.
    pub(crate) acknowledged: usize,
    /// Number of these that were not there.
    pub(crate) lost: usize,
    pub(crate) seed: u64,
}

impl Figures {
    /// Prints and keeps them.
    pub(crate) fn publish(&self) {
        let Self {
            fault,
            rounds,
            acknowledged,
            lost,
            seed,
        } = self;
        let commit = commit();
        println!(
            "{fault} × {rounds} rounds × {acknowledged} acknowledged × {lost} lost, seed {seed}, commit {commit}"
        );
        let row = format!("| {fault} | {rounds} | {acknowledged} | {lost} | {seed} | {commit} |\n");
        write_table(fault, &row);
    }
}

/// Prints that a fault was left out, and why. In continuous integration nothing may be left out.
pub(crate) fn skip(fault: &str, why: &str) {
    assert!(
        !std::env::var("CI").is_ok_and(|ci| ci == "true"),
        "{fault}: {why}"
    );
    println!("{fault}: skipped, {why}");
}

/// Keeps `row` in a file of its own, because tests run in threads and processes, and joins all of these.
fn write_table(fault: &str, row: &str) {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults");
    fs::create_dir_all(&kept).unwrap();
    let name: String = fault.chars().filter(|c| c.is_alphanumeric()).collect();
    fs::write(kept.join(name), row).unwrap();
    let mut rows: Vec<String> = fs::read_dir(&kept)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    rows.sort();
    let heading = "| fault | rounds | acknowledged | lost | seed | commit |\n|---|---|---|---|---|---|\n";
    let table = kept.parent().and_then(Path::parent).unwrap().join("faults.md");
    fs::write(table, format!("{heading}{}", rows.concat())).unwrap();
}

fn commit() -> String {
    let described = Command::new("git")
        .args(["describe", "--always", "--dirty", "--exclude=*"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    match described {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        _ => "unknown".to_owned(),
    }
}
