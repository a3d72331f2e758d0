use super::event_pass::{CLOCK_JUMP_MAX_DAYS, EventPass};
use super::verified_log::VerifiedLog;
use crate::domain::{Position, Timestamp};
use crate::log::row::{EventRow, TextRow};
use crate::log::store::{LogStore, RowSelection, StoredRow};
use crate::log::tree::CompletedSubtrees;
use crate::log::{Damage, DamagedPart, Finding, FindingPart, Findings, Hash, LogError};

const MICROS_PER_DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// What is known of the log after the events read so far.
pub(super) struct Chain {
    pass: EventPass,
    subtrees: CompletedSubtrees,
    redacted: u64,
    last: Position,
    recorded_at: Option<i64>,
    /// The first event recorded later than now, when that was, and how many there are.
    future: Option<(Position, i64, u64)>,
}

impl Chain {
    pub(super) fn new(pass: EventPass) -> Self {
        Self {
            pass,
            subtrees: CompletedSubtrees::default(),
            redacted: 0,
            last: Position::START,
            recorded_at: None,
            future: None,
        }
    }

    /// Verifies the selected events, which must follow the last one in order. `leaf` verifies one of them and returns
    /// its leaf hash.
    pub(super) fn verify_rows(
        &mut self,
        log: &dyn LogStore,
        selection: &RowSelection<'_>,
        findings: &mut Findings,
        mut leaf: impl FnMut(&EventRow<'_>, &mut Findings) -> Result<Hash, LogError>,
    ) -> Result<(), LogError> {
        // An error of the check itself is no finding about the rows.
        let mut failed = None;
        let read = log.for_each_row(selection, &mut |row| {
            failed = self.verify_row(row, findings, &mut leaf).err();
            Ok(failed.is_none() && !(self.pass.stops_at_damage && findings.has_damage()))
        });
        if let Some(error) = failed {
            return Err(error);
        }
        if let Err(error) = read {
            let last = self.last;
            findings.push_error(error, |what| {
                let what = format!("the events after {last} cannot be read: {what}");
                Finding::damage(FindingPart::Structure, "the tables event, body and text", what)
            })?;
        }
        if self.pass.stops_at_damage && findings.has_damage() {
            return Ok(());
        }
        if let Some((first, at, count)) = self.future.take() {
            findings.push(future_note(first, at, count));
        }
        Ok(())
    }

    fn verify_row(
        &mut self,
        row: StoredRow<'_>,
        findings: &mut Findings,
        leaf: &mut impl FnMut(&EventRow<'_>, &mut Findings) -> Result<Hash, LogError>,
    ) -> Result<(), LogError> {
        let expected = self.last.next();
        let pos = row.pos;
        if pos <= self.last.number().cast_signed() {
            let what = format!("an event stands at {pos}, where none can be");
            findings.push(Finding::damage(FindingPart::Event, "table event", what));
            return Ok(());
        }
        let position = Position::new(pos.cast_unsigned());
        if position != expected {
            findings.push(missing_events(expected, position));
        }
        self.last = position;
        let Ok(row) = row.event else {
            let part = DamagedPart::Header;
            findings.push(Damage { position, part });
            return Ok(());
        };
        self.subtrees.push(leaf(&row, findings)?);
        self.redacted += u64::from(row.text == TextRow::Redacted);
        self.follow_clock(position, row.columns.recorded_at, findings);
        Ok(())
    }

    fn follow_clock(&mut self, position: Position, recorded_at: i64, findings: &mut Findings) {
        if let Some(before) = self.recorded_at {
            let days = (recorded_at.saturating_sub(before)) / MICROS_PER_DAY;
            if recorded_at < before {
                let part = DamagedPart::Clock;
                findings.push(Damage { position, part });
            } else if days > CLOCK_JUMP_MAX_DAYS {
                let what = format!(
                    "recorded {days} days after the event before it, at {}: if a clock was wrong, all later events \
                     carry at least this time",
                    Timestamp::from_micros(recorded_at)
                );
                findings.push(Finding::note(FindingPart::Clock, position, what));
            }
        }
        self.recorded_at = Some(recorded_at);
        if self.pass.now.is_some_and(|now| recorded_at > now.micros()) {
            let (_, _, count) = self.future.get_or_insert((position, recorded_at, 0));
            *count += 1;
        }
    }

    /// Compares the stored nodes of the tree with those that the events give. Where an event is damaged, those above
    /// it differ for that reason alone, and are not compared.
    pub(super) fn verify_tree(&self, log: &dyn LogStore, findings: &mut Findings) -> Result<(), LogError> {
        if findings.has_damage() || !log.has_tree()? {
            return Ok(());
        }
        let damage = |what: &str| Finding::damage(FindingPart::Tree, "table tree", what);
        match self.subtrees.find_damaged(log) {
            Ok(positions) => {
                for position in positions {
                    findings.push(
                        damage("the stored node of the tree is not that of the events up to here")
                            .at(position),
                    );
                }
                Ok(())
            }
            Err(error) => findings.push_error(error, |what| damage(&what)),
        }
    }

    pub(super) fn verified(&self) -> VerifiedLog {
        VerifiedLog {
            events: self.subtrees.tree().size(),
            redacted: self.redacted,
            root: self.subtrees.tree().root(),
        }
    }
}

/// Finding: there is no event from `first` up to, but not including, `next`.
fn missing_events(first: Position, next: Position) -> Finding {
    let part = DamagedPart::Missing;
    let mut finding = Finding::from(Damage {
        position: first,
        part,
    });
    let last = next.number() - 1;
    if last > first.number() {
        finding.what = format!("the events up to {} are missing", Position::new(last));
    }
    finding
}

fn future_note(first: Position, at: i64, count: u64) -> Finding {
    let events = match count {
        1 => "this event carries".to_owned(),
        count => format!("{count} events from here on carry"),
    };
    let at = Timestamp::from_micros(at);
    let what = format!(
        "{events} a time of recording later than now ({at}): --as-of with a time does not reach them"
    );
    Finding::note(FindingPart::Clock, first, what)
}
