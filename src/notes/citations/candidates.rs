//! Everything in running text that may be a citation, before it is bound to a quotation.

use super::file_name::is_file;
use super::locator::{self, Locator};
use super::{identifier, reference};
use crate::notes::Reference;
use crate::notes::hidden;
use crate::notes::running_text::{InlineCitation, NodeKind, RunningText};
use crate::text::Span;
use std::collections::HashMap;

/// The references that one footnote hands on to where it is called, at most: more are a bibliography, not a citation.
const PER_FOOTNOTE: usize = 16;

/// Something that may be a citation. Bound to a quotation, it is a [`Citation`](crate::notes::Citation).
#[derive(Debug, Clone)]
pub(in crate::notes) struct CitationCandidate {
    /// Its span in the flow; empty for a footnote mark, which has no text.
    pub flow: Span,
    /// Its span in the notes; the same for all that one pair of brackets, or one footnote, names.
    pub notes: Span,
    pub reference: Reference,
    /// True where it can be nothing but a citation. A link, `[[name]]` and `@name` in running text may be anything.
    pub certain: bool,
    /// True for a link with a text of its own.
    pub link: bool,
    /// The page, line or time that it gives behind the source.
    pub locator: Option<Locator>,
}

impl CitationCandidate {
    /// Returns true if it is one of a group in brackets, which has its locators inside.
    fn is_group(&self, flow: &RunningText) -> bool {
        matches!(self.reference, Reference::Key(_) | Reference::Pinned(_))
            && self.flow.len() > 1
            && flow.text[..self.flow.end].ends_with(']')
    }
}

/// Finds the citations of `flow`, in order, and takes the groups of keys out of its words.
pub(in crate::notes) fn find_candidates(flow: &mut RunningText) -> Vec<CitationCandidate> {
    let mut cites: Vec<CitationCandidate> = flow.links.iter().filter_map(of_link).collect();
    cites.extend(flow.inline_citations.iter().map(of_named));
    cites.extend(flow.code_spans.iter().filter_map(|&span| file_in_code(flow, span)));
    let mut groups = Vec::new();
    let mut done = 0;
    for at in memchr::memchr3_iter(b'@', b':', b'/', flow.text.as_bytes()) {
        if at >= done {
            done = written(flow, at, &mut cites, &mut groups).unwrap_or(at + 1);
        }
    }
    // A page behind the link is the printed one, and says more than that of the file in its address.
    for cite in cites.iter_mut().filter(|cite| (cite.link || cite.locator.is_none()) && !cite.is_group(flow)) {
        cite.locator = locator::behind(&flow.text[cite.flow.end..]).or(cite.locator.take());
    }
    flow.excluded.extend(groups);
    flow.excluded = hidden::joined(std::mem::take(&mut flow.excluded));
    cites.sort_by_key(|cite| (cite.flow, cite.notes));
    let called = footnotes(flow, &cites);
    if !called.is_empty() {
        cites.extend(called);
        cites.sort_by_key(|cite| (cite.flow, cite.notes));
    }
    cites
}

fn of_named(named: &InlineCitation) -> CitationCandidate {
    let flow = Span::new(named.at, named.at);
    // A URL may be of anything; the archive says whether it knows it.
    let certain = !named.doubtful && !matches!(named.reference, Reference::Url(_) | Reference::Identifier(_));
    let locator = named.locator.clone();
    CitationCandidate { flow, notes: named.notes, reference: named.reference.clone(), certain, link: false, locator }
}

fn of_link(link: &crate::notes::running_text::NotesLink) -> Option<CitationCandidate> {
    let reference = link.reference.clone()?;
    let certain = match &reference {
        Reference::Path(path) => reference::is_archived(path),
        Reference::Digest(_) | Reference::Pinned(_) => true,
        Reference::Key(_) | Reference::Url(_) | Reference::Identifier(_) => false,
    };
    let locator = link.locator.clone();
    Some(CitationCandidate { flow: link.flow, notes: link.notes, reference, certain, link: true, locator })
}

/// The citation written out around `at`, an `@`, `:` or `/`: where to go on after it.
fn written(flow: &RunningText, at: usize, cites: &mut Vec<CitationCandidate>, groups: &mut Vec<Span>) -> Option<usize> {
    if is_in_link(flow, at) || flow.is_excluded(at) {
        return None;
    }
    let bytes = flow.text.as_bytes();
    if bytes[at] == b'@' {
        return if is_code(flow, at) { None } else { key(flow, at, cites, groups) };
    }
    let (span, reference, certain) = match bytes[at] {
        b':' if bytes[..at].ends_with(b"sha256") => digest(flow, at)?,
        b':' if !is_code(flow, at) => url(flow, at).or_else(|| identified(flow, at))?,
        b'/' => archived(flow, at).or_else(|| file(flow, at))?,
        _ => return None,
    };
    if is_in_code_block(flow, at) {
        return None;
    }
    let (notes, locator) = (flow.in_notes(span), locator::of_address(&flow.text[span.range()]));
    cites.push(CitationCandidate { flow: span, notes, reference, certain, link: false, locator });
    Some(span.end)
}

