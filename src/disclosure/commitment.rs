//! The public commitment to a body that is withheld.

use super::body::Body;
use super::salt::{Salt, salt};
use super::seed::Seed;
use super::split::RULE;
use super::tree::{SaltedTree, TreeOpening, depth};
use crate::capture::{ArticleId, CapturePath};
use crate::digest::Digest;
use crate::segment::Role;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// The subject of a commitment: all of it is bound into the root.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// The article.
    pub article: &'s ArticleId,
    /// The capture of it.
    pub capture: &'s CapturePath,
}

/// About seventy bytes that stand for a body, and reveal nothing of it but its length, to a power of two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// The name of the rule that split it: [`RULE`].
    pub rule: String,
    /// The role of its words: `body`.
    pub role: Role,
    /// The tree has two to the power of this leaves.
    pub depth: u8,
    /// The root of the tree, bound to all the above and to the subject.
    pub root: Digest,
}

/// The beginning of every binding.
const FORM: &str = "literatim withheld 1";

/// The first byte of what is hashed: leaves have 0, inner nodes 1.
const ROOT: u8 = 2;
const SALTS: u8 = 3;

impl Commitment {
    /// The commitment to `body`, with salts from `seed`; and what opens `runs` of its tokens: in order, no two
    /// touching.
    pub fn of(body: &Body<'_>, subject: Subject<'_>, seed: &Seed, runs: &[Span]) -> (Self, TreeOpening) {
        let tree = SaltedTree::of(body.tokens(), salt_of(body, subject, seed));
        let depth = depth(body.len());
        let root = bound(subject, RULE, Role::Body, depth, tree.root());
        (Self { rule: RULE.to_owned(), role: Role::Body, depth, root }, tree.open(runs))
    }

    /// Returns true if it is of a form that this version knows.
    pub fn is_known(&self) -> bool {
        self.rule == RULE && self.role == Role::Body && self.depth <= super::tree::MOST_DEPTH
    }

    /// The root that it would have, had the tree of it the root `tree`.
    pub(super) fn bound(&self, subject: Subject<'_>, tree: Digest) -> Digest {
        bound(subject, &self.rule, self.role, self.depth, tree)
    }
}

/// The subject, and what was made of it, each text behind its length in four bytes.
fn terms(subject: Subject<'_>, rule: &str, role: Role, depth: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    for text in [FORM, subject.article.as_str(), subject.capture.as_str(), rule, role.name()] {
        bytes.extend((text.len() as u32).to_be_bytes());
        bytes.extend(text.as_bytes());
    }
    bytes.push(depth);
    bytes
}

fn bound(subject: Subject<'_>, rule: &str, role: Role, depth: u8, tree: Digest) -> Digest {
    Digest::of_parts([&[ROOT][..], &terms(subject, rule, role, depth), tree.as_bytes()])
}

/// The salt for the whole tree. It depends on every word: were the salts of two readings of one capture the same, those
/// disclosed of one would lay bare words of the other.
fn salt_of(body: &Body<'_>, subject: Subject<'_>, seed: &Seed) -> Salt {
    let mut message = vec![SALTS];
    message.extend(terms(subject, RULE, Role::Body, depth(body.len())));
    for token in body.tokens() {
        message.extend(token.paragraph.to_be_bytes());
        message.extend((token.text.len() as u32).to_be_bytes());
        message.extend(token.text.as_bytes());
    }
    salt(seed.keyed(&message))
}
