//! Entries of RIS, which reference managers exchange (<https://en.wikipedia.org/wiki/RIS_(file_format)>).

use super::BibliographyReader;

/// The tags that may name an archived article, and the fields of BibTeX that are read like them.
const TAGS: [(&str, &str); 7] =
    [("UR", "url"), ("L1", "url"), ("L2", "url"), ("LK", "url"), ("DO", "doi"), ("N1", "note"), ("C2", "pmcid")];
/// The tags of the key, best first.
const KEYS: [&str; 2] = ["ID", "LB"];

/// An entry that is open.
struct OpenEntry<'t> {
    at: usize,
    tags: Vec<(&'t str, &'t str)>,
}

/// Reads the entries of `text`.
pub(super) fn read(text: &str, reader: &mut BibliographyReader) {
    let mut open: Option<OpenEntry> = None;
    let mut at = 0;
    let mut found = false;
    for line in text.split_inclusive('\n') {
        match tag(line) {
            Some(("TY", _)) => {
                open.take().into_iter().for_each(|entry| take(&entry, reader));
                open = Some(OpenEntry { at, tags: Vec::new() });
                found = true;
            }
            Some(("ER", _)) => open.take().into_iter().for_each(|entry| take(&entry, reader)),
            Some(tag) => open.iter_mut().for_each(|entry| entry.tags.push(tag)),
            None => {}
        }
        at += line.len();
    }
    open.into_iter().for_each(|entry| take(&entry, reader));
    if !found && !text.trim().is_empty() {
        reader.flaw(0, "not RIS, so none of its keys can be looked up: no line begins with `TY  - `".to_owned());
    }
}

/// The tag and the value of a line such as `UR  - https://…`.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once('-')?;
    let name = tag.trim_end();
    let good = name.len() == 2 && tag.len() >= 3 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    good.then(|| (name, value.trim()))
}

fn take(entry: &OpenEntry, reader: &mut BibliographyReader) {
    let value = |name: &str| entry.tags.iter().find(|(tag, value)| *tag == name && !value.is_empty());
    let Some((_, key)) = KEYS.iter().find_map(|name| value(name)) else {
        let what = "this entry has no `ID`, and cannot be cited: give it one".to_owned();
        return reader.flaw(entry.at, what);
    };
    let fields = entry.tags.iter().filter_map(|(tag, value)| {
        let (_, field) = TAGS.iter().find(|(name, _)| name == tag)?;
        Some((*field, *value))
    });
    reader.fields(&[*key], entry.at, fields.collect::<Vec<_>>());
}

#[cfg(test)]
mod tests {
    use super::super::Bibliography;
    use super::super::tests::{named, url};

    #[test]
    fn entries_name_their_urls() {
        let ris = "TY  - NEWS\r\nID  - arkwell\r\nUR  - https://lowland-news.example/a-b\r\nDO  - 10.1/x\r\nER  - \r\n\r\n\
                   TY  - JOUR\nTI  - No key\nER  -\nTY  - BLOG\nLB  - open\nL2  - https://open.example/c\n";
        let (found, flaws) = Bibliography::read(ris, "export.ris");
        assert_eq!(named(&found, "arkwell"), [url("https://lowland-news.example/a-b"), url("https://doi.org/10.1/x")]);
        assert_eq!(named(&found, "open"), [url("https://open.example/c")]);
        assert_eq!(flaws.iter().map(|flaw| flaw.at).collect::<Vec<_>>(), [ris.find("TY  - JOUR").unwrap()]);
        assert_eq!(Bibliography::read("@misc{a}", "x.ris").1.len(), 1);
    }
}
