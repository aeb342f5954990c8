//! Lists of files that are to be archived: each with its address, its moment and its digest, as far as they are known.
//!
//! **Invariant**: an entry that cannot be read costs nothing but itself, and has a place in the list.

mod bib;
mod data;

use crate::capture::CapturedAt;
use crate::digest::Digest;

/// A file that a list names, and what the list says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ListedSource {
    /// The place of its entry, in bytes.
    pub at: usize,
    /// The key by which notes cite it.
    pub key: Option<String>,
    /// Its files, as the list writes their paths.
    pub files: Vec<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    /// The moment of its capture.
    pub captured_at: Option<CapturedAt>,
    /// The digest of its one file.
    pub sha256: Option<Digest>,
}

/// Why an entry is left out; and its place, in bytes.
pub(crate) type ListProblem = (usize, String);

/// The fields that an entry may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SourceField {
    Key,
    File,
    Url,
    Title,
    Publisher,
    Published,
    CapturedAt,
    Sha256,
}

/// Their names, as lists, bibliographies and CSL have them, in small letters and without anything between the words.
#[rustfmt::skip]
const NAMES: [(&str, SourceField); 42] = [
    ("id", SourceField::Key), ("key", SourceField::Key), ("citekey", SourceField::Key), ("citationkey", SourceField::Key),
    ("article", SourceField::Key),
    ("path", SourceField::File), ("file", SourceField::File), ("filename", SourceField::File), ("files", SourceField::File),
    ("filepath", SourceField::File), ("localpath", SourceField::File), ("attachments", SourceField::File),
    ("url", SourceField::Url), ("address", SourceField::Url), ("link", SourceField::Url), ("uri", SourceField::Url),
    ("sourceurl", SourceField::Url), ("source", SourceField::Url),
    ("title", SourceField::Title), ("headline", SourceField::Title),
    ("publisher", SourceField::Publisher), ("containertitle", SourceField::Publisher), ("journaltitle", SourceField::Publisher),
    ("journal", SourceField::Publisher), ("publication", SourceField::Publisher),
    ("published", SourceField::Published), ("issued", SourceField::Published), ("publicationdate", SourceField::Published),
    ("capturedat", SourceField::CapturedAt), ("captured", SourceField::CapturedAt), ("accessed", SourceField::CapturedAt),
    ("accessdate", SourceField::CapturedAt), ("accessedat", SourceField::CapturedAt), ("retrieved", SourceField::CapturedAt),
    ("archivedat", SourceField::CapturedAt), ("savedat", SourceField::CapturedAt), ("urldate", SourceField::CapturedAt),
    ("date", SourceField::CapturedAt),
    ("sha256", SourceField::Sha256), ("digest", SourceField::Sha256), ("hash", SourceField::Sha256),
    ("checksum", SourceField::Sha256),
];

impl SourceField {
    /// The field that a column or key called `name` is.
    fn named(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        NAMES.iter().find(|(known, _)| *known == plain).map(|(_, field)| *field)
    }
}

impl ListedSource {
    /// Takes the value of a field in; why it is none, if it is none.
    fn take(&mut self, field: SourceField, name: &str, value: &str) -> Result<(), String> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        let text = Some(value.to_owned());
        match field {
            SourceField::Key => self.key = text,
            SourceField::File => self.files.push(value.to_owned()),
            SourceField::Url => self.url = text,
            SourceField::Title => self.title = text,
            SourceField::Publisher => self.publisher = text,
            SourceField::Published => self.published = text,
            SourceField::CapturedAt => {
                let moment = value.parse().map_err(|_| {
                    format!("{name} is {value:?}, and no moment such as 2025-01-20 or 2025-01-20T22:10:00Z")
                })?;
                self.captured_at = Some(moment);
            }
            SourceField::Sha256 => {
                let small = value.to_lowercase();
                let digits = small.strip_prefix("sha256:").or_else(|| small.strip_prefix("sha256-")).unwrap_or(&small);
                let digest = Digest::from_hex(digits)
                    .ok_or_else(|| format!("{name} is {value:?}, and no SHA-256 of 64 hexadecimal digits"))?;
                self.sha256 = Some(digest);
            }
        }
        Ok(())
    }

    /// Returns it if it names a file, and at most one where a digest is given.
    fn checked(self) -> Result<Self, ListProblem> {
        match (self.files.len(), self.sha256) {
            (0, _) => Err((self.at, "it names no file, in a field such as path or file".to_owned())),
            (2.., Some(_)) => Err((self.at, "it names several files and one digest".to_owned())),
            _ => Ok(self),
        }
    }
}

