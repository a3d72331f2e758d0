//! System calls: made to fail, and recorded.

use super::bench::Bench;
use std::fs;
use std::process::{Command, Stdio};

/// The files of a database, by what their names end in.
const SUFFIXES: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Why strace cannot be used here, if so.
pub(crate) fn obstacle() -> Option<String> {
    let probe = Command::new("strace")
        .args(["-qq", "-e", "inject=getpid:error=EIO", "true"])
        .stdin(Stdio::null())
        .output();
    match probe {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Some(format!("strace: {error}")),
    }
}

/// The command that runs the program under strace, which sees the calls that concern the files of the database and
/// writes them to the file `trace`.
pub(crate) fn command_on_database(bench: &Bench, injected: &[&str], args: &[String]) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "trace"]);
    for suffix in SUFFIXES {
        command.arg("-P").arg(format!("{}{suffix}", bench.db().display()));
    }
    for injected in injected {
        command.arg("-e").arg(injected);
    }
    command.arg(env!("CARGO_BIN_EXE_dixit")).args(args);
    bench.prepare(&mut command);
    command
}

/// The command that runs the program under strace, which writes every byte that is written to files to `trace`.
pub(crate) fn recording_command(bench: &Bench, args: &[String]) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-xx", "-y", "-s", "16777216", "-o", "trace", "-e"]);
    command.arg("trace=openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename");
    command.arg(env!("CARGO_BIN_EXE_dixit")).args(args);
    bench.prepare(&mut command);
    command
}

/// The names of the calls in the file `trace`, in order.
pub(crate) fn recorded_calls(bench: &Bench) -> Vec<String> {
    let trace = fs::read_to_string(bench.path().join("trace")).unwrap();
    let name = |line: &str| {
        let call = line.split_whitespace().nth(1)?;
        Some(call.split_once('(')?.0.to_owned())
    };
    trace.lines().filter_map(name).collect()
}

/// What a program did to a file, or printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FileOperation {
    Write {
        file: String,
        offset: usize,
        data: Vec<u8>,
    },
    Truncate {
        file: String,
        size: usize,
    },
    Sync {
        file: String,
    },
    /// Sync of the directory: what was removed stays so.
    SyncDirectory,
    Remove {
        file: String,
    },
    /// Something on stdout.
    Print {
        text: String,
    },
}

impl FileOperation {
    /// The name of the file.
    pub(crate) fn file(&self) -> &str {
        match self {
            Self::Write { file, .. }
            | Self::Truncate { file, .. }
            | Self::Sync { file }
            | Self::Remove { file } => file,
            Self::SyncDirectory | Self::Print { .. } => "",
        }
    }
}

/// What [`recording_command`] saw of the database, its write-ahead log and its journal, and of stdout, in order. The
/// `-shm` file is left out: no power cut leaves anything of it that is used.
pub(crate) fn recorded_operations(bench: &Bench) -> Vec<FileOperation> {
    let trace = fs::read_to_string(bench.path().join("trace")).unwrap();
    let mut operations = Vec::new();
    // Files whose sync has begun, by process: it counts when it has ended.
    let mut syncing: Vec<(&str, String)> = Vec::new();
    for line in trace.lines() {
        let (process, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        if call.starts_with("<... fsync resumed>") || call.starts_with("<... fdatasync resumed>") {
            if let Some(at) = syncing.iter().position(|(syncer, _)| *syncer == process) {
                operations.push(FileOperation::Sync {
                    file: syncing.remove(at).1,
                });
            }
            continue;
        }
        let Some(operation) = parse_call(call) else {
            continue;
        };
        match operation {
            FileOperation::Sync { file } if call.ends_with("<unfinished ...>") => {
                syncing.push((process, file));
            }
            operation => operations.push(operation),
        }
    }
    let directory = bench.path().file_name().unwrap().to_string_lossy();
    for operation in &mut operations {
        if matches!(operation, FileOperation::Sync { file } if *file == directory) {
            *operation = FileOperation::SyncDirectory;
        }
    }
    let is_of_database = |operation: &FileOperation| {
        let file = operation.file();
        file.is_empty() || ["dixit.db", "dixit.db-wal", "dixit.db-journal"].contains(&file)
    };
    operations.retain(is_of_database);
    operations
}

/// Parses a line such as `pwrite64(3<\x2f\x61>, "\x0a\x00", 2, 4096) = 2`.
fn parse_call(call: &str) -> Option<FileOperation> {
    let (name, arguments) = call.split_once('(')?;
    if name == "unlink" {
        let path = arguments.split('"').nth(1)?;
        return Some(FileOperation::Remove {
            file: file_name(&decode(path)),
        });
    }
    let (descriptor, rest) = arguments.split_once('<')?;
    let (path, rest) = rest.split_once('>')?;
    let file = file_name(&decode(path));
    let number = |place: usize| -> Option<usize> {
        let field = rest.rsplit('"').next()?.split(',').nth(place)?;
        let digits: String = field.trim().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let data = || {
        assert!(!rest.contains("\"..."), "strace has cut a write off");
        rest.split('"').nth(1).map(decode)
    };
    match name {
        "pwrite64" => Some(FileOperation::Write {
            file,
            data: data()?,
            offset: number(2)?,
        }),
        "ftruncate" => Some(FileOperation::Truncate {
            file,
            size: number(1)?,
        }),
        "fsync" | "fdatasync" => Some(FileOperation::Sync { file }),
        "write" if descriptor == "1" => Some(FileOperation::Print {
            text: String::from_utf8(data()?).unwrap(),
        }),
        _ => None,
    }
}

fn decode(hexadecimal: &str) -> Vec<u8> {
    let bytes = hexadecimal.split("\\x").skip(1);
    bytes
        .map(|byte| u8::from_str_radix(byte, 16).expect("strace writes hexadecimal"))
        .collect()
}

fn file_name(path: &[u8]) -> String {
    let path = String::from_utf8_lossy(path);
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

#[test]
fn calls_of_a_trace_are_parsed() {
    let file = || "ab".to_owned();
    assert_eq!(
        parse_call(r#"pwrite64(3<\x2f\x74\x2f\x61\x62>, "\x0a\xff", 2, 4096) = 2"#),
        Some(FileOperation::Write {
            file: file(),
            offset: 4096,
            data: vec![10, 255]
        })
    );
    assert_eq!(
        parse_call(r"ftruncate(3<\x2f\x61\x62>, 32) = 0"),
        Some(FileOperation::Truncate {
            file: file(),
            size: 32
        })
    );
    assert_eq!(
        parse_call(r"fdatasync(3<\x2f\x61\x62> <unfinished ...>"),
        Some(FileOperation::Sync { file: file() })
    );
    assert_eq!(
        parse_call(r#"unlink("\x2f\x61\x62") = 0"#),
        Some(FileOperation::Remove { file: file() })
    );
    assert_eq!(
        parse_call(r#"write(1<\x2f\x61\x62>, "\x68\x69", 2) = 2"#),
        Some(FileOperation::Print {
            text: "hi".to_owned()
        })
    );
    assert_eq!(parse_call(r#"write(2<\x2f\x61\x62>, "\x68\x69", 2) = 2"#), None);
}
