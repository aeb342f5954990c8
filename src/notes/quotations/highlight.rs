//! Lists of highlights, as programs for reading write them: items that end in a link to the highlight.

use super::explicit::Explicit;
use crate::notes::citations::attribution::dash;
use crate::notes::citations::candidates::{CitationCandidate, within};
use crate::notes::running_text::{NodeKind, NotesLink, NotesNode, RunningText};
use crate::notes::{Binding, Citation, Reference};
use crate::text::Span;

/// The hosts of links at which the programs that write such lists keep their highlights, and their schemes.
const HOSTS: [&str; 4] = ["readwise.io", "hyp.is", "hypothes.is", "omnivore.app"];
const SCHEMES: [&str; 2] = ["zotero://", "readwise://"];
/// The beginnings of what their links say.
const LABELS: [&str; 4] = ["view highlight", "highlight", "location ", "go to annotation"];
/// The beginnings of what such programs write behind the link, after a dash.
const ABOUT: [&str; 4] = ["Group:", "Tags:", "Page ", "Location "];
/// The beginnings of a line at the top that names the source.
const FIELDS: [&str; 7] = ["url", "source", "reference", "link", "source url", "uri", "original url"];

/// The list items of `flow` that are highlights, in order.
pub(in crate::notes) fn highlights(flow: &RunningText) -> Vec<Explicit> {
    let items = (0..flow.nodes.len()).filter(|&node| flow.nodes[node].kind == NodeKind::Item);
    items.filter_map(|item| highlight(flow, item)).collect()
}

/// The words of the item before its link: its paragraphs up to the one that ends in it.
fn highlight(flow: &RunningText, item: usize) -> Option<Explicit> {
    let first = flow.nodes.get(item + 1).filter(|first| first.parent == item)?;
    let leaves = std::iter::successors(Some(first), |leaf| leaf.next.map(|next| &flow.nodes[next]));
    let mut leaves = leaves.take_while(|leaf| leaf.kind == NodeKind::Paragraph);
    let end = leaves.find_map(|leaf| ending(flow, leaf))?;
    let words = flow.trimmed(Span::new(first.flow.start, end.max(first.flow.start)));
    (!words.is_empty()).then(|| Explicit {
        outer: words,
        words,
        at: flow.start_in_notes(words.start),
        sources: Vec::new(),
        block: true,
        highlight: true,
        node: item + 1,
    })
}

/// The end of the words of a paragraph that ends in a link to a highlight.
fn ending(flow: &RunningText, leaf: &NotesNode) -> Option<usize> {
    let links = &flow.links[..flow.links.partition_point(|link| link.flow.start < leaf.flow.end)];
    let last = links.last().filter(|link| link.flow.start >= leaf.flow.start && is_highlight(flow, link))?;
    let rest = flow.text[last.flow.end..leaf.flow.end].trim_start_matches([')', ']', '.', ' ', '\n']);
    let is_id = rest.strip_prefix('^').is_some_and(|id| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    let about = rest.trim_start().trim_start_matches(['—', '–', '-', ' ']);
    let is_about = about.len() < rest.len() && ABOUT.iter().any(|label| about.starts_with(label));
    if !(rest.is_empty() || is_id || is_about || about.starts_with('#')) {
        return None;
    }
    // What else is in the same brackets, or behind the same dash, is about the highlight.
    let before = flow.text[leaf.flow.start..last.flow.start].trim_end();
    let bare = before.trim_end_matches(['(', '[', ' ']);
    let dashed = bare.char_indices().next_back().filter(|&(at, _)| dash(&bare[at..]).is_some());
    Some(leaf.flow.start + dashed.map_or(bare.len(), |(at, _)| at))
}

fn is_highlight(flow: &RunningText, link: &NotesLink) -> bool {
    let Some(Reference::Url(url)) = &link.reference else { return false };
    let host = url.split("://").nth(1).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    let kept =
        HOSTS.iter().any(|known| host == *known || host.strip_suffix(known).is_some_and(|sub| sub.ends_with('.')));
    let text = flow.slice(link.flow).trim().to_lowercase();
    kept || SCHEMES.iter().any(|scheme| url.starts_with(scheme)) || LABELS.iter().any(|label| text.starts_with(label))
}

/// The source that a file of highlights names above the first of them, if one line is there for that.
pub(in crate::notes) fn source(
    flow: &RunningText,
    cites: &[CitationCandidate],
    highlights: &[Explicit],
) -> Vec<Citation> {
    let Some(first) = highlights.iter().find(|one| one.highlight) else { return Vec::new() };
    let leaves = flow.nodes.iter().take_while(|node| node.flow.start < first.outer.start);
    let mut lines = leaves.filter(|node| node.kind == NodeKind::Paragraph).flat_map(|leaf| fields(flow, leaf));
    let (Some(line), None) = (lines.next(), lines.next()) else { return Vec::new() };
    let citation = |cite: &CitationCandidate| {
        Citation::of(Binding::Default, cite.reference.clone(), flow.in_notes(line), cite.certain)
    };
    within(cites, line).iter().map(citation).collect()
}

/// The lines of a paragraph that name a source.
fn fields<'f>(flow: &'f RunningText, leaf: &'f NotesNode) -> impl Iterator<Item = Span> + 'f {
    let mut at = leaf.flow.start;
    flow.slice(leaf.flow).split_inclusive('\n').filter_map(move |line| {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let label = line.split(':').next().unwrap_or_default().trim().to_lowercase();
        (line.contains(':') && FIELDS.contains(&label.as_str())).then_some(span)
    })
}