fn is_in_link(flow: &RunningText, at: usize) -> bool {
    let index = flow.links.partition_point(|link| link.flow.start <= at);
    index > 0 && flow.links[index - 1].flow.end > at
}

fn is_code(flow: &RunningText, at: usize) -> bool {
    let index = flow.code_spans.partition_point(|span| span.start <= at);
    index > 0 && flow.code_spans[index - 1].end > at
}

fn is_in_code_block(flow: &RunningText, at: usize) -> bool {
    let index = flow.nodes.partition_point(|node| node.flow.start <= at);
    index > 0 && flow.nodes[index - 1].kind == NodeKind::Code
}

/// Returns true if a word begins at `at`.
fn begins(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || "._/:@".contains(c))
}

fn digest(flow: &RunningText, at: usize) -> Option<(Span, Reference, bool)> {
    let start = at - "sha256".len();
    let end = start + reference::digest_at(&flow.text[start..]).filter(|_| begins(&flow.text, start))?;
    Some((Span::new(start, end), Reference::Digest(flow.text[start..end].to_owned()), true))
}

/// A URL that is no link, because nothing marks it as one.
fn url(flow: &RunningText, at: usize) -> Option<(Span, Reference, bool)> {
    let text = &flow.text;
    let scheme = ["https", "http"].into_iter().find(|scheme| text[..at].ends_with(scheme))?;
    let start = at - scheme.len();
    if !text[at..].starts_with("://") || !begins(text, start) {
        return None;
    }
    let end = start + token(&text[start..])?;
    Some((Span::new(start, end), Reference::Url(text[start..end].to_owned()), false))
}

/// An identifier, whose `:` stands at `at`.
fn identified(flow: &RunningText, at: usize) -> Option<(Span, Reference, bool)> {
    let text = &flow.text;
    let start = at - identifier::name_before(&text[..at])?;
    let value = at + 1 + (text[at + 1..].len() - text[at + 1..].trim_start_matches(' ').len());
    let end = value + token(&text[value..])?;
    let identifier = identifier::of_text(&text[start..end]).filter(|_| begins(text, start))?;
    Some((Span::new(start, end), Reference::Identifier(identifier), false))
}

/// A path below `archive/` or `manifests/`, whose first `/` stands at `at`.
fn archived(flow: &RunningText, at: usize) -> Option<(Span, Reference, bool)> {
    let text = &flow.text;
    let folder = ["archive", "manifests"].into_iter().find(|folder| text[..at].ends_with(folder))?;
    let name = at - folder.len();
    let lead = text[..name].bytes().rev().take_while(|&byte| matches!(byte, b'.' | b'/')).count();
    let start = name - lead;
    let end = start + before_lines(&text[start..start + token(&text[start..])?]);
    let good = begins(text, start) && end > at + 1 && (lead == 0 || text[..name].ends_with('/'));
    good.then(|| (Span::new(start, end), Reference::Path(text[start..end].to_owned()), true))
}

/// The bytes of a path before its last `/` that are looked at.
const LONGEST_FOLDER: usize = 400;

/// The path of a file elsewhere, whose first `/` stands at `at`: the archive may know the file by it.
fn file(flow: &RunningText, at: usize) -> Option<(Span, Reference, bool)> {
    let text = &flow.text;
    let floor = text.floor_char_boundary(at.saturating_sub(LONGEST_FOLDER));
    let stops = |c: char| c.is_whitespace() || "<>\"“”«»‘’|`{}()[],;:\\^".contains(c);
    let start = text[floor..at]
        .rfind(stops)
        .map_or(floor, |stop| floor + stop + text[floor + stop..].chars().next().map_or(0, char::len_utf8));
    let end = start + before_lines(&text[start..start + token(&text[start..])?]);
    let path = text.get(start..end).filter(|path| end > at && is_file(path) && begins(text, start))?;
    (!is_code(flow, at)).then(|| (Span::new(start, end), Reference::Path(path.to_owned()), false))
}

/// The file that code names, and nothing else: its path, or its name.
fn file_in_code(flow: &RunningText, span: Span) -> Option<CitationCandidate> {
    let whole = flow.slice(span);
    let path = &whole[..before_lines(whole)];
    let good = is_file(path) && path.len() <= LONGEST_FOLDER && !path.contains(['\n', '`', '"', ':', '*']);
    if !good || reference::is_archived(path) {
        return None;
    }
    let reference = if path.contains('/') { Reference::Path(path.to_owned()) } else { Reference::Key(path.to_owned()) };
    let span = Span::new(span.start, span.start + path.len());
    let notes = flow.in_notes(span);
    Some(CitationCandidate { flow: span, notes, reference, certain: false, link: false, locator: None })
}

/// The length in bytes of a path without the numbers of lines behind it, as `:12` or `:991-993`.
fn before_lines(path: &str) -> usize {
    let bare = path.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–'));
    match bare.strip_suffix(':') {
        Some(file) if bare.len() < path.len() => before_lines(file),
        _ => path.len(),
    }
}

