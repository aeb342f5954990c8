//! What the citation keys of notes stand for: bibliographies in BibTeX, BibLaTeX and CSL-JSON.

use super::{Format, Reference, flow::Metadata, latex, markdown, metadata, reference};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

/// The fields of a BibTeX entry that may name an archived article.
const FIELDS: [&str; 6] = ["url", "archiveurl", "howpublished", "doi", "file", "note"];

/// Citation keys, and what each of them may name: URLs, digests, paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bibliography {
    entries: BTreeMap<String, Vec<Reference>>,
}

/// An entry that cannot be read; the others can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Where in the bibliography, in bytes.
    pub at: usize,
    /// What is the matter.
    pub what: String,
}

impl Bibliography {
    /// Reads a bibliography: CSL-JSON if its name says so, else BibTeX. What is wrong with an entry costs only that
    /// entry.
    pub fn read(text: &str, name: &str) -> (Self, Vec<Flaw>) {
        let mut reader = Reader::default();
        if name.to_ascii_lowercase().ends_with(".json") {
            reader.csl(text)
        } else {
            reader.bibtex(text)
        }
        (reader.found, reader.flaws)
    }

    /// Takes in the entries of `other` that have a key of their own.
    pub fn take(&mut self, other: &Self) {
        for (key, references) in &other.entries {
            self.entries.entry(key.clone()).or_insert_with(|| references.clone());
        }
    }

