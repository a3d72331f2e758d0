//! Goes through the queue with whoever answers.

use super::answer::{Answer, Deed};
use super::input::{Helper, Input};
use super::{browser, card, names};
use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::session::Session;
use crate::cli::statements::{said, source};
use crate::domain::{Change, Position, StatementCommand, StatementId, Tag};
use crate::query::{ReviewItem, ReviewQueue, TopicsQuery};
use crate::tracker::Tracker;

/// Shows each item of the queue and does with it what `input` says.
pub(super) fn go_through(
    session: &mut Session,
    queue: &ReviewQueue,
    deciding: &Deciding,
    input: &mut dyn Input,
) -> Result<Exit, CliError> {
    let mut round = Round {
        tracker: deciding.open(session)?,
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
    session.ui.summary(format_args!(
        "{decided} decided, {skipped} left for another time, of {all} in the queue"
    ));
    Ok(Exit::Done)
}

/// One way through the queue.
struct Round<'a> {
    session: &'a mut Session,
    tracker: Tracker,
    items: &'a [ReviewItem],
    /// Which item is asked about.
    at: usize,
    /// What was decided, in order.
    done: Vec<Done>,
    /// How many items were left for another time.
    skipped: usize,
    /// The reason for all decisions that have none of their own.
    reason: Option<String>,
}

/// A decision.
struct Done {
    /// The item it was about.
    item: usize,
    /// Where it stands in the log, once for each copy.
    positions: Vec<Position>,
    /// What it was, in words.
    told: String,
}

/// What is to happen after an answer.
enum Then {
    /// The item is shown (again).
    Show,
    /// The next answer is about the same item, which is still on the screen.
    Stay,
    /// Enough.
    End,
}

