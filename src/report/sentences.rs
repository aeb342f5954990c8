//! Findings in words: the fact first, then what to do about it.

use super::legible;
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::diff::{glyphs, is_unseen};
use crate::matching::MOST_TRIED;
use crate::segment::meaning;
use crate::verify::{
    CaptureRevised, Change, Clipped, Finding, FindingData, Fix, FixKind, Gone, Insertion, LockBroken, Mismatch,
    Outside, QuotedSource, Refuted, Seam, Variant, VariantKind,
};
use std::borrow::Cow;

/// The fact of a finding, in a sentence.
pub fn message(finding: &Finding) -> String {
    match &finding.data {
        FindingData::Refuted(refuted) => {
            let untried = match refuted.has_untried {
                true => {
                    format!(" (its ellipses and brackets fit more than {MOST_TRIED} places, which were not all tried)")
                }
                false => String::new(),
            };
            mismatch(refuted) + &untried
        }
        FindingData::Superseded { stands_in, gone, change, .. } => format!(
            "these words stand only in the capture of {}, {}{}",
            at_moment(*stands_in),
            match gone {
                Gone::NotYet(cited) => format!("not yet in that of {}, which is cited", at_moment(*cited)),
                Gone::NoLonger(later) => format!("no more in that of {}", at_moment(*later)),
            },
            change.as_ref().map_or_else(String::new, became)
        ),
        FindingData::DisclosedFromOther { stands_in, current } => format!(
            "these words were disclosed from the capture of {}; that of {} counts, and no proof shows them there",
            moment(*stands_in),
            moment(*current)
        ),
        FindingData::Outside(Outside { role, segment_rule, .. }) => {
            format!("these words stand only in the article’s {role} (rule {segment_rule}), not in its body")
        }
        FindingData::CapturesBroken { path, trouble } => format!("{path} cannot be vouched for: {trouble}"),
        FindingData::Withheld { among_others } => match among_others {
            true => {
                "the article is withheld, and what was disclosed of it begins or ends elsewhere than this quotation"
            }
            false => "the article is withheld, and no proof shows these words in it",
        }
        .to_owned(),
        FindingData::Unread { markup } => {
            format!("what `{markup}` shows could not be read, so it cannot be told whether these are the words")
        }
        FindingData::CitationUnknown { names, captures, .. } => {
            let files: Vec<&str> = captures.iter().map(CapturePath::file_name).collect();
            let there =
                if files.is_empty() { String::new() } else { format!(": its captures are {}", files.join(", ")) };
            format!("{} is not in the archive{there}", names.join(", "))
        }
        FindingData::CitationAmbiguous { articles, .. } => {
            format!("the citation names {} articles: {}", articles.len(), ids(articles))
        }
        FindingData::CitationMissing { nearest, has_withheld, .. } => match nearest {
            Some(id) => format!("no citation; the nearest words in the archive stand in {id}, and differ"),
            None if *has_withheld => {
                "no citation, and of articles that are withheld only what is cited can be looked up".to_owned()
            }
            None => "no citation, and these words stand nowhere in the archive".to_owned(),
        },
        FindingData::Uncited { articles } => match articles.first() {
            Some(id) if articles.len() == 1 => format!("no citation, but these words stand in {id}"),
            _ => format!("no citation, but these words stand in {} articles: {}", articles.len(), ids(articles)),
        },
        FindingData::SelectorMissed => {
            "these words stand in the article, but not between the words given as those around them".to_owned()
        }
        FindingData::Empty => "there are no words in this quotation".to_owned(),
        FindingData::Short { words } => {
            let plural = if *words == 1 { "" } else { "s" };
            format!("{words} word{plural} can stand anywhere: too short to prove anything")
        }
        FindingData::Ambiguous { places } => format!("these words stand in {places} places of the article"),
        FindingData::WithinQuote(source) => match source {
            QuotedSource::Named(name) => format!("the article itself quotes these words from {name}"),
            QuotedSource::Introduced(words) => {
                format!("the article itself quotes these words from another source, which it introduces: “{words}”")
            }
            QuotedSource::Unnamed => "the article itself quotes these words from another source".to_owned(),
        },
        FindingData::NegationOmitted { words } => {
            format!("the ellipsis leaves out “{words}”, which turns the sense")
        }
        FindingData::EllipsisTooWide { characters, limit } => {
            format!("an ellipsis leaves out {characters} characters; the limit is {limit}")
        }
        FindingData::Insertion(insertion) => match insertion {
            Insertion::Negation(word) => format!("the inserted “{word}” turns the sense"),
            Insertion::NegationReplaced(word) => format!("the brackets replace “{word}”, which turns the sense"),
            Insertion::Deprived { inserted, replaced } => {
                format!("the brackets make “{inserted}” of “{replaced}”, which turns the sense")
            }
            Insertion::OtherNumber { inserted, replaced } => {
                format!("the brackets put “{inserted}” for “{replaced}”: another number")
            }
        },
        FindingData::Clipped(clipped) => match clipped {
            Clipped::Before(words) => format!("the words just before it turn the sense: “{words}”"),
            Clipped::After(words) => format!("the article goes on: “{words} …”"),
        },
        data => of_files(data),
    }
}

