//! Entries of Hayagriva, the bibliographies of Typst
//! (<https://github.com/typst/hayagriva/blob/main/docs/file-format.md>).

use super::{BibliographyReader, DataNode};
use crate::notes::data::DataValue;

/// The identifiers that `serial-number` may hold, and the fields of BibTeX that are read like them.
const NUMBERS: [(&str, &str); 4] = [("doi", "doi"), ("pmid", "pmid"), ("pmcid", "pmcid"), ("arxiv", "eprint")];

/// The entries of a map from keys to entries; `None` for anything else.
pub(super) fn entries(root: &DataNode) -> Option<&[(String, DataNode)]> {
    let DataValue::Map(fields) = &root.value else { return None };
    let is_entry = |(_, value): &(String, DataNode)| matches!(value.value, DataValue::Map(_));
    (!fields.is_empty() && fields.iter().all(is_entry)).then_some(fields)
}

/// Reads them. A `parent` is the newspaper or the book, and not what is cited.
pub(super) fn read(entries: &[(String, DataNode)], reader: &mut BibliographyReader) {
    for (key, entry) in entries {
        let mut fields: Vec<(&'static str, &str)> = Vec::new();
        let url = entry.field("url").map(|url| url.field("value").unwrap_or(url));
        fields.extend(url.and_then(DataNode::text).map(|url| ("url", url)));
        fields.extend(entry.field("note").and_then(DataNode::text).map(|note| ("note", note)));
        if let Some(numbers) = entry.field("serial-number") {
            // A number without a name may be of any kind; one that begins so is a DOI.
            fields.extend(numbers.text().filter(|number| number.starts_with("10.")).map(|number| ("doi", number)));
            let number = |(name, field): &(&str, &'static str)| Some((*field, numbers.field(name)?.text()?));
            fields.extend(NUMBERS.iter().filter_map(number));
        }
        reader.fields(&[key.as_str()], entry.span.start, fields);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{named, url};
    use super::super::{Bibliography, Reference};

    #[test]
    fn entries_name_their_urls_and_not_those_of_what_they_stand_in() {
        let yaml = "arkwell:\n  type: article\n  url: https://lowland-news.example/a\n  parent:\n    type: newspaper\n    url: https://lowland-news.example/\n\
                    dated:\n  type: web\n  url:\n    value: https://dated.example/b\n    date: 2025-01-03\n\
                    numbered:\n  type: article\n  serial-number:\n    doi: 10.1/x\n    arxiv: 2401.00001\n";
        let (found, flaws) = Bibliography::read(yaml, "works.yml");
        assert_eq!(named(&found, "arkwell"), [url("https://lowland-news.example/a")]);
        assert_eq!(named(&found, "dated"), [url("https://dated.example/b")]);
        let arxiv = Reference::Identifier("arxiv:2401.00001".into());
        assert_eq!(named(&found, "numbered"), [url("https://doi.org/10.1/x"), arxiv]);
        assert!(flaws.is_empty(), "{flaws:?}");
    }
}