impl Round<'_> {
    fn run(&mut self, input: &mut dyn Input) -> Result<(), CliError> {
        loop {
            let Some(item) = self.items.get(self.at) else {
                // Whoever decided on the last one may want to go back to it.
                if self.at_the_end(input)? {
                    continue;
                }
                return Ok(());
            };
            let place = format!("{} of {}", self.at + 1, self.items.len());
            let decided = self.done.iter().rev().find(|done| done.item == self.at);
            card::show(self.session, item, &place, decided.map(|done| done.told.as_str()))?;
            loop {
                let Some(answer) = self.answer(item, input)? else {
                    return Ok(());
                };
                let then = match answer {
                    Ok(answer) => self.take(item, answer, input),
                    Err(wrong) => Err(CliError::input(wrong)),
                };
                match then {
                    Ok(Then::Show) => break,
                    Ok(Then::Stay) => {}
                    Ok(Then::End) => return Ok(()),
                    Err(error) if error.exit == Exit::Store => return Err(error),
                    Err(error) => {
                        self.session.ui.line(&error.message)?;
                        for hint in &error.hints {
                            self.session.ui.line(hint)?;
                        }
                    }
                }
            }
        }
    }

    /// What is to happen behind the last item; tells whether it is shown again.
    fn at_the_end(&mut self, input: &mut dyn Input) -> Result<bool, CliError> {
        self.session
            .ui
            .line("\nthat was the last of the queue: b back · u undo · q quit")?;
        loop {
            let mut helper = Helper {
                complete: &mut |_, _| Vec::new(),
                initial: &|_| String::new(),
                asks_why: false,
            };
            let then = match input.answer(&mut self.session.ui, &mut helper)? {
                Some(Ok(answer)) if answer.deed == Deed::Back => {
                    self.at = self.items.len() - 1;
                    return Ok(true);
                }
                Some(Ok(answer)) if answer.deed == Deed::Undo => self.undo(),
                Some(Ok(answer)) if matches!(answer.deed, Deed::Quit | Deed::Next) => return Ok(false),
                None => return Ok(false),
                Some(_) => Err(CliError::input("b goes back, u undoes, q quits")),
            };
            match then {
                Ok(_) => return Ok(true),
                Err(error) if error.exit == Exit::Store => return Err(error),
                Err(error) => self.session.ui.line(&error.message)?,
            }
        }
    }

    fn answer(
        &mut self,
        item: &ReviewItem,
        input: &mut dyn Input,
    ) -> Result<Option<Result<Answer, String>>, CliError> {
        let tracker = &self.tracker;
        let mut helper = Helper {
            complete: &mut |letter, typed| completions(tracker, letter, typed),
            initial: &|letter| present(item, letter),
            asks_why: self.reason.is_none(),
        };
        input.answer(&mut self.session.ui, &mut helper)
    }

    /// Does what was answered about `item`.
    fn take(&mut self, item: &ReviewItem, answer: Answer, input: &mut dyn Input) -> Result<Then, CliError> {
        let Answer { deed, reason } = answer;
        let reason = reason.or_else(|| self.reason.clone());
        let is_decision = !matches!(
            deed,
            Deed::Next | Deed::Never | Deed::Back | Deed::Undo | Deed::Open | Deed::Help | Deed::Quit
        );
        if item.gone && is_decision {
            return Err(CliError::input(
                "the revised article does not have it: `x` takes note of that, `n` leaves it for another time",
            ));
        }
        match deed {
            Deed::Next => {
                self.skipped += 1;
                self.at += 1;
                Ok(Then::Show)
            }
            Deed::Back if self.at == 0 => Err(CliError::input("this is the first of the queue")),
            Deed::Back => {
                self.at -= 1;
                Ok(Then::Show)
            }
            Deed::Undo => self.undo(),
            Deed::Open => self.open(item),
            Deed::Help => {
                card::help(self.session)?;
                Ok(Then::Stay)
            }
            Deed::Quit => Ok(Then::End),
            decision => {
                let Some((order, told)) = self.order(decision, input)? else {
                    self.session.ui.line("nothing changed")?;
                    return Ok(Then::Stay);
                };
                self.decide(item, &order, told, reason.as_deref())
            }
        }
    }

    /// What a decision orders, and how it is told; `None` where whoever decides thinks better of it.
    fn order(
        &mut self,
        deed: Deed,
        input: &mut dyn Input,
    ) -> Result<Option<(StatementCommand, String)>, CliError> {
        let correct = |change, told| Ok(Some((StatementCommand::Correct(change), told)));
        let none = Change::default();
        match deed {
            Deed::Confirm => Ok(Some((StatementCommand::Confirm, "confirmed".to_owned()))),
            Deed::Withdraw => Ok(Some((StatementCommand::Withdraw, "withdrawn".to_owned()))),
            Deed::Never => Ok(Some((StatementCommand::Skip, "not asked about again".to_owned()))),
            Deed::Speaker(typed) => {
                let name = names::settle(&self.tracker, &mut self.session.ui, input, &typed)?;
                let Some(name) = name else { return Ok(None) };
                let told = format!("the speaker is {name}");
                let speaker = Some(name);
                correct(Change { speaker, ..none }, told)
            }
            Deed::Capacity(role) => {
                let told = format!("the role is {role}");
                let capacity = Some(role);
                correct(Change { capacity, ..none }, told)
            }
            Deed::Act(act) => {
                let told = format!("the act is {act}");
                let act = Some(act);
                correct(Change { act, ..none }, told)
            }
            Deed::Said(date) => {
                let told = format!("said {}", said(date));
                let said = Some(date);
                correct(Change { said, ..none }, told)
            }
            Deed::Words(words) => {
                let told = "the words are corrected".to_owned();
                let text = Some(words);
                correct(Change { text, ..none }, told)
            }
            Deed::Tag(topic) => {
                let id = naming::topic(&self.tracker, &topic)?;
                let told = format!("about {id}");
                Ok(Some((StatementCommand::Tag(id, Tag::About), told)))
            }
            Deed::Status(status) => Ok(Some((StatementCommand::Mark(status), format!("marked {status}")))),
            Deed::Link(link, other) => {
                let other = naming::statement(&self.tracker, &other)?;
                let told = format!("{link} {other}");
                Ok(Some((StatementCommand::Link(other, link, true), told)))
            }
            Deed::Next | Deed::Back | Deed::Undo | Deed::Open | Deed::Help | Deed::Quit => Ok(None),
        }
    }

    /// Decides on an item and on its copies, each in an event of its own, and goes on where that answers the question.
    fn decide(
        &mut self,
        item: &ReviewItem,
        order: &StatementCommand,
        told: String,
        reason: Option<&str>,
    ) -> Result<Then, CliError> {
        let mut done = Done {
            item: self.at,
            positions: Vec::new(),
            told,
        };
        let mut failed = None;
        for id in ids(item) {
            match self
                .tracker
                .decide_statement(id, order.clone(), reason.map(str::to_owned))
            {
                Ok(recorded) => done.positions.extend(recorded.last().map(|last| last.position)),
                Err(error) => {
                    failed = Some((id.clone(), CliError::from(error)));
                    break;
                }
            }
        }
        if done.positions.is_empty() {
            if let Some((_, error)) = failed {
                return Err(error);
            }
            self.session.ui.line("nothing changed: it is so already")?;
            return Ok(Then::Stay);
        }
        let ui = &mut self.session.ui;
        let mut line = done.told.clone();
        if let Some(reason) = reason {
            line = format!("{line}: {reason}");
        }
        if done.positions.len() > 1 {
            let copies: Vec<String> = item.copies.iter().map(|copy| source(&copy.article)).collect();
            line = format!("{line}; so in {} too", copies.join("; "));
        }
        let line = crate::cli::ui::text::clean(&line).into_owned();
        ui.line(line)?;
        self.done.push(done);
        if let Some((id, error)) = failed {
            return Err(CliError::new(
                error.exit,
                format_args!("but not for {id}: {}", error.message),
            ));
        }
        if matches!(
            order,
            StatementCommand::Tag(..) | StatementCommand::Mark(_) | StatementCommand::Link(..)
        ) {
            return Ok(Then::Stay);
        }
        self.at += 1;
        Ok(Then::Show)
    }

    /// Takes the last decision back and asks about its item again.
    fn undo(&mut self) -> Result<Then, CliError> {
        let Some(done) = self.done.pop() else {
            return Err(CliError::input(
                "nothing was decided yet; `dixit undo --last` undoes what was decided before",
            ));
        };
        for position in done.positions.iter().rev() {
            self.tracker.undo_decision(*position, None)?;
        }
        self.session.ui.line(format_args!("undone: {}", done.told))?;
        self.at = done.item;
        Ok(Then::Show)
    }

    fn open(&mut self, item: &ReviewItem) -> Result<Then, CliError> {
        let Some(url) = &item.entry.article.url else {
            return Err(CliError::input("the article has no address"));
        };
        browser::open(url).map_err(CliError::input)?;
        self.session
            .ui
            .line(format_args!("opening {}", crate::cli::ui::text::clean(url)))?;
        Ok(Then::Stay)
    }
}

