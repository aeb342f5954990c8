//! The facts of each rule's findings. The sentences are made of them in `report`.

use super::facts::{CaptureRevised, Change, Clipped, Gone, Insertion, LockBroken, Outside, Refuted, Spot};
use super::{Fix, QuotedSource, Rule, Severity};
use crate::capture::{ArticleId, CapturePath, CapturedAt, Place};
use crate::diff::Variant;
use crate::digest::Digest;
use crate::manifest::Trouble;
use std::collections::BTreeSet;

/// The fate of a finding, or of a quotation with all of its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Disposition {
    /// It counts.
    #[default]
    Counted,
    /// It is ignored.
    Ignored(By),
    /// It was so at the revision that the notes are compared with.
    Unchanged,
}

/// The sources of a request to ignore something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// A comment in the notes.
    Comment,
    /// `[per-file]` in literatim.toml.
    PerFile,
    /// The baseline.
    Baseline,
}

/// A fact put for a reader, with the rule that it falls under.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Its severity under the policy that was judged by.
    pub severity: Severity,
    /// The facts.
    pub data: FindingData,
    /// Changes to the notes that mend it, where they were asked for.
    pub fixes: Vec<Fix>,
    /// Why it does not count, if it does not.
    pub disposition: Disposition,
}

impl Finding {
    /// A finding that counts, with the severity that its rule has by default or under `strict`.
    pub fn new(data: FindingData, strict: bool) -> Self {
        let rule = data.rule();
        Self { rule, severity: rule.severity(strict), data, fixes: Vec::new(), disposition: Disposition::Counted }
    }

    /// True if nothing takes it out of the counts.
    pub fn counts(&self) -> bool {
        self.disposition == Disposition::Counted
    }

    /// The differences between the notes and the archive that it is about, in order.
    pub fn variants(&self) -> &[Variant] {
        match &self.data {
            FindingData::Refuted(refuted) => &refuted.variants,
            FindingData::Superseded { variants, .. } | FindingData::CitationMissing { variants, .. } => variants,
            _ => &[],
        }
    }
}

