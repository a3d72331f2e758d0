//! Runs code of other libraries that may panic on a broken document, without a message on standard error.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs guarded code.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// What `work` returns; `None` if it panics.
///
/// The hook that prints panics is one for the whole process. The first call wraps it, so that it stays silent in
/// guarded code and nowhere else.
pub(crate) fn catch_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_GUARDED.get() {
                previous(info);
            }
        }));
    });
    let outer = IS_GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(outer);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_is_caught_and_result_is_returned() {
        assert_eq!(catch_panic(|| 3), Some(3));
        assert_eq!(
            catch_panic(|| [1, 2, 3].iter().position(|n| *n == 9).unwrap()),
            None
        );
        assert!(!IS_GUARDED.get());
    }
}
