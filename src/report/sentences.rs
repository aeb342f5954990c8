//! Findings in words: the fact first, then what to do about it.

use super::page::{locator, other_place};
use super::remedy::way_on;
use super::{counted, legible};
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::diff::{glyphs, looks_the_same};
use crate::matching::MOST_TRIED;
use crate::segment::{Standing, meaning};
use crate::text::is_unseen;
use crate::verify::{
    CaptureRevised, Change, Clipped, Finding, FindingData, Fix, FixKind, Gone, Insertion, LockBroken, Mismatch,
    Outside, QuotedSource, Refuted, Seam, Spot, Variant, VariantKind,
};
use std::borrow::Cow;
use std::fmt::Write;

/// The facts of findings on notes, configuration or archive, which need no help: their message says what to do.
macro_rules! on_files {
    () => {
        FindingData::Unclosed
            | FindingData::MixedMarks { .. }
            | FindingData::SuppressionMalformed { .. }
            | FindingData::SuppressionUnused
            | FindingData::SuppressionUnreasoned
            | FindingData::PerFileUnused { .. }
            | FindingData::BaselineStale { .. }
            | FindingData::MarkupUnknown { .. }
            | FindingData::NotesUnreadable { .. }
            | FindingData::BibliographyBroken { .. }
            | FindingData::NotLocked
            | FindingData::CitedOtherwise
            | FindingData::LockedGone { .. }
            | FindingData::LockBroken { .. }
            | FindingData::Archive(_)
            | FindingData::LogRewritten { .. }
            | FindingData::Recommitted { .. }
            | FindingData::CaptureRevised { .. }
    };
}

/// The fact of a finding, in a sentence.
#[expect(clippy::too_many_lines, reason = "an arm for each rule")]
pub fn message(finding: &Finding) -> String {
    match &finding.data {
        FindingData::Refuted(refuted) => {
            let mut fact = mismatch(refuted);
            if refuted.has_untried {
                let _ = write!(
                    fact,
                    " (its ellipses and brackets fit more than {MOST_TRIED} places, and not all were tried)"
                );
            }
            fact
        }
        FindingData::Superseded { stands_in, gone, change, variants } => {
            superseded(*stands_in, *gone, change, variants)
        }
        FindingData::DisclosedFromOther { stands_in, current } => format!(
            "these words were disclosed from the capture of {}; the current capture is of {}, and no proof shows them there",
            moment(*stands_in),
            moment(*current)
        ),
        FindingData::Outside(Outside { article, role, segment_rule, .. }) => {
            format!("these words are only in the {role} of {article}, not in its body (rule {segment_rule})")
        }
        FindingData::CapturesBroken { path, trouble } => format!("{path} cannot be verified: {trouble}"),
        FindingData::Withheld { among_others } => match among_others {
            true => "the article is withheld, and the disclosed words begin or end elsewhere than this quotation",
            false => "the article is withheld, and no proof shows these words in it",
        }
        .to_owned(),
        FindingData::Unread { markup } => {
            format!("the words that `{markup}` shows are not in the notes, so the quotation cannot be checked")
        }
        FindingData::Reordered { by } => {
            format!("{by} shows these words in another order than they are written, so the quotation cannot be checked")
        }
        FindingData::CitationUnknown { names, without_address, .. } if !without_address.is_empty() => {
            let keys = without_address.join(", ");
            format!("{} is not in the archive; the bibliography has {keys}, without an address", names.join(", "))
        }
        FindingData::CitationUnknown { names, captures, .. } => {
            let files: Vec<&str> = captures.iter().map(CapturePath::file_name).collect();
            let there =
                if files.is_empty() { String::new() } else { format!("; its captures are {}", files.join(", ")) };
            format!("{} is not in the archive{there}", names.join(", "))
        }
        FindingData::CitationAmbiguous { articles, .. } => {
            format!("the citation matches {} articles: {}", articles.len(), ids(articles))
        }
        FindingData::CitationMissing { link, of, nearest, has_withheld, variants } => {
            let source = source(link.as_deref(), *of);
            match nearest {
                Some(spot) if variants.is_empty() => format!("{source}; these words are in {}", at(spot)),
                Some(spot) => {
                    format!("{source}; the most similar words are in {}, and differ{}", at(spot), sides(variants))
                }
                None if *has_withheld => {
                    format!("{source}; withheld articles can only be searched for quotations that cite them")
                }
                None => format!("{source}, and these words are not in the archive"),
            }
        }
        FindingData::CitationDoubtful => {
            "nothing similar to these words is in the archive, and the citation may be for something else".to_owned()
        }
        FindingData::OtherPlace { cited, stands_on, is_known } => other_place(cited, stands_on, *is_known),
        FindingData::Uncited { articles, link, of, spot } => {
            let source = source(link.as_deref(), *of);
            match spot {
                Some(spot) if articles.len() == 1 => format!("{source}, but these words are in {}", at(spot)),
                _ => format!("{source}, but these words are in {} articles: {}", articles.len(), ids(articles)),
            }
        }
        FindingData::SelectorMissed => {
            "these words are in the article, but not between the given prefix and suffix".to_owned()
        }
        FindingData::Empty => "this quotation has no words".to_owned(),
        FindingData::Short { words } => {
            format!("a quotation of {} is too short to prove anything", counted(*words, "word"))
        }
        FindingData::Ambiguous { places } => format!("these words are in {places} places of the article"),
        FindingData::WithinQuote(source) => match source {
            QuotedSource::Named(name) => format!("the article itself quotes these words from {name}"),
            QuotedSource::Introduced(words) => {
                format!("the article itself quotes these words from another source, which it introduces: “{words}”")
            }
            QuotedSource::Unnamed => "the article itself quotes these words from another source".to_owned(),
        },
        FindingData::NegationOmitted { words } => {
            format!("the ellipsis leaves out “{words}”, which changes the meaning")
        }
        FindingData::Struck { words } => format!("the article has struck out {}", side(words)),
        FindingData::HiddenOmitted { words } => {
            format!("the page hides {} between these words, which changes the meaning", side(words))
        }
        FindingData::EllipsisTooWide { characters, limit } => {
            format!("an ellipsis leaves out {characters} characters; the limit is {limit}")
        }
        FindingData::Insertion(insertion) => match insertion {
            Insertion::Negation(word) => format!("the inserted “{word}” changes the meaning"),
            Insertion::NegationReplaced(word) => format!("the brackets replace “{word}”, which changes the meaning"),
            Insertion::Deprived { inserted, replaced } => {
                format!("the brackets turn “{replaced}” into “{inserted}”, which changes the meaning")
            }
            Insertion::OtherNumber { inserted, replaced } => {
                format!("the brackets replace “{replaced}” by “{inserted}”, another number")
            }
        },
        FindingData::Clipped(Clipped::Before(words)) => {
            format!("the words just before the quotation change its meaning: “{words}”")
        }
        FindingData::Clipped(Clipped::After(words)) => format!("the article continues: “{words} …”"),
        FindingData::Clipped(Clipped::Compound(word)) => {
            format!("the quotation has only a part of “{word}”")
        }
        data @ on_files!() => of_files(data),
    }
}

