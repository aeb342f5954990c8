//! Commitments: for one capture a manifest, for all of them the inventory.
//!
//! **Invariant**: a manifest, and an inventory, has one spelling; its parser reads exactly what its printer writes.

mod added;
mod archive;
mod canonical;
mod catalogue;
mod collection;
mod cursor;
mod disclosed;
mod each_witness;
mod fixity;
pub mod format_1;
mod holdings;
mod inventory;
mod inventory_files;
#[cfg(test)]
mod inventory_tests;
mod layout;
mod naming;
mod page_list;
mod page_names;
mod print;
mod read;
mod repeated;
mod shard;
mod sum_list;
mod trouble;
mod withheld;

pub use added::Added;
pub use archive::Archive;
pub use catalogue::Catalogue;
pub use collection::{Candidates, Collection, Listed, Name, Resolution, Resolver, WithheldCapture};
pub use disclosed::{DisclosedBody, DisclosedRun};
pub use each_witness::{each_witness, listed, troubles_met};
pub use fixity::{FixityError, Hashed, Witness, check};
pub use holdings::Holdings;
pub use inventory::{Inventory, InventoryEntry};
pub use inventory_files::{Counts, InventoryFiles, InventoryRoot, ListedName, is_of_entries};
pub use layout::Layout;
pub use naming::{NameSource, resolve};
pub use page_list::{PageBlocks, PageList, PageReading, PagesSum};
pub use page_names::{PageFiles, PageName};
pub use repeated::RepeatedTable;
pub use trouble::Trouble;
pub use withheld::{Withheld, WithheldEntry};

use crate::capture::{
    ArticleId, Capture, CapturePath, CapturedAt, Extent, MediaType, Part, Place, Record, RoleMark, without_userinfo,
};
use crate::digest::Digest;
use crate::segment::{Role, Rules, Segment, segment_marked};
use crate::text::Span;
use crate::transcript::{Charset, DecodeError, Transcript, decode, is_earlier_reader};

/// The commitment to one capture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Manifest {
    /// `literatim manifest 2`, or that of an earlier format.
    pub format: String,
    /// The path of the capture.
    pub capture: CapturePath,
    /// The article it is a capture of.
    pub article: ArticleId,
    /// When it was captured, if that is known.
    pub captured_at: Option<CapturedAt>,
    /// Its URLs, as the record has them.
    pub urls: Vec<String>,
    /// The file that it was added from, as the record has it, if it was a file of its own.
    pub came_from: Option<String>,
    /// Who published it, if that is known.
    pub publisher: Option<String>,
    /// Its headline: as declared, else as read.
    pub title: Option<String>,
    /// When it was published, if that is known.
    pub published: Option<String>,
    /// The kind of its bytes.
    pub media_type: MediaType,
    /// The number of its bytes.
    pub bytes: usize,
    /// The digest of its bytes.
    pub sha256: Digest,
    /// The digest of its capture record's bytes, if it has one.
    pub record: Option<Digest>,
    /// The place of its bytes, if they lie in a web archive and not in a file of their own.
    pub extent: Option<Box<Extent>>,
    /// The text that was read out of it, or why none was.
    pub reading: Reading,
}

/// The result of reading a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Its text, typed.
    Transcript(TypedTranscript),
    /// Why it has no transcript, as [`DecodeError::name`] has it.
    Undecodable(String),
}

/// A transcript as committed to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypedTranscript {
    /// The reader that read it, and its version.
    pub reader: String,
    /// The program or the person that made the text, where the record has it.
    pub made_by: Option<String>,
    /// The charset that the bytes were read as.
    pub charset: Charset,
    /// The digest of the transcript, as UTF-8.
    pub sha256: Digest,
    /// Its length in bytes of UTF-8.
    pub bytes: usize,
    /// The version of the rules that typed it.
    pub rules: String,
    /// The files that were unpacked from the capture.
    pub parts: Vec<Part>,
    /// The pages and the like that its text stands on, in order, and the range of each.
    pub places: Vec<(Span, Place)>,
    /// Its segments.
    pub segments: Vec<Segment>,
}