/// The statement of an item and its copies.
fn ids(item: &ReviewItem) -> impl Iterator<Item = &StatementId> {
    std::iter::once(&item.entry.id).chain(item.copies.iter().map(|copy| &copy.statement))
}

/// What the value of a key is at present: what is corrected is often only a letter or two.
fn present(item: &ReviewItem, letter: char) -> String {
    let entry = &item.entry;
    match letter {
        'r' => entry.capacity.clone().unwrap_or_default(),
        't' => entry.words.clone(),
        'd' => entry.said.to_string(),
        _ => String::new(),
    }
}

/// What a value of a key may be completed to.
fn completions(tracker: &Tracker, letter: char, typed: &str) -> Vec<String> {
    if letter == 's' {
        return names::completions(tracker, typed);
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
        return beginning(labels, typed);
    }
    let words = super::answer::words_for(letter);
    beginning(words.into_iter().map(str::to_owned), typed)
}

/// Those of `known` that begin as `typed`, whatever the case and accents.
fn beginning(known: impl Iterator<Item = String>, typed: &str) -> Vec<String> {
    let typed = crate::domain::fold(typed);
    let mut found: Vec<String> = known
        .filter(|known| crate::domain::fold(known).starts_with(&typed))
        .collect();
    found.dedup();
    found
}