/// The fact of a finding on notes, configuration or archive.
#[expect(clippy::too_many_lines, reason = "an arm for each rule")]
fn of_files(data: &FindingData) -> String {
    match data {
        FindingData::Unclosed => {
            "this quotation mark is never closed, so the text after it was not checked: close it".to_owned()
        }
        FindingData::MixedMarks { open, close } => {
            format!("a quotation is opened with {open} and closed with {close}: use a pair of the same kind")
        }
        FindingData::SuppressionUnused => "this comment suppresses no finding: remove it".to_owned(),
        FindingData::SuppressionUnreasoned => {
            "this comment has no reason and is ignored: add ` -- reason` to it".to_owned()
        }
        FindingData::PerFileUnused { glob, rule } => {
            format!("[per-file] {glob:?} suppresses {rule}, but there is no such finding: remove it")
        }
        FindingData::BaselineStale { words, file, rule } => {
            format!("{file} has no finding {rule} for “{words}” any more: run `literatim baseline` again")
        }
        FindingData::SuppressionMalformed { why: text }
        | FindingData::MarkupUnknown { what: text }
        | FindingData::NotesUnreadable { why: text }
        | FindingData::BibliographyBroken { why: text } => text.clone(),
        FindingData::NotLocked => {
            "this quotation is not in quotations.lock: it is new, or its words or citation changed \
             (check it, then run `literatim pin`)"
                .to_owned()
        }
        FindingData::CitedOtherwise => {
            "the citation changed since quotations.lock was written: another capture, or none \
             (check it, then run `literatim pin`)"
                .to_owned()
        }
        FindingData::LockedGone { article, words } => format!(
            "quotations.lock has a quotation of {article} that is no longer here: “{words} …” (check it, then run \
             `literatim pin`)"
        ),
        FindingData::LockBroken { words, how, .. } => {
            let why = match how {
                LockBroken::NotHeld => "the pinned capture is missing or cannot be verified (restore it)",
                LockBroken::WordsGone => "the words are no longer in the pinned capture (run `literatim audit`)",
                LockBroken::Moved => {
                    "the words are at another place of the pinned capture, because its text is read differently now \
                     (check it, then run `literatim pin --update`)"
                }
            };
            format!("“{words} …”: {why}")
        }
        FindingData::Archive(trouble) => trouble.to_string(),
        FindingData::LogRewritten { revision, how } => format!("compared with {revision}: {how}"),
        FindingData::Recommitted { revision } => {
            format!("it is withheld, and its commitment is not the one of {revision}")
        }
        FindingData::CaptureRevised { revision, how, because, .. } => {
            let what = match how {
                CaptureRevised::Dropped => "it was removed from the archive",
                CaptureRevised::Replaced => "its bytes were changed",
                CaptureRevised::Recorded => "its record was changed",
            };
            match because {
                Some(why) => format!("{what} since {revision}: {why}"),
                None => format!("{what} since {revision}, and no reason is recorded"),
            }
        }
        data => unreachable!("`message` has the sentence of {data:?}"),
    }
}

