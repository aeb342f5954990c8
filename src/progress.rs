//! The work of a long run, counted while it is done.
//!
//! **Invariant**: nothing reads the counts but who shows them, so no result depends on them.
//!
//! They belong to the process, as its terminal does: to hand a listener down to every loop would change a hundred signatures, and
//! no answer.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The number of all things in the upper half, and of those that are done in the lower: they are read together.
static COUNTS: AtomicU64 = AtomicU64::new(0);
static IS_UNDER_WAY: AtomicBool = AtomicBool::new(false);
static ON_WAIT: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

/// Fewer things than this are parts, as many as there are processors, and not what a person would count.
const FEW: usize = 16;

/// Work on many like things. It ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Work {
    /// False within other work, whose count goes on.
    is_counted: bool,
}

impl Work {
    /// Begins work on `all` things.
    pub fn on(all: usize) -> Self {
        let is_counted = all >= FEW && !IS_UNDER_WAY.swap(true, Ordering::Relaxed);
        if is_counted {
            COUNTS.store(u64::from(u32::try_from(all).unwrap_or(u32::MAX)) << 32, Ordering::Relaxed);
        }
        Self { is_counted }
    }

    /// Counts things that are done.
    pub fn advance(&self, by: usize) {
        if self.is_counted {
            COUNTS.fetch_add(by as u64, Ordering::Relaxed);
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if self.is_counted {
            COUNTS.store(0, Ordering::Relaxed);
            IS_UNDER_WAY.store(false, Ordering::Relaxed);
        }
    }
}

/// The number of things done, and of all, in the work that is under way; both are 0 where none is.
pub fn counts() -> (u64, u64) {
    let counts = COUNTS.load(Ordering::Relaxed);
    (counts & u64::from(u32::MAX), counts >> 32)
}

/// Says what is to happen when this process begins to wait for another one that writes to the archive. The first call counts.
pub fn on_wait(notice: impl Fn() + Send + Sync + 'static) {
    // A second listener would write a second sentence.
    let _ = ON_WAIT.set(Box::new(notice));
}

/// Says that this process waits for another one.
#[cfg(feature = "store")]
pub(crate) fn wait_begins() {
    if let Some(notice) = ON_WAIT.get() {
        notice();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_within_other_work_and_parts_are_not_counted() {
        let outer = Work { is_counted: true };
        IS_UNDER_WAY.store(true, Ordering::Relaxed);
        let inner = Work::on(1000);
        assert!(!inner.is_counted);
        drop(inner);
        assert!(IS_UNDER_WAY.load(Ordering::Relaxed), "the outer work goes on");
        drop(outer);
        assert!(!Work::on(FEW - 1).is_counted);
    }
}
