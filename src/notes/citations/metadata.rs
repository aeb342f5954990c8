//! The source of a whole file or section: front matter, headings, `Source:` lines.

use super::candidates::{CitationCandidate, within};
use super::{identifier, reference};
#[cfg(feature = "cli")]
use crate::markup::between_fences;
use crate::notes::running_text::{Metadata, NodeKind, RunningText};
use crate::notes::{Binding, Citation, Reference};
use crate::text::Span;

/// The fields of front matter that name a source.
const FIELDS: [&str; 15] = [
    "source",
    "url",
    "citekey",
    "source_url",
    "source-url",
    "source_file",
    "source-file",
    "source_path",
    "article",
    "doi",
    "pmid",
    "pmcid",
    "arxiv",
    "isbn",
    "reference",
];

/// The source that the field `name` names, if it is one that does.
pub(in crate::notes) fn named(name: &str, value: &str) -> Option<Reference> {
    let field = FIELDS.iter().find(|field| name.trim().eq_ignore_ascii_case(field))?;
    identifier::of_field(field, value).map(Reference::Identifier).or_else(|| reference::of_name(value))
}

/// The sources that a section may name, or the front matter, at most. All quotations have each of them.
const MOST_NAMED: usize = 16;

/// From which flow offset on which citations are the default, ascending; the section's before the file's.
pub(in crate::notes) type Defaults = Vec<(usize, Vec<Citation>)>;

/// The defaults of every section.
pub(in crate::notes) fn defaults(flow: &RunningText, cites: &[CitationCandidate]) -> Defaults {
    let file = front_matter(flow);
    let mut defaults = vec![(0, file.clone())];
    let mut sections: Vec<(u8, Vec<Citation>)> = Vec::new();
    for (index, node) in flow.nodes.iter().enumerate() {
        let NodeKind::Heading(level) = node.kind else { continue };
        while sections.last().is_some_and(|(above, _)| *above >= level) {
            sections.pop();
        }
        let own = section(flow, cites, index);
        if !own.is_empty() {
            sections.push((level, own));
        }
        let nearest = sections.last().into_iter().flat_map(|(_, own)| own);
        defaults.push((node.flow.start, nearest.chain(&file).cloned().collect()));
    }
    defaults
}

/// The sources that the heading names, if that is one thing; else those of the `Source: …` line right below it.
fn section(flow: &RunningText, cites: &[CitationCandidate], heading: usize) -> Vec<Citation> {
    let node = &flow.nodes[heading];
    let named = within(cites, node.flow);
    let one = named.first().is_some_and(|first| named.iter().all(|cite| cite.notes == first.notes));
    let (named, notes) = if one {
        (named, node.notes)
    } else {
        let Some(below) = node.next.map(|next| &flow.nodes[next]).filter(|below| below.kind == NodeKind::Paragraph)
        else {
            return Vec::new();
        };
        let text = flow.slice(below.flow);
        if !text.get(..7).is_some_and(|label| label.eq_ignore_ascii_case("source:")) {
            return Vec::new();
        }
        let line = below.flow.start + text.find('\n').unwrap_or(text.len());
        (within(cites, Span::new(below.flow.start, line)), below.notes)
    };
    named.iter().take(MOST_NAMED).map(default(notes)).collect()
}

fn default(span: Span) -> impl Fn(&CitationCandidate) -> Citation {
    move |cite| Citation { binding: Binding::Default, reference: cite.reference.clone(), span, certain: cite.certain }
}

/// The citations that the front matter names, all with its span: together they name one article, or contradict.
fn front_matter(flow: &RunningText) -> Vec<Citation> {
    let field = |(reference, span): &(Reference, Span)| {
        let certain = !matches!(reference, Reference::Url(_) | Reference::Identifier(_));
        Citation { binding: Binding::Default, reference: reference.clone(), span: *span, certain }
    };
    let mut found: Vec<Citation> = flow.defaults.iter().map(field).collect();
    found.extend(properties(flow));
    for &(kind, span) in flow.metadata.iter().take(1) {
        let text = &flow.notes[span.range()];
        for (field, value) in values(kind, text, &FIELDS) {
            if let Some(reference) = named(field, &value) {
                let certain = field == "citekey" || !matches!(reference, Reference::Url(_) | Reference::Identifier(_));
                found.push(Citation { binding: Binding::Default, reference, span, certain });
            }
        }
    }
    found.truncate(MOST_NAMED);
    found
}

