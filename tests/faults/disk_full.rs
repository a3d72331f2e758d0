//! A full disk and a limit of file sizes: nothing that was acknowledged is lost, and once there is room again, the
//! same command goes on.

use crate::common::bench::{Bench, Ended, args};
use crate::common::dice::{Dice, rounds};
use crate::common::figures::Figures;
use crate::common::log_state::{check, leaf_hashes};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FULL: &str = "the disk is full";
const LIMIT: &str = "a limit of file sizes (ulimit -f)";
/// Size of the disk.
const DISK_KIB: usize = 4096;

/// A disk of its own, of [`DISK_KIB`].
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(path: &Path) -> Result<Self, String> {
        fs::create_dir(path).unwrap();
        let size = format!("size={DISK_KIB}k");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(path)
            .output();
        match mounted {
            Ok(output) if output.status.success() => Ok(Self(path.to_owned())),
            Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

/// The arguments that record to the small disk.
fn on_disk(disk: &SmallDisk, arguments: Vec<String>) -> Vec<String> {
    let db = disk.0.join("dixit.db");
    [args(&["--db", db.to_str().unwrap()]), arguments].concat()
}

fn assert_full(ended: &Ended) {
    assert_eq!(ended.status.code(), Some(4), "{ended:?}");
    assert!(ended.stderr.contains("the disk is full"), "{ended:?}");
}

#[test]
fn full_disk_loses_nothing() {
    let mut dice = Dice::new();
    let rounds = rounds(2, 20);
    let (mut acknowledged, mut lost) = (0, 0);
    for _ in 0..rounds {
        let bench = Bench::new();
        let disk = match SmallDisk::mount(&bench.path().join("disk")) {
            Ok(disk) => disk,
            // Mounting takes root, which continuous integration need not be.
            Err(why) => return println!("{FULL}: skipped, {why}"),
        };
        let db = disk.0.join("dixit.db");
        // Something else takes some of the disk, so that it is full at different moments.
        let other = disk.0.join("other");
        fs::write(&other, vec![0; (256 + dice.below(2048)) * 1024]).unwrap();
        let full = loop {
            let size = 20 + dice.below(60);
            let ended = bench.run(&on_disk(&disk, bench.ingest_args(size)));
            bench.acknowledgements().add(&ended.stdout);
            if !ended.status.success() {
                break ended;
            }
        };
        assert_full(&full);
        lost += check(&db, &[], &bench.acknowledgements(), &FULL);
        let before = leaf_hashes(&db);
        fs::remove_file(other).unwrap();
        let ended = bench.run(&on_disk(&disk, bench.ingest_args(1)));
        assert!(ended.status.success(), "{ended:?}");
        bench.acknowledgements().add(&ended.stdout);
        lost += check(&db, &before, &bench.acknowledgements(), &FULL);
        acknowledged += bench.acknowledgements().count();
    }
    Figures {
        fault: FULL,
        rounds,
        acknowledged,
        lost,
        seed: dice.seed,
    }
    .publish();
    assert_eq!(lost, 0, "seed {}", dice.seed);
}

#[test]
fn limit_of_file_sizes_loses_nothing() {
    let mut dice = Dice::new();
    let rounds = rounds(6, 100);
    let (mut acknowledged, mut lost) = (0, 0);
    for _ in 0..rounds {
        let bench = Bench::with_articles(5);
        let before = leaf_hashes(&bench.db());
        let size_kib = usize::try_from(fs::metadata(bench.db()).unwrap().len() / 1024).unwrap();
        // The limit holds for the database and its write-ahead log: some limits stop the one, some the other.
        let blocks = (8 + dice.below(size_kib)) * 2;
        let program = env!("CARGO_BIN_EXE_dixit");
        let script = format!("ulimit -f {blocks}; exec '{program}' \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script, "dixit"]).args(bench.ingest_args(30));
        bench.prepare(&mut command);
        let ended = bench.start(command).wait();
        assert!(!ended.stderr.contains("panicked"), "{ended:?}");
        bench.acknowledgements().add(&ended.stdout);
        lost += check(&bench.db(), &before, &bench.acknowledgements(), &(LIMIT, blocks));
        acknowledged += bench.acknowledgements().count();
    }
    Figures {
        fault: LIMIT,
        rounds,
        acknowledged,
        lost,
        seed: dice.seed,
    }
    .publish();
    assert_eq!(lost, 0, "seed {}", dice.seed);
}
