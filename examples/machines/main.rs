//! Measures a log on a PostgreSQL server and its copies, each beside its limit.
//!
//! ```sh
//! cargo run --release --example machines -- dixit.db 'postgres://postgres@127.0.0.1:5432/postgres?sslmode=disable'
//! ```
//!
//! The database is any log of dixit; its events are put on the server, in databases that are made for it and dropped in
//! the end. What is compared runs in turn within one run, and medians are printed. `sections` says what is measured,
//! `bare` what stands beside it.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]
#![expect(
    clippy::cast_precision_loss,
    reason = "figures to be read, of which a few digits are printed"
)]

mod bare;
mod scratch;
mod sections;

use scratch::Scratch;
use std::error::Error;
use std::process::ExitCode;

/// The result of a measurement.
type MeasureResult<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [database, server] = &arguments[..] else {
        eprintln!("usage: machines DATABASE ADDRESS");
        return ExitCode::from(2);
    };
    match measure(database, server) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(database: &str, server: &str) -> MeasureResult<()> {
    let scratch = Scratch::new(database, server)?;
    let measured = sections::append(&scratch)
        .and_then(|()| sections::writers(&scratch))
        .and_then(|()| sections::copies(&scratch));
    scratch.remove()?;
    measured
}
