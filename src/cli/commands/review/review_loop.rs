//! The interactive loop: shows each item of the review queue and carries out the answers.

use super::answer::{Action, Answer};
use super::input::{AnswerContext, AnswerSource};
use super::{browser, card, speaker_choice};
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::cli::views::phrases::{format_said, format_source};
use crate::domain::{CorrectionRequest, Position, StatementCommand, StatementId, Tag};
use crate::query::{ReviewItem, ReviewQueue, TopicsQuery};
use crate::tracker::Tracker;

/// Shows each item of the queue and carries out what `input` answers.
pub(super) fn run_review(
    session: &mut Session,
    queue: &ReviewQueue,
    deciding: &DecisionArgs,
    input: &mut dyn AnswerSource,
) -> Result<ExitStatus, CliError> {
    let mut round = ReviewRound {
        tracker: deciding.open_existing(session)?,
        session,
        items: &queue.items,
        at: 0,
        done: Vec::new(),
        skipped: 0,
        reason: deciding.reason(),
    };
    round.run(input)?;
    let (decided, skipped) = (round.done.len(), round.skipped);
    let all = queue.items.len();
    session.ui.flush()?;
    session.ui.print_summary(format_args!(
        "{decided} decided, {skipped} left for later, of {all} in the queue"
    ));
    Ok(ExitStatus::Done)
}

/// One pass through the queue.
struct ReviewRound<'a> {
    session: &'a mut Session,
    tracker: Tracker,
    items: &'a [ReviewItem],
    /// Index of the current item.
    at: usize,
    /// Decisions of this pass, in order.
    done: Vec<RecordedAnswer>,
    /// Number of items left for another time.
    skipped: usize,
    /// The reason for decisions without their own.
    reason: Option<String>,
}

/// A decision that was recorded.
struct RecordedAnswer {
    /// Index of the item.
    item: usize,
    /// Log positions, one for the statement and one for each copy.
    positions: Vec<Position>,
    /// The decision in words.
    description: String,
}

/// What happens after an answer.
enum NextStep {
    /// Show the current item, possibly again.
    Show,
    /// Ask again about the item on the screen.
    Stay,
    /// End the review.
    End,
}

