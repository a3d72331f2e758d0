//! Faults: what the machine may do to dixit while it writes, and what is left of what dixit acknowledged.
//!
//! `cargo test --test faults -- --nocapture` runs the quick form and prints a line a fault; they are kept as a table in
//! `target/faults.md`. `DIXIT_FAULTS=long` runs many more rounds, and `DIXIT_FAULTS_SEED=n` repeats the choices of a
//! run that printed this seed. The program itself is run, in processes of its own; what it printed is what it
//! acknowledged. `drills` do the same to a log on a server that many machines share.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a helper that fails is a test that fails; the figures and a choice of form are for people"
)]

mod bit_flips;
mod common;
mod concurrency;
mod disk_full;
#[cfg(feature = "postgres")]
mod drills;
mod foreign_files;
mod kill;
mod power_cut;
mod readers;
mod system_calls;
mod waiting;
mod wal_tail;