    /// What the entry with this key names; nothing, if there is none.
    pub fn named(&self, key: &str) -> &[Reference] {
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[derive(Default)]
struct Reader {
    found: Bibliography,
    flaws: Vec<Flaw>,
}

impl Reader {
    fn flaw(&mut self, at: usize, what: String) {
        self.flaws.push(Flaw { at, what });
    }

    fn add(&mut self, key: String, references: Vec<Reference>, at: usize) {
        match self.found.entries.entry(key) {
            Slot::Vacant(slot) => {
                slot.insert(references);
            }
            Slot::Occupied(slot) => {
                let what =
                    format!("the key {:?} is there twice, and the first entry counts: rename this one", slot.key());
                self.flaw(at, what);
            }
        }
    }

    /// All at once where that works; else entry by entry.
    fn bibtex(&mut self, text: &str) {
        if let Ok(whole) = biblatex::Bibliography::parse(text) {
            return whole.iter().for_each(|entry| self.entry(entry, 0));
        }
        let (texts, entries): (Vec<_>, Vec<_>) =
            pieces(text).into_iter().partition(|(_, piece)| is_kind(piece, "string") || is_kind(piece, "preamble"));
        let strings: String = texts.iter().map(|(_, piece)| *piece).filter(|piece| is_kind(piece, "string")).collect();
        for (at, piece) in entries.into_iter().filter(|(_, piece)| !is_kind(piece, "comment")) {
            let alone = biblatex::Bibliography::parse(piece);
            let read = alone.or_else(|why| {
                if strings.is_empty() { Err(why) } else { biblatex::Bibliography::parse(&format!("{strings}{piece}")) }
            });
            match read {
                Ok(read) => read.iter().for_each(|entry| self.entry(entry, at)),
                Err(why) => {
                    let head = piece.lines().next().unwrap_or_default().trim();
                    self.flaw(
                        at,
                        format!("the entry {head:?} cannot be read, and names nothing: {}; correct it", why.kind),
                    );
                }
            }
        }
    }

    fn entry(&mut self, entry: &biblatex::Entry, at: usize) {
        let values = FIELDS.iter().filter_map(|field| Some((*field, entry.get_as::<String>(field).ok()?)));
        let references: Vec<Reference> = values.flat_map(|(field, value)| references(field, &value)).collect();
        let ids = entry.get_as::<String>("ids").unwrap_or_default();
        let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
        for key in std::iter::once(entry.key.as_str()).chain(ids) {
            self.add(key.to_owned(), references.clone(), at);
        }
    }

    fn csl(&mut self, text: &str) {
        let entries: Vec<serde_json::Value> = match serde_json::from_str(text) {
            Ok(entries) => entries,
            Err(why) => {
                let line = text.lines().take(why.line().saturating_sub(1)).map(|line| line.len() + 1).sum::<usize>();
                let what = format!("it is not CSL-JSON, and none of its keys can be looked up: {why}");
                return self.flaw(line.min(text.len()), what);
            }
        };
        for (number, entry) in entries.iter().enumerate() {
            let text = |name: &str| entry.get(name).and_then(serde_json::Value::as_str);
            let id = entry
                .get("id")
                .and_then(|id| id.as_str().map(str::to_owned).or_else(|| id.as_u64().map(|id| id.to_string())));
            let Some(id) = id.or_else(|| text("citation-key").map(str::to_owned)) else {
                self.flaw(0, format!("entry {} has no \"id\", and cannot be cited: give it one", number + 1));
                continue;
            };
            let fields = [("url", "URL"), ("doi", "DOI"), ("note", "note"), ("url", "archive_location")];
            let found = fields.iter().filter_map(|(field, name)| Some((*field, text(name)?)));
            let references: Vec<Reference> = found.flat_map(|(field, value)| references(field, value)).collect();
            let other = text("citation-key").filter(|key| *key != id).map(str::to_owned);
            for key in std::iter::once(id).chain(other) {
                self.add(key, references.clone(), 0);
            }
        }
    }
}

/// The entries of a broken BibTeX file: what begins with `@` at the start of a line, and where.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| (start, &text[start..end])).collect()
}

fn is_kind(piece: &str, kind: &str) -> bool {
    let name = piece.trim_start().trim_start_matches('@');
    name.get(..kind.len()).is_some_and(|name| name.eq_ignore_ascii_case(kind))
}

/// What a field names: all addresses and digests in it, a path into the archive.
fn references(field: &str, value: &str) -> Vec<Reference> {
    match field {
        "doi" => {
            let doi = value.trim().trim_start_matches("https://doi.org/");
            reference::of_target(&format!("https://doi.org/{doi}")).into_iter().collect()
        }
        "file" => value
            .split([';', ':'])
            .filter(|path| reference::is_archived(path))
            .filter_map(reference::of_target)
            .collect(),
        _ => {
            let words = value.split(|c: char| c.is_whitespace() || "{}<>|,;\"".contains(c));
            let named = words.filter(|word| word.contains("://") || word.starts_with("sha256:"));
            named.filter_map(|word| reference::of_target(word.trim_end_matches(['.', ')']))).collect()
        }
    }
}

/// The bibliographies that notes name themselves: in their front matter, or by a command of their format.
pub fn bibliographies(notes: &str, format: Format) -> Vec<String> {
    match format {
        Format::Markdown => match markdown::metadata(notes) {
            Some((Metadata::Yaml, text)) => metadata::yaml(text, &["bibliography"]),
            Some((Metadata::Toml, text)) => metadata::toml(text, &["bibliography"]),
            None => Vec::new(),
        }
        .into_iter()
        .map(|(_, name)| name)
        .collect(),
        Format::Latex => latex::bibliographies(notes),
        Format::AsciiDoc => lines_after(notes, ":bibtex-file:"),
        Format::ReStructuredText => lines_after(notes, ".. bibliography::"),
        _ => Vec::new(),
    }
}

/// The names on the lines that begin so.
fn lines_after(notes: &str, head: &str) -> Vec<String> {
    let rests = notes.lines().filter_map(|line| line.strip_prefix(head));
    rests.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(url: &str) -> Reference {
        Reference::Url(url.to_owned())
    }

    const BIB: &str = "@string{lnc = \"Lowland News\"}\n\n@online{arkwell,\n  title = {The night boat},\n  url = {https://lowland-news.example/a_b%20c},\n  organization = lnc,\n}\n";

    #[test]
    fn an_entry_names_its_url() {
        let (found, flaws) = Bibliography::read(BIB, "notes.bib");
        assert_eq!(found.named("arkwell"), [url("https://lowland-news.example/a_b%20c")]);
        assert!(flaws.is_empty() && found.named("Arkwell").is_empty());
    }

    #[test]
    fn a_broken_entry_costs_only_itself() {
        let bib = format!(
            "{BIB}@article{{broken,\n  title = {{never closed\n\n@misc{{wray,\n  howpublished = {{\\url{{https://review.example/x}}}},\n}}\n@misc{{wray, url = {{https://twice.example}}}}\n"
        );
        let (found, flaws) = Bibliography::read(&bib, "notes.bib");
        assert_eq!(found.named("arkwell").len(), 1, "{flaws:?}");
        assert_eq!(found.named("wray"), [url("https://review.example/x")]);
        assert_eq!(flaws.len(), 2, "{flaws:?}");
        assert!(bib[flaws[0].at..].starts_with("@article{broken") && flaws[1].what.contains("twice"));
    }

    #[test]
    fn entries_of_csl_json_name_their_urls() {
        let csl = r#"[{"id": "arkwell", "URL": "https://lowland-news.example/a"}, {"title": "none"}, {"id": 7, "DOI": "10.1/x"}]"#;
        let (found, flaws) = Bibliography::read(csl, "notes.json");
        assert_eq!(found.named("arkwell"), [url("https://lowland-news.example/a")]);
        assert_eq!(found.named("7"), [url("https://doi.org/10.1/x")]);
        assert_eq!(flaws.len(), 1);
        assert_eq!(Bibliography::read("[{]", "x.json").1.len(), 1);
    }

    #[test]
    fn notes_name_their_bibliographies() {
        let named = |notes: &str, format| bibliographies(notes, format);
        assert_eq!(named("---\nbibliography: [a.bib, \"b.json\"]\n---\n", Format::Markdown), ["a.bib", "b.json"]);
        assert_eq!(named("---\nbibliography:\n  - a.bib\n---\n", Format::Markdown), ["a.bib"]);
        assert_eq!(
            named("\\addbibresource{a.bib}\n% \\bibliography{b}\n\\bibliography{c,d}", Format::Latex),
            ["a.bib", "c.bib", "d.bib"]
        );
        assert_eq!(named(":bibtex-file: a.bib\n", Format::AsciiDoc), ["a.bib"]);
    }
}