/// The facts of a finding, by what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingData {
    /// The words do not stand where they are cited.
    Refuted(Refuted),
    /// They stand only in another capture of the cited article.
    Superseded {
        /// The capture that they stand in.
        stands_in: Option<CapturedAt>,
        /// The capture that they do not stand in.
        gone: Gone,
        /// Their fate, where it is known.
        change: Option<Change>,
        /// The differences from what stands in their place.
        variants: Vec<Variant>,
    },
    /// They were disclosed from another capture than the one that counts.
    DisclosedFromOther {
        /// The capture that they were disclosed from.
        stands_in: Option<CapturedAt>,
        /// The capture that counts.
        current: Option<CapturedAt>,
    },
    /// They stand only outside the body.
    Outside(Outside),
    /// The cited capture cannot be vouched for.
    CapturesBroken {
        /// Its path.
        path: String,
        /// The reason.
        trouble: Trouble,
    },
    /// The article is withheld, and no proof shows the words.
    Withheld {
        /// True if a proof shows them among others.
        among_others: bool,
    },
    /// The notes show something in them that no reader could read.
    Unread {
        /// The markup, shortened.
        markup: String,
    },
    /// The notes show the words in another order than they are written.
    Reordered {
        /// The markup that does, shortened, or the names of the characters.
        by: String,
    },
    /// The cited name stands for nothing in the archive.
    CitationUnknown {
        /// The names, as written.
        names: Vec<String>,
        /// Those of them that the bibliography has, without an address.
        without_address: Vec<String>,
        /// For a name that pins a capture which is not there: the captures that are.
        captures: Vec<CapturePath>,
        /// The article that the words stand in.
        stands_in: Option<ArticleId>,
    },
    /// The cited name stands for more than one article.
    CitationAmbiguous {
        /// The articles.
        articles: Vec<ArticleId>,
        /// The article that the words stand in.
        stands_in: Option<ArticleId>,
    },
    /// Nothing is cited, and the words stand nowhere.
    CitationMissing {
        /// A link beside them, whose address is that of no article.
        link: Option<String>,
        /// The number of articles that the notes name for all of their quotations; none of them has the words.
        of: usize,
        /// The place of the nearest words.
        nearest: Option<Spot>,
        /// True if there are articles that only a citation could lead to.
        has_withheld: bool,
        /// The differences from the nearest words.
        variants: Vec<Variant>,
    },
    /// A citation stands near, may be for something else, and nothing in the archive is like the words.
    CitationDoubtful,
    /// Nothing is cited, and the words stand in these articles.
    Uncited {
        /// The articles, sorted.
        articles: BTreeSet<ArticleId>,
        /// A link beside them, whose address is that of no article.
        link: Option<String>,
        /// The number of articles that the notes name for all of their quotations; none of them has the words.
        of: usize,
        /// The first place.
        spot: Option<Spot>,
    },
    /// The words stand, but not between those that a selector gives as the ones around them.
    SelectorMissed,
    /// The words stand on another page, or at another time, than the citation names.
    OtherPlace {
        /// The page or time, as written.
        cited: Box<str>,
        /// The places that they stand on, in order.
        stands_on: Vec<Place>,
        /// True if the capture has the place that is cited.
        is_known: bool,
    },
    /// There are no words in the quotation.
    Empty,
    /// The words are too few to prove anything.
    Short {
        /// Their number.
        words: usize,
    },
    /// The words stand in several places of the article.
    Ambiguous {
        /// Their number.
        places: usize,
    },
    /// The article itself quotes the words from another source.
    WithinQuote(QuotedSource),
    /// An ellipsis leaves out words that turn the sense.
    NegationOmitted {
        /// Those words.
        words: String,
    },
    /// The article has struck out words of the quotation.
    Struck {
        /// Those words.
        words: String,
    },
    /// Words that the page hides, and the quotation leaves out, turn the sense or have a number.
    HiddenOmitted {
        /// Those words.
        words: String,
    },
    /// An ellipsis leaves out too much.
    EllipsisTooWide {
        /// Characters that it leaves out.
        characters: usize,
        /// The most that it may.
        limit: usize,
    },
    /// Brackets turn the sense, or change a number.
    Insertion(Insertion),
    /// Words just outside the quotation turn the sense.
    Clipped(Clipped),
    /// A quotation mark is opened and never closed.
    Unclosed,
    /// A quotation is opened and closed by marks that do not belong together.
    MixedMarks {
        /// The mark that opens it.
        open: char,
        /// The mark that closes it.
        close: char,
    },
    /// A comment to the program cannot be understood.
    SuppressionMalformed {
        /// The reason.
        why: String,
    },
    /// A comment suppresses nothing that is there.
    SuppressionUnused,
    /// A comment gives no reason, and so suppresses nothing.
    SuppressionUnreasoned,
    /// A rule that `[per-file]` names for a glob is not found there.
    PerFileUnused {
        /// The glob.
        glob: String,
        /// The rule.
        rule: Rule,
    },
    /// An entry of the baseline matches no finding.
    BaselineStale {
        /// The words of the quotation.
        words: String,
        /// The notes.
        file: String,
        /// The rule.
        rule: Rule,
    },
    /// Markup that the reader of notes does not know.
    MarkupUnknown {
        /// The markup, and what was done with it.
        what: String,
    },
    /// Notes that cannot be read, or only in part.
    NotesUnreadable {
        /// The reason.
        why: String,
    },
    /// A bibliography, or an entry of it, cannot be read.
    BibliographyBroken {
        /// The reason.
        why: String,
    },
    /// A quotation that the lock does not have.
    NotLocked,
    /// A quotation that is cited otherwise than the lock has it.
    CitedOtherwise,
    /// A quotation of the lock that is no longer in the notes.
    LockedGone {
        /// The article.
        article: ArticleId,
        /// Its first words.
        words: String,
    },
    /// The archive does not have what the lock says of it.
    LockBroken {
        /// The first words of the quotation.
        words: String,
        /// The difference.
        how: LockBroken,
        /// The digest of the capture that the lock pins.
        committed: Digest,
    },
    /// A file of the archive cannot be vouched for.
    Archive(Trouble),
    /// The log does not continue the log at a revision.
    LogRewritten {
        /// The revision.
        revision: String,
        /// The difference.
        how: String,
    },
    /// A withheld capture is not committed to as it was at a revision.
    Recommitted {
        /// The revision.
        revision: String,
    },
    /// A capture is not what it was at a revision.
    CaptureRevised {
        /// The revision.
        revision: String,
        /// The difference.
        how: CaptureRevised,
        /// The digest that it had, and the one that it has.
        digests: Option<(Digest, Digest)>,
        /// The reason that the log has for it.
        because: Option<String>,
    },
}