/// Advice on a finding, in a sentence; `None` where its message says what to do.
pub fn help(finding: &Finding) -> Option<Cow<'static, str>> {
    let fixed = match &finding.data {
        FindingData::Refuted(refuted) => match &refuted.mismatch {
            Mismatch::Altered { .. } => "quote the archived words, or mark your change with brackets or an ellipsis",
            Mismatch::Typography => "copy the archived characters, or verify with `--style chicago`",
            Mismatch::Cut => "quote whole words and numbers",
            Mismatch::Misattributed { stands_in, .. } => return Some(format!("cite [@{stands_in}]").into()),
            Mismatch::Stitched { seam: Seam::TwoArticles, .. } => "quote and cite each separately",
            Mismatch::Stitched { .. } => "put an ellipsis where words are left out, or make two quotations of it",
            Mismatch::Absent => "archive the article with `literatim add`, or remove the quotation marks",
        },
        FindingData::Superseded { .. } | FindingData::DisclosedFromOther { .. } => {
            "quote the current words, or pin the capture: see `literatim explain quote-superseded`"
        }
        FindingData::Outside(outside) => return Some(override_hint(outside).into()),
        FindingData::CapturesBroken { trouble, .. } => return Some(way_on(trouble).into()),
        FindingData::Withheld { .. } => "ask the owner of the archive to run `literatim disclose` on these notes",
        FindingData::Unread { .. } => "write the words instead",
        FindingData::Reordered { .. } => "remove it, and write the words in the order that they are read in",
        FindingData::CitationUnknown { stands_in: Some(id), .. }
        | FindingData::CitationAmbiguous { stands_in: Some(id), .. } => {
            return Some(format!("these words are in {id}: cite [@{id}]").into());
        }
        FindingData::CitationUnknown { without_address, .. } if !without_address.is_empty() => {
            "put the address of the article into that entry, or cite its id"
        }
        FindingData::CitationUnknown { .. } => "add the article with `literatim add`, or correct the citation",
        FindingData::CitationAmbiguous { .. } => "cite one of them",
        FindingData::CitationMissing { nearest: Some(Spot { article: id, .. }), .. } => {
            return Some(format!("if that is the source, cite [@{id}] and quote its words").into());
        }
        FindingData::CitationMissing { has_withheld: true, .. } => "cite the article",
        FindingData::CitationMissing { .. } => "archive the article with `literatim add`, and cite it",
        FindingData::CitationDoubtful => "put the citation right behind the quotation, or remove the quotation marks",
        FindingData::Uncited { articles, .. } => match articles.first() {
            Some(id) if articles.len() == 1 => return Some(format!("cite it: [@{id}]").into()),
            _ => "cite the one that you quote from",
        },
        FindingData::SelectorMissed => {
            "make the selector again on the archived text, or leave out `prefix` and `suffix`"
        }
        FindingData::OtherPlace { stands_on, .. } => return locator(stands_on).map(|it| format!("cite {it}").into()),
        FindingData::Empty => "quote something, or remove the marks",
        FindingData::Short { .. } => "quote more of the sentence",
        FindingData::Ambiguous { .. } => "quote more of the sentence that you mean",
        FindingData::WithinQuote(QuotedSource::Named(name)) => {
            return Some(format!("say that they are {name}’s words").into());
        }
        FindingData::WithinQuote(_) => "say whose words they are",
        FindingData::NegationOmitted { .. } => "quote those words, or leave the sentence out",
        FindingData::Struck { .. } => "quote what the article says now, or say that it was struck out",
        FindingData::HiddenOmitted { .. } => "look at the page in a browser, and quote what it shows",
        FindingData::EllipsisTooWide { .. } => "make two quotations of it",
        FindingData::Insertion(insertion) => without(insertion),
        FindingData::Clipped(Clipped::Before(_)) => "include them in the quotation",
        FindingData::Clipped(Clipped::After(_)) => "include those words, or say that the sentence continues",
        FindingData::Clipped(Clipped::Compound(_)) => "quote the whole of it, if the other half changes the meaning",
        on_files!() => return None,
    };
    Some(fixed.into())
}

