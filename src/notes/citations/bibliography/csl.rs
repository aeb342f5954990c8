//! Entries of CSL, in JSON and YAML (<https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html>).

use super::{BibliographyReader, DataNode, Span, json};

/// The fields that may name an archived article, and the fields of BibTeX that are read like them.
const FIELDS: [(&str, &str); 6] = [
    ("URL", "url"),
    ("DOI", "doi"),
    ("note", "note"),
    ("archive_location", "url"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
];

/// Reads a list of entries in JSON.
pub(super) fn read_json(text: &str, reader: &mut BibliographyReader) {
    match json::read(text, Span::new(0, text.len())) {
        Ok(root) => read(text, &root, reader),
        Err(why) => {
            let what = format!("not CSL-JSON, so none of its keys can be looked up: {why}");
            reader.flaw(why.span.start, what);
        }
    }
}

/// Reads a list of entries, or those under `references`, as pandoc keeps them.
pub(super) fn read(text: &str, root: &DataNode, reader: &mut BibliographyReader) {
    let list = root.field("references").unwrap_or(root);
    if !list.is_list() {
        let what = "no bibliography: expected a list of entries, each with an \"id\"";
        return reader.flaw(root.span.start, what.to_owned());
    }
    for (number, entry) in list.items().iter().enumerate() {
        let name = |field: &str| entry.field(field).and_then(|value| scalar(text, value));
        let own = name("citation-key");
        let Some(id) = name("id").or(own) else {
            let what = format!("entry {} has no \"id\", and cannot be cited: give it one", number + 1);
            reader.flaw(entry.span.start, what);
            continue;
        };
        let keys: Vec<&str> = std::iter::once(id).chain(own.filter(|key| *key != id)).collect();
        let fields = FIELDS.iter().filter_map(|(name, field)| Some((*field, entry.field(name)?.text()?)));
        reader.fields(&keys, entry.span.start, fields);
    }
}

/// A text, or a number as it is written.
fn scalar<'t>(text: &'t str, value: &'t DataNode) -> Option<&'t str> {
    let written = || text.get(value.span.range()).filter(|written| written.bytes().all(|byte| byte.is_ascii_digit()));
    value.text().or_else(written).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{named, url};
    use super::super::{Bibliography, Reference};

    #[test]
    fn entries_name_their_urls() {
        let csl = r#"[{"id": "arkwell", "URL": "https://lowland-news.example/a"}, {"title": "none"}, {"id": 7, "DOI": "10.1/x"}]"#;
        let (found, flaws) = Bibliography::read(csl, "notes.json");
        assert_eq!(named(&found, "arkwell"), [url("https://lowland-news.example/a")]);
        assert_eq!(named(&found, "7"), [url("https://doi.org/10.1/x")]);
        assert_eq!(flaws.iter().map(|flaw| flaw.at).collect::<Vec<_>>(), [csl.find("{\"title").unwrap()]);
        assert_eq!(Bibliography::read("[{]", "x.json").1.len(), 1);
    }

    #[test]
    fn entries_in_yaml_name_their_urls_with_and_without_a_heading() {
        let list = "- id: arkwell\n  URL: https://lowland-news.example/a\n- id: 2014\n  PMID: 123\n";
        for yaml in [list.to_owned(), format!("---\nreferences:\n{list}...\n"), format!("\u{feff}{list}")] {
            let (found, flaws) = Bibliography::read(&yaml, "refs.YAML");
            assert_eq!(named(&found, "arkwell"), [url("https://lowland-news.example/a")], "{yaml}");
            assert_eq!(named(&found, "2014"), [Reference::Identifier("pmid:123".into())]);
            assert!(flaws.is_empty(), "{flaws:?}");
        }
        for broken in ["- id: [a\n", "just words\n", "- title: none\n"] {
            assert_eq!(Bibliography::read(broken, "x.yml").1.len(), 1, "{broken}");
        }
    }

    #[test]
    fn json_of_any_depth_is_read_or_reported() {
        for csl in [
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            format!("[{{\"id\": {}", "[".repeat(100_000)),
            "[\r\n{\"é\"\r\n]".to_owned(),
        ] {
            let (found, flaws) = Bibliography::read(&csl, "x.json");
            assert!(found.is_empty() && flaws.len() == 1 && csl.is_char_boundary(flaws[0].at), "{flaws:?}");
        }
    }
}
