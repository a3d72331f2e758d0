//! A power cut, simulated on a recorded run: of the writes that were not synced yet, any part may have reached the
//! disk, in any order, also single sectors of one write.

use crate::common::acknowledgements::AcknowledgementFile;
use crate::common::bench::{Bench, args};
use crate::common::dice::{Dice, rounds};
use crate::common::figures::{Figures, skip};
use crate::common::log_state::{check, leaf_hashes};
use crate::common::strace::{FileOperation, obstacle, recorded_operations, recording_command};
use std::collections::BTreeMap;
use std::fs;

const FAULT: &str = "the power is cut (unsynced writes lost, reordered, torn)";
const SECTOR: usize = 512;

/// A file as a disk has it.
#[derive(Debug, Default, Clone)]
struct DiskFile {
    /// What was synced; `None` if there is no such file.
    synced: Option<Vec<u8>>,
    /// What was done since, in order.
    unsynced: Vec<FileOperation>,
}

impl DiskFile {
    fn apply(&mut self, operation: &FileOperation) {
        match operation {
            FileOperation::SyncDirectory => {
                let removal = |operation: &FileOperation| matches!(operation, FileOperation::Remove { .. });
                if let Some(at) = self.unsynced.iter().rposition(removal) {
                    self.synced = None;
                    self.unsynced.drain(..=at);
                }
            }
            FileOperation::Sync { .. } => {
                for operation in std::mem::take(&mut self.unsynced) {
                    change(&mut self.synced, &operation);
                }
            }
            // A new file has the name: that the old one was removed is on disk, as a journal of a file system keeps
            // the order of such changes.
            operation => {
                if matches!(self.unsynced.last(), Some(FileOperation::Remove { .. })) {
                    self.synced = None;
                    self.unsynced.clear();
                }
                self.unsynced.push(operation.clone());
            }
        }
    }

    /// What may be on the disk after a power cut.
    fn cut_power(&self, dice: &mut Dice) -> Option<Vec<u8>> {
        let mut content = self.synced.clone();
        for operation in &self.unsynced {
            match (operation, dice.below(5)) {
                (_, 0 | 1) => {}
                (FileOperation::Write { file, offset, data }, 2) => {
                    for (number, sector) in data.chunks(SECTOR).enumerate() {
                        if dice.one_in(2) {
                            let sector = FileOperation::Write {
                                file: file.clone(),
                                offset: offset + number * SECTOR,
                                data: sector.to_vec(),
                            };
                            change(&mut content, &sector);
                        }
                    }
                }
                (operation, _) => change(&mut content, operation),
            }
        }
        content
    }
}

fn change(content: &mut Option<Vec<u8>>, operation: &FileOperation) {
    match operation {
        FileOperation::Write { offset, data, .. } => {
            let content = content.get_or_insert_default();
            let end = offset + data.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            content[*offset..end].copy_from_slice(data);
        }
        FileOperation::Truncate { size, .. } => content.get_or_insert_default().resize(*size, 0),
        FileOperation::Remove { .. } => *content = None,
        FileOperation::Sync { .. } | FileOperation::SyncDirectory | FileOperation::Print { .. } => {}
    }
}

/// Everything that some commands did to the files of one database, from nothing.
fn record_run(bench: &Bench) -> Vec<FileOperation> {
    let mut operations = Vec::new();
    let mut run = |command: &[String]| {
        let ended = bench.start(recording_command(bench, command)).wait();
        assert!(ended.status.success(), "{ended:?}");
        operations.extend(recorded_operations(bench));
    };
    run(&bench.ingest_args(6));
    run(&bench.ingest_args(4));
    let ids = bench.statement_ids();
    run(&args(&["confirm", &ids[0], &ids[1]]));
    run(&args(&["rebuild"]));
    run(&bench.ingest_args(3));
    operations
}

/// Where to cut: often beside a sync or a line that the program printed.
fn choose_cut(operations: &[FileOperation], dice: &mut Dice) -> usize {
    if dice.one_in(3) {
        return dice.below(operations.len() + 1);
    }
    let edges: Vec<usize> = (0..operations.len())
        .filter(|at| {
            matches!(
                operations[*at],
                FileOperation::Sync { .. } | FileOperation::Print { .. } | FileOperation::Remove { .. }
            )
        })
        .collect();
    *dice.choose(&edges) + dice.below(2)
}

#[test]
fn power_cut_loses_nothing_that_was_acknowledged() {
    if let Some(why) = obstacle() {
        return skip(FAULT, &why);
    }
    let mut dice = Dice::new();
    let recorded = Bench::new();
    let operations = record_run(&recorded);
    let whole = leaf_hashes(&recorded.db());
    let syncs = operations
        .iter()
        .filter(|operation| matches!(operation, FileOperation::Sync { .. }));
    assert!(syncs.count() > 10, "the run syncs");
    let rounds = rounds(60, 2_000);
    let (mut acknowledged, mut lost) = (0, 0);
    for round in 0..rounds {
        let cut = choose_cut(&operations, &mut dice);
        let bench = Bench::new();
        let mut files: BTreeMap<&str, DiskFile> = BTreeMap::new();
        let mut printed = String::new();
        for operation in &operations[..cut] {
            match operation {
                FileOperation::Print { text } => printed.push_str(text),
                FileOperation::SyncDirectory => {
                    for file in files.values_mut() {
                        file.apply(operation);
                    }
                }
                operation => files.entry(operation.file()).or_default().apply(operation),
            }
        }
        for (name, file) in &files {
            if let Some(content) = file.cut_power(&mut dice) {
                fs::write(bench.path().join(name), content).unwrap();
            }
        }
        let said: AcknowledgementFile = bench.acknowledgements();
        acknowledged += said.add(&printed);
        if !bench.db().exists() {
            lost += said.count();
            continue;
        }
        lost += check(&bench.db(), &[], &said, &(round, cut));
        let found = leaf_hashes(&bench.db());
        assert!(whole.starts_with(&found), "{round}: the log is a prefix");
        if round % 20 == 0 {
            let ended = bench.run(&bench.ingest_args(1));
            assert!(ended.status.success(), "{ended:?}");
        }
    }
    Figures {
        fault: FAULT,
        rounds,
        acknowledged,
        lost,
        seed: dice.seed,
    }
    .publish();
    assert_eq!(lost, 0, "seed {}", dice.seed);
}

#[test]
fn unsynced_writes_may_be_lost_and_synced_ones_not() {
    let write = |offset, byte| FileOperation::Write {
        file: "f".to_owned(),
        offset,
        data: vec![byte; SECTOR * 2],
    };
    let sync = FileOperation::Sync { file: "f".to_owned() };
    let mut file = DiskFile::default();
    for operation in [write(0, 1), sync, write(0, 2), write(SECTOR * 2, 3)] {
        file.apply(&operation);
    }
    let mut dice = Dice::new();
    let found: Vec<Vec<u8>> = (0..200).map(|_| file.cut_power(&mut dice).unwrap()).collect();
    assert!(found.iter().any(|content| *content == vec![1; SECTOR * 2]));
    assert!(
        found
            .iter()
            .any(|content| content.len() == SECTOR * 4 && content[0] == 1)
    );
    assert!(found.iter().any(|content| content[0] != content[SECTOR]));
    assert!(
        found
            .iter()
            .all(|content| content.len() >= SECTOR * 2 && content[0] != 0)
    );
}