/// The sources that properties of an outliner name, `source:: …` on lines at the top.
fn properties(flow: &RunningText) -> Vec<Citation> {
    let first = flow.nodes.iter().find(|node| node.kind.may_quote());
    let Some(first) = first.filter(|node| node.kind == NodeKind::Paragraph) else { return Vec::new() };
    let lines = flow.slice(first.flow).lines().map_while(|line| line.split_once(":: "));
    let named = lines.filter_map(|(name, value)| named(name, value.trim()));
    let certain = |reference: &Reference| !matches!(reference, Reference::Url(_) | Reference::Identifier(_));
    let citation = |reference: Reference| Citation {
        binding: Binding::Default,
        certain: certain(&reference),
        reference,
        span: first.notes,
    };
    named.map(citation).collect()
}

/// The values of the fields of a metadata block.
pub(in crate::notes) fn values(kind: Metadata, text: &str, fields: &[&'static str]) -> Vec<(&'static str, String)> {
    match kind {
        Metadata::Yaml => yaml(text, fields),
        Metadata::Toml => toml(text, fields),
    }
}

/// The bibliographies that a file of YAML names at its top.
#[cfg(feature = "store")]
pub(crate) fn bibliographies_of_yaml(text: &str) -> Vec<String> {
    yaml(text, &["bibliography"]).into_iter().map(|(_, name)| name).collect()
}

/// The fields in which programs that save pages as Markdown keep the address.
#[cfg(feature = "cli")]
const ADDRESSES: [&str; 8] =
    ["source", "url", "source_url", "source-url", "canonical_url", "canonical", "link", "original_url"];

/// The first web address that the front matter of a saved page names as its own.
#[cfg(feature = "cli")]
pub(crate) fn address_in_front_matter(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    let part = |open, close| between_fences(text, open, close).map(|(inner, _)| &text[inner.range()]);
    let found = match part("---", &["---", "..."]) {
        Some(inner) => yaml(inner, &ADDRESSES),
        None => toml(part("+++", &["+++"])?, &ADDRESSES),
    };
    found
        .into_iter()
        .map(|(_, value)| value)
        .find(|value| value.starts_with("https://") || value.starts_with("http://"))
}

/// The values of the fields, of the part of YAML that front matter is written in: plain and quoted scalars, lists.
fn yaml(text: &str, fields: &[&'static str]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut list = None;
    for line in text.lines() {
        if let Some(entry) = line.trim_start().strip_prefix("- ") {
            found.extend(list.map(|field| (field, scalar(entry))));
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        list = fields.iter().copied().find(|field| name.trim_matches(['"', '\'']).eq_ignore_ascii_case(field));
        let Some(field) = list else { continue };
        let value = value.trim();
        match value
            .strip_prefix('[')
            .filter(|rest| !rest.starts_with(['[', '@']))
            .and_then(|rest| rest.strip_suffix(']'))
        {
            Some(flow) => found.extend(flow.split(',').map(|entry| (field, scalar(entry)))),
            None => found.push((field, scalar(value))),
        }
    }
    // The name of a list has no value of its own.
    found.retain(|(_, value)| !value.is_empty());
    found
}

/// A scalar without its quotation marks, or the comment after it.
fn scalar(value: &str) -> String {
    let value = value.trim();
    for mark in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(mark).and_then(|rest| rest.split_once(mark)) {
            return inner.to_owned();
        }
    }
    value.split(" #").next().unwrap_or_default().trim().to_owned()
}

/// The values of the fields in TOML, at the top or under `[extra]`, where generators of web sites keep them.
fn toml(text: &str, fields: &[&'static str]) -> Vec<(&'static str, String)> {
    let Ok(table) = text.parse::<toml::Table>() else { return Vec::new() };
    let extra = table.get("extra").and_then(toml::Value::as_table);
    let mut found = Vec::new();
    for table in [Some(&table), extra].into_iter().flatten() {
        for &field in fields {
            match table.get(field) {
                Some(toml::Value::String(value)) => found.push((field, value.clone())),
                Some(toml::Value::Array(values)) => {
                    found.extend(values.iter().filter_map(toml::Value::as_str).map(|value| (field, value.to_owned())));
                }
                _ => {}
            }
        }
    }
    found
}
