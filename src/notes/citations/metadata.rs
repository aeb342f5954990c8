//! The source of a whole file or section: front matter, headings, `Source:` lines.

use super::candidates::{CitationCandidate, within};
use super::file_name::is_file;
use super::{identifier, reference};
#[cfg(feature = "cli")]
use crate::markup::between_fences;
use crate::notes::fields::compared;
use crate::notes::running_text::{Metadata, NodeKind, NotesNode, RunningText};
use crate::notes::{Bibliography, BibliographyProblem, Binding, Citation, FieldNames, Reference};
use crate::text::Span;

/// The fields of front matter that name a source.
const FIELDS: [&str; 16] = [
    "source",
    "sources",
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
pub(in crate::notes) fn named(name: &str, value: &str, fields: &FieldNames) -> Option<Reference> {
    if !is_source(name, fields) {
        return None;
    }
    identifier::of_field(name.trim(), value).map(Reference::Identifier).or_else(|| reference::of_name(value))
}

/// Returns true if the field `name` names a source.
fn is_source(name: &str, fields: &FieldNames) -> bool {
    let name = name.trim();
    FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field)) || fields.is_source(&compared(name))
}

/// The sources that a section may name, or the front matter, at most. All quotations have each of them.
const MOST_NAMED: usize = 16;

/// From which flow offset on which citations are the default, ascending; the section's before the file's.
pub(in crate::notes) type Defaults = Vec<(usize, Vec<Citation>)>;

