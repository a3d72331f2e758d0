//! The command line: arguments in, exit code out.
//!
//! The only layer that prints, reads the clock and the environment, and decides how the process ends. One
//! file per command in `commands`, its arguments beside what it does; `error` turns every failure into a
//! message, hints and an exit code; `ui` owns stdout, stderr, colour and widths.

mod about;
mod already;
mod args;
mod as_of;
mod batch;
mod commands;
mod deciding;
mod environment;
mod error;
mod filters;
mod listing;
mod naming;
mod parallel;
mod people;
mod sentence;
mod session;
mod sources;
mod statements;
mod tally;
mod ui;
mod when;

use args::Cli;
use clap::Parser;
use error::Exit;
use session::Session;
use std::ffi::OsString;
use std::process::ExitCode;
use ui::Ui;

/// Runs the command that `args` asks for (the program's own name first), and returns how it ended.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody is left to be told where stderr is closed.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            }
            .into();
        }
    };
    let ui = Ui::new(&cli.global, environment::columns());
    let mut session = Session::new(cli.global, ui);
    let ended = cli
        .command
        .run(&mut session)
        .and_then(|exit| match session.ui.flush() {
            Err(error) if !error.closed => Err(error),
            Ok(()) | Err(_) => Ok(exit),
        });
    match ended {
        Ok(exit) => exit,
        Err(error) => {
            session.ui.end_progress();
            if !error.closed {
                // What was found before the failure is not lost; the failure itself is the news.
                let _ = session.ui.flush();
                session.ui.error(&error);
            }
            error.exit
        }
    }
    .into()
}
