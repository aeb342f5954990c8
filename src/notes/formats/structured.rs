//! Quotations that stand in files as data: lists of them in JSON and YAML, and W3C Web Annotations.

use crate::notes::citations::{identifier, reference};
use crate::notes::data::{DataError, DataNode, DataValue, csv, json, yaml};
use crate::notes::fields::compared;
use crate::notes::formats::format::{CLOSERS, CitationPlace, CommentSyntax, NotesFormat};
use crate::notes::{
    Bibliography, BibliographyProblem, Binding, Citation, FieldNames, Form, Notes, NotesProblem, Quotation, Reading,
    Reference, Selector,
};
use crate::text::Span;
use std::collections::BTreeSet;

/// The fields that hold the words of a quotation, strongest first, without `_`, `-` and capitals. `text` does so only
/// where nothing else does. Those of two words are of the evidence schema of the LinkML reference validator and of its
/// like.
const WORDS: [&str; 12] = [
    "quote",
    "exact",
    "quotation",
    "verbatimquote",
    "sourcequote",
    "supportingtext",
    "supportingquote",
    "snippet",
    "excerpt",
    "passage",
    "highlight",
    "text",
];
/// The fields that hold a list of them.
const LISTS: [&str; 10] = [
    "quotes",
    "quotations",
    "verbatimquotes",
    "sourcequotes",
    "supportingtexts",
    "supportingquotes",
    "snippets",
    "excerpts",
    "passages",
    "highlights",
];
/// The fields that name its source.
#[rustfmt::skip]
const SOURCES: [&str; 25] = [
    "source", "article", "url", "uri", "citekey", "cite", "citation", "capture", "digest", "sha256", "path",
    "reference", "referenceid", "sourcefile", "sourceurl", "sourceid", "sourcepath", "doi", "pmid", "pmcid", "arxiv",
    "isbn", "link", "href", "file",
];
/// The sources that an entry may name, at most. All the quotations in it have each of them.
const MOST_SOURCES: usize = 16;
/// So many words in a field are more than a name or a title.
const MANY_WORDS: usize = 4;
/// Marks that a program may have put around all the words of a field.
const MARKS: [(char, char); 8] =
    [('“', '”'), ('"', '"'), ('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('「', '」'), ('‘', '’')];
/// Fields that say something about a quotation, and hold none.
#[rustfmt::skip]
const ABOUT: [&str; 27] = [
    "body", "note", "notes", "comment", "comments", "tags", "creator", "user", "userinfo", "permissions", "document",
    "explanation", "title", "referencetitle", "description", "summary", "abstract", "definition", "label", "name",
    "rationale", "reason", "context", "interpretation", "annotation", "authors", "journal",
];
/// Selectors of Web Annotations that hold no words.
const OTHER_SELECTORS: [&str; 8] = [
    "TextPositionSelector",
    "RangeSelector",
    "FragmentSelector",
    "CssSelector",
    "XPathSelector",
    "DataPositionSelector",
    "SvgSelector",
    "EdgeSelector",
];

/// A notation of data.
pub(in crate::notes::formats) trait DataFormat {
    const NAME: &'static str;
    const ENDINGS: &'static [&'static str];
    const OTHER_ENDINGS: &'static [&'static str];

    /// Reads the documents in `notes`.
    fn documents(notes: &str, reader: &mut DataReader<'_>);
}

impl<D: DataFormat> NotesFormat for D {
    const NAME: &'static str = D::NAME;
    const ENDINGS: &'static [&'static str] = D::ENDINGS;
    const OTHER_ENDINGS: &'static [&'static str] = D::OTHER_ENDINGS;
    const COMMENT: CommentSyntax = CommentSyntax::None;
    const CLOSERS: &'static str = CLOSERS;
    const CITATION_PLACE: CitationPlace = CitationPlace::Behind;

    fn read(notes: &str, fields: &FieldNames) -> Notes {
        let mut reader = DataReader { notes: Notes::default(), unread: Vec::new(), fields };
        D::documents(notes, &mut reader);
        reader.notes.quotations.sort_by_key(|quotation| quotation.at);
        reader.finish()
    }

    fn bibliographies(_: &str) -> Vec<String> {
        Vec::new()
    }

    fn entries(_: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        Default::default()
    }

    /// None: the field that names the source is called as the author of the data chose.
    fn citation(_: &str, _: &dyn Fn() -> Option<String>) -> Option<String> {
        None
    }
}

