//! The rules, each with its id and its severity.

use std::fmt;

/// The weight of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// The quotation does not hold.
    Error,
    /// Nobody can say whether it holds.
    CannotTell,
}

impl Severity {
    /// The name, as configuration and JSON have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::CannotTell => "cannot-tell",
        }
    }
}

impl fmt::Display for Severity {
    /// Writes it for people, who call their files notes: the lightest is `info`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if *self == Self::Note { "info" } else { self.name() })
    }
}

macro_rules! rules {
    ($($variant:ident $id:literal $default:ident $strict:ident $meaning:literal;)*) => {
        /// A rule that findings are made by. Its id names its page in `docs/rules/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $(#[doc = $meaning] $variant,)* }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Rule] = &[$(Rule::$variant),*];

            /// The rule's id.
            pub const fn id(self) -> &'static str {
                match self { $(Rule::$variant => $id,)* }
            }

            /// Its meaning, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Rule::$variant => $meaning,)* }
            }

            /// The severity of its findings, by default and under `--strict`.
            pub const fn severity(self, strict: bool) -> Severity {
                match (self, strict) {
                    $((Rule::$variant, false) => Severity::$default, (Rule::$variant, true) => Severity::$strict,)*
                }
            }

            /// The page of the rule.
            pub const fn page(self) -> &'static str {
                match self { $(Rule::$variant => include_str!(concat!("../../docs/rules/", $id, ".md")),)* }
            }
        }
    };
}

rules! {
    QuoteAltered "quote-altered" Error Error "Near the archive's words, but words, digits, case or marks differ.";
    QuoteTypography "quote-typography" Error Error "Only typography differs.";
    QuoteCut "quote-cut" Error Error "Starts or ends inside a word or number.";
    QuoteStitched "quote-stitched" Error Error "Exact pieces run together with no ellipsis, in the wrong order, or from two articles.";
    QuoteMisattributed "quote-misattributed" Error Error "Verbatim in another article than the cited one.";
    QuoteSuperseded "quote-superseded" Warning Error "Verbatim only in another capture of the cited article.";
    QuoteOutsideBody "quote-outside-body" Error Error "Verbatim only in page furniture.";
    QuoteOutsideStory "quote-outside-story" Warning Error "Verbatim only in words of the page that are not the story's.";
    QuoteAbsent "quote-absent" Error Error "Nothing near, anywhere in the archive.";
    FixityBreach "fixity-breach" CannotTell CannotTell "The bytes of a capture are not the ones that were hashed.";
    CaptureMissing "capture-missing" CannotTell CannotTell "A capture that the manifests list is not there.";
    CaptureUndecodable "capture-undecodable" CannotTell CannotTell "No text can be read out of a capture.";
    CaptureUnlisted "capture-unlisted" CannotTell CannotTell "A file in the archive that no manifest covers.";
    ManifestStale "manifest-stale" CannotTell CannotTell "A manifest that disagrees with its capture, or with the inventory.";
    QuoteWithheld "quote-withheld" CannotTell CannotTell "The article is withheld, and no proof shows these words in it.";
    NotesUnreadable "notes-unreadable" CannotTell CannotTell "Notes that cannot be read, or are not UTF-8.";
    CitationUnknown "citation-unknown" Warning Error "What is cited is not in the archive, or is two articles of it.";
    CitationMissing "citation-missing" Warning Error "No citation, and the words are nowhere in the archive.";
    EllipsisHidesNegation "ellipsis-hides-negation" Warning Error "The omitted words turn the sense.";
    InsertionNegates "insertion-negates" Warning Error "The inserted words turn the sense.";
    QuoteClipped "quote-clipped" Note Warning "The words just before or after turn the sense.";
    EllipsisTooWide "ellipsis-too-wide" Warning Error "An ellipsis leaves out more than the limit.";
    QuoteShort "quote-short" Warning Error "One to three words: too short to prove anything.";
    QuoteUnclosed "quote-unclosed" Warning Error "A quotation mark is opened and never closed.";
    QuoteUnread "quote-unread" Error Error "Shows something that the reader of notes cannot read, so it cannot be told whether it holds.";
    SelectorMissed "selector-missed" Warning Error "The words stand, but not between the words that are given as those around them.";
    BibliographyBroken "bibliography-broken" Warning Error "An entry of a bibliography, or all of it, cannot be read.";
    MarkupUnknown "markup-unknown" Note Warning "Markup that the reader of notes does not know.";
    QuoteAmbiguous "quote-ambiguous" Note Note "The words stand in more than one place that is not a copy.";
    QuoteWithinQuote "quote-within-quote" Note Note "The words are already another outlet's in the article.";
    QuoteUncited "quote-uncited" Note Note "No citation, but the words stand in the archive.";
    SuppressionUnused "suppression-unused" Warning Warning "A comment leaves out what is not there.";
    SuppressionUnreasoned "suppression-unreasoned" Warning Error "A comment leaves something out and does not say why.";
    NotesDrifted "notes-drifted" Error Error "The lock has another set of quotations than the notes.";
    ArchiveDrifted "archive-drifted" CannotTell CannotTell "The archive no longer has what the lock says of it.";
    ArchiveRewritten "archive-rewritten" CannotTell CannotTell "The archive does not have what it had at the base, and no reason is recorded.";
    ArchiveRevised "archive-revised" Warning Warning "A capture was changed or dropped since the base, for a reason that the log has.";
    BaselineStale "baseline-stale" Warning Warning "The baseline lists a finding that is no more.";
}

impl Rule {
    /// The rule that has this id.
    pub fn by_id(id: &str) -> Option<Rule> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
