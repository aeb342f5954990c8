//! Citations: put in where there is none, put right where it is the wrong one.

use super::markdown_citation::MarkdownCitation;
use super::session::FixSession;
use super::{Proposal, Target, Wording};
use crate::capture::ArticleId;
use crate::manifest::Resolution;
use crate::notes::{Citation, CitationPlace, Form, Format, Reference};
use crate::text::Span;
use crate::verify::{Applicability, FixKind, Judged, Rule, TextEdit};
use std::collections::BTreeSet;

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
    if names_a_source(session, judged) || is_highlighted(session, judged) {
        return None;
    }
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

/// Markup of links, keys, notes and addresses, in any format.
const SOURCES: [&str; 19] = [
    "](",
    "][",
    "[@",
    "[[",
    "[^",
    "http://",
    "https://",
    "www.",
    "<a ",
    "<ref",
    "<cite",
    "\\cite",
    "\\href",
    "\\url",
    "\\footnote",
    "cite:",
    "link:",
    "footnote:",
    "doi:",
];

/// Returns true if the author names a source in the sentence of the quotation, or right behind it: that is the author's, and
/// a second one beside it would say that it is wrong.
fn names_a_source(session: &FixSession<'_>, judged: &Judged) -> bool {
    let notes = session.notes.text.as_str();
    let (before, after) = (&notes[..judged.span.start], &notes[judged.span.end..]);
    let (before, after) = (last_bytes(before), &after[..after.floor_char_boundary(REACH)]);
    let start = before.rfind("\n\n").map_or(0, |at| at + 2);
    let start = items(&before[start..]).last().map_or(start, |item| start + item);
    let ends =
        before[start..].match_indices(['.', '!', '?']).filter(|(at, _)| ends_sentence(&before[start + at + 1..]));
    let start = ends.fold(None, |_, end| Some(end)).map_or(start, |(at, _)| start + at + 1);
    // Behind a block, the next paragraph may be its attribution.
    let paragraph = after.find("\n\n").unwrap_or(after.len());
    let paragraph = items(&after[..paragraph]).next().unwrap_or(paragraph);
    let reach = match judged.form {
        Form::Inline => paragraph,
        _ => after[paragraph..]
            .trim_start()
            .find('\n')
            .map_or(after.len(), |end| after.len() - after[paragraph..].trim_start().len() + end),
    };
    let ends = after[..reach].match_indices(['.', '!', '?']).find(|(at, _)| ends_sentence(&after[at + 1..reach]));
    let end = match ends {
        // What follows on the stop at once is a note of the sentence.
        Some((at, _)) if judged.form == Form::Inline => {
            let rest = &after[at + 1..reach];
            let marks = rest.len() - rest.trim_start_matches([' ', '”', '"', '’', ')', '*', '_']).len();
            let note = rest[marks..].starts_with(['[', '(', '<', '\\', '`', '{']);
            at + 1 + if note { marks + rest[marks..].find(['\n', '.']).unwrap_or(rest.len() - marks) } else { 0 }
        }
        _ => reach,
    };
    let has = |text: &str| SOURCES.iter().any(|source| text.contains(source));
    has(&before[start..]) || has(&after[..end])
}

/// The starts of the lines that begin an item of a list, or a row of a table; the first line is none.
fn items(paragraph: &str) -> impl DoubleEndedIterator<Item = usize> {
    paragraph.match_indices('\n').map(|(at, _)| at + 1).filter(|&at| {
        let line = paragraph[at..].trim_start_matches([' ', '\t']);
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = number.len() < line.len() && number.starts_with([')', '.']);
        let rest = if numbered { &number[1..] } else { line.trim_start_matches(['-', '*', '+', '.', '#', '|']) };
        rest.len() < line.len() && rest.starts_with([' ', '\t'])
    })
}

/// Returns true if a sentence ends before `rest`.
fn ends_sentence(rest: &str) -> bool {
    rest.trim_start_matches(['”', '"', '’', '\'', ')', ']', '»', '*', '_'])
        .chars()
        .next()
        .is_none_or(char::is_whitespace)
}