/// The fact of a finding on notes, configuration or archive.
fn of_files(data: &FindingData) -> String {
    match data {
        FindingData::Unclosed => {
            "a quotation mark is opened here and never closed: what follows was not checked; close it".to_owned()
        }
        FindingData::MixedMarks { open, close } => format!(
            "a quotation is opened by {open} and closed by {close}: it was read as one; write two marks of a kind"
        ),
        FindingData::SuppressionUnused => "this comment leaves out nothing that is there: take it out".to_owned(),
        FindingData::SuppressionUnreasoned => {
            "this comment gives no reason, and leaves nothing out: add ` -- reason` to it".to_owned()
        }
        FindingData::PerFileUnused { glob, rule } => {
            format!("[per-file] {glob:?} leaves out {rule}, which is not there: take it out")
        }
        FindingData::BaselineStale { words, file, rule } => {
            format!("“{words}” in {file} has no finding {rule} any more: record the baseline again")
        }
        FindingData::SuppressionMalformed { why: text }
        | FindingData::MarkupUnknown { what: text }
        | FindingData::NotesUnreadable { why: text }
        | FindingData::BibliographyBroken { why: text } => text.clone(),
        FindingData::NotLocked => "the lock does not have this quotation: it is new, or its words or its citation changed (look at it, then run `literatim pin`)".to_owned(),
        FindingData::CitedOtherwise => "this quotation is cited otherwise than when the lock was written: another capture, or none (look at it, then run `literatim pin`)".to_owned(),
        FindingData::LockedGone { article, words } => format!(
            "the lock has a quotation of {article} that is here no more: “{words} …” (look at it, then run `literatim pin`)"
        ),
        FindingData::LockBroken { words, how, .. } => {
            let why = match how {
                LockBroken::NotHeld => "the capture that the lock pins is not held, or cannot be vouched for (bring it back)",
                LockBroken::WordsGone => "the words no longer stand in the capture that the lock pins (run `literatim audit`)",
                LockBroken::Moved => "the words stand elsewhere in the pinned capture’s text than the lock says: it is read otherwise now (look at it, then run `literatim pin --update`)",
            };
            format!("“{words} …”: {why}")
        }
        FindingData::Archive(trouble) => trouble.to_string(),
        FindingData::LogRewritten { revision, how } => format!("compared with {revision}: {how}"),
        FindingData::Recommitted { revision } => {
            format!("it is withheld, and what stands for it is not what it was at {revision}")
        }
        FindingData::CaptureRevised { revision, how, because, .. } => {
            let what = match how {
                CaptureRevised::Dropped => "it was taken out of the archive",
                CaptureRevised::Replaced => "its bytes were changed",
                CaptureRevised::Recorded => "its record was changed",
            };
            match because {
                Some(why) => format!("{what} since {revision}: {why}"),
                None => format!("{what} since {revision}, and no reason is recorded"),
            }
        }
        data => unreachable!("`message` words {data:?}"),
    }
}