/// Reads a list in the format that the ending of its `name` says: `.csv`, `.tsv`, `.json`, `.yaml`, `.yml`, `.bib`.
///
/// # Errors
///
/// Why nothing of it can be read.
pub(crate) fn listed_sources(text: &str, name: &str) -> Result<(Vec<ListedSource>, Vec<ListProblem>), ListProblem> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let read = match ending.as_str() {
        "csv" | "tsv" => data::csv(text),
        "json" => data::json(text),
        "yaml" | "yml" => data::yaml(text),
        "bib" => return Ok(bib::read(text)),
        _ => Err((0, "its name ends in none of .csv, .tsv, .json, .yaml, .yml and .bib".to_owned())),
    };
    read.map(|entries| sorted_out(entries.into_iter().map(|entry| entry.and_then(ListedSource::checked))))
}

fn sorted_out(
    entries: impl Iterator<Item = Result<ListedSource, ListProblem>>,
) -> (Vec<ListedSource>, Vec<ListProblem>) {
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(problem),
        }
    }
    (sources, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: &str = "9f6e94744051bde2d4454981ed061e49d93f26c1fb05359efe47744061067321";

    #[test]
    fn lists_in_all_formats_say_the_same() {
        let csv = format!("File,URL,Captured at,SHA-256\na b.html,https://x.example/a,2025-01-20,{DIGITS}\n");
        let semicolons =
            format!("path;address;date;digest\n\"a b.html\";https://x.example/a;2025-01-20;sha256:{DIGITS}\n");
        let json = format!(
            r#"[{{"path":"a b.html","url":"https://x.example/a","accessed":{{"date-parts":[[2025,1,20]]}},"sha256":"{DIGITS}"}}]"#
        );
        let yaml = format!(
            "- path: a b.html\n  url: https://x.example/a\n  captured_at: 2025-01-20\n  digest: {}\n",
            DIGITS.to_uppercase()
        );
        for (text, name) in [(&csv, "l.csv"), (&semicolons, "l.CSV"), (&json, "l.json"), (&yaml, "l.yml")] {
            let (sources, problems) = listed_sources(text, name).unwrap();
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!((sources.len(), &sources[0].files), (1, &vec!["a b.html".to_owned()]), "{text}");
            assert_eq!(sources[0].url.as_deref(), Some("https://x.example/a"));
            assert_eq!(sources[0].captured_at, "2025-01-20".parse().ok());
            assert_eq!(sources[0].sha256, Digest::from_hex(DIGITS));
        }
    }

    #[test]
    fn an_entry_that_cannot_be_read_costs_only_itself() {
        let csv = "path,date,digest\n,2025-01-20,\na.html,yesterday,\nb.html,,abc\nc.html,,\n";
        let (sources, problems) = listed_sources(csv, "l.csv").unwrap();
        assert_eq!(sources.iter().map(|source| &*source.files[0]).collect::<Vec<_>>(), ["c.html"]);
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert_eq!(problems[1].0, csv.find("a.html").unwrap());
        for (text, name) in [("[{", "l.json"), ("a: [", "l.yaml"), ("a\n", "l.txt"), ("name,size\nx,1\n", "l.csv")] {
            assert!(listed_sources(text, name).is_err(), "{name}");
        }
    }

    #[test]
    fn files_of_a_bibliography_are_found_in_the_spellings_of_zotero_and_jabref() {
        let bib = "@online{smith:2019,\n  title = {The {Weir} \\& the mill},\n  url = {https://x.example/a_b},\n  urldate = {2025-01-20},\n  \
            date = {2019-03},\n  file = {Full Text PDF:files/12/Smith - 2019.pdf:application/pdf;Snapshot\\: x:files/13/a\\;b.html:text/html},\n}\n\
            @misc{jab, file = {:sub/x.pdf:PDF}, note = \"n\"}\n@article{none, title={X}}\n@book{plain, file = {C\\:\\\\Zotero\\\\storage\\\\AB12CD34\\\\y.pdf}}\n";
        let (sources, problems) = listed_sources(bib, "refs.bib").unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(sources.len(), 3, "{sources:?}");
        assert_eq!(sources[0].files, ["files/12/Smith - 2019.pdf", "files/13/a;b.html"]);
        assert_eq!(sources[0].key.as_deref(), Some("smith:2019"));
        assert_eq!(sources[0].title.as_deref(), Some("The Weir & the mill"));
        assert_eq!(sources[0].url.as_deref(), Some("https://x.example/a_b"));
        assert_eq!(
            (sources[0].captured_at, sources[0].published.as_deref()),
            ("2025-01-20".parse().ok(), Some("2019-03"))
        );
        assert_eq!(
            (&sources[1].files[0], &sources[2].files[0]),
            (&"sub/x.pdf".into(), &"C:\\Zotero\\storage\\AB12CD34\\y.pdf".into())
        );
        let broken = "@misc{a, file = {a.html}}\n@misc{b, file = {b.html\n@misc{c, file = {c.html}}\n";
        let (sources, problems) = listed_sources(broken, "refs.bib").unwrap();
        assert_eq!((sources.len(), problems.len()), (2, 1), "{sources:?} {problems:?}");
    }
}
