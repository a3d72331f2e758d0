//! Goes through the queue with whoever sits at the terminal.

use super::answer::{Answer, HELP};
use crate::cli::commands::show;
use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::domain::{Position, Recorded, StatementId};
use crate::query::{Doubtful, Queue};
use crate::tracker::Tracker;
use std::io::BufRead;

/// How much of the article stands on either side of a statement, in characters.
const AROUND: u32 = 160;

/// Shows each statement of the queue and does with it what the lines of `input` say.
pub(super) fn go_through(
    session: &mut Session,
    queue: &Queue,
    deciding: &Deciding,
    input: &mut dyn BufRead,
) -> Result<Exit, CliError> {
    let mut tracker = deciding.open(session)?;
    let mut decided: Vec<Position> = Vec::new();
    let all = queue.0.len();
    'queue: for (number, doubtful) in queue.0.iter().enumerate() {
        present(session, doubtful, (number + 1, all))?;
        loop {
            let mut line = String::new();
            if input.read_line(&mut line).map_err(CliError::input)? == 0 {
                break 'queue;
            }
            match Answer::read(&line) {
                Ok(Answer::Quit) => break 'queue,
                Ok(Answer::Next) => break,
                Ok(answer) => {
                    let done = carry_out(&mut tracker, &doubtful.entry.id, answer, &mut decided, deciding);
                    let goes_on = matches!(&done, Ok(Done::Decided));
                    match done {
                        Ok(Done::Decided) => session.ui.line("recorded")?,
                        Ok(Done::Undone(position)) => {
                            session.ui.line(format_args!("position {position} is undone"))?;
                        }
                        Ok(Done::Nothing) => session.ui.line("nothing changed: it is so already")?,
                        Err(error) if error.exit == Exit::Store => return Err(error),
                        Err(error) => session.ui.line(&error.message)?,
                    }
                    if goes_on {
                        break;
                    }
                }
                Err(wrong) => session.ui.line(wrong)?,
            }
            prompt(session)?;
        }
    }
    session.ui.flush()?;
    session
        .ui
        .summary(format_args!("{} decided, of {all} in the queue", decided.len()));
    Ok(Exit::Done)
}

/// What an answer came to.
enum Done {
    Decided,
    Undone(Position),
    Nothing,
}

fn carry_out(
    tracker: &mut Tracker,
    statement: &StatementId,
    answer: Answer,
    decided: &mut Vec<Position>,
    deciding: &Deciding,
) -> Result<Done, CliError> {
    let last = |recorded: &[Recorded]| recorded.last().map(|recorded| recorded.position);
    match answer {
        Answer::Decide(order) => {
            let recorded = tracker.rule(statement, order, deciding.reason())?;
            decided.extend(last(&recorded));
            Ok(if recorded.is_empty() {
                Done::Nothing
            } else {
                Done::Decided
            })
        }
        Answer::Undo => match decided.last().copied() {
            Some(position) => {
                tracker.undo(position, deciding.reason())?;
                decided.pop();
                Ok(Done::Undone(position))
            }
            None => Ok(Done::Nothing),
        },
        Answer::Next | Answer::Quit => Ok(Done::Nothing),
    }
}

/// Shows a statement, why it is in the queue, and what can be answered.
fn present(
    session: &mut Session,
    doubtful: &Doubtful,
    (number, all): (usize, usize),
) -> Result<(), CliError> {
    let doubts: Vec<&str> = doubtful.doubts().collect();
    let why = if doubts.is_empty() {
        "uncertain".to_owned()
    } else {
        doubts.join(", ")
    };
    let head = session.ui.paint(&format!("{number} of {all}: {why}"), style::ACT);
    session.ui.line(format_args!("\n{head}"))?;
    for speaker in &doubtful.may_be {
        session
            .ui
            .line(format_args!("  may be {} ({})", speaker.name, speaker.id))?;
    }
    show::statement_in_context(session, doubtful.entry.id.as_str(), AROUND)?;
    let help = session.ui.paint(HELP, style::FAINT);
    session.ui.line(help)?;
    prompt(session)
}

fn prompt(session: &mut Session) -> Result<(), CliError> {
    session.ui.write("> ")?;
    session.ui.flush()
}