impl FindingData {
    /// The rule that it falls under.
    pub fn rule(&self) -> Rule {
        match self {
            Self::Refuted(refuted) => refuted.mismatch.rule(),
            Self::Superseded { .. } | Self::DisclosedFromOther { .. } => Rule::QuoteSuperseded,
            Self::Outside(Outside { is_furniture: true, .. }) => Rule::QuoteOutsideBody,
            Self::Outside(_) => Rule::QuoteOutsideStory,
            Self::CapturesBroken { trouble, .. } | Self::Archive(trouble) => rule_of(trouble),
            Self::Withheld { .. } => Rule::QuoteWithheld,
            Self::Unread { .. } | Self::Reordered { .. } => Rule::QuoteUnread,
            Self::CitationUnknown { .. } | Self::CitationAmbiguous { .. } => Rule::CitationUnknown,
            Self::CitationMissing { .. } | Self::CitationDoubtful => Rule::CitationMissing,
            Self::Uncited { .. } => Rule::QuoteUncited,
            Self::SelectorMissed => Rule::SelectorMissed,
            Self::OtherPlace { is_known: false, .. } => Rule::PlaceUnknown,
            Self::OtherPlace { stands_on, .. } if matches!(stands_on.first(), Some(Place::Time { .. })) => {
                Rule::QuoteWrongTime
            }
            Self::OtherPlace { .. } => Rule::QuoteWrongPage,
            Self::Empty | Self::Short { .. } => Rule::QuoteShort,
            Self::Ambiguous { .. } => Rule::QuoteAmbiguous,
            Self::WithinQuote(_) => Rule::QuoteWithinQuote,
            Self::NegationOmitted { .. } => Rule::EllipsisHidesNegation,
            Self::Struck { .. } => Rule::QuoteStruck,
            Self::HiddenOmitted { .. } => Rule::HiddenNegates,
            Self::EllipsisTooWide { .. } => Rule::EllipsisTooWide,
            Self::Insertion(_) => Rule::InsertionNegates,
            Self::Clipped(_) => Rule::QuoteClipped,
            Self::Unclosed | Self::MixedMarks { .. } => Rule::QuoteUnclosed,
            Self::SuppressionMalformed { .. } | Self::SuppressionUnused | Self::PerFileUnused { .. } => {
                Rule::SuppressionUnused
            }
            Self::SuppressionUnreasoned => Rule::SuppressionUnreasoned,
            Self::BaselineStale { .. } => Rule::BaselineStale,
            Self::MarkupUnknown { .. } => Rule::MarkupUnknown,
            Self::NotesUnreadable { .. } => Rule::NotesUnreadable,
            Self::BibliographyBroken { .. } => Rule::BibliographyBroken,
            Self::NotLocked | Self::CitedOtherwise | Self::LockedGone { .. } => Rule::NotesDrifted,
            Self::LockBroken { .. } => Rule::ArchiveDrifted,
            Self::CaptureRevised { because: Some(_), .. } => Rule::ArchiveRevised,
            Self::LogRewritten { .. } | Self::Recommitted { .. } | Self::CaptureRevised { .. } => {
                Rule::ArchiveRewritten
            }
        }
    }

    /// The digest that was committed to, and the one that was found, where it is about those.
    pub fn digests(&self) -> [Option<Digest>; 2] {
        match self {
            Self::Archive(
                Trouble::Changed { committed, found }
                | Trouble::RecordMismatch { digests: Some((committed, found)), .. },
            )
            | Self::CaptureRevised { digests: Some((committed, found)), .. } => [Some(*committed), Some(*found)],
            Self::LockBroken { committed, .. } => [Some(*committed), None],
            _ => [None, None],
        }
    }
}

fn rule_of(trouble: &Trouble) -> Rule {
    match trouble {
        Trouble::Changed { .. } | Trouble::RecordMismatch { .. } => Rule::FixityBreach,
        Trouble::Missing | Trouble::Gone(_) => Rule::CaptureMissing,
        Trouble::Unlisted => Rule::CaptureUnlisted,
        Trouble::Undecodable(_) | Trouble::Wordless | Trouble::Unreadable(_) => Rule::CaptureUndecodable,
        Trouble::Manifest(_) => Rule::ManifestStale,
    }
}