/// What is wrong where a merge left its markers, and what to do.
pub(crate) const CONFLICT: &str = "it has the conflict markers of a merge: take these folders from the branch that others have, \
    with `git checkout --ours -- history manifests` in a merge into it or a rebase, with --theirs in a merge of it into \
    yours, and then run `literatim manifest`, which adds what the other branch had";

/// Returns true if `text` has the markers that git leaves where a merge conflicts.
pub(crate) fn has_conflict(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("<<<<<<< "))
}

/// Why some bytes are not a manifest, or not an inventory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotOurs {
    /// Not JSON of the right form.
    #[error("{0}")]
    Unreadable(String),
    /// A form that this version does not know.
    #[error("its format is {0:?}, which this version does not know")]
    UnknownFormat(String),
    /// Two versions, as a merge that conflicts leaves them.
    #[error("{CONFLICT}")]
    Conflict,
    /// The right content in a second spelling; the offset of the first byte that differs.
    #[error("it is not in canonical form, from byte {0} on (run `literatim manifest`)")]
    SecondSpelling(usize),
}

impl Manifest {
    /// The value of `format` in every manifest of this version.
    pub const FORMAT: &str = "literatim manifest 2";

    /// The article's addresses as they are shown: without the user names and passwords that older records may have.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.urls.iter().map(|url| without_userinfo(url).unwrap_or_else(|| url.clone()))
    }

    /// The canonical one of its [addresses](Self::addresses): the first, if it has any.
    pub fn address(&self) -> Option<String> {
        self.addresses().next()
    }

    /// Returns true if it has the format or the rules of an earlier version of the program: this one cannot make it again.
    pub fn is_earlier(&self) -> bool {
        let is_earlier = |typed: &TypedTranscript| Rules::is_earlier(&typed.rules) || is_earlier_reader(&typed.reader);
        self.format != Self::FORMAT || self.typed().is_some_and(is_earlier)
    }

    /// Returns true if it says of the capture, its record and its text what `other` says. Formats, titles, roles, and the
    /// reason why there is no text may differ, and one may say nothing of the file that it came from.
    pub fn differs_in_roles_only(&self, other: &Self) -> bool {
        let mut same = self.clone();
        (same.format, same.title) = (other.format.clone(), other.title.clone());
        // Earlier formats left it to the record.
        if same.came_from.is_none() {
            same.came_from.clone_from(&other.came_from);
        }
        match (&mut same.reading, &other.reading) {
            (Reading::Transcript(one), Reading::Transcript(other)) => {
                (one.rules, one.segments) = (other.rules.clone(), other.segments.clone());
            }
            (Reading::Undecodable(one), Reading::Undecodable(other)) => one.clone_from(other),
            _ => {}
        }
        same == *other
    }

    /// Returns true if it says that the kind of the capture is not read.
    pub fn is_unread(&self) -> bool {
        let unread = DecodeError::UnreadableKind(self.media_type);
        // In the first format the reason is a sentence.
        let is_so = |why: &String| *why == unread.name() || *why == unread.to_string();
        matches!(&self.reading, Reading::Undecodable(why) if is_so(why))
    }

    /// Returns true if an earlier version, which did not know its kind, made it of the same capture as `now`.
    pub fn is_of_unknown_kind(&self, now: &Self) -> bool {
        let mut same = self.clone();
        same.media_type = now.media_type;
        same.reading = now.reading.clone();
        let is_known = now.typed().is_some() || now.media_type != self.media_type;
        self.is_unread() && is_known && same.differs_in_roles_only(now)
    }

    /// Its transcript, typed; `None` where no text was read.
    pub(crate) fn typed(&self) -> Option<&TypedTranscript> {
        match &self.reading {
            Reading::Transcript(typed) => Some(typed),
            Reading::Undecodable(_) => None,
        }
    }

    /// The manifest of a capture, whose record has the digest `record`; and its transcript, if text can be read out of it.
    pub fn of(capture: &Capture, record: Option<Digest>, rules: &Rules) -> (Self, Option<Transcript>) {
        Self::of_read(capture, record, rules, decode(capture))
    }

    /// The same of a capture that is read as the reader of that name does.
    #[cfg(feature = "store")]
    pub(crate) fn of_reader(capture: &Capture, record: Option<Digest>, rules: &Rules, reader: &str) -> Self {
        Self::of_read(capture, record, rules, crate::transcript::decode_as(capture, reader)).0
    }

    fn of_read(
        capture: &Capture,
        record: Option<Digest>,
        rules: &Rules,
        read: Result<Transcript, DecodeError>,
    ) -> (Self, Option<Transcript>) {
        let (reading, transcript) = match read {
            Err(why) => (Reading::Undecodable(why.name().to_owned()), None),
            Ok(transcript) => {
                (Reading::Transcript(TypedTranscript::of(&transcript, rules, &capture.record.marks)), Some(transcript))
            }
        };
        let headline = transcript.as_ref().and_then(|transcript| reading.headline(transcript.text()));
        let manifest = Self {
            format: Self::FORMAT.to_owned(),
            capture: capture.path.clone(),
            article: capture.article(),
            captured_at: capture.captured_at(),
            urls: capture.record.urls.clone(),
            came_from: capture.record.source_file().map(str::to_owned),
            publisher: capture.record.publisher.clone(),
            title: capture.record.title.clone().or(headline),
            published: capture.record.published.clone(),
            media_type: capture.media_type(),
            bytes: capture.bytes.len(),
            sha256: Digest::of(&capture.bytes),
            record,
            extent: capture.record.extent().cloned().map(Box::new),
            reading,
        };
        (manifest, transcript)
    }

    /// The manifest of a web archive that is kept whole: so many bytes with this digest, out of which no text is read;
    /// and its record, with the digest of that.
    pub fn of_web_archive(path: &CapturePath, bytes: usize, sha256: Digest, record: (&Record, Option<Digest>)) -> Self {
        let (declared, record) = record;
        let reading = Reading::Undecodable(DecodeError::UnreadableKind(MediaType::Other).name().to_owned());
        Self {
            format: Self::FORMAT.to_owned(),
            capture: path.clone(),
            article: path.article(),
            captured_at: declared.captured_at.or_else(|| path.stamp()),
            urls: declared.urls.clone(),
            came_from: None,
            publisher: declared.publisher.clone(),
            title: declared.title.clone(),
            published: declared.published.clone(),
            media_type: MediaType::Other,
            bytes,
            sha256,
            record,
            extent: None,
            reading,
        }
    }

    /// Its one spelling, in the format of this version, which its digest is taken of.
    pub fn to_bytes(&self) -> Vec<u8> {
        print::manifest(self)
    }
}

impl TypedTranscript {
    fn of(transcript: &Transcript, rules: &Rules, marks: &[RoleMark]) -> Self {
        Self {
            reader: transcript.reader().to_owned(),
            made_by: transcript.maker().map(str::to_owned),
            charset: transcript.charset().clone(),
            sha256: Digest::of(transcript.text().as_bytes()),
            bytes: transcript.text().len(),
            rules: rules.version(),
            parts: transcript.parts().to_vec(),
            places: transcript.all_places().to_vec(),
            segments: segment_marked(transcript, rules, marks),
        }
    }
}

impl Reading {
    /// The first headline in `text`, its white space made single spaces.
    fn headline(&self, text: &str) -> Option<String> {
        let Self::Transcript(typed) = self else { return None };
        let headline = typed.segments.iter().find(|segment| segment.role == Role::Headline)?;
        let words: Vec<&str> = text.get(headline.span.range())?.split_whitespace().collect();
        Some(words.join(" "))
    }
}
