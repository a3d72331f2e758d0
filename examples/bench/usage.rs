//! What a piece of work takes: time of the processor, time of the clock, memory.

use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a piece of work took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// Time of the processors, all threads together, in seconds.
    pub(crate) cpu_seconds: f64,
    /// Time of the clock, in seconds.
    pub(crate) wall_seconds: f64,
    /// The most memory that the process had at once, in KiB.
    pub(crate) memory_kib: u64,
    /// Number of lines that it printed.
    pub(crate) lines: u64,
}

/// Measures what this process does, in one or several parts.
pub(crate) struct Stopwatch {
    total: Usage,
}

impl Stopwatch {
    pub(crate) fn new() -> Self {
        Self {
            total: Usage::default(),
        }
    }

    /// Does `work` and adds what it takes.
    pub(crate) fn measure<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (wall, cpu) = (Instant::now(), process_usage(Whose::This).0);
        let result = work();
        self.total.cpu_seconds += process_usage(Whose::This).0 - cpu;
        self.total.wall_seconds += wall.elapsed().as_secs_f64();
        result
    }

    /// What all parts took.
    pub(crate) fn usage(&self) -> Usage {
        Usage {
            memory_kib: process_usage(Whose::This).1,
            ..self.total
        }
    }
}

/// Runs a program and measures it as a whole process. A process may measure one program only, because the system keeps
/// the largest memory of all its children.
pub(crate) fn measure_program(program: &Path, arguments: &[String]) -> io::Result<Usage> {
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut lines = 0;
    if let Some(mut output) = child.stdout.take() {
        let mut buffer = vec![0; 1 << 16];
        loop {
            let length = output.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            lines += buffer[..length].split(|byte| *byte == b'\n').count() - 1;
        }
    }
    let status = child.wait()?;
    if !status.success() {
        return Err(io::Error::other(format!("{status}")));
    }
    let (cpu_seconds, memory_kib) = process_usage(Whose::Children);
    Ok(Usage {
        cpu_seconds,
        wall_seconds: started.elapsed().as_secs_f64(),
        memory_kib,
        lines: lines as u64,
    })
}

/// Whose usage.
#[derive(Clone, Copy)]
enum Whose {
    /// That of this process.
    This,
    /// That of its children that have ended.
    Children,
}

/// Time of the processors in seconds, and the most memory in KiB.
#[cfg(unix)]
fn process_usage(whose: Whose) -> (f64, u64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let who = match whose {
        Whose::This => UsageWho::RUSAGE_SELF,
        Whose::Children => UsageWho::RUSAGE_CHILDREN,
    };
    let Ok(usage) = getrusage(who) else {
        return (0.0, 0);
    };
    let microseconds = (usage.user_time() + usage.system_time()).num_microseconds();
    // macOS counts bytes.
    let unit = if cfg!(target_os = "macos") { 1024 } else { 1 };
    let memory = u64::try_from(usage.max_rss()).unwrap_or_default() / unit;
    (microseconds as f64 / 1e6, memory)
}

/// Other systems are not measured.
#[cfg(not(unix))]
fn process_usage(_: Whose) -> (f64, u64) {
    (0.0, 0)
}
