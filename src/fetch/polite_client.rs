//! Asks a host when it is its turn, and again when it was busy.

use super::error::FetchError;
use super::exchange::{Answer, Exchanger, Question};
use super::host_turns::{HostTurn, HostTurns};
use super::options::FetchOptions;
use super::retry_after::parse_retry_after;
use super::web_address::host_of;
use std::time::{Duration, SystemTime};
use url::Url;

/// An HTTP client that all threads share.
#[derive(Debug)]
pub(super) struct PoliteClient {
    exchanger: Exchanger,
    turns: HostTurns,
    options: FetchOptions,
}

impl PoliteClient {
    pub(super) fn new(options: &FetchOptions) -> Self {
        Self {
            exchanger: Exchanger::new(options),
            turns: HostTurns::default(),
            options: options.clone(),
        }
    }

    /// The time now.
    pub(super) fn now(&self) -> SystemTime {
        self.options.clock.now()
    }

    /// Asks when `delay` has passed since the last request to the host. What the requests take is deducted from
    /// `time_left`, pauses are not.
    pub(super) fn ask(
        &self,
        question: &Question<'_>,
        delay: Duration,
        time_left: &mut Duration,
    ) -> Result<Answer, FetchError> {
        let delay = delay.max(self.options.host_delay);
        self.turns.in_turn(host_of(question.url), |turn| {
            let mut retries_left = self.options.max_retries;
            loop {
                self.wait_while_busy(question.url, turn)?;
                turn.pause(delay, &*self.options.clock);
                self.check_interrupted(question.url)?;
                let begin = self.now();
                let answer = self.exchanger.ask(question, *time_left);
                let end = self.now();
                turn.finish(end);
                *time_left = time_left.saturating_sub(end.duration_since(begin).unwrap_or_default());
                let answer = answer?;
                let Some(wait) = asked_wait(&answer, end) else {
                    return Ok(answer);
                };
                turn.set_busy(end + wait, answer.status);
                if retries_left == 0 {
                    return Err(busy(question.url, answer.status, wait, end));
                }
                retries_left -= 1;
            }
        })
    }

    fn check_interrupted(&self, url: &Url) -> Result<(), FetchError> {
        if self.options.clock.is_interrupted() {
            return Err(FetchError::Interrupted {
                address: url.to_string(),
            });
        }
        Ok(())
    }

    /// Waits as long as the host asks to be left alone, or fails at once where that is too long.
    fn wait_while_busy(&self, url: &Url, turn: &HostTurn) -> Result<(), FetchError> {
        let now = self.now();
        match turn.busy_for(now) {
            Some((wait, status)) if wait > self.options.max_retry_wait => Err(busy(url, status, wait, now)),
            Some((wait, _)) => {
                self.options.clock.sleep(wait);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// How long a busy site asks to wait; `None` where it does not say so.
fn asked_wait(answer: &Answer, now: SystemTime) -> Option<Duration> {
    if !matches!(answer.status, 429 | 503) {
        return None;
    }
    parse_retry_after(answer.retry_after.as_deref()?, now)
}

fn busy(url: &Url, status: u16, wait: Duration, now: SystemTime) -> FetchError {
    FetchError::Busy {
        address: url.to_string(),
        status,
        until: Some(now + wait),
        wait: Some(wait),
    }
}
