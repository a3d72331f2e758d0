//! The `dixit` program: passes its arguments to the command line and exits with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    dixit::cli::main(std::env::args_os())
}