/// The length in bytes of the run of characters that a path or URL may have, without the marks that end a sentence or a
/// bracket that was opened before it.
fn token(text: &str) -> Option<usize> {
    let stops = |c: char| c.is_whitespace() || "<>\"“”«»‘’|`{}\\^".contains(c);
    let mut token = &text[..text.find(stops).unwrap_or(text.len())];
    let mut open = token.matches(')').count().saturating_sub(token.matches('(').count());
    loop {
        token = match token.chars().next_back()? {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '*' | '_' => &token[..token.len() - 1],
            ')' if open > 0 => {
                open -= 1;
                &token[..token.len() - 1]
            }
            _ => return Some(token.len()),
        };
    }
}

/// The key after the `@` at `at`, or the whole group in brackets that it stands in.
fn key(flow: &RunningText, at: usize, cites: &mut Vec<CitationCandidate>, groups: &mut Vec<Span>) -> Option<usize> {
    let text = &flow.text;
    let start = at - usize::from(text[..at].ends_with('-'));
    if !begins(text, start) {
        return None;
    }
    let (name, length) = reference::key_at(&text[at + 1..])?;
    let end = at + 1 + length;
    if let Some(group) = group(text, start, end) {
        let notes = flow.in_notes(group);
        for (reference, locator) in names(&text[group.start + 1..group.end - 1]) {
            cites.push(CitationCandidate { flow: group, notes, reference, certain: true, link: false, locator });
        }
        groups.push(unseen(flow, group));
        return Some(group.end);
    }
    let span = Span::new(at, end);
    let reference = Reference::Key(name.to_owned());
    let notes = flow.in_notes(span);
    cites.push(CitationCandidate { flow: span, notes, reference, certain: false, link: false, locator: None });
    Some(end)
}

/// The brackets around a key, if they are there to cite: `[see @key, p. 3; @other]`. Before the first key stand at
/// most a few words.
fn group(text: &str, key: usize, key_end: usize) -> Option<Span> {
    let floor = text.floor_char_boundary(key.saturating_sub(60));
    let before = &text[floor..key];
    let open = floor + before.rfind(['[', ']', '\n']).filter(|&open| before[open..].starts_with('['))?;
    let ceiling = text.floor_char_boundary((key_end + 500).min(text.len()));
    let after = &text[key_end..ceiling];
    let close = key_end + after.find(['[', ']']).filter(|&close| after[close..].starts_with(']'))?;
    let lead = &text[open + 1..key];
    let good = lead.split_whitespace().count() <= 3 && !text[key_end..close].contains("\n\n");
    good.then(|| Span::new(open, close + 1))
}

/// The keys of a group, each with the capture that it pins, if it pins one, and its locator.
fn names(group: &str) -> impl Iterator<Item = (Reference, Option<Locator>)> {
    let starts = group.match_indices('@').map(|(at, _)| at);
    let starts = starts.filter(|&at| begins(group, at));
    starts.filter_map(|at| {
        let (name, length) = reference::key_at(&group[at + 1..])?;
        let rest = &group[at + 1 + length..];
        Some(match rest.strip_prefix(',').and_then(reference::pin_at) {
            Some(pin) => (Reference::Pinned(format!("{name}, {pin}")), None),
            None => (Reference::Key(name.to_owned()), locator::in_brackets(rest)),
        })
    })
}

/// The part of a group that a reader does not see: with the white space before it, where nothing else would part the
/// words.
fn unseen(flow: &RunningText, group: Span) -> Span {
    let text = &flow.text;
    let next = text[group.end..].chars().next();
    let joins = next.is_none_or(|c| !c.is_alphanumeric());
    let before = &text[..group.start];
    let start = if joins { before.trim_end_matches(' ').len() } else { group.start };
    Span::new(start, group.end)
}

/// For each footnote mark, the references in its footnote.
fn footnotes(flow: &RunningText, cites: &[CitationCandidate]) -> Vec<CitationCandidate> {
    if flow.footnotes.is_empty() {
        return Vec::new();
    }
    let mut notes: HashMap<&str, Span> = HashMap::new();
    for node in &flow.nodes {
        if let NodeKind::Footnote(label) = &node.kind {
            notes.entry(label.as_str()).or_insert(node.flow);
        }
    }
    let mut called = Vec::new();
    for mark in &flow.footnotes {
        let Some(&span) = notes.get(mark.label.as_str()) else { continue };
        for cite in within(cites, span).iter().take(PER_FOOTNOTE) {
            let flow = Span::new(mark.at, mark.at);
            called.push(CitationCandidate { flow, notes: mark.notes, link: false, ..cite.clone() });
        }
    }
    called
}

/// Those of `cites` that begin in `span`, or right at its end.
pub(in crate::notes) fn within(cites: &[CitationCandidate], span: Span) -> &[CitationCandidate] {
    let start = cites.partition_point(|cite| cite.flow.start < span.start);
    let end = cites.partition_point(|cite| cite.flow.start <= span.end);
    &cites[start..end.max(start)]
}
