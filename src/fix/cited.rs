//! Citations: put in where there is none, put right where it is the wrong one.

use super::session::FixSession;
use super::{Proposal, Target, Wording};
use crate::capture::ArticleId;
use crate::manifest::Resolution;
use crate::notes::{Citation, CitationPlace, Form, Format, Reference};
use crate::text::Span;
use crate::verify::{Applicability, FixKind, Judged, Rule, TextEdit};

/// The proposals to mend citations.
pub(super) fn proposals(session: &FixSession<'_>, most: Applicability) -> Vec<Proposal> {
    let has = |judged: &Judged, rule| judged.fixable().any(|finding| finding.rule == rule);
    let propose = |(number, judged): (usize, &Judged)| {
        if has(judged, Rule::QuoteUncited) {
            uncited(session, number, judged)
        } else if most == Applicability::Unsafe && has(judged, Rule::QuoteMisattributed) {
            misattributed(session, number, judged)
        } else {
            None
        }
    };
    session.quotations().filter_map(propose).collect()
}

/// The citation, if the words stand in the body of exactly one article.
fn uncited(session: &FixSession<'_>, number: usize, judged: &Judged) -> Option<Proposal> {
    let articles = session.verifier.articles_with(&judged.text);
    let article = articles.first().filter(|_| articles.len() == 1)?;
    Some(Proposal {
        rule: Rule::QuoteUncited,
        kind: FixKind::Citation((*article).clone()),
        applicability: Applicability::Safe,
        target: Target::Quotation { number, words: Wording::Stay },
        alternatives: added(session, judged, article),
    })
}

/// The right name in the citation that there is; else a citation of its own, if that is the stronger one.
fn misattributed(session: &FixSession<'_>, number: usize, judged: &Judged) -> Option<Proposal> {
    let article = &judged.nearest()?.locus.article;
    let mut alternatives = renamed(session, number, judged, article);
    alternatives.extend(added(session, judged, article));
    Some(Proposal {
        rule: Rule::QuoteMisattributed,
        kind: FixKind::Citation(article.clone()),
        applicability: Applicability::Unsafe,
        target: Target::Quotation { number, words: Wording::Stay },
        alternatives,
    })
}

fn renamed(session: &FixSession<'_>, number: usize, judged: &Judged, article: &ArticleId) -> Vec<Vec<TextEdit>> {
    let (Some(wrong), Some(quotation)) = (&judged.article, session.read.quotations.get(number)) else {
        return Vec::new();
    };
    let names = session.notes.names(session.verifier.archive().collection());
    let cites = |citation: &&Citation| {
        let named = names.resolve(&citation.reference);
        Some(citation.binding) == judged.binding
            && matches!(named, Ok(Resolution::Article(found, _)) if found == *wrong)
    };
    let rename = |citation: &Citation| {
        let name = name_of(&citation.reference, article, session)?;
        let written = citation.reference.as_str();
        let inside = &session.notes.text[citation.span.range()];
        let at = citation.span.start + inside.find(written).filter(|_| !written.is_empty())?;
        Some(vec![TextEdit::new(Span::new(at, at + written.len()), name)])
    };
    quotation.citations.iter().filter(cites).filter_map(rename).collect()
}

/// The name of `article` of the same kind as `reference`, if it has one.
fn name_of(reference: &Reference, article: &ArticleId, session: &FixSession<'_>) -> Option<String> {
    let archive = session.verifier.archive().collection();
    let witness = archive.witness(&archive.captures(article).ok()?.last()?.capture).ok()?;
    match reference {
        Reference::Key(_) => Some(article.to_string()),
        Reference::Url(_) | Reference::Identifier(_) => witness.manifest().address(),
        Reference::Digest(_) => Some(witness.manifest().sha256.to_string()),
        // Which capture of another article would be meant, nobody said.
        Reference::Path(_) | Reference::Pinned(_) => None,
    }
}