impl ReviewRound<'_> {
    fn run(&mut self, input: &mut dyn AnswerSource) -> Result<(), CliError> {
        loop {
            let Some(item) = self.items.get(self.at) else {
                // A person may want to go back after the last item.
                if self.ask_at_end(input)? {
                    continue;
                }
                return Ok(());
            };
            let place = format!("{} of {}", self.at + 1, self.items.len());
            let decided = self.done.iter().rev().find(|done| done.item == self.at);
            card::show_card(
                self.session,
                item,
                &place,
                decided.map(|done| done.description.as_str()),
            )?;
            loop {
                let Some(answer) = self.answer(item, input)? else {
                    return Ok(());
                };
                let next = match answer {
                    Ok(answer) => self.apply_answer(item, answer, input),
                    Err(wrong) => Err(CliError::input(wrong)),
                };
                match next {
                    Ok(NextStep::Show) => break,
                    Ok(NextStep::Stay) => {}
                    Ok(NextStep::End) => return Ok(()),
                    Err(error) if error.exit == ExitStatus::Store => return Err(error),
                    Err(error) => {
                        self.session.ui.write_line(&error.message)?;
                        for hint in &error.hints {
                            self.session.ui.write_line(hint)?;
                        }
                    }
                }
            }
        }
    }

    /// Asks what to do after the last item; returns whether to go on with an item.
    fn ask_at_end(&mut self, input: &mut dyn AnswerSource) -> Result<bool, CliError> {
        self.session
            .ui
            .write_line("\nend of the queue: b back · u undo · q quit")?;
        loop {
            let mut helper = AnswerContext {
                complete: &mut |_, _| Vec::new(),
                initial: &|_| String::new(),
                asks_reason: false,
            };
            let next = match input.answer(&mut self.session.ui, &mut helper)? {
                Some(Ok(answer)) if answer.action == Action::Back => {
                    self.at = self.items.len() - 1;
                    return Ok(true);
                }
                Some(Ok(answer)) if answer.action == Action::Undo => self.undo(),
                Some(Ok(answer)) if matches!(answer.action, Action::Quit | Action::Next) => return Ok(false),
                None => return Ok(false),
                Some(_) => Err(CliError::input("press b to go back, u to undo or q to quit")),
            };
            match next {
                Ok(_) => return Ok(true),
                Err(error) if error.exit == ExitStatus::Store => return Err(error),
                Err(error) => self.session.ui.write_line(&error.message)?,
            }
        }
    }

    fn answer(
        &mut self,
        item: &ReviewItem,
        input: &mut dyn AnswerSource,
    ) -> Result<Option<Result<Answer, String>>, CliError> {
        let tracker = &self.tracker;
        let mut helper = AnswerContext {
            complete: &mut |letter, typed| completions(tracker, letter, typed),
            initial: &|letter| current_value(item, letter),
            asks_reason: self.reason.is_none(),
        };
        input.answer(&mut self.session.ui, &mut helper)
    }

    /// Carries out an answer about `item`.
    fn apply_answer(
        &mut self,
        item: &ReviewItem,
        answer: Answer,
        input: &mut dyn AnswerSource,
    ) -> Result<NextStep, CliError> {
        let Answer { action, reason } = answer;
        let reason = reason.or_else(|| self.reason.clone());
        let is_decision = !matches!(
            action,
            Action::Next
                | Action::Never
                | Action::Back
                | Action::Undo
                | Action::Open
                | Action::Help
                | Action::Quit
        );
        if item.gone && is_decision {
            return Err(CliError::input(
                "the revised article no longer has this statement: press `x` to accept that, `n` to decide later",
            ));
        }
        match action {
            Action::Next => {
                self.skipped += 1;
                self.at += 1;
                Ok(NextStep::Show)
            }
            Action::Back if self.at == 0 => Err(CliError::input("this is the first item")),
            Action::Back => {
                self.at -= 1;
                Ok(NextStep::Show)
            }
            Action::Undo => self.undo(),
            Action::Open => self.open(item),
            Action::Help => {
                card::show_keys(self.session)?;
                Ok(NextStep::Stay)
            }
            Action::Quit => Ok(NextStep::End),
            decision => {
                let Some((order, description)) = self.request_command(decision, input)? else {
                    self.session.ui.write_line("nothing changed")?;
                    return Ok(NextStep::Stay);
                };
                self.decide(item, &order, description, reason.as_deref())
            }
        }
    }

    /// Asks for what an action still needs and returns its command and description; `None` if the person cancels.
    fn request_command(
        &mut self,
        action: Action,
        input: &mut dyn AnswerSource,
    ) -> Result<Option<(StatementCommand, String)>, CliError> {
        let correct = |change, description| Ok(Some((StatementCommand::Correct(change), description)));
        let none = CorrectionRequest::default();
        match action {
            Action::Confirm => Ok(Some((StatementCommand::Confirm, "confirmed".to_owned()))),
            Action::Withdraw => Ok(Some((StatementCommand::Withdraw, "withdrawn".to_owned()))),
            Action::Never => Ok(Some((StatementCommand::Skip, "not asked about again".to_owned()))),
            Action::Speaker(typed) => {
                let name =
                    speaker_choice::choose_speaker(&self.tracker, &mut self.session.ui, input, &typed)?;
                let Some(name) = name else { return Ok(None) };
                let description = format!("the speaker is {name}");
                let speaker = Some(name);
                correct(CorrectionRequest { speaker, ..none }, description)
            }
            Action::Capacity(role) => {
                let description = format!("the role is {role}");
                let capacity = Some(role);
                correct(CorrectionRequest { capacity, ..none }, description)
            }
            Action::Act(act) => {
                let description = format!("the act is {act}");
                let act = Some(act);
                correct(CorrectionRequest { act, ..none }, description)
            }
            Action::Said(date) => {
                let description = format!("said {}", format_said(date));
                let said = Some(date);
                correct(CorrectionRequest { said, ..none }, description)
            }
            Action::Words(words) => {
                let description = "the words are corrected".to_owned();
                let text = Some(words);
                correct(CorrectionRequest { text, ..none }, description)
            }
            Action::Tag(topic) => {
                let id = name_resolution::resolve_topic(&self.tracker, &topic)?;
                let description = format!("about {id}");
                Ok(Some((StatementCommand::Tag(id, Tag::About), description)))
            }
            Action::Status(status) => Ok(Some((StatementCommand::Mark(status), format!("marked {status}")))),
            Action::Link(link, other) => {
                let other = name_resolution::resolve_statement(&self.tracker, &other)?;
                let description = format!("{link} {other}");
                Ok(Some((StatementCommand::Link(other, link, true), description)))
            }
            Action::Next | Action::Back | Action::Undo | Action::Open | Action::Help | Action::Quit => {
                Ok(None)
            }
        }
    }

    /// Records a decision on an item and each of its copies, and moves on if that answers the question.
    fn decide(
        &mut self,
        item: &ReviewItem,
        order: &StatementCommand,
        description: String,
        reason: Option<&str>,
    ) -> Result<NextStep, CliError> {
        let mut done = RecordedAnswer {
            item: self.at,
            positions: Vec::new(),
            description,
        };
        let mut failure = None;
        for id in statement_ids(item) {
            match self
                .tracker
                .decide_statement(id, order.clone(), reason.map(str::to_owned))
            {
                Ok(recorded) => done.positions.extend(recorded.last().map(|last| last.position)),
                Err(error) => {
                    failure = Some((id.clone(), CliError::from(error)));
                    break;
                }
            }
        }
        if done.positions.is_empty() {
            if let Some((_, error)) = failure {
                return Err(error);
            }
            self.session
                .ui
                .write_line("nothing changed: this was decided already")?;
            return Ok(NextStep::Stay);
        }
        let ui = &mut self.session.ui;
        let mut line = done.description.clone();
        if let Some(reason) = reason {
            line = format!("{line}: {reason}");
        }
        if done.positions.len() > 1 {
            let copies: Vec<String> = item
                .copies
                .iter()
                .map(|copy| format_source(&copy.article))
                .collect();
            line = format!("{line}; also in {}", copies.join("; "));
        }
        let line = crate::cli::ui::text::sanitize(&line).into_owned();
        ui.write_line(line)?;
        self.done.push(done);
        if let Some((id, error)) = failure {
            return Err(CliError::new(
                error.exit,
                format_args!("not recorded for {id}: {}", error.message),
            ));
        }
        if matches!(
            order,
            StatementCommand::Tag(..) | StatementCommand::Mark(_) | StatementCommand::Link(..)
        ) {
            return Ok(NextStep::Stay);
        }
        self.at += 1;
        Ok(NextStep::Show)
    }

    /// Undoes the last decision and asks about its item again.
    fn undo(&mut self) -> Result<NextStep, CliError> {
        let Some(done) = self.done.pop() else {
            return Err(CliError::input(
                "no decision in this review yet; use `dixit undo --last` for earlier ones",
            ));
        };
        for position in done.positions.iter().rev() {
            self.tracker.undo_decision(*position, None)?;
        }
        self.session
            .ui
            .write_line(format_args!("undone: {}", done.description))?;
        self.at = done.item;
        Ok(NextStep::Show)
    }

    fn open(&mut self, item: &ReviewItem) -> Result<NextStep, CliError> {
        let Some(url) = &item.entry.article.url else {
            return Err(CliError::input("the article has no web address"));
        };
        browser::open_url(url).map_err(CliError::input)?;
        self.session
            .ui
            .write_line(format_args!("opening {}", crate::cli::ui::text::sanitize(url)))?;
        Ok(NextStep::Stay)
    }
}