/// The remedy of a finding, in a sentence; nothing where its message says so.
pub fn help(finding: &Finding) -> Option<Cow<'static, str>> {
    let fixed = match &finding.data {
        FindingData::Refuted(refuted) => match &refuted.mismatch {
            Mismatch::Altered { .. } => {
                "quote the archive’s words, or mark what you changed with brackets or an ellipsis"
            }
            Mismatch::Typography => "write the archive’s own characters, or verify with `--style chicago`",
            Mismatch::Cut => "quote whole words and whole numbers",
            Mismatch::Misattributed { stands_in } => return Some(format!("cite [@{stands_in}]").into()),
            Mismatch::Stitched { .. } => "put an ellipsis where words are left out, or make two quotations of it",
            Mismatch::Absent => {
                "archive the article they come from with `literatim add`, or take the quotation marks away"
            }
        },
        FindingData::Superseded { .. } | FindingData::DisclosedFromOther { .. } => {
            "quote what the article says now, or pin the capture: see `literatim explain quote-superseded`"
        }
        FindingData::Outside(outside) => return Some(override_hint(outside).into()),
        FindingData::CapturesBroken { .. } => "run `literatim audit`",
        FindingData::Withheld { .. } => "whoever has the archive can run `literatim disclose` on these notes",
        FindingData::Unread { .. } => "write the words themselves in its place",
        FindingData::CitationUnknown { stands_in: Some(id), .. }
        | FindingData::CitationAmbiguous { stands_in: Some(id), .. } => {
            return Some(format!("these words stand in {id}: cite [@{id}]").into());
        }
        FindingData::CitationUnknown { .. } => "add the article with `literatim add`, or correct the citation",
        FindingData::CitationAmbiguous { .. } => "cite one of them",
        FindingData::CitationMissing { nearest: Some(id), .. } => {
            return Some(format!("if that is the source, cite [@{id}] and quote its words").into());
        }
        FindingData::CitationMissing { has_withheld: true, .. } => "cite the article they come from",
        FindingData::CitationMissing { .. } => "archive the article they come from with `literatim add`, and cite it",
        FindingData::Uncited { articles } => match articles.first() {
            Some(id) if articles.len() == 1 => return Some(format!("cite it: [@{id}]").into()),
            _ => "cite the one that they were taken from",
        },
        FindingData::SelectorMissed => {
            "make the selector anew on the archived text, or leave `prefix` and `suffix` out"
        }
        FindingData::Empty => "quote something, or take the marks away",
        FindingData::Short { .. } => "quote more of the sentence",
        FindingData::Ambiguous { .. } => "quote more of the sentence that is meant",
        FindingData::WithinQuote(QuotedSource::Named(name)) => {
            return Some(format!("say that they are {name}’s words").into());
        }
        FindingData::WithinQuote(_) => "say whose words they are",
        FindingData::NegationOmitted { .. } => "quote the words that turn the sense, or leave the sentence out",
        FindingData::EllipsisTooWide { .. } => "make two quotations of it",
        FindingData::Insertion(Insertion::Negation(_)) => "take the inserted words out of the quotation",
        FindingData::Insertion(Insertion::NegationReplaced(_)) => "quote the words that turn the sense",
        FindingData::Insertion(Insertion::Deprived { .. }) => "take the ending out of the quotation",
        FindingData::Insertion(Insertion::OtherNumber { .. }) => "quote the number that the article has",
        FindingData::Clipped(Clipped::Before(_)) => "begin the quotation before them",
        FindingData::Clipped(Clipped::After(_)) => "end the quotation after the turn, or say that there is one",
        _ => return None,
    };
    Some(fixed.into())
}