/// One JSON text.
pub(in crate::notes::formats) struct Json;

impl DataFormat for Json {
    const NAME: &'static str = "json";
    const ENDINGS: &'static [&'static str] = &["quotes.json"];
    const OTHER_ENDINGS: &'static [&'static str] = &[".json", ".jsonld"];

    fn documents(notes: &str, reader: &mut DataReader<'_>) {
        let start = notes.len() - notes.trim_start_matches('\u{feff}').len();
        reader.document(json::read(notes, Span::new(start, notes.len())));
    }
}

/// Lines, each of which is one JSON text. A broken line costs only itself.
pub(in crate::notes::formats) struct JsonLines;

impl DataFormat for JsonLines {
    const NAME: &'static str = "jsonl";
    const ENDINGS: &'static [&'static str] = &["quotes.jsonl"];
    const OTHER_ENDINGS: &'static [&'static str] = &[".jsonl", ".ndjson"];

    fn documents(notes: &str, reader: &mut DataReader<'_>) {
        let mut at = 0;
        for line in notes.split_inclusive('\n') {
            let bare = line.trim_start_matches('\u{feff}');
            let span = Span::new(at + line.len() - bare.len(), at + line.len());
            if !bare.trim().is_empty() {
                reader.document(json::read(notes, span));
            }
            at += line.len();
        }
    }
}

/// YAML.
pub(in crate::notes::formats) struct Yaml;

impl DataFormat for Yaml {
    const NAME: &'static str = "yaml";
    const ENDINGS: &'static [&'static str] = &["quotes.yaml", "quotes.yml"];
    const OTHER_ENDINGS: &'static [&'static str] = &[".yaml", ".yml"];

    fn documents(notes: &str, reader: &mut DataReader<'_>) {
        match yaml::read(notes) {
            Ok(documents) => documents.into_iter().for_each(|document| reader.document(Ok(document))),
            Err(broken) => reader.document(Err(broken)),
        }
    }
}

/// A table: values separated by commas, semicolons or tabs.
pub(in crate::notes::formats) struct Csv;

impl DataFormat for Csv {
    const NAME: &'static str = "csv";
    const ENDINGS: &'static [&'static str] = &["quotes.csv", "quotes.tsv"];
    const OTHER_ENDINGS: &'static [&'static str] = &[".csv", ".tsv"];

    fn documents(notes: &str, reader: &mut DataReader<'_>) {
        reader.document(csv::read(notes));
    }
}

/// Returns true if a text has more words than a name or a title.
fn is_wordy(text: &str) -> bool {
    let spaceless = text.chars().filter(|&c| crate::text::is_spaceless(c)).count();
    crate::text::words(text).nth(MANY_WORDS).is_some() || spaceless > MANY_WORDS * 2
}

/// Reads documents of data.
pub(in crate::notes::formats) struct DataReader<'f> {
    notes: Notes,
    /// Entries that nobody checked.
    unread: Vec<Span>,
    /// The names of fields that are known in addition.
    fields: &'f FieldNames,
}

