//! Three tasks at a time.

use std::panic::resume_unwind;
use std::thread::scope;

/// The results of three tasks, each of which has a thread of its own.
pub(crate) fn side_by_side<A, B: Send, C: Send>(
    first: impl FnOnce() -> A,
    second: impl FnOnce() -> B + Send,
    third: impl FnOnce() -> C + Send,
) -> (A, B, C) {
    scope(|scope| {
        let (second, third) = (scope.spawn(second), scope.spawn(third));
        let first = first();
        let second = second.join().unwrap_or_else(|panic| resume_unwind(panic));
        (first, second, third.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}
