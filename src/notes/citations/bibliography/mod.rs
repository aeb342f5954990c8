//! Bibliographies, which say what the citation keys of notes stand for: BibTeX and BibLaTeX, CSL in JSON and YAML,
//! Hayagriva, RIS.

mod bibtex;
mod csl;
mod family;
mod hayagriva;
mod ris;

use crate::notes::citations::file_name::is_file;
use crate::notes::citations::{identifier, reference};
use crate::notes::data::{DataNode, json, yaml};
use crate::notes::{Citation, Reference};
use crate::text::Span;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::sync::Arc;

/// The fields of a BibTeX entry that may name an archived article.
const FIELDS: [&str; 9] = ["url", "archiveurl", "howpublished", "doi", "file", "note", "pmid", "pmcid", "eprint"];
/// The addresses, digests and paths of one field that count, at most.
const MOST_REFERENCES: usize = 100;
/// The references that a key in the same notes stands for, at most: each quotation that cites it has all of them.
const MOST_OF_A_KEY: usize = 16;
/// The problems of one bibliography that are listed one by one, at most.
const MOST_FLAWS: usize = 1000;

/// The references of a field. Many entries may inherit it.
type FieldReferences = Arc<[Reference]>;

/// Citation keys, and what each of them may name: URLs, digests, paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bibliography {
    entries: BTreeMap<String, Arc<[FieldReferences]>>,
}

/// An entry that cannot be read; the others can.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BibliographyProblem {
    /// The place in the bibliography, in bytes.
    pub at: usize,
    /// A sentence that says what is wrong.
    pub what: String,
}

impl Bibliography {
    /// The endings of the names of bibliographies, in small letters.
    pub const ENDINGS: [&str; 8] = [".bib", ".bibtex", ".biblatex", ".json", ".csljson", ".yaml", ".yml", ".ris"];

    /// Reads a bibliography: as CSL, Hayagriva or RIS if the end of its name says so, else as BibTeX. What is wrong with
    /// an entry costs only that entry.
    pub fn read(text: &str, name: &str) -> (Self, Vec<BibliographyProblem>) {
        let mut reader = BibliographyReader::default();
        let name = name.to_ascii_lowercase();
        let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
        let text = &text[skipped..];
        match name.rsplit('.').next() {
            Some("json" | "csljson") => csl::read_json(text, &mut reader),
            Some("yaml" | "yml") => reader.yaml(text),
            Some("ris") => ris::read(text, &mut reader),
            _ => bibtex::read(text, &mut reader),
        }
        reader.finish(skipped)
    }

    /// Reads the entries that a block of YAML in some notes has under `references`. It begins `from` bytes into them.
    pub(in crate::notes) fn in_metadata(block: &str, from: usize) -> (Self, Vec<BibliographyProblem>) {
        let mut reader = BibliographyReader::default();
        reader.yaml(block);
        reader.finish(from)
    }

    /// Adds an entry that names all addresses in `text`, if its key is new.
    pub(in crate::notes) fn add(&mut self, key: &str, text: &str) {
        let values: FieldReferences = references("note", text).into();
        self.entries.entry(key.to_owned()).or_insert_with(|| [values].into());
    }

    /// Puts what entries stand for behind the keys that cite them. The key of an entry may be the id of an article, too.
    pub(in crate::notes) fn expand(&self, citations: &mut Vec<Citation>) {
        let is_entry = |citation: &Citation| match &citation.reference {
            Reference::Key(key) => self.named(key).next().is_some(),
            _ => false,
        };
        if !citations.iter().any(is_entry) {
            return;
        }
        for citation in std::mem::take(citations) {
            let Reference::Key(key) = &citation.reference else {
                citations.push(citation);
                continue;
            };
            let named: Vec<Citation> = self
                .named(key)
                .take(MOST_OF_A_KEY)
                .map(|named| Citation { reference: named.clone(), ..citation.clone() })
                .collect();
            let certain = citation.certain && named.is_empty();
            citations.push(Citation { certain, ..citation });
            citations.extend(named);
        }
    }

    /// Takes in the entries of `other` that have a key of their own.
    pub fn take(&mut self, other: &Self) {
        for (key, values) in &other.entries {
            self.entries.entry(key.clone()).or_insert_with(|| Arc::clone(values));
        }
    }

