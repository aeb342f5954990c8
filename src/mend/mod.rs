//! Notes put right by what the archive says.
//!
//! **Invariant**: a change is made only if the notes, read and judged anew with it, are better where it was made and no
//! different anywhere else; what is safe never touches a letter or a digit.

mod cited;
mod quoted;
mod splice;
mod stale;
mod trace;
mod trial;

pub use splice::Splice;

use crate::verdict::{NotesFile, Rule, Verifier};
use trial::Trial;

/// What may be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The shapes of marks, a missing citation, a comment that nothing needs.
    Safe,
    /// Words too: the archive's for altered ones, brackets and ellipses for what was changed and dropped, and the right
    /// citation for a wrong one.
    Unsafe,
}

/// Something that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The rule that had been broken.
    pub rule: Rule,
    /// Line and column, from 1, in the notes as they were when it was mended.
    pub line: usize,
    /// See `line`; in Unicode scalar values.
    pub column: usize,
    /// What was done.
    pub message: String,
}

/// Notes that were mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The notes now.
    pub text: String,
    /// What was done, in the order it was done.
    pub fixes: Vec<Fix>,
}

/// One way to mend one thing, or several ways, the best first.
struct Proposal {
    fix: Fix,
    target: Target,
    ways: Vec<Vec<Splice>>,
}

/// What must be better with the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// This quotation, by its number in the notes, must be verbatim; with its words as they are, or with others.
    Quotation { number: usize, words: Words },
    /// One comment fewer that nothing needs.
    Comment,
}

/// What may happen to the words of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    /// Nothing.
    Stay,
    /// Their letters and digits stay, their marks may change.
    Retyped,
    /// Anything.
    Change,
}

/// Mends `notes` by what `verifier` says, as far as `reach` allows. Mending what was mended changes nothing.
pub fn mend(notes: &NotesFile, verifier: &Verifier, reach: Reach) -> Mended {
    let mut mended = Mended { text: notes.text.clone(), fixes: Vec::new() };
    loop {
        let trial = Trial::of(notes, mended.text.clone(), verifier);
        let mut proposals = stale::proposals(&trial);
        proposals.extend(quoted::proposals(&trial, reach));
        proposals.extend(cited::proposals(&trial, reach));
        let (text, fixes) = trial.settle(&proposals);
        if fixes.is_empty() {
            return mended;
        }
        mended.text = text;
        mended.fixes.extend(fixes);
    }
}