/// The places where a citation of its own may stand, and how it is written there.
fn added(session: &FixSession<'_>, judged: &Judged, article: &ArticleId) -> Vec<Vec<TextEdit>> {
    let (notes, end) = (session.notes.text.as_str(), judged.span.end);
    let put = |at: usize, text: String| vec![TextEdit::new(Span::new(at, at), text)];
    // The text fragment of an address names what it cites itself.
    let Some(citation) = citation(session, article).filter(|_| judged.form != Form::Fragment) else {
        return Vec::new();
    };
    let cite = |at: usize| put(at, citation.clone());
    let format = session.notes.format;
    match (judged.form, format.citation_place()) {
        (Form::Block, CitationPlace::AttributionLine) => {
            attributions(notes, end, article).into_iter().map(|(at, text)| put(at, text)).collect()
        }
        (Form::Explicit, CitationPlace::AttributionLine) => {
            let close = |mark: char| notes[end..].find(mark).map(|at| end + at + mark.len_utf8());
            ['>', '}'].into_iter().filter_map(close).map(cite).collect()
        }
        _ => {
            let marks = closed(&notes[end..], format);
            // Before the sentence's own stop, else right after it; where the words are a block, at their end.
            let stops = closing(&notes[end + marks..], ".,;:!?");
            let mut ways: Vec<Vec<TextEdit>> = attribute(session, judged, article).into_iter().collect();
            ways.extend([cite(end + marks), cite(end + marks + stops), cite(end)]);
            ways
        }
    }
}

/// A citation of `article` as it is written behind words, in the format of the notes; where it needs an address, only
/// if the article has one.
fn citation(session: &FixSession<'_>, article: &ArticleId) -> Option<String> {
    let url = || name_of(&Reference::Url(String::new()), article, session).filter(|url| !url.contains(UNSAFE));
    session.notes.format.citation(article.as_str(), &url)
}

/// The characters that an address put into markup as it is may not have.
const UNSAFE: [char; 9] = ['"', '<', '>', '|', '{', '}', ' ', '&', '\\'];

/// `cite` in the tag of an HTML element that quotes, where it has none.
fn attribute(session: &FixSession<'_>, judged: &Judged, article: &ArticleId) -> Option<Vec<TextEdit>> {
    let html = session.notes.format.citation_place() == CitationPlace::CiteAttribute && judged.form != Form::Inline;
    let before = &session.notes.text[..judged.span.start];
    let at = ["<blockquote", "<q"].iter().filter_map(|tag| before.rfind(tag).map(|at| at + tag.len())).max()?;
    let url = name_of(&Reference::Url(String::new()), article, session).filter(|url| html && !url.contains(UNSAFE))?;
    Some(vec![TextEdit::new(Span::new(at, at), format!(" cite=\"{url}\""))])
}

/// The length in bytes of what closes a quotation in `rest`: marks and markup, and in HTML closing tags.
fn closed(rest: &str, format: Format) -> usize {
    let marks = format.closers();
    let mut at = closing(rest, marks);
    let tags = format.citation_place() == CitationPlace::CiteAttribute;
    while tags && rest[at..].starts_with("</") && !rest[at..].starts_with("</p") {
        let Some(end) = rest[at..].find('>') else { break };
        at += end + 1;
        at += closing(&rest[at..], marks);
    }
    at
}

/// The length in bytes of the run of `marks` that `rest` begins with.
fn closing(rest: &str, marks: &str) -> usize {
    rest.len() - rest.trim_start_matches(|c| marks.contains(c)).len()
}

/// An attribution line after the line that `end` is on: right below it, or with an empty line between.
fn attributions(notes: &str, end: usize, article: &ArticleId) -> Vec<(usize, String)> {
    let start = notes[..end].rfind('\n').map_or(0, |at| at + 1);
    let line_end = notes[end..].find('\n').map_or(notes.len(), |at| end + at);
    let at = start + notes[start..line_end].trim_end().len();
    let line = &notes[start..at];
    let mark = line.rfind('>').filter(|mark| line[..*mark].trim_matches(['>', ' ', '\t']).is_empty());
    let prefix = mark.map_or("> ".to_owned(), |mark| format!("{} ", &line[..=mark]));
    let newline = if notes[..line_end].ends_with('\r') || notes.contains("\r\n") { "\r\n" } else { "\n" };
    let empty = prefix.trim_end();
    vec![
        (at, format!("{newline}{prefix}— [@{article}]")),
        (at, format!("{newline}{empty}{newline}{prefix}— [@{article}]")),
    ]
}