    /// The references of the entry with this key; nothing, if there is none.
    pub fn named(&self, key: &str) -> impl Iterator<Item = &Reference> {
        self.entries.get(key).into_iter().flat_map(|values| values.iter()).flat_map(|value| value.iter())
    }

    /// Returns true if there is an entry with this key, and it names neither an address nor a file.
    pub fn is_without_address(&self, key: &str) -> bool {
        self.entries.contains_key(key) && self.named(key).next().is_none()
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[derive(Default)]
struct BibliographyReader {
    found: Bibliography,
    flaws: Vec<BibliographyProblem>,
    /// Flaws that are only counted, and where the first of them is.
    further: (usize, usize),
}

impl BibliographyReader {
    fn flaw(&mut self, at: usize, what: String) {
        if self.flaws.len() < MOST_FLAWS {
            return self.flaws.push(BibliographyProblem { at, what });
        }
        let (count, first) = self.further;
        self.further = (count + 1, if count == 0 { at } else { first });
    }

    fn add(&mut self, key: &str, values: &Arc<[FieldReferences]>, at: usize) {
        match self.found.entries.entry(key.to_owned()) {
            Slot::Vacant(slot) => {
                slot.insert(Arc::clone(values));
            }
            Slot::Occupied(slot) => {
                let what = format!("duplicate key {:?}: the first entry is used; rename this one", slot.key());
                self.flaw(at, what);
            }
        }
    }

    /// Reads YAML: CSL, or Hayagriva where the entries are named by the fields of one map.
    fn yaml(&mut self, text: &str) {
        match yaml::read(text) {
            Ok(documents) => documents.iter().for_each(|root| match hayagriva::entries(root) {
                Some(entries) => hayagriva::read(entries, self),
                None => csl::read(text, root, self),
            }),
            Err(why) => {
                let what = format!("not YAML, so none of its keys can be looked up: {why}");
                self.flaw(why.span.start, what);
            }
        }
    }

    /// Adds an entry of these keys whose fields of data name something.
    fn fields<'n>(&mut self, keys: &[&str], at: usize, fields: impl IntoIterator<Item = (&'static str, &'n str)>) {
        let key = keys.first().copied().unwrap_or_default();
        let values: Arc<[FieldReferences]> =
            fields.into_iter().map(|(field, value)| shared(field, value, (key, at), self)).collect();
        keys.iter().for_each(|key| self.add(key, &values, at));
    }

    fn take(&mut self, entry: family::BibliographyEntry) {
        let values: Arc<[FieldReferences]> = entry.values.iter().flatten().cloned().collect();
        for key in entry.keys() {
            self.add(key, &values, entry.at);
        }
    }

    /// The result of reading a text that begins `from` bytes into another.
    fn finish(mut self, from: usize) -> (Bibliography, Vec<BibliographyProblem>) {
        if let (further @ 1.., at) = self.further {
            let what = format!("{further} more problems are not listed; fix the ones above and run it again");
            self.flaws.push(BibliographyProblem { at, what });
        }
        self.flaws.iter_mut().for_each(|flaw| flaw.at += from);
        (self.found, self.flaws)
    }
}

/// The references of the field of an entry with that key, at that place.
fn shared(field: &str, value: &str, (key, at): (&str, usize), reader: &mut BibliographyReader) -> FieldReferences {
    let mut found = references(field, value);
    if found.len() > MOST_REFERENCES {
        found.truncate(MOST_REFERENCES);
        let key = short(key);
        reader.flaw(
            at,
            format!("`{field}` of {key:?} has more than {MOST_REFERENCES} addresses; only that many are used"),
        );
    }
    found.into()
}

/// The first line, as much of it as fits into a message.
fn short(text: &str) -> String {
    let line = text.chars().take(80).take_while(|c| *c != '\n').collect::<String>();
    line.trim_end().to_owned()
}

/// The references of a field: all addresses and digests in it, a path into the archive.
fn references(field: &str, value: &str) -> Vec<Reference> {
    match field {
        "doi" => {
            let doi = value.trim().trim_start_matches("https://doi.org/");
            reference::of_target(&format!("https://doi.org/{doi}")).into_iter().collect()
        }
        "pmid" | "pmcid" => identifier::of_field(field, value).map(Reference::Identifier).into_iter().collect(),
        // Other servers of preprints have other numbers.
        "eprint" if value.contains(['.', '/']) => {
            identifier::of_field("arxiv", value).map(Reference::Identifier).into_iter().collect()
        }
        "eprint" => Vec::new(),
        // `title:path:kind`, as Zotero and JabRef write it, or the path alone.
        "file" => {
            let is_path = |path: &&str| reference::is_archived(path) || path.contains(['/', '\\']) && is_file(path);
            let paths = value.split([';', ':']).map(str::trim).filter(is_path);
            paths.map(|path| Reference::Path(path.to_owned())).collect()
        }
        _ => {
            let words = value.split(|c: char| c.is_whitespace() || "{}<>|,;\"".contains(c));
            let named = words.filter(|word| word.contains("://") || word.starts_with("sha256:"));
            named.filter_map(|word| reference::of_target(word.trim_end_matches(['.', ')']))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn url(url: &str) -> Reference {
        Reference::Url(url.to_owned())
    }

    pub(super) fn named(found: &Bibliography, key: &str) -> Vec<Reference> {
        found.named(key).cloned().collect()
    }

    const BIB: &str = "@string{lnc = \"Lowland News\"}\n\n@online{arkwell,\n  title = {The night boat},\n  url = {https://lowland-news.example/a_b%20c},\n  organization = lnc,\n}\n";

    #[test]
    fn an_entry_names_its_url() {
        let (found, flaws) = Bibliography::read(BIB, "notes.bib");
        assert_eq!(named(&found, "arkwell"), [url("https://lowland-news.example/a_b%20c")]);
        assert!(flaws.is_empty() && named(&found, "Arkwell").is_empty());
    }

    #[test]
    fn an_entry_names_the_files_that_a_reference_manager_keeps() {
        let bib = "@misc{zotero, file = {Snapshot:/home/ann/Zotero/storage/AB12CD34/page.html:text/html;Full Text:/home/ann/Zotero/storage/EF/x.pdf:application/pdf}}\n\
                   @misc{plain, file = {sources/minutes.txt}}\n@misc{none, file = {:minutes:}}\n";
        let (found, _) = Bibliography::read(bib, "notes.bib");
        let path = |path: &str| Reference::Path(path.to_owned());
        let zotero = ["/home/ann/Zotero/storage/AB12CD34/page.html", "/home/ann/Zotero/storage/EF/x.pdf"];
        assert_eq!(named(&found, "zotero"), zotero.map(path));
        assert_eq!(named(&found, "plain"), [path("sources/minutes.txt")]);
        assert!(named(&found, "none").is_empty());
    }

    #[test]
    fn a_broken_entry_costs_only_itself() {
        let bib = format!(
            "{BIB}@article{{broken,\n  title = {{never closed\n\n@misc{{wray,\n  howpublished = {{\\url{{https://review.example/x}}}},\n}}\n@misc{{wray, url = {{https://twice.example}}}}\n"
        );
        let (found, flaws) = Bibliography::read(&bib, "notes.bib");
        assert_eq!(named(&found, "arkwell").len(), 1, "{flaws:?}");
        assert_eq!(named(&found, "wray"), [url("https://review.example/x")]);
        assert_eq!(flaws.len(), 2, "{flaws:?}");
        assert!(bib[flaws[0].at..].starts_with("@article{broken") && flaws[1].what.contains("duplicate key"));
    }

    #[test]
    fn a_ring_of_entries_costs_only_what_they_would_inherit_from_each_other() {
        let bib = "@misc{own, crossref = {own}, url = {https://own.example/a}}\n\
                   @misc{a, crossref = {b}, doi = {10.1/a}}\n@misc{b, xdata = {c, kept}}\n@xdata{c, xdata = {a}}\n\
                   @xdata{kept, howpublished = {\\url{https://kept.example/k}}}\n\
                   @misc{in, crossref = {a}}\n@misc{good, url = {https://good.example/g}}\n";
        let (found, flaws) = Bibliography::read(bib, "notes.bib");
        assert_eq!(named(&found, "own"), [url("https://own.example/a")]);
        assert_eq!(named(&found, "good"), [url("https://good.example/g")]);
        assert_eq!(named(&found, "a"), [url("https://doi.org/10.1/a")]);
        assert_eq!(named(&found, "b"), [url("https://kept.example/k")]);
        assert_eq!(named(&found, "in"), [url("https://doi.org/10.1/a")]);
        let reported: Vec<_> = flaws.iter().map(|flaw| (&bib[flaw.at..flaw.at + 7], flaw.what.as_str())).collect();
        let ring = |path| {
            format!(
                "`crossref` or `xdata` refers back to the same entry, so nothing is inherited: {path}; remove one of them"
            )
        };
        assert_eq!(reported, [("@misc{o", ring("own → own").as_str()), ("@misc{a", &ring("a → b → c → a"))]);
    }

    /// The crate that reads single fields here decides the same where it reads a whole file: what an entry inherits,
    /// and what counts of a field that is there twice.
    #[test]
    fn what_entries_inherit_is_what_biblatex_lets_them() {
        let fields = "ids = {x-ID}, url = {https://x.example/u--v\\_w}, archiveurl = {https://x.example/a}, \
                      howpublished = {\\url{https://x.example/h}}, doi = {10.1/x}, file = {archive/x.md}, note = {https://x.example/n}";
        let kinds = "article book booklet conference dataset electronic inbook misc mvbook newspaper online set \
                     software thesis unpublished www xdata";
        for kind in kinds.split_whitespace() {
            for (by, own) in [
                ("crossref", ""),
                ("xdata", ""),
                ("crossref", ", url = {https://own.example/}, url = {https://two.example/}"),
            ] {
                let parent = format!(
                    "@xdata{{p, {}}}\n@book{{q, crossref = {{p}}, doi = up # {{/{{\\'e}}}}}}",
                    fields.replace("ID", "p")
                );
                let bib = format!(
                    "@string{{up = \"10.\" # \"2\"}}{parent}@{kind}{{c, {by} = {{q}}{own}}}\n@{kind}{{d, {by} = {{x-p}}{own}}}"
                );
                let wanted = biblatex::Bibliography::parse(&bib).unwrap();
                let (found, flaws) = Bibliography::read(&bib, "x.bib");
                assert!(flaws.is_empty(), "{flaws:?}");
                for entry in wanted.iter() {
                    let values = FIELDS.iter().filter_map(|field| Some((*field, entry.get_as::<String>(field).ok()?)));
                    let theirs: Vec<Reference> = values.flat_map(|(field, value)| references(field, &value)).collect();
                    assert_eq!(named(&found, &entry.key), theirs, "{bib}");
                }
            }
        }
    }

    #[test]
    fn an_entry_inherits_in_a_broken_file_too() {
        let bib = "@misc{child, crossref = {parent}}\n@misc{broken, url = {\n@misc{parent, url = base # {a}}\n@string{base = {https://a.example/}}\n";
        let (found, flaws) = Bibliography::read(bib, "x.bib");
        assert_eq!(named(&found, "child"), [url("https://a.example/a")]);
        assert_eq!(flaws.len(), 1, "{flaws:?}");
    }

    #[test]
    fn abbreviations_that_double_or_lead_to_themselves_cost_only_the_fields_that_name_them() {
        let doubled: String = (1..40).map(|n| format!("@string{{s{n} = s{} # s{}}}\n", n - 1, n - 1)).collect();
        let empty: String = (1..40).map(|n| format!("@string{{e{n} = e{} # e{}}}\n", n - 1, n - 1)).collect();
        let rings = "@string{r = r}\n@string{t = u # {x}}\n@string{u = t # t}\n";
        let bib = format!(
            "@string{{s0 = {{https://a.example/ }}}}\n@string{{e0 = {{}}}}\n{doubled}{empty}{rings}\
             @misc{{a, note = s39, url = {{https://a.example/a}}}}\n@misc{{b, url = e39}}\n@misc{{c, ids = r, url = r}}\n\
             @misc{{d, crossref = u}}\n@misc{{e, url = s2, title = s39}}\n"
        );
        let (found, flaws) = Bibliography::read(&bib, "x.bib");
        assert_eq!(named(&found, "a"), [url("https://a.example/a")]);
        assert_eq!(named(&found, "e"), vec![url("https://a.example/"); 4]);
        assert_eq!(found.len(), 5);
        let heads: Vec<&str> = flaws.iter().map(|flaw| &bib[flaw.at..flaw.at + 7]).collect();
        assert_eq!(heads, ["@misc{a", "@misc{b", "@misc{c", "@misc{c", "@misc{d"]);
        assert!(
            flaws[0].what.starts_with("the field `note` of \"a\" is ignored: its abbreviations expand to more than")
        );
    }

    /// Each of them ended the process, never came to an end, or took gigabytes, when biblatex read the whole file.
    #[test]
    fn a_bibliography_of_any_shape_is_read_to_its_end() {
        let many = |piece: &dyn Fn(usize) -> String, count: usize| (0..count).map(piece).collect::<String>();
        let deep = 20_000;
        let all = [
            format!("@misc{{a, note = {{{}{}}}}}", "{".repeat(5 * deep), "}".repeat(5 * deep)),
            format!("@misc{{a, note = {{{}x{}}}}}", "\\a{".repeat(5 * deep), "}".repeat(5 * deep)),
            format!("@misc{{a, note = {{{}x{}}}}}", "\\a{".repeat(480), "}".repeat(480)),
            format!("@misc{{a, note = {{{}}}}}", "{}".repeat(deep)),
            format!("@misc{{a, note = \"{}\"}}", "{".repeat(deep)),
            "@misc{a, url = {".repeat(deep / 10),
            format!("@misc{{a, url = {}}}", vec!["{}"; deep].join(" # ")),
            many(&|n| format!("@string{{s{n} = s{} # {{a}}}}\n", n.saturating_sub(1)), deep)
                + "@misc{a, url = s19999}\n",
            "@string{s = {x}}\n".repeat(deep) + &"@misc{a, url = {\n".repeat(deep / 10),
            format!("@string{{s = \"{}\"}}\n", "https://a.example/ ".repeat(3000))
                + &many(&|n| format!("@misc{{k{n}, url = s}}\n"), deep),
            "@string{s = s}\n".to_owned() + &many(&|n| format!("@misc{{k{n}, url = s}}\n"), deep),
            many(&|n| format!("@misc{{k{n}, crossref = {{k{}}}}}\n", n + 1), deep)
                + "@misc{k20000, url = {https://a.example/}}",
            many(&|n| format!("@misc{{k{n}, crossref = {{k{}}}}}\n", (n + 1) % deep), deep),
            many(&|n| format!("@misc{{k{n}, xdata = {{k{}, k{}}}}}\n", n + 1, n + 1), deep),
            format!("@misc{{k0, xdata = {{{}}}}}\n", many(&|n| format!("k{n},"), deep))
                + &many(&|n| format!("@misc{{k{n}, crossref = k0}}"), deep),
            format!(
                "@misc{{a, ids = {{{}}}, note = {{{}}}}}",
                many(&|n| format!("i{n},"), deep),
                "https://a.example/ ".repeat(deep)
            ),
            format!("@misc{{a, note = {{{}}}}}\n", "https://a.example/ ".repeat(deep))
                + &many(&|n| format!("@booklet{{k{n}, xdata = {{a}}}}\n"), deep),
            many(&|n| format!("@misc{{k{n}, url = {{}}, note = {{$}}}} "), deep),
            "@misc{a, }".repeat(deep),
            format!("@misc{{a{}, }}", "é".repeat(deep)).repeat(3),
        ];
        for bib in all {
            let (found, flaws) = Bibliography::read(&bib, "x.bib");
            assert!(found.len() + flaws.len() > 0, "{:?}", short(&bib));
            assert!(flaws.len() <= MOST_FLAWS + 1 && flaws.iter().all(|flaw| flaw.what.len() < 400_000));
        }
        let (found, _) = Bibliography::read(
            &many(&|n| format!("@misc{{k{n}, xdata = {{k{}, k{}}}}}\n", n + 1, n + 1), 100)
                .replace("xdata = {k100, k100}", "url = {https://a.example/}"),
            "x.bib",
        );
        assert_eq!(named(&found, "k0"), [url("https://a.example/")]);
    }
}
