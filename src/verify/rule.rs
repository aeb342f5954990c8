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
    /// The names of the severities that a run may fail on, lightest first, as reports show them.
    pub const LEVELS: [&str; 3] = ["info", "warning", "error"];

    /// The severity of that name that a run may fail on. `note`, as JSON calls `info`, is accepted too.
    pub fn level(name: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|level| level.name() == name || level.shown() == name)
    }

    /// The name, as JSON has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::CannotTell => "cannot-tell",
        }
    }

    /// The name for people, who call their files notes: the lightest is `info`.
    const fn shown(self) -> &'static str {
        match self {
            Self::Note => "info",
            _ => self.name(),
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.shown())
    }
}

macro_rules! rules {
    ($($variant:ident $id:literal $default:ident $strict:ident $meaning:literal;)*) => {
        /// A rule that findings are made by. Its id names its page in `docs/rules/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
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
    QuoteAltered "quote-altered" Error Error "The quotation is close to the archived text, but words, digits, case or marks differ.";
    QuoteTypography "quote-typography" Error Error "Only typography differs.";
    QuoteCut "quote-cut" Error Error "The quotation starts or ends inside a word or a number.";
    QuoteStitched "quote-stitched" Error Error "Exact pieces of the archive are joined without an ellipsis, in the wrong order, or from two articles.";
    QuoteMisattributed "quote-misattributed" Error Error "The words are verbatim in another article, not in the cited one.";
    QuoteWrongPage "quote-wrong-page" Error Error "The words are verbatim in the cited article, on another page than the citation says.";
    QuoteWrongTime "quote-wrong-time" Error Error "The words are verbatim in the cited recording, at another time than the citation says.";
    PlaceUnknown "place-unknown" Note Warning "The cited article has no page or time of that number, so the place of the words cannot be checked.";
    QuoteSuperseded "quote-superseded" Warning Error "The words are verbatim only in another capture of the cited article.";
    QuoteOutsideBody "quote-outside-body" Error Error "The words are verbatim only in page furniture, such as a disclaimer or related links.";
    QuoteOutsideStory "quote-outside-story" Warning Error "The words are verbatim only in a caption, credit, embed or author's note.";
    QuoteAbsent "quote-absent" Error Error "Nothing similar to these words is anywhere in the archive.";
    FixityBreach "fixity-breach" CannotTell CannotTell "The bytes of a capture are not the ones that were hashed.";
    CaptureMissing "capture-missing" CannotTell CannotTell "A capture that the manifests list does not exist.";
    CaptureUndecodable "capture-undecodable" CannotTell CannotTell "No text can be read from a capture.";
    CaptureUnlisted "capture-unlisted" CannotTell CannotTell "A file in archive/ has no manifest.";
    ManifestStale "manifest-stale" CannotTell CannotTell "A manifest differs from the inventory, or from what its capture would give today.";
    QuoteWithheld "quote-withheld" CannotTell CannotTell "The article is withheld, and no proof shows these words in it.";
    NotesUnreadable "notes-unreadable" CannotTell CannotTell "A file of notes cannot be read, or is not UTF-8.";
    CitationUnknown "citation-unknown" Warning Error "The citation matches no article in the archive, or matches two.";
    CitationMissing "citation-missing" Warning Error "A long quotation has no citation, and its words are nowhere in the archive.";
    EllipsisHidesNegation "ellipsis-hides-negation" Warning Error "The words that an ellipsis leaves out change the meaning.";
    InsertionNegates "insertion-negates" Warning Error "The words inserted in brackets change the meaning.";
    QuoteStruck "quote-struck" Warning Error "The article has struck out some of the words.";
    HiddenNegates "hidden-negates" Warning Error "Words that the page hides between those of the quotation change the meaning.";
    QuoteClipped "quote-clipped" Note Warning "The words just before or after the quotation change its meaning.";
    EllipsisTooWide "ellipsis-too-wide" Warning Error "An ellipsis leaves out more characters than the limit.";
    QuoteShort "quote-short" Warning Error "The quotation has only one to three words: too short to prove anything.";
    QuoteUnclosed "quote-unclosed" Warning Error "A quotation mark is opened and never closed.";
    QuoteUnread "quote-unread" Error Error "The quotation shows something that cannot be read from the notes, so it cannot be checked.";
    SelectorMissed "selector-missed" Warning Error "The words are in the article, but not between the words given as their context.";
    BibliographyBroken "bibliography-broken" Warning Error "An entry of a bibliography, or the whole file, cannot be read.";
    MarkupUnknown "markup-unknown" Note Warning "The notes contain markup that the reader of their format does not know.";
    QuoteAmbiguous "quote-ambiguous" Note Note "The words are in more than one place of the article.";
    QuoteWithinQuote "quote-within-quote" Note Note "The article itself quotes the words from another outlet.";
    QuoteUncited "quote-uncited" Note Note "The quotation has no citation, but its words are in the archive.";
    SuppressionUnused "suppression-unused" Warning Warning "A comment suppresses a finding that does not exist.";
    SuppressionUnreasoned "suppression-unreasoned" Warning Error "A comment suppresses a finding without giving a reason.";
    NotesDrifted "notes-drifted" Error Error "The quotations in the notes are not those in quotations.lock.";
    ArchiveDrifted "archive-drifted" CannotTell CannotTell "The archive no longer matches an entry of quotations.lock.";
    ArchiveRewritten "archive-rewritten" CannotTell CannotTell "The archive does not have what it had at --base, and no reason is recorded.";
    ArchiveRevised "archive-revised" Warning Warning "A capture was changed or dropped since --base, for a recorded reason.";
    BaselineStale "baseline-stale" Warning Warning "The baseline lists a finding that no longer exists.";
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