/// Advice on words in brackets that turn the sense.
fn without(insertion: &Insertion) -> &'static str {
    match insertion {
        Insertion::Negation(_) => "remove the inserted words",
        Insertion::NegationReplaced(_) => "quote those words",
        Insertion::Deprived { .. } => "remove the ending",
        Insertion::OtherNumber { .. } => "quote the number in the article",
    }
}

/// The effect of a fix, in a sentence.
pub fn fixed(fix: &Fix) -> String {
    match &fix.kind {
        FixKind::Characters => "use the archived characters".to_owned(),
        FixKind::Completion => "quote the whole word or number".to_owned(),
        FixKind::Words(article) => format!("use the words of {article}"),
        FixKind::Citation(article) => format!("cite [@{article}]"),
        FixKind::Comment => "remove an unused comment".to_owned(),
    }
}

fn mismatch(Refuted { mismatch, variants, spot, .. }: &Refuted) -> String {
    let place = spot.as_ref().map_or_else(String::new, |spot| format!(" ({})", at(spot)));
    match mismatch {
        Mismatch::Altered { elsewhere } => {
            let elsewhere = if elsewhere.is_some() { "not in the cited article; " } else { "" };
            match variants.first() {
                Some(first) => format!("{elsewhere}{}{}{place}{}", difference(first), more(variants), unlike(variants)),
                None if spot.as_ref().is_some_and(|spot| spot.role.standing() != Standing::Body) => {
                    format!("{elsewhere}these words are outside the body of an article{place}")
                }
                None => format!("{elsewhere}the archive has similar words{place}"),
            }
        }
        Mismatch::Typography => match variants.first() {
            Some(first) => {
                let side = |text: &str| if text.trim().is_empty() { "nothing".to_owned() } else { side(text) };
                let (notes, archive) = (side(&first.quoted), side(&first.archived));
                let more = more(variants);
                format!(
                    "only typography differs: notes have {notes}, the archive has {archive}{more}{place}{}",
                    unlike(variants)
                )
            }
            None => format!("only typography differs{place}"),
        },
        Mismatch::Cut => format!("the quotation starts or ends inside a word or number{place}"),
        Mismatch::Misattributed { cited, stands_in } => {
            let there = spot.as_ref().map_or_else(|| stands_in.to_string(), at);
            format!("these words are not in {cited}, but in {there}")
        }
        Mismatch::Stitched { before, after, seam } => match seam {
            Seam::TwoArticles => format!("“{before}” and “{after}” are from two articles"),
            Seam::OtherOrder => format!("“{before}” and “{after}” are in the reverse order in the article{place}"),
            Seam::LeftOut => format!("words are left out between “{before}” and “{after}” without an ellipsis{place}"),
        },
        Mismatch::Absent => "nothing similar to these words is in the archive".to_owned(),
    }
}

/// The source that the notes give for words that cite no article; `of` so many articles they name for all their
/// quotations.
fn source(link: Option<&str>, of: usize) -> String {
    match link {
        Some(link) if link.contains("://") => format!("{link} is not the address of an archived article"),
        Some(name) => format!("{name} names no archived article"),
        None if of == 1 => "the source that these notes name does not have these words".to_owned(),
        None if of > 0 => format!("none of the {of} sources that these notes name has these words"),
        None => "no citation".to_owned(),
    }
}

/// The two sides of a difference.
fn difference(Variant { quoted, archived, .. }: &Variant) -> String {
    match (quoted.trim().is_empty(), archived.trim().is_empty()) {
        (false, true) => format!("notes add {}, which is not in the archive", side(quoted)),
        (true, false) => format!("notes leave out {} without an ellipsis", side(archived)),
        _ => format!("notes say {}, the archive says {}", side(quoted), side(archived)),
    }
}

