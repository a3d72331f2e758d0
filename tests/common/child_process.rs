//! Child processes: this test binary, started again to run one ignored test.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

/// The command that runs the ignored test `name`, which reads `arguments` with [`arguments_from_parent`].
pub(crate) fn ignored_test_command(name: &str, arguments: &[&str]) -> Command {
    ignored_test_command_of(&std::env::current_exe().unwrap(), name, arguments)
}

/// [`ignored_test_command`] for `binary`, a copy of this test binary.
pub(crate) fn ignored_test_command_of(binary: &Path, name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary);
    command
        .args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"])
        .env("DIXIT_TEST_ARGUMENTS", arguments.join("\n"))
        .stdout(Stdio::null());
    command
}

/// The arguments that the parent process gave to this one.
pub(crate) fn arguments_from_parent() -> Vec<String> {
    let arguments: OsString = std::env::var_os("DIXIT_TEST_ARGUMENTS").expect("this is run by another test");
    arguments
        .into_string()
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}
