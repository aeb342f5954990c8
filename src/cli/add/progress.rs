//! The line on a terminal that says how far a long run is.

use std::io::{IsTerminal, Write, stderr};

/// Files between two writings of the line.
const STEP: usize = 16;

/// A line on standard error that is written over again and again; nothing where that is no terminal.
pub(super) struct Progress<W: Write> {
    out: Option<W>,
    all: usize,
    is_shown: bool,
}

impl Progress<std::io::Stderr> {
    /// The progress of a run over so many files.
    pub fn of(all: usize) -> Self {
        Self::on(Some(stderr()).filter(IsTerminal::is_terminal), all)
    }
}

impl<W: Write> Progress<W> {
    fn on(out: Option<W>, all: usize) -> Self {
        Self { out, all, is_shown: false }
    }

    /// Says that so many files are done. That nobody can read it is no error.
    pub fn at(&mut self, done: usize) {
        if let Some(out) = self.out.as_mut().filter(|_| done.is_multiple_of(STEP) || done == self.all) {
            let _ = write!(out, "\r{done} of {} files", self.all).and_then(|()| out.flush());
            self.is_shown = true;
        }
    }

    /// Takes the line away, before something else is written.
    pub fn clear(&mut self) {
        if let Some(out) = self.out.as_mut().filter(|_| std::mem::take(&mut self.is_shown)) {
            let _ = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_a_line_that_is_taken_away_and_nothing_else_gets_one() {
        let mut shown = Vec::new();
        let mut progress = Progress::on(Some(&mut shown), 20);
        (1..=20).for_each(|done| progress.at(done));
        progress.clear();
        progress.clear();
        assert_eq!(String::from_utf8(shown).unwrap(), "\r16 of 20 files\r20 of 20 files\r\u{1b}[K");
        let mut silent = Progress::<Vec<u8>>::on(None, 20);
        silent.at(20);
        silent.clear();
        assert!(silent.out.is_none());
    }
}