/// The defaults of every section.
pub(in crate::notes) fn defaults(flow: &RunningText, cites: &[CitationCandidate]) -> Defaults {
    let mut file = front_matter(flow);
    file.extend(listed(flow, cites));
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

/// Headings of lists of what all of some notes rest on, in the languages of most notes that were read.
#[rustfmt::skip]
const LISTS: [&str; 30] = [
    "source", "sources", "reference", "references", "resources", "bibliography", "works cited", "citations", "literature",
    "primary sources", "source material", "quellen", "quelle", "literatur", "sources et références", "références",
    "bibliographie", "fuentes", "referencias", "bibliografía", "fonti", "bibliografia", "fontes", "referências", "bronnen",
    "źródła", "источники", "来源", "参考文献", "出典",
];

/// The sources that sections of that name list, any of which may be meant.
fn listed(flow: &RunningText, cites: &[CitationCandidate]) -> Vec<Citation> {
    let level = |node: &NotesNode| match node.kind {
        NodeKind::Heading(level) => Some(level),
        _ => None,
    };
    let mut found = Vec::new();
    for (index, node) in flow.nodes.iter().enumerate() {
        let Some(own) = level(node) else { continue };
        let name = flow.slice(node.flow).trim().trim_end_matches([':', '：']).to_lowercase();
        if !LISTS.contains(&name.as_str()) {
            continue;
        }
        let mut below = flow.nodes[index + 1..].iter();
        let end = below.find(|next| level(next).is_some_and(|other| other <= own)).map(|next| next.flow.start);
        let section = Span::new(node.flow.end, end.unwrap_or(flow.text.len()).max(node.flow.end));
        let citation = |cite: &CitationCandidate| Citation {
            alternative: true,
            ..Citation::of(Binding::Default, cite.reference.clone(), node.notes, false)
        };
        found.extend(within(cites, section).iter().map(citation));
        if found.len() >= MOST_NAMED {
            break;
        }
    }
    found.truncate(MOST_NAMED);
    found
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
    move |cite| Citation {
        locator: cite.locator.clone(),
        ..Citation::of(Binding::Default, cite.reference.clone(), span, cite.certain)
    }
}

/// Returns true if what a field of the whole file names can be nothing but a source in the archive. An address may be of
/// anything, and a file may be other notes.
fn is_certain(reference: &Reference) -> bool {
    match reference {
        Reference::Url(_) | Reference::Identifier(_) => false,
        Reference::Path(path) => reference::is_archived(path),
        Reference::Key(key) => !is_file(key),
        Reference::Digest(_) | Reference::Pinned(_) => true,
    }
}

/// The citations that the front matter names, all with its span: together they name one article, or contradict.
fn front_matter(flow: &RunningText) -> Vec<Citation> {
    let field = |(reference, span): &(Reference, Span)| {
        Citation::of(Binding::Default, reference.clone(), *span, is_certain(reference))
    };
    let mut found: Vec<Citation> = flow.defaults.iter().map(field).collect();
    found.extend(properties(flow));
    for &(kind, span) in flow.metadata.iter().take(1) {
        let text = &flow.notes[span.range()];
        let fields = values(kind, text, &|name| is_source(name, flow.fields));
        for (field, value) in &fields {
            if let Some(reference) = named(field, value, flow.fields) {
                let certain = field == "citekey" || is_certain(&reference);
                // A list says that the notes rest on all of it, and not of each word from which.
                let is_list = || fields.iter().filter(|(other, _)| other == field).nth(1).is_some();
                let alternative = field.eq_ignore_ascii_case("sources") || is_list();
                found.push(Citation { alternative, ..Citation::of(Binding::Default, reference, span, certain) });
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
    let named = lines.filter_map(|(name, value)| named(name, value.trim(), flow.fields));
    let citation = |reference: Reference| {
        let certain = is_certain(&reference);
        Citation::of(Binding::Default, reference, first.notes, certain)
    };
    named.map(citation).collect()
}

/// Returns true if the field of this name is asked for.
type Wanted<'w> = &'w dyn Fn(&str) -> bool;

/// Returns true if a field names bibliographies.
pub(in crate::notes) fn is_bibliography(name: &str) -> bool {
    name.eq_ignore_ascii_case("bibliography")
}

/// The values of the fields of a metadata block.
pub(in crate::notes) fn values(kind: Metadata, text: &str, wanted: Wanted<'_>) -> Vec<(String, String)> {
    match kind {
        Metadata::Yaml => yaml(text, wanted),
        Metadata::Toml => toml(text, wanted),
    }
}

/// The entries under `references` in blocks of YAML, which pandoc takes anywhere in a text.
pub(in crate::notes) fn entries(notes: &str) -> (Bibliography, Vec<BibliographyProblem>) {
    let (mut found, mut flaws) = (Bibliography::default(), Vec::new());
    for span in blocks(notes) {
        let (more, problems) = Bibliography::in_metadata(&notes[span.range()], span.start);
        found.take(&more);
        flaws.extend(problems);
    }
    (found, flaws)
}

/// The blocks between a line `---`, with nothing or an empty line above it, and the next `---` or `...`, that have
/// `references`.
fn blocks(notes: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let (mut at, mut is_blank) = (notes.len() - notes.trim_start_matches('\u{feff}').len(), true);
    for line in notes[at..].split_inclusive('\n') {
        let bare = line.trim_end();
        match (bare, open) {
            ("---" | "...", Some((start, true))) => {
                found.push(Span::new(start, at));
                open = None;
            }
            ("---", _) => open = is_blank.then_some((at + line.len(), false)),
            (_, Some((start, _))) if line.starts_with("references:") => open = Some((start, true)),
            _ => {}
        }
        is_blank = bare.is_empty();
        at += line.len();
    }
    found
}

/// The bibliographies that a file of YAML names at its top.
#[cfg(feature = "store")]
pub(crate) fn bibliographies_of_yaml(text: &str) -> Vec<String> {
    yaml(text, &is_bibliography).into_iter().map(|(_, name)| name).collect()
}

/// The fields in which programs that save pages as Markdown keep the address.
#[cfg(feature = "cli")]
const ADDRESSES: [&str; 8] =
    ["source", "url", "source_url", "source-url", "canonical_url", "canonical", "link", "original_url"];

#[cfg(feature = "cli")]
fn is_address(name: &str) -> bool {
    ADDRESSES.iter().any(|field| name.eq_ignore_ascii_case(field))
}

/// The first web address that the front matter of a saved page names as its own.
#[cfg(feature = "cli")]
pub(crate) fn address_in_front_matter(text: &str) -> Option<String> {
    let found = in_front_matter(text, &is_address).into_iter().map(|(_, value)| value);
    found.into_iter().find(|value| value.starts_with("https://") || value.starts_with("http://"))
}

/// The fields in which programs that save pages as Markdown keep the moment: Obsidian Web Clipper, MarkDownload and Joplin;
/// Omnivore; and what style guides call it.
#[cfg(feature = "cli")]
const MOMENTS: [&str; 6] = ["created", "clipped", "date_saved", "saved", "accessed", "retrieved"];

/// The moments at which the front matter of a saved page says that it was saved, as written; those of one field.
#[cfg(feature = "cli")]
pub(crate) fn moments_in_front_matter(text: &str) -> Vec<String> {
    let field = |field: &str| in_front_matter(text, &|name| name.eq_ignore_ascii_case(field));
    let found = MOMENTS.iter().map(|name| field(name)).find(|found| !found.is_empty()).unwrap_or_default();
    found.into_iter().map(|(_, value)| value).filter(|value| !value.is_empty()).collect()
}

/// The title that the front matter of a saved page gives.
#[cfg(feature = "cli")]
pub(crate) fn title_in_front_matter(text: &str) -> Option<String> {
    let found = in_front_matter(text, &|name| name.eq_ignore_ascii_case("title")).into_iter();
    found.map(|(_, value)| value).find(|value| !value.is_empty())
}

#[cfg(feature = "cli")]
fn in_front_matter(text: &str, wanted: Wanted<'_>) -> Vec<(String, String)> {
    let text = text.trim_start_matches('\u{feff}');
    let part = |open, close| between_fences(text, open, close).map(|(inner, _)| &text[inner.range()]);
    match part("---", &["---", "..."]) {
        Some(inner) => yaml(inner, wanted),
        None => part("+++", &["+++"]).map_or_else(Vec::new, |inner| toml(inner, wanted)),
    }
}

/// The values of the fields, of the part of YAML that front matter is written in: plain and quoted scalars, lists.
fn yaml(text: &str, wanted: Wanted<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut list: Option<&str> = None;
    let mut folded: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match folded {
            Some(above) if indent > above && !line.trim().is_empty() => {
                if let Some((_, value)) = found.last_mut() {
                    let value: &mut String = value;
                    value.push_str(if value.is_empty() { "" } else { " " });
                    value.push_str(line.trim());
                }
                continue;
            }
            Some(_) if line.trim().is_empty() => continue,
            _ => folded = None,
        }
        if let Some(entry) = line.trim_start().strip_prefix("- ") {
            let entry = entry.trim();
            let value = if is_field(entry) { part_of_entry(entry) } else { Some(entry) };
            if let Some(field) = list.filter(|_| is_folded(entry)) {
                folded = Some(indent);
                found.push((field.to_owned(), String::new()));
                continue;
            }
            found.extend(list.zip(value).map(|(field, value)| (field.to_owned(), scalar(value))));
            continue;
        }
        if line.starts_with([' ', '\t']) && list.is_some() {
            let value = part_of_entry(line.trim());
            found.extend(list.zip(value).map(|(field, value)| (field.to_owned(), scalar(value))));
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let name = name.trim_matches(['"', '\'']);
        // A field of a map in the front matter says something about that.
        list = Some(name).filter(|name| !name.starts_with([' ', '\t']) && wanted(name));
        let Some(field) = list else { continue };
        let value = value.trim();
        if is_folded(value) {
            folded = Some(indent);
            found.push((field.to_owned(), String::new()));
            continue;
        }
        match value
            .strip_prefix('[')
            .filter(|rest| !rest.starts_with(['[', '@']))
            .and_then(|rest| rest.strip_suffix(']'))
        {
            Some(flow) => found.extend(flow.split(',').map(|entry| (field.to_owned(), scalar(entry)))),
            None => found.push((field.to_owned(), scalar(value))),
        }
    }
    // The name of a list has no value of its own.
    found.retain(|(_, value)| !value.is_empty());
    found
}

/// Returns true if a value is on the lines below, which are indented deeper.
fn is_folded(value: &str) -> bool {
    matches!(value, ">" | ">-" | ">+" | "|" | "|-" | "|+")
}

/// The fields by which an entry of a list of sources, if it is a map, names its source.
const ENTRY_FIELDS: [&str; 8] = ["url", "source", "file", "path", "link", "href", "doi", "citekey"];

/// Returns true if an entry of a list is a map: its first line is `name: value`.
fn is_field(entry: &str) -> bool {
    let name = entry.split_once(": ").or_else(|| entry.strip_suffix(':').map(|name| (name, ""))).map(|(name, _)| name);
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        && identifier::of_text(entry).is_none()
}

/// The source that a line of such an entry names.
fn part_of_entry(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(':')?;
    ENTRY_FIELDS
        .iter()
        .any(|field| name.eq_ignore_ascii_case(field))
        .then(|| value.trim())
        .filter(|value| !value.is_empty())
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
fn toml(text: &str, wanted: Wanted<'_>) -> Vec<(String, String)> {
    let Ok(table) = text.parse::<toml::Table>() else { return Vec::new() };
    let extra = table.get("extra").and_then(toml::Value::as_table);
    let mut found = Vec::new();
    for table in [Some(&table), extra].into_iter().flatten() {
        for (field, value) in table.iter().filter(|(name, _)| wanted(name)) {
            match value {
                toml::Value::String(value) => found.push((field.clone(), value.clone())),
                toml::Value::Array(values) => {
                    let values = values.iter().filter_map(toml::Value::as_str);
                    found.extend(values.map(|value| (field.clone(), value.to_owned())));
                }
                _ => {}
            }
        }
    }
    found
}
