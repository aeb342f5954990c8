//! Quotations that stand in files as data: lists of them in JSON and YAML, and W3C Web Annotations.

mod json;
mod tree;
mod yaml;

use crate::notes::citations::reference;
use crate::notes::formats::format::{CLOSERS, CitationPlace, CommentSyntax, NotesFormat};
use crate::notes::{Binding, Citation, Form, Notes, NotesProblem, Quotation, Reading, Reference, Selector};
use crate::text::Span;
use tree::{DataError, DataNode, DataValue};

/// The fields that hold the words of a quotation, strongest first. `text` does so only where nothing else does.
const WORDS: [&str; 4] = ["quote", "exact", "quotation", "text"];
/// The fields that name its source.
const SOURCES: [&str; 11] =
    ["source", "article", "url", "uri", "citekey", "cite", "citation", "capture", "digest", "sha256", "path"];
/// The sources that an entry may name, at most. All the quotations in it have each of them.
const MOST_SOURCES: usize = 16;
/// Fields that say something about a quotation, and hold none.
const ABOUT: [&str; 10] =
    ["body", "note", "notes", "comment", "tags", "creator", "user", "user_info", "permissions", "document"];
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
    fn documents(notes: &str, reader: &mut DataReader);
}

impl<D: DataFormat> NotesFormat for D {
    const NAME: &'static str = D::NAME;
    const ENDINGS: &'static [&'static str] = D::ENDINGS;
    const OTHER_ENDINGS: &'static [&'static str] = D::OTHER_ENDINGS;
    const COMMENT: CommentSyntax = CommentSyntax::None;
    const CLOSERS: &'static str = CLOSERS;
    const CITATION_PLACE: CitationPlace = CitationPlace::Behind;

    fn read(notes: &str) -> Notes {
        let mut reader = DataReader::default();
        D::documents(notes, &mut reader);
        reader.notes.quotations.sort_by_key(|quotation| quotation.at);
        reader.notes
    }

    fn bibliographies(_: &str) -> Vec<String> {
        Vec::new()
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

    fn documents(notes: &str, reader: &mut DataReader) {
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

    fn documents(notes: &str, reader: &mut DataReader) {
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

    fn documents(notes: &str, reader: &mut DataReader) {
        match yaml::read(notes) {
            Ok(documents) => documents.into_iter().for_each(|document| reader.document(Ok(document))),
            Err(broken) => reader.document(Err(broken)),
        }
    }
}

/// Reads documents of data.
#[derive(Default)]
pub(in crate::notes::formats) struct DataReader {
    notes: Notes,
}

impl DataReader {
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
                    if self.notes.quotations.len() == before && is_selector(item) {
                        continue;
                    }
                    if self.notes.quotations.len() == before {
                        self.unread(item);
                    }
                }
            }
            DataValue::Map(fields) => self.map(node, fields, inherited),
            DataValue::Text(_) | DataValue::Other => {}
        }
    }

    /// Reports an entry of a list of quotations that holds none.
    fn unread(&mut self, item: &DataNode) {
        let known = self.notes.unknown.iter().any(|problem| item.span.contains(problem.span));
        if !known && matches!(item.value, DataValue::Map(_)) {
            let what = "this entry was not checked: it has no words in `quote`, `exact` or `quotation`";
            self.notes.unknown.push(NotesProblem { span: item.span, what: what.to_owned() });
        }
    }

    fn map(&mut self, node: &DataNode, fields: &[(String, DataNode)], inherited: &[Citation]) {
        let field = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
        let own = self.sources(fields);
        let citations = if own.is_empty() { inherited.to_vec() } else { own };
        let holds_others = field("target").is_some() || field("selector").is_some();
        let words = WORDS.iter().filter(|name| !(holds_others && **name == "text"));
        let words = words.filter_map(|name| field(name)).find_map(|value| Some((value, value.text()?)));
        if let Some((value, words)) = words {
            self.quotation(node, (value.span, words), &citations, fields);
        } else if field("type").and_then(DataNode::text) == Some("TextQuoteSelector") {
            let what = "this selector was not checked: it has no `exact` words".to_owned();
            self.notes.unknown.push(NotesProblem { span: node.span, what });
        }
        for (name, value) in fields {
            if !ABOUT.contains(&name.as_str()) && !SOURCES.contains(&name.as_str()) {
                self.node(value, &citations);
            }
        }
    }

    fn quotation(
        &mut self,
        node: &DataNode,
        (span, words): (Span, &str),
        citations: &[Citation],
        fields: &[(String, DataNode)],
    ) {
        let text = |wanted: &str| {
            let found = fields.iter().find(|(name, _)| name == wanted).and_then(|(_, value)| value.text());
            found.unwrap_or_default().to_owned()
        };
        let selector = Selector { prefix: text("prefix"), suffix: text("suffix"), ..Selector::default() };
        let given = !(selector.prefix.trim().is_empty() && selector.suffix.trim().is_empty());
        let readings = vec![Reading { text: words.to_owned(), span }];
        let at = node.span.start.max(span.start);
        self.notes.quotations.push(Quotation {
            selectors: if given { vec![selector] } else { Vec::new() },
            ..Quotation::of(Form::Explicit, at, readings, citations.to_vec())
        });
    }

    /// The sources that the fields of a map name for all that is in it.
    fn sources(&mut self, fields: &[(String, DataNode)]) -> Vec<Citation> {
        let mut found = Vec::new();
        // A target of an annotation may be nothing but the address of a page.
        let target = fields.iter().filter(|(name, value)| name == "target" && value.text().is_some());
        for (_, value) in fields.iter().filter(|(name, _)| SOURCES.contains(&name.as_str())).chain(target) {
            named(value, &mut found);
        }
        // All together name one article, or contradict.
        let whole = found.iter().map(|(_, span)| *span).reduce(Span::hull).unwrap_or_default();
        if found.len() > MOST_SOURCES {
            found.truncate(MOST_SOURCES);
            let what = format!("only the first {MOST_SOURCES} sources were used; give fewer");
            self.notes.unknown.push(NotesProblem { span: whole, what });
        }
        let citation = |(reference, _)| Citation { binding: Binding::Explicit, reference, span: whole, certain: true };
        found.into_iter().map(citation).collect()
    }
}

fn is_selector(node: &DataNode) -> bool {
    let DataValue::Map(fields) = &node.value else { return false };
    let kind = fields.iter().find(|(name, _)| name == "type").and_then(|(_, value)| value.text());
    kind.is_some_and(|kind| OTHER_SELECTORS.contains(&kind))
}

fn named(value: &DataNode, found: &mut Vec<(Reference, Span)>) {
    match &value.value {
        DataValue::Text(text) => found.extend(reference::of_name(text).map(|reference| (reference, value.span))),
        DataValue::List(items) => items.iter().for_each(|item| named(item, found)),
        DataValue::Map(fields) => {
            let id = |name: &str| ["id", "@id", "url", "source"].contains(&name);
            fields.iter().filter(|(name, _)| id(name)).for_each(|(_, value)| named(value, found));
        }
        DataValue::Other => {}
    }
}