/// Returns the ids of the statement of an item and of its copies.
fn statement_ids(item: &ReviewItem) -> impl Iterator<Item = &StatementId> {
    std::iter::once(&item.entry.id).chain(item.copies.iter().map(|copy| &copy.statement))
}

/// Returns the current value for a key, to be edited: a correction often changes only a letter or two.
fn current_value(item: &ReviewItem, letter: char) -> String {
    let entry = &item.entry;
    match letter {
        'r' => entry.capacity.clone().unwrap_or_default(),
        't' => entry.words.clone(),
        'd' => entry.said.to_string(),
        _ => String::new(),
    }
}

/// Returns completions for the value of a key.
fn completions(tracker: &Tracker, letter: char, typed: &str) -> Vec<String> {
    if letter == 's' {
        return speaker_choice::complete_name(tracker, typed);
    }
    if letter == 'g' {
        let topics = tracker
            .ask(&TopicsQuery { all: true })
            .map(|topics| topics.0)
            .unwrap_or_default();
        let labels = topics.into_iter().flat_map(|topic| {
            let labels = [Some(topic.label.en), topic.label.fr, topic.label.zh];
            labels.into_iter().flatten()
        });
        return filter_by_prefix(labels, typed);
    }
    let words = super::answer::allowed_values(letter);
    filter_by_prefix(words.into_iter().map(str::to_owned), typed)
}

/// Returns the texts that start with `typed`, ignoring case and accents.
fn filter_by_prefix(known: impl Iterator<Item = String>, typed: &str) -> Vec<String> {
    let typed = crate::domain::fold(typed);
    let mut found: Vec<String> = known
        .filter(|known| crate::domain::fold(known).starts_with(&typed))
        .collect();
    found.dedup();
    found
}
