//! The line on a terminal that says how far a long run is.

use crate::progress::{counts, on_wait};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write, stderr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// A run that ends before is not worth a line.
const UNNOTICED: Duration = Duration::from_secs(1);

/// The time between two looks at the counts.
const STEP: Duration = Duration::from_millis(50);

const WITH_COUNT: &str = "{spinner} {msg} [{bar:24}] {pos} of {len}, {elapsed}";
const WITHOUT: &str = "{spinner} {msg}, {elapsed}";

/// A line on standard error, after a second, that is taken away before anything else is written. Nothing where standard error is
/// no terminal.
#[derive(Debug, Clone)]
pub(super) struct Progress {
    bar: ProgressBar,
    line: Arc<Mutex<Line>>,
}

/// The state of the line. Who holds it has the terminal.
#[derive(Debug, Default)]
struct Line {
    is_there: bool,
    is_over: bool,
}

impl Line {
    /// Takes the line away. The next look at the counts writes it again.
    fn erase(&mut self) {
        if std::mem::take(&mut self.is_there) {
            // Where nobody reads it, there is nobody to report to.
            let _ = write!(stderr().lock(), "\r\u{1B}[2K");
        }
    }
}

fn held(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Progress {
    /// The progress of the command called `name`.
    pub fn of(name: String) -> Self {
        let can_be_shown = stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        // Where somebody types what is to be read, a line that moves is in the way.
        let is_typed = std::env::args_os().any(|argument| argument == "-" || argument == "--jsonl");
        let target = match can_be_shown && !is_typed {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let progress =
            Self { bar: ProgressBar::with_draw_target(None, target).with_message(name), line: Arc::default() };
        if !progress.bar.is_hidden() {
            let shown = progress.clone();
            thread::spawn(move || shown.show());
        }
        let shown = progress.clone();
        on_wait(move || {
            let what = "literatim: waiting for another literatim that writes to this archive";
            drop(shown.without(|| writeln!(stderr().lock(), "{what}")));
        });
        progress
    }

    /// Writes something else, without the line.
    pub fn without<T>(&self, write: impl FnOnce() -> T) -> T {
        let mut line = held(&self.line);
        line.erase();
        write()
    }

    /// Takes the line away for good.
    pub fn end(&self) {
        let mut line = held(&self.line);
        line.erase();
        line.is_over = true;
    }

    /// Shows the counts as they are until the run is over.
    fn show(&self) {
        thread::sleep(UNNOTICED);
        let mut style = "";
        loop {
            thread::sleep(STEP);
            let mut line = held(&self.line);
            if line.is_over {
                return;
            }
            let (done, all) = counts();
            let wanted = if done < all { WITH_COUNT } else { WITHOUT };
            if wanted != style {
                self.bar
                    .set_style(ProgressStyle::with_template(wanted).unwrap_or_else(|_| ProgressStyle::default_bar()));
                style = wanted;
            }
            // Both at once: each alone would be drawn beside the other of before.
            self.bar.update(|state| {
                state.set_len(all);
                state.set_pos(done);
            });
            self.bar.tick();
            line.is_there = true;
        }
    }
}