impl DataReader<'_> {
    fn is_source(&self, name: &str) -> bool {
        SOURCES.contains(&name) || self.fields.is_source(name)
    }

    /// The notes as read; entries that were not are reported once, where the first of them is.
    fn finish(mut self) -> Notes {
        if let Some(&span) = self.unread.first() {
            let entries = match self.unread.len() {
                1 => "this entry was not checked: it has".to_owned(),
                count => format!("{count} entries, of which this is the first, were not checked: they have"),
            };
            let what = format!(
                "{entries} no words in `quote`, `exact`, `snippet` or the like; `[fields]` in literatim.toml can name the field"
            );
            self.notes.broken.push(NotesProblem { span, what });
        }
        self.notes
    }

    fn document(&mut self, read: Result<DataNode, DataError>) {
        match read {
            Ok(root) => self.node(&root, &[]),
            Err(broken) => self.notes.broken.push(NotesProblem { span: broken.span, what: broken.to_string() }),
        }
    }

    fn node(&mut self, node: &DataNode, inherited: &[Citation]) {
        match &node.value {
            DataValue::List(items) => {
                for item in items {
                    let before = self.notes.quotations.len();
                    self.node(item, inherited);
                    if self.notes.quotations.len() == before && !is_selector(item) {
                        self.pass_over(item, inherited);
                    }
                }
            }
            DataValue::Map(fields) => self.map(node, fields, inherited),
            DataValue::Text(_) | DataValue::Other => {}
        }
    }

    /// Takes account of an entry that holds no quotation. One that names a source and has words of some length is one that
    /// nobody checked.
    fn pass_over(&mut self, item: &DataNode, inherited: &[Citation]) {
        let inside = |problem: &NotesProblem| item.span.contains(problem.span);
        let known = self.notes.unknown.last().is_some_and(inside)
            || self.notes.broken.last().is_some_and(inside)
            || self.unread.last().is_some_and(|span| item.span.contains(*span));
        let DataValue::Map(fields) = &item.value else { return };
        let sourced = !inherited.is_empty() || fields.iter().any(|(name, _)| self.is_source(&compared(name)));
        let wordy = |(name, value): &(String, DataNode)| {
            let name = compared(name);
            !self.is_source(&name) && !ABOUT.contains(&name.as_str()) && value.text().is_some_and(is_wordy)
        };
        if !known && sourced && fields.iter().any(wordy) {
            self.unread.push(item.span);
        }
    }

    fn map(&mut self, node: &DataNode, fields: &[(String, DataNode)], inherited: &[Citation]) {
        self.repeated(fields);
        let fields: Vec<(String, &DataNode)> = fields.iter().map(|(name, value)| (compared(name), value)).collect();
        let field = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
        let mut own = self.sources(&fields);
        if own.is_empty() {
            own = field("id").and_then(identified).into_iter().collect();
        }
        let citations = if own.is_empty() { inherited.to_vec() } else { own };
        let holds_others = field("target").is_some() || field("selector").is_some();
        let words = self.fields.words().chain(WORDS).filter(|name| !(holds_others && *name == "text"));
        let words = words.filter_map(field).find_map(|value| Some((value, value.text()?)));
        if let Some((value, words)) = words {
            self.quotation(node, (value.span, words), &citations, &fields);
        } else if field("type").and_then(DataNode::text) == Some("TextQuoteSelector") {
            let what = "this selector was not checked: it has no `exact` words".to_owned();
            self.notes.unknown.push(NotesProblem { span: node.span, what });
        }
        for (name, value) in &fields {
            let is_list =
                LISTS.contains(&name.as_str()) || WORDS.contains(&name.as_str()) || self.fields.is_words(name);
            if let (true, DataValue::List(items)) = (is_list, &value.value) {
                self.texts(items, &citations);
            }
            if !ABOUT.contains(&name.as_str()) && !self.is_source(name) {
                self.node(value, &citations);
            }
        }
    }

    /// The quotations of a list of nothing but their words.
    fn texts(&mut self, items: &[DataNode], citations: &[Citation]) {
        for item in items {
            if let Some(words) = item.text() {
                self.quotation(item, (item.span, words), citations, &[]);
            }
        }
    }

    /// Reports names that stand twice in one map: programs differ in which of the two counts.
    fn repeated(&mut self, fields: &[(String, DataNode)]) {
        let mut seen = BTreeSet::new();
        for (name, value) in fields {
            if !name.is_empty() && !seen.insert(name.as_str()) {
                let what = format!("the key {name:?} is in this entry twice, and it is not clear which of them counts");
                self.notes.broken.push(NotesProblem { span: value.span, what });
            }
        }
    }

    fn quotation(
        &mut self,
        node: &DataNode,
        (span, words): (Span, &str),
        citations: &[Citation],
        fields: &[(String, &DataNode)],
    ) {
        let text = |wanted: &str| {
            let found = fields.iter().find(|(name, _)| name == wanted).and_then(|(_, value)| value.text());
            found.unwrap_or_default().to_owned()
        };
        let selector = Selector { prefix: text("prefix"), suffix: text("suffix"), ..Selector::default() };
        let given = !(selector.prefix.trim().is_empty() && selector.suffix.trim().is_empty());
        let readings = readings(words, span);
        let at = node.span.start.max(span.start);
        self.notes.quotations.push(Quotation {
            selectors: if given { vec![selector] } else { Vec::new() },
            ..Quotation::of(Form::Explicit, at, readings, citations.to_vec())
        });
    }

    /// The sources that the fields of a map name for all that is in it.
    fn sources(&mut self, fields: &[(String, &DataNode)]) -> Vec<Citation> {
        let mut found = Vec::new();
        // A target of an annotation may be nothing but the address of a page.
        let target = fields.iter().filter(|(name, value)| name == "target" && value.text().is_some());
        for (name, value) in fields.iter().filter(|(name, _)| self.is_source(name)).chain(target) {
            named(name, value, &mut found);
        }
        // All together name one article, or contradict.
        let whole = found.iter().map(|(_, span)| *span).reduce(Span::hull).unwrap_or_default();
        if found.len() > MOST_SOURCES {
            found.truncate(MOST_SOURCES);
            let what = format!("only the first {MOST_SOURCES} sources were used; give fewer");
            self.notes.unknown.push(NotesProblem { span: whole, what });
        }
        let citation = |(reference, _)| Citation::of(Binding::Explicit, reference, whole, true);
        found.into_iter().map(citation).collect()
    }
}

