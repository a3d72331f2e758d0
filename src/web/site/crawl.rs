//! Visits everything that can be reached from some places, on several threads.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What is to be visited, what was found so far, and how many threads are visiting something.
#[derive(Debug)]
struct Frontier<T, E> {
    pending: Vec<T>,
    seen: HashSet<T>,
    busy: usize,
    failure: Option<E>,
}

/// Visits `start` and whatever a visit finds, each once, in any order, on as many threads as there are `visitors`.
/// Stops at the first error.
pub(super) fn crawl<T, E, V>(start: Vec<T>, visitors: Vec<V>) -> Result<(), E>
where
    T: Clone + Eq + Hash + Send,
    E: Send,
    V: FnMut(T) -> Result<Vec<T>, E> + Send,
{
    let frontier = Mutex::new(Frontier {
        seen: start.iter().cloned().collect(),
        pending: start,
        busy: 0,
        failure: None,
    });
    let changed = Condvar::new();
    thread::scope(|scope| {
        for mut visit in visitors {
            let (frontier, changed) = (&frontier, &changed);
            scope.spawn(move || {
                while let Some(next) = take_next(frontier, changed) {
                    let found = visit(next);
                    put_found(&mut lock(frontier), found);
                    changed.notify_all();
                }
            });
        }
    });
    let end = frontier.into_inner().unwrap_or_else(PoisonError::into_inner);
    end.failure.map_or(Ok(()), Err)
}

fn lock<T, E>(frontier: &Mutex<Frontier<T, E>>) -> MutexGuard<'_, Frontier<T, E>> {
    frontier.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for something to visit; `None` if there will be nothing more.
fn take_next<T, E>(frontier: &Mutex<Frontier<T, E>>, changed: &Condvar) -> Option<T> {
    let mut all = lock(frontier);
    loop {
        if all.failure.is_some() {
            return None;
        }
        if let Some(next) = all.pending.pop() {
            all.busy += 1;
            return Some(next);
        }
        if all.busy == 0 {
            return None;
        }
        all = changed.wait(all).unwrap_or_else(PoisonError::into_inner);
    }
}

fn put_found<T: Clone + Eq + Hash, E>(all: &mut Frontier<T, E>, found: Result<Vec<T>, E>) {
    all.busy -= 1;
    match found {
        Ok(found) => {
            for one in found {
                if !all.seen.contains(&one) {
                    all.seen.insert(one.clone());
                    all.pending.push(one);
                }
            }
        }
        Err(error) => all.failure = Some(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn everything_is_visited_once() {
        let visits = AtomicU64::new(0);
        let visit = |number: u64| {
            visits.fetch_add(1, Ordering::SeqCst);
            Ok::<_, ()>(
                [number * 2, number + 1]
                    .into_iter()
                    .filter(|next| *next < 5000)
                    .collect(),
            )
        };
        crawl(vec![1], vec![visit, visit, visit]).unwrap();
        assert_eq!(visits.into_inner(), 4999);
    }

    #[test]
    fn first_error_ends_it() {
        let visit = |number: u64| {
            if number < 50 {
                Ok(vec![number + 1])
            } else {
                Err(number)
            }
        };
        assert_eq!(crawl(vec![1], vec![visit, visit]), Err(50));
    }
}
