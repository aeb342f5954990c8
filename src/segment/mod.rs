//! What each part of a transcript is: body, caption, disclaimer …
//!
//! **Invariant**: segments tile the transcript: the first starts at 0, each starts where the one before ends, the last
//! ends with the text; none is empty.

mod role;

pub use role::{Role, Standing};

use crate::text::Span;
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};

/// A typed range of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// What it is.
    pub role: Role,
    /// Where it stands in the transcript. The white space after a block belongs to the segment before it.
    pub span: Span,
    /// The id of the rule that made it.
    pub rule: String,
    /// For [`Role::Duplicate`]: the index of the segment that it says again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
}

/// The rules that segments are made by: the ones that come with the program, and those of `literatim.toml`.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    private: (),
}

impl Rules {
    /// The version of the rules that come with the program; with the digest of any rules added to them.
    pub fn version(&self) -> String {
        let () = self.private;
        "1".to_owned()
    }
}

/// Types every part of `transcript`.
pub fn segment(transcript: &Transcript, rules: &Rules) -> Vec<Segment> {
    let _ = rules;
    match transcript.text().len() {
        0 => Vec::new(),
        len => vec![Segment { role: Role::Body, span: Span::new(0, len), rule: "body".into(), of: None }],
    }
}