/// The first difference, after a colon; empty where there is none.
fn sides(variants: &[Variant]) -> String {
    variants.first().map_or_else(String::new, |first| format!(": {}{}", difference(first), more(variants)))
}

/// The number of differences after the first; empty where it is the only one.
fn more(variants: &[Variant]) -> String {
    if variants.len() > 1 { format!(", and {} more", variants.len() - 1) } else { String::new() }
}

/// The most characters of one side that are shown.
const SIDE: usize = 40;

/// One side of a difference, in quotation marks and on one line.
fn side(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SIDE) {
        Some((end, _)) => format!("“{}…”", text[..end].trim_end()),
        None => format!("“{text}”"),
    }
}

/// A place, as a reader finds it.
fn at(Spot { article, role, number }: &Spot) -> String {
    match role.standing() {
        Standing::Body => format!("{article}, paragraph {number}"),
        _ => format!("{article}, {role} {number}"),
    }
}

/// The change of an article since the capture that has the quoted words.
fn superseded(then: Option<CapturedAt>, gone: Gone, change: &Option<Change>, variants: &[Variant]) -> String {
    let then = moment(then);
    let now = match gone {
        Gone::NotYet(cited) => {
            let cited = moment(cited);
            return format!(
                "these words are first in the capture of {then}; the cited capture of {cited} does not have them"
            );
        }
        Gone::NoLonger(later) => moment(later),
    };
    let changed = match change {
        Some(Change::Reworded(_)) if !variants.is_empty() => {
            // A mark that differs, too, says less than a word that does.
            let is_slight = |one: &&Variant| matches!(one.kind, VariantKind::Typography | VariantKind::Punctuation);
            let Variant { quoted, archived, .. } = variants.iter().find(|one| !is_slight(one)).unwrap_or(&variants[0]);
            let (before, after, more) = (side(quoted), side(archived), more(variants));
            format!("the capture of {then} says {before}, that of {now} says {after}{more}")
        }
        Some(Change::OtherMarks) => {
            format!("these words have other marks in the capture of {now} than in that of {then}")
        }
        Some(Change::OutsideBody) => format!("these words are outside the body since the capture of {now}"),
        Some(Change::Around) => format!("the words between or next to these are others since the capture of {now}"),
        _ => format!("these words are in the capture of {then}, and not in that of {now}"),
    };
    let similar = match change {
        Some(Change::Gone(Some(words))) => format!("; the similar words “{words} …” were there before"),
        Some(Change::Reworded(classes)) => {
            let names: Vec<&str> = classes.iter().map(|class| class.name()).collect();
            format!(" ({})", names.join(", "))
        }
        _ => String::new(),
    };
    format!("the article changed: {changed}{similar}")
}

/// The names of the characters that look the same, or cannot be seen; empty where there are none.
fn unlike(variants: &[Variant]) -> String {
    let is_unlike = |one: &&Variant| {
        let unseen = one.quoted.contains(is_unseen) || one.archived.contains(is_unseen);
        unseen || one.kind == VariantKind::LookAlike || looks_the_same(&one.quoted, &one.archived)
    };
    let named = variants.iter().filter(is_unlike).flat_map(|variant| glyphs(&variant.quoted, &variant.archived));
    let named: Vec<String> = named.collect();
    if named.is_empty() { String::new() } else { format!(": {}", named.join("; ")) }
}

/// The rule that a part was typed by, and how to say that it is body.
fn override_hint(Outside { article, role, segment_rule, number, .. }: &Outside) -> String {
    let rule = meaning(segment_rule).map_or_else(String::new, |meaning| format!("rule {segment_rule}: {meaning}. "));
    format!(
        "{rule}If they are part of the story: `literatim mark {article} \"{role} {number}\" body --because WHY`; see also \
         `literatim show {article} --why` and the rules in literatim.toml"
    )
}

fn ids<'i>(articles: impl IntoIterator<Item = &'i ArticleId>) -> String {
    articles.into_iter().map(ArticleId::as_str).collect::<Vec<_>>().join(", ")
}

fn moment(at: Option<CapturedAt>) -> String {
    at.map_or("an unknown time".to_owned(), |at| at.to_string())
}

/// The message of a finding as a terminal may show it.
pub(super) fn legible_message(finding: &Finding) -> String {
    legible(&message(finding)).into_owned()
}
