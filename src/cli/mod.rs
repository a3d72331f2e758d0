//! The command line: arguments in, exit code out.
//!
//! This is the only layer that prints, reads the clock and the environment, and decides how the process ends.
//!
//! Top-down, a file uses only files further down: this file runs an invocation; `invocation` combines the command line
//! and the configuration; `command_line` is the whole command line; `commands` has one file or folder per command, and
//! `commands/mod.rs` is the only dispatcher; `completion` and `help` describe the command line; `decision_args`
//! records decisions; `same_speaker_error` explains a refused merge; `views` prints answers and decisions;
//! `speaker_decisions`, `name_resolution` and `article_inputs` find what the user named; `recording` reads and records
//! articles; `exchange` gives the log to other copies of it and takes it back; `session` holds the state of one
//! invocation; `store_notices` words what it says about other processes; `origin_credentials` finds out who connects to
//! a server; `verified_root` keeps what `verify` found,
//! `checkpoint_files` the newest checkpoint, with which `kept_checkpoint` compares the log; `config` reads settings;
//! `args` parses options; `parallel` spreads work over cores, and `result_budget` bounds what waits; `interrupt` knows
//! whether the user asks to stop; `ui` owns stdout, stderr, colours and widths; `failures` finds out what is behind a
//! failure, and `file_limit` whether a limit of the system is; `environment` reads the clock and the environment;
//! `error` turns every failure into a message, hints and an exit status. One arrow points up: `error` shortens texts
//! with `ui::text`, which uses no other file.

mod args;
mod article_inputs;
mod checkpoint_files;
mod command_line;
mod commands;
mod completion;
mod config;
mod decision_args;
mod environment;
mod error;
mod exchange;
mod failures;
mod file_limit;
mod help;
mod interrupt;
mod invocation;
mod kept_checkpoint;
mod name_resolution;
mod origin_credentials;
mod parallel;
mod recording;
mod result_budget;
mod same_speaker_error;
mod session;
mod speaker_decisions;
mod store_notices;
mod ui;
mod verified_root;
mod views;
mod web_documents;

use crate::domain;
use clap::CommandFactory as _;
use command_line::CommandLine;
use error::ExitStatus;
use file_limit::FileLimit;
use invocation::{Invocation, InvocationError};
use session::Session;
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;
use ui::Ui;
use ui::pager::Pager;

/// Runs the command in `args` (the first is the name of the program) and returns its exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let file_limit = FileLimit::watch();
    match Invocation::parse(&args) {
        Ok(launch) => run(launch, &file_limit),
        Err(InvocationError::Arguments(error)) => {
            print_argument_error(&error);
            if error.use_stderr() {
                ExitStatus::Usage
            } else {
                ExitStatus::Done
            }
        }
        Err(InvocationError::Config(global, error)) => {
            Ui::new(
                global.color.into(),
                global.quiet,
                environment::requested_columns(),
            )
            .print_error(&error);
            error.exit
        }
    }
    .into()
}

/// Prints what clap says of the command line, which it quotes: controls in it are replaced, if it has any.
fn print_argument_error(error: &clap::Error) {
    let plain = error.render().to_string();
    let sanitized = domain::replace_display_controls(&plain);
    // If stderr is closed, nobody can be told.
    let _ = if matches!(sanitized, Cow::Borrowed(_)) {
        error.print()
    } else {
        std::io::stderr().write_all(sanitized.as_bytes())
    };
}

fn run(launch: Invocation, file_limit: &FileLimit) -> ExitStatus {
    let global = &launch.command_line.global;
    let mut ui = Ui::new(
        global.color.into(),
        global.quiet,
        environment::requested_columns(),
    );
    if launch.is_paged && !environment::is_dumb_terminal() {
        let pager = Pager::parse(Some(&launch.config.pager.value));
        ui.start_pager(pager.map(|pager| pager.with_default_variables(environment::is_variable_set)));
    }
    if let Some(filtered) = launch.describe_applied_filters() {
        ui.print_note(filtered);
    }
    let Invocation {
        command_line: cli,
        config,
        ..
    } = launch;
    let mut session = Session::new(&cli.global, config, ui, CommandLine::command);
    let ended = cli
        .command
        .run(&mut session)
        .and_then(|exit| match session.ui.flush() {
            Err(error) if !error.is_output_closed => Err(error),
            Ok(()) | Err(_) => Ok(exit),
        });
    let ended = failures::explain(&session, file_limit, ended);
    let ui = &mut session.ui;
    ui.end_progress();
    // Output found before a failure is shown first; the error comes last.
    ui.end_pager();
    match ended {
        Ok(exit) => exit,
        Err(error) => {
            if !error.is_output_closed {
                ui.print_error(&error);
            }
            error.exit
        }
    }
}
