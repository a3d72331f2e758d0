//! Processes of their own: this test binary again, running one test that is otherwise ignored.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

/// A process that runs the ignored test `name` with `arguments`, which it gets by [`arguments`].
pub(crate) fn running(name: &str, arguments: &[&str]) -> Command {
    running_by(&std::env::current_exe().unwrap(), name, arguments)
}

/// The same, by a copy of this test binary.
pub(crate) fn running_by(binary: &Path, name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary);
    command
        .args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"])
        .env("DIXIT_TEST_ARGUMENTS", arguments.join("\n"))
        .stdout(Stdio::null());
    command
}

/// What the parent process gave to this one.
pub(crate) fn arguments() -> Vec<String> {
    let arguments: OsString = std::env::var_os("DIXIT_TEST_ARGUMENTS").expect("this is run by another test");
    arguments
        .into_string()
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}
