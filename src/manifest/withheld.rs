//! The public manifest of articles that are withheld: what must be known to find them, and a commitment to their words.

use super::{NotOurs, Witness, canonical};
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::digest::Digest;
use crate::disclosure::{Body, Commitment, Subject};
use crate::segment::Standing;
use serde::{Deserialize, Serialize};

/// The public manifest: one entry a capture, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// `literatim withheld 1`.
    pub format: String,
    /// The digest of all entries: of each in compact JSON, as its line has it, with a line feed after it.
    pub fingerprint: Digest,
    /// Its entries, sorted by the path of the capture; no two have the same.
    pub captures: Vec<WithheldEntry>,
}

/// The public record of one capture. It has no digest of its bytes or its text, against which a guess of the text could
/// be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithheldEntry {
    /// The path of the capture in the archive that keeps it.
    pub capture: CapturePath,
    /// The article it is a capture of.
    pub article: ArticleId,
    /// When it was captured.
    pub captured_at: Option<CapturedAt>,
    /// Its URLs.
    pub urls: Vec<String>,
    /// The commitment to the words of its body.
    pub body: Commitment,
}

impl WithheldEntry {
    /// The entry for a capture, with the commitment to its body.
    pub fn of(witness: &Witness, body: Commitment) -> Self {
        let manifest = witness.manifest();
        Self {
            capture: manifest.capture.clone(),
            article: manifest.article.clone(),
            captured_at: manifest.captured_at,
            urls: manifest.addresses().collect(),
            body,
        }
    }

    /// The subject that its commitment is bound to.
    pub fn subject(&self) -> Subject<'_> {
        Subject { article: &self.article, capture: &self.capture }
    }
}

impl Withheld {
    /// The value of `format` in every public manifest of this version.
    pub const FORMAT: &str = "literatim withheld 1";

    /// Its path below the root.
    pub const PATH: &str = "withheld.json";

    /// The public manifest of these entries, in whatever order they come.
    pub fn of(mut captures: Vec<WithheldEntry>) -> Self {
        captures.sort_by(|one, other| one.capture.cmp(&other.capture));
        Self { format: Self::FORMAT.to_owned(), fingerprint: fingerprint(&captures), captures }
    }

    /// The entry of the capture at `path`.
    pub fn entry(&self, path: &CapturePath) -> Option<&WithheldEntry> {
        let at = self.captures.binary_search_by(|entry| entry.capture.cmp(path)).ok()?;
        Some(&self.captures[at])
    }

    /// The one spelling of it.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::print(self)
    }

    /// Reads what [`Withheld::to_bytes`] writes, and nothing else: sorted, no capture twice, with the right
    /// fingerprint, every commitment of a form that is known.
    ///
    /// # Errors
    ///
    /// Whatever is otherwise.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotOurs> {
        let withheld: Self = canonical::read(bytes, Self::FORMAT, |withheld: &Self| &withheld.format)?;
        canonical::compare(bytes, &withheld.to_bytes())?;
        let refuse = |why: String| Err(NotOurs::Unreadable(why));
        if !withheld.captures.is_sorted_by(|one, next| one.capture < next.capture) {
            return refuse("its captures are not sorted, or one is listed twice".to_owned());
        }
        if let Some(entry) = withheld.captures.iter().find(|entry| !entry.body.is_known()) {
            return refuse(format!("its entry for {} has a form that this version does not know", entry.capture));
        }
        match fingerprint(&withheld.captures) {
            found if found == withheld.fingerprint => Ok(withheld),
            found => refuse(format!(
                "its entries do not match its fingerprint\n  fingerprint  {}\n  found        {found}",
                withheld.fingerprint
            )),
        }
    }
}

fn fingerprint(captures: &[WithheldEntry]) -> Digest {
    Digest::of_lines(captures.iter().map(canonical::print_compact))
}

impl Witness {
    /// Its body, as tokens that can be committed to.
    pub fn body(&self) -> Body<'_> {
        let body = self.segments().iter().filter(|segment| segment.role.standing() == Standing::Body);
        Body::of(self.text(), body.map(|segment| segment.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Seed;

    fn entry(capture: &str, words: &str) -> WithheldEntry {
        let capture: CapturePath = capture.parse().unwrap();
        let article = capture.article();
        let body = Body::of(words, [crate::text::Span::new(0, words.len())]);
        let subject = Subject { article: &article, capture: &capture };
        let (body, _) = Commitment::of(&body, subject, &Seed::new([7; 32]), &[]);
        WithheldEntry { capture, article, captured_at: None, urls: vec![], body }
    }

    #[test]
    fn only_its_one_spelling_is_read() {
        let withheld = Withheld::of(vec![entry("archive/b/x.txt", "Other words."), entry("archive/a/x.txt", "Words.")]);
        let bytes = withheld.to_bytes();
        assert_eq!(Withheld::from_bytes(&bytes), Ok(withheld.clone()));
        let text = String::from_utf8(bytes).unwrap();
        for (was, is) in [
            ("\"depth\":1", "\"depth\":2"),
            ("words-1", "words-2"),
            ("\"role\":\"body\"", "\"role\":\"caption\""),
            ("[", "[ "),
        ] {
            assert!(text.contains(was), "{was}");
            assert!(Withheld::from_bytes(text.replacen(was, is, 1).as_bytes()).is_err(), "{was}");
        }
        let twice = Withheld::of([&withheld.captures[..], &withheld.captures[..1]].concat());
        assert!(Withheld::from_bytes(&twice.to_bytes()).is_err());
    }

    #[test]
    fn the_example_of_the_specification_is_read() {
        let pages = include_str!("../../docs/withheld.md");
        let printed = pages.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        assert_eq!(Withheld::from_bytes(printed.as_bytes()).unwrap().captures.len(), 1);
    }

    #[test]
    fn no_digest_of_the_text_stands_in_it() {
        let words = "The bridge was closed.";
        let text = String::from_utf8(Withheld::of(vec![entry("archive/a/x.txt", words)]).to_bytes()).unwrap();
        assert!(!text.contains(&Digest::of(words.as_bytes()).hex()) && !text.contains("bridge"));
    }
}
