//! The end of the log, which more lines are written behind without a look at those before.

use super::{Checkpoint, History, LogLine};
use crate::digest::{Digest, merkle};

/// The end of a log: its last file, and of the files before, which are full and never change, the roots of their trees.
#[derive(Debug)]
pub struct LogTail {
    origin: String,
    /// The roots of the trees of the files before the last one.
    full: Vec<Digest>,
    /// The lines of the last file, and of those that begin behind it, each with its line feed.
    lines: Vec<String>,
}

impl LogTail {
    /// The end of the log that `checkpoint` is of; `None` where these files are not that log's.
    pub fn of(checkpoint: &Checkpoint, full: Vec<Digest>, last: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(last).ok()?;
        let lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let is_whole = text.ends_with('\n') && lines.len() <= History::LINES_A_FILE;
        let tail = Self { origin: checkpoint.origin.clone(), full, lines };
        let found = tail.checkpoint();
        (is_whole && (found.size, found.root) == (checkpoint.size, checkpoint.root)).then_some(tail)
    }

    /// The root of the tree of the lines of a file.
    pub fn root_of(file: &[u8]) -> Digest {
        let lines = file.split_inclusive(|byte| *byte == b'\n');
        let leaves: Vec<Digest> = lines.map(|line| merkle::leaf(line.strip_suffix(b"\n").unwrap_or(line))).collect();
        merkle::root(&leaves)
    }

    /// Adds a line.
    pub fn push(&mut self, line: &LogLine) {
        self.lines.push(line.print() + "\n");
    }

    /// The files of the lines, by path.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let files = self.lines.chunks(History::LINES_A_FILE).map(|lines| lines.concat().into_bytes());
        (self.full.len()..).map(History::path).zip(files).collect()
    }

    /// The checkpoint of the whole log.
    pub fn checkpoint(&self) -> Checkpoint {
        // A full file has a power of two of lines, so the tree of the files' roots is the upper part of that of the lines.
        let files = self.files();
        let roots: Vec<Digest> =
            self.full.iter().copied().chain(files.iter().map(|(_, bytes)| Self::root_of(bytes))).collect();
        Checkpoint {
            origin: self.origin.clone(),
            size: (self.full.len() * History::LINES_A_FILE + self.lines.len()) as u64,
            root: merkle::root(&roots),
            extensions: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::entry;
    use super::*;

    #[test]
    fn lines_behind_the_end_are_those_that_the_whole_log_would_get() {
        let listed = |number: usize| entry(&format!("a{number}"), "");
        for before in [1, 2, 4094, 4095, 4096, 4097, 8191, 9000] {
            let mut whole = History::default();
            whole.follow((0..before).map(listed).collect());
            let files = whole.files();
            let (last, full) = files.split_last().unwrap();
            let full = full.iter().map(|file| LogTail::root_of(file)).collect();
            let mut tail = LogTail::of(&whole.checkpoint(whole.size()).unwrap(), full, last).unwrap();
            whole.follow((0..before + 2).map(listed).collect());
            for index in whole.size() - 3..whole.size() {
                tail.push(whole.line(index).unwrap());
            }
            assert_eq!(tail.checkpoint(), whole.checkpoint(whole.size()).unwrap(), "{before}");
            let files: Vec<_> = (0..).map(History::path).zip(whole.files()).collect();
            assert!(files.ends_with(&tail.files()), "{before}");
        }
    }

    #[test]
    fn files_of_another_log_are_refused() {
        let mut log = History::default();
        log.follow(vec![entry("a", "1")]);
        let (checkpoint, file) = (log.checkpoint(log.size()).unwrap(), log.files().remove(0));
        assert!(LogTail::of(&checkpoint, Vec::new(), &file).is_some());
        assert!(LogTail::of(&checkpoint, vec![Digest::of(b"")], &file).is_none());
        assert!(LogTail::of(&checkpoint, Vec::new(), &file[..file.len() - 1]).is_none());
        assert!(LogTail::of(&checkpoint, Vec::new(), b"").is_none());
    }
}
