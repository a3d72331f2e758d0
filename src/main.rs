//! The `dixit` program: passes its arguments to the command line and exits with its exit code.

use std::process::ExitCode;

/// Reading and folding allocate many small texts, on several threads; the allocator of the system takes a seventh of
/// their time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dixit::cli::main(std::env::args_os())
}
