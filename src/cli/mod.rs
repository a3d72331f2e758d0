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
mod completion;
mod config;
mod deciding;
mod environment;
mod error;
mod filters;
mod help;
mod launch;
mod listing;
mod marks;
mod naming;
mod parallel;
mod people;
mod readings;
mod sentence;
mod session;
mod sources;
mod statements;
mod tally;
mod ui;
mod when;

use error::Exit;
use launch::{Launch, Stop};
use session::Session;
use std::ffi::OsString;
use std::process::ExitCode;
use ui::Ui;
use ui::pager::Pager;

/// Runs the command that `args` asks for (the program's own name first), and returns how it ended.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    match Launch::of(&args) {
        Ok(launch) => run(launch),
        Err(Stop::Arguments(error)) => {
            // Nobody is left to be told where stderr is closed.
            let _ = error.print();
            if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            }
        }
        Err(Stop::Config(global, error)) => {
            Ui::new(&global, environment::columns()).error(&error);
            error.exit
        }
    }
    .into()
}

fn run(launch: Launch) -> Exit {
    let mut ui = Ui::new(&launch.cli.global, environment::columns());
    if launch.is_paged && !environment::is_dumb() {
        let pager = Pager::of(Some(&launch.config.pager.value));
        ui.page(pager.map(|pager| pager.told(environment::is_set)));
    }
    if let Some(filtered) = launch.filtered() {
        ui.note(filtered);
    }
    let Launch { cli, config, .. } = launch;
    let mut session = Session::new(&cli.global, config, ui);
    let ended = cli
        .command
        .run(&mut session)
        .and_then(|exit| match session.ui.flush() {
            Err(error) if !error.closed => Err(error),
            Ok(()) | Err(_) => Ok(exit),
        });
    let ui = &mut session.ui;
    ui.end_progress();
    // What was found before a failure is not lost; the failure itself is the news, and comes last.
    ui.end_pager();
    match ended {
        Ok(exit) => exit,
        Err(error) => {
            if !error.closed {
                ui.error(&error);
            }
            error.exit
        }
    }
}