/// The source that an entry is itself, whose `id` is that of a work: what is in it is quoted from there.
fn identified(id: &DataNode) -> Option<Citation> {
    let reference = Reference::Identifier(identifier::of_text(id.text()?)?);
    Some(Citation::of(Binding::Explicit, reference, id.span, true))
}

fn is_selector(node: &DataNode) -> bool {
    let DataValue::Map(fields) = &node.value else { return false };
    let kind = fields.iter().find(|(name, _)| name == "type").and_then(|(_, value)| value.text());
    kind.is_some_and(|kind| OTHER_SELECTORS.contains(&kind))
}

fn named(name: &str, value: &DataNode, found: &mut Vec<(Reference, Span)>) {
    match &value.value {
        DataValue::Text(text) => {
            let identifier = identifier::of_field(name, text).map(Reference::Identifier);
            let reference = identifier.or_else(|| reference::of_name(text));
            found.extend(reference.map(|reference| (reference, value.span)));
        }
        DataValue::List(items) => items.iter().for_each(|item| named(name, item, found)),
        DataValue::Map(fields) => {
            let id = |name: &str| ["id", "@id", "url", "source", "doi", "pmid"].contains(&name);
            fields.iter().filter(|(name, _)| id(name)).for_each(|(name, value)| named(name, value, found));
        }
        DataValue::Other => {}
    }
}

/// The ways to read the words of a field: without one pair of marks around all of them, and as they are.
pub(crate) fn readings(words: &str, span: Span) -> Vec<Reading> {
    let ways = [unmarked(words), Some(words)].into_iter().flatten();
    ways.map(|text| Reading { text: text.to_owned(), span }).collect()
}

/// Words without the one pair of marks that stands around all of them.
fn unmarked(words: &str) -> Option<&str> {
    let words = words.trim();
    let inner = MARKS.iter().find_map(|(open, close)| {
        let inner = words.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner)
    })?;
    (!inner.trim().is_empty()).then(|| inner.trim())
}
