//! Work on all cores, results in order, memory that does not grow with the number of items.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Scope};
use std::time::Duration;

/// What [`Ordered::next`] has to give.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next<R> {
    /// The result for the next item.
    Ready(R),
    /// Nothing came within the time given; more may come.
    Idle,
    /// There are no more items.
    End,
}

/// The results of work in progress, in the order of the items. Dropping it stops the work.
#[derive(Debug)]
pub(crate) struct Ordered<R> {
    /// For each item handed out, in order, where its result will arrive.
    handed_out: Receiver<Receiver<R>>,
    /// The item whose result is waited for.
    awaited: Option<Receiver<R>>,
}

impl<R> Ordered<R> {
    /// The next result, waited for no longer than `patience`.
    pub(crate) fn next(&mut self, patience: Duration) -> Next<R> {
        if self.awaited.is_none() {
            match self.handed_out.recv_timeout(patience) {
                Ok(result) => self.awaited = Some(result),
                Err(RecvTimeoutError::Timeout) => return Next::Idle,
                Err(RecvTimeoutError::Disconnected) => return Next::End,
            }
        }
        let arrived = self.awaited.as_ref().map(|result| result.recv_timeout(patience));
        match arrived {
            Some(Ok(result)) => {
                self.awaited = None;
                Next::Ready(result)
            }
            Some(Err(RecvTimeoutError::Timeout)) => Next::Idle,
            // A worker died over it; joining the threads tells how.
            Some(Err(RecvTimeoutError::Disconnected)) | None => Next::End,
        }
    }
}

/// How many threads work: as many as the machine runs at once.
fn workers() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

/// Applies `work` on all cores to the items that `items` makes, in threads of `scope`. No more than a few
/// items per core are held at any time.
pub(crate) fn map<'scope, 'env, T, R, I>(
    scope: &'scope Scope<'scope, 'env>,
    items: impl FnOnce() -> I + Send + 'scope,
    work: impl Fn(T) -> R + Sync + Send + Clone + 'scope,
) -> Ordered<R>
where
    T: Send + 'scope,
    R: Send + 'scope,
    I: Iterator<Item = T>,
{
    let workers = workers();
    let (hand_out, handed_out) = sync_channel(4 * workers);
    let (give, take) = sync_channel::<(T, SyncSender<R>)>(workers);
    let take = std::sync::Arc::new(Mutex::new(take));
    scope.spawn(move || {
        for item in items() {
            let (done, result) = sync_channel(1);
            // Nobody waits for results any more, or nobody works on them: there is no use in reading on.
            if hand_out.send(result).is_err() || give.send((item, done)).is_err() {
                break;
            }
        }
    });
    for _ in 0..workers {
        let (take, work) = (take.clone(), work.clone());
        scope.spawn(move || {
            loop {
                let next = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((item, done)) = next else { break };
                // Whoever asked for the result may have gone.
                let _ = done.send(work(item));
            }
        });
    }
    Ordered {
        handed_out,
        awaited: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let slow_when_odd = |n: u64| {
            thread::sleep(Duration::from_millis(n % 2 * 3));
            n * n
        };
        let squares = thread::scope(|scope| {
            let mut results = map(scope, || 0..50, slow_when_odd);
            let mut squares = Vec::new();
            loop {
                match results.next(Duration::from_millis(1)) {
                    Next::Ready(square) => squares.push(square),
                    Next::Idle => {}
                    Next::End => break squares,
                }
            }
        });
        assert_eq!(squares, (0..50).map(|n| n * n).collect::<Vec<_>>());
    }

    #[test]
    fn whoever_stops_listening_stops_the_work() {
        let made = AtomicUsize::new(0);
        thread::scope(|scope| {
            let items = || {
                (0..1_000_000).inspect(|_| {
                    made.fetch_add(1, Ordering::Relaxed);
                })
            };
            let mut results = map(scope, items, |n: i32| n);
            assert_eq!(results.next(Duration::from_secs(10)), Next::Ready(0));
        });
        assert!(
            made.into_inner() < 1_000,
            "memory does not grow with the number of items"
        );
    }
}
