//! Runs work on all cores and returns results in input order, with bounded memory.

use super::result_budget::ResultBudget;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Scope};
use std::time::Duration;

/// Maximum number of finished items per core that wait to be taken, so that reading goes on while results are
/// recorded.
const AHEAD_PER_CORE_MAX: usize = 128;

/// Bytes of results that wait, beyond which no further work begins: long articles have many statements each.
const BYTES_AHEAD_MAX: usize = 64 << 20;

/// What [`OrderedResults::next`] returns.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NextResult<R> {
    /// The result of the next item.
    Ready(R),
    /// No result within the time limit; more may follow.
    Idle,
    /// There are no more items.
    End,
}

/// The results of running work, in input order. Dropping it stops the work.
#[derive(Debug)]
pub(crate) struct OrderedResults<R> {
    /// The channels of the results, in input order.
    handed_out: Receiver<Receiver<(R, usize)>>,
    /// The channel of the result that is waited for.
    awaited: Option<Receiver<(R, usize)>>,
    /// The bytes of the results that were not taken yet.
    budget: Arc<ResultBudget>,
}

impl<R> Drop for OrderedResults<R> {
    fn drop(&mut self) {
        self.budget.close();
    }
}

impl<R> OrderedResults<R> {
    /// Waits for the next result, at most for `patience`.
    pub(crate) fn next(&mut self, patience: Duration) -> NextResult<R> {
        if self.awaited.is_none() {
            match self.handed_out.recv_timeout(patience) {
                Ok(result) => self.awaited = Some(result),
                Err(RecvTimeoutError::Timeout) => return NextResult::Idle,
                Err(RecvTimeoutError::Disconnected) => return NextResult::End,
            }
        }
        let arrived = self.awaited.as_ref().map(|result| result.recv_timeout(patience));
        match arrived {
            Some(Ok((result, bytes))) => {
                self.awaited = None;
                self.budget.give_back(bytes);
                NextResult::Ready(result)
            }
            Some(Err(RecvTimeoutError::Timeout)) => NextResult::Idle,
            // A worker panicked; joining the threads reports it.
            Some(Err(RecvTimeoutError::Disconnected)) | None => NextResult::End,
        }
    }
}

/// Returns the number of worker threads: as many as the machine runs at once.
pub(crate) fn worker_count() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

/// Applies work to the items on all cores, in threads of `scope`. Each thread has a worker of its own, made by
/// `make_worker`, which returns a result and about how many bytes it takes. At most a few results per core wait at any
/// time, and no work begins while those that wait take more than [`BYTES_AHEAD_MAX`].
pub(crate) fn map<'scope, 'env, T, R, I, W>(
    scope: &'scope Scope<'scope, 'env>,
    items: impl FnOnce() -> I + Send + 'scope,
    make_worker: impl Fn() -> W + Sync + Send + Clone + 'scope,
) -> io::Result<OrderedResults<R>>
where
    T: Send + 'scope,
    R: Send + 'scope,
    I: Iterator<Item = T>,
    W: FnMut(T) -> (R, usize),
{
    map_with(scope, worker_count(), items, make_worker)
}

/// As [`map`], on this number of threads, or on fewer if the system gives no more. Fails if it gives none at all.
pub(crate) fn map_with<'scope, 'env, T, R, I, W>(
    scope: &'scope Scope<'scope, 'env>,
    workers: usize,
    items: impl FnOnce() -> I + Send + 'scope,
    make_worker: impl Fn() -> W + Sync + Send + Clone + 'scope,
) -> io::Result<OrderedResults<R>>
where
    T: Send + 'scope,
    R: Send + 'scope,
    I: Iterator<Item = T>,
    W: FnMut(T) -> (R, usize),
{
    let (hand_out, handed_out) = sync_channel(AHEAD_PER_CORE_MAX * workers);
    // An item is handed to a worker that waits for one: those in a queue would become results unchecked.
    let (give, take) = sync_channel::<(T, SyncSender<(R, usize)>)>(0);
    let take = Arc::new(Mutex::new(take));
    let budget = Arc::new(ResultBudget::new(BYTES_AHEAD_MAX));
    let reading_budget = budget.clone();
    thread::Builder::new().spawn_scoped(scope, move || {
        for item in items() {
            reading_budget.wait();
            let (done, result) = sync_channel(1);
            // The results or the workers are gone, so reading on is useless.
            if hand_out.send(result).is_err() || give.send((item, done)).is_err() {
                break;
            }
        }
    })?;
    for number in 0..workers {
        let (take, make_worker, budget) = (take.clone(), make_worker.clone(), budget.clone());
        let started = thread::Builder::new().spawn_scoped(scope, move || {
            let mut work = make_worker();
            loop {
                let next = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((item, done)) = next else { break };
                let (result, bytes) = work(item);
                budget.take(bytes);
                // The receiver may be gone.
                let _ = done.send((result, bytes));
            }
        });
        match started {
            Err(error) if number == 0 => return Err(error),
            Err(_) => break,
            Ok(_) => {}
        }
    }
    Ok(OrderedResults {
        handed_out,
        awaited: None,
        budget,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_input_order() {
        let slow_when_odd = |n: u64| {
            thread::sleep(Duration::from_millis(n % 2 * 3));
            (n * n, BYTES_AHEAD_MAX / 3)
        };
        let squares = thread::scope(|scope| {
            let mut results = map(scope, || 0..50, || slow_when_odd).unwrap();
            let mut squares = Vec::new();
            loop {
                match results.next(Duration::from_millis(1)) {
                    NextResult::Ready(square) => squares.push(square),
                    NextResult::Idle => {}
                    NextResult::End => break squares,
                }
            }
        });
        assert_eq!(squares, (0..50).map(|n| n * n).collect::<Vec<_>>());
    }

    #[test]
    fn dropping_the_results_stops_the_work() {
        let made = AtomicUsize::new(0);
        thread::scope(|scope| {
            let items = || {
                (0..1_000_000).inspect(|_| {
                    made.fetch_add(1, Ordering::Relaxed);
                })
            };
            let mut results = map(scope, items, || |n: i32| (n, 0)).unwrap();
            assert_eq!(results.next(Duration::from_secs(10)), NextResult::Ready(0));
        });
        assert!(
            made.into_inner() < 1_000,
            "memory does not grow with the number of items"
        );
    }

    #[test]
    fn large_results_are_not_made_before_there_is_room() {
        let (waiting, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            let (waiting, most) = (&waiting, &most);
            let make = move || {
                move |n: usize| {
                    most.fetch_max(waiting.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    (n, BYTES_AHEAD_MAX)
                }
            };
            let mut results = map_with(scope, 2, || 0..40, make).unwrap();
            for taken in 0..40 {
                assert_eq!(results.next(Duration::from_secs(10)), NextResult::Ready(taken));
                thread::sleep(Duration::from_millis(1));
                waiting.fetch_sub(1, Ordering::SeqCst);
            }
        });
        // One that fills the budget, and those that the workers had begun before.
        assert!(most.into_inner() <= 5, "results wait beyond the budget");
    }
}