/// Returns true if the quotation stands in a highlight, `==so==`: the words in there are its source's.
fn is_highlighted(session: &FixSession<'_>, judged: &Judged) -> bool {
    let before = &session.notes.text[..judged.span.start];
    let near = last_bytes(before);
    match near.rfind("\n\n") {
        // Where the paragraph begins farther away, nobody counts its marks.
        None if near.len() < before.len() => near.contains("=="),
        start => near[start.unwrap_or(0)..].matches("==").count() % 2 == 1,
    }
}

/// The most bytes on either side of a quotation in which its sentence and paragraph are looked for: many quotations may
/// share one that never ends.
const REACH: usize = 4096;

/// The last of `text`, as far as is looked.
fn last_bytes(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(REACH))..]
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
            attributions(notes, end, citation.trim_start()).into_iter().map(|(at, text)| put(at, text)).collect()
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
    if session.notes.format == Format::Markdown {
        return Some(match *session.usual_form.get_or_init(|| usual_form(session)) {
            MarkdownCitation::Wikilink => format!(" [[{article}]]"),
            MarkdownCitation::Link => {
                url().map_or_else(|| format!(" [@{article}]"), |url| format!(" ([{article}]({url}))"))
            }
            MarkdownCitation::Key => format!(" [@{article}]"),
        });
    }
    session.notes.format.citation(article.as_str(), &url)
}

/// The form that most citations of the notes have; of as many, the first of the list.
fn usual_form(session: &FixSession<'_>) -> MarkdownCitation {
    let mut counts = [(0_usize, MarkdownCitation::Key), (0, MarkdownCitation::Wikilink), (0, MarkdownCitation::Link)];
    let names = session.notes.names(session.verifier.archive().collection());
    let cites = |citation: &&Citation| matches!(names.resolve(&citation.reference), Ok(Resolution::Article(..)));
    let citations = session.read.quotations.iter().flat_map(|quotation| &quotation.citations);
    let spans: BTreeSet<Span> = citations.filter(cites).map(|citation| citation.span).collect();
    for span in spans {
        let written = session.notes.text.get(span.range()).unwrap_or_default();
        let form = match () {
            () if written.starts_with("[[") || written.starts_with("![[") => 1,
            () if written.contains("](") => 2,
            () if written.contains('@') => 0,
            () => continue,
        };
        counts[form].0 += 1;
    }
    let best = counts.into_iter().rev().max_by_key(|(count, _)| *count);
    best.map_or(MarkdownCitation::Key, |(_, form)| form)
}

/// The characters that an address put into markup as it is may not have.
const UNSAFE: [char; 9] = ['"', '<', '>', '|', '{', '}', ' ', '&', '\\'];

/// `cite` in the tag of an HTML element that quotes, where it has none.
fn attribute(session: &FixSession<'_>, judged: &Judged, article: &ArticleId) -> Option<Vec<TextEdit>> {
    if session.notes.format.citation_place() != CitationPlace::CiteAttribute || judged.form == Form::Inline {
        return None;
    }
    let before = last_bytes(&session.notes.text[..judged.span.start]);
    let skipped = judged.span.start - before.len();
    let at = ["<blockquote", "<q"].iter().filter_map(|tag| before.rfind(tag).map(|at| at + tag.len())).max()?;
    let at = skipped + at;
    let url = name_of(&Reference::Url(String::new()), article, session).filter(|url| !url.contains(UNSAFE))?;
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
fn attributions(notes: &str, end: usize, citation: &str) -> Vec<(usize, String)> {
    let start = notes[..end].rfind('\n').map_or(0, |at| at + 1);
    let line_end = notes[end..].find('\n').map_or(notes.len(), |at| end + at);
    let at = start + notes[start..line_end].trim_end().len();
    let line = &notes[start..at];
    let mark = line.rfind('>').filter(|mark| line[..*mark].trim_matches(['>', ' ', '\t']).is_empty());
    let prefix = mark.map_or("> ".to_owned(), |mark| format!("{} ", &line[..=mark]));
    let first = notes.find('\n').is_some_and(|end| notes[..end].ends_with('\r'));
    let newline = if notes[..line_end].ends_with('\r') || first { "\r\n" } else { "\n" };
    let empty = prefix.trim_end();
    vec![(at, format!("{newline}{prefix}— {citation}")), (at, format!("{newline}{empty}{newline}{prefix}— {citation}"))]
}