/// The work of a fix, in a sentence.
pub fn fixed(fix: &Fix) -> String {
    match &fix.kind {
        FixKind::Characters => "the archive’s own characters are written".to_owned(),
        FixKind::Completion => "the word or number that was cut is written out".to_owned(),
        FixKind::Words(article) => format!("the words of {article} are written"),
        FixKind::Citation(article) => format!("[@{article}] is cited"),
        FixKind::Comment => "a comment that nothing needs is taken out".to_owned(),
    }
}

fn mismatch(Refuted { mismatch, variants, .. }: &Refuted) -> String {
    match mismatch {
        Mismatch::Altered { elsewhere } => {
            let place = match elsewhere {
                None => "the archive’s words are near, but differ".to_owned(),
                Some(id) => format!("the nearest words stand in {id}, and differ"),
            };
            let mut kinds: Vec<&str> = variants.iter().map(|variant| variant.kind.name()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            match kinds.is_empty() {
                true => place,
                false => format!("{place}: {}{}", kinds.join(", "), unlike(variants)),
            }
        }
        Mismatch::Typography => format!("the letters are the archive’s, but not the marks{}", unlike(variants)),
        Mismatch::Cut => "it starts or ends inside a word or number".to_owned(),
        Mismatch::Misattributed { stands_in } => {
            format!("these words do not stand in the cited article, but in {stands_in}")
        }
        Mismatch::Stitched { before, after, seam } => {
            let why = match seam {
                Seam::TwoArticles => "they are of two articles",
                Seam::OtherOrder => "they stand in the other order",
                Seam::LeftOut => "words between them are left out without a mark",
            };
            format!("exact pieces are run together at “{before} | {after}”: {why}")
        }
        Mismatch::Absent => "nothing near these words stands anywhere in the archive".to_owned(),
    }
}

/// The names of characters that the eye would not distinguish.
fn unlike(variants: &[Variant]) -> String {
    let is_unlike = |one: &&Variant| {
        one.kind == VariantKind::LookAlike || one.quoted.contains(is_unseen) || one.archived.contains(is_unseen)
    };
    let named = variants.iter().filter(is_unlike).flat_map(|variant| glyphs(&variant.quoted, &variant.archived));
    let named: Vec<String> = named.collect();
    if named.is_empty() { String::new() } else { format!(" ({})", named.join("; ")) }
}

/// The rule that a part was typed by, and how to say that it is body.
fn override_hint(Outside { article, role, segment_rule, number, .. }: &Outside) -> String {
    let rule = meaning(segment_rule).map_or_else(String::new, |meaning| format!("that rule goes by this: {meaning}; "));
    format!(
        "{rule}if it is body after all, say so with `literatim mark {article} \"{role} {number}\" body --because WHY`, or \
         see `literatim show {article} --why` and the rules in literatim.toml"
    )
}

fn became(change: &Change) -> String {
    match change {
        Change::Reworded(classes) => {
            let names: Vec<&str> = classes.iter().map(|class| class.name()).collect();
            format!(": reworded ({})", names.join(", "))
        }
        Change::OtherMarks => ": other marks".to_owned(),
        Change::Gone(None) => ": gone".to_owned(),
        Change::Gone(Some(words)) => {
            format!(": gone (“{words} …” there is another passage, which was there before)")
        }
        Change::OutsideBody => ": now outside the body".to_owned(),
        Change::Around => ": what stands between or beside them changed".to_owned(),
    }
}

fn ids<'i>(articles: impl IntoIterator<Item = &'i ArticleId>) -> String {
    articles.into_iter().map(ArticleId::as_str).collect::<Vec<_>>().join(", ")
}

fn at_moment(at: Option<CapturedAt>) -> String {
    at.map_or("at an unknown time".to_owned(), |at| at.to_string())
}

fn moment(at: Option<CapturedAt>) -> String {
    at.map_or("an unknown time".to_owned(), |at| at.to_string())
}

/// The message of a finding as a terminal may show it.
pub(super) fn legible_message(finding: &Finding) -> String {
    legible(&message(finding)).into_owned()
}
