//! YAML, with the place of every piece.

use super::{DataError, DataNode, DataValue};
use crate::text::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::{HashMap, HashSet};

/// The depth to which lists and maps may be nested.
const DEEPEST: usize = 100;

/// The most that aliases of a file may put in, and that is kept for them: bytes of text, and some for each piece.
const MOST_PUT_IN: usize = 1 << 22;
/// The cost of a piece, in the same bytes.
const PIECE: usize = 64;

/// Reads the documents of `notes`.
pub(in crate::notes) fn read(notes: &str) -> Result<Vec<DataNode>, DataError> {
    let places: Vec<usize> = notes.char_indices().map(|(at, _)| at).chain([notes.len()]).collect();
    let mut reader = YamlReader { places, open: Vec::new(), anchors: HashMap::new(), put_in: 0, documents: Vec::new() };
    for event in Parser::new_from_str(notes) {
        let (event, span) = event.map_err(|why| {
            let at = reader.place(why.marker().index());
            let problem = format!("not YAML from here on: {}", why.info());
            DataError { span: Span::new(at, at), problem }
        })?;
        let span = Span::new(reader.place(span.start.index()), reader.place(span.end.index()));
        reader.event(event, span)?;
    }
    Ok(reader.documents)
}

/// A list or map that is open.
struct OpenNode {
    map: bool,
    anchor: usize,
    nodes: Vec<DataNode>,
    start: usize,
}

struct YamlReader {
    /// The byte at which each character begins.
    places: Vec<usize>,
    open: Vec<OpenNode>,
    /// Nodes that have a name, to be put in elsewhere; `None` where that is too much to keep.
    anchors: HashMap<usize, Option<DataNode>>,
    /// The cost of what was kept and put in so far.
    put_in: usize,
    documents: Vec<DataNode>,
}

impl YamlReader {
    fn place(&self, index: usize) -> usize {
        self.places[index.min(self.places.len() - 1)]
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), DataError> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "true" | "false");
                let value = if plain { DataValue::Other } else { DataValue::Text(text.into_owned()) };
                self.named(anchor, DataNode { value, span });
            }
            Event::Alias(anchor) => {
                let known = self.anchors.get(&anchor).cloned().flatten().filter(|node| self.may_put_in(node));
                let problem = "this alias names nothing that may be put in here; write it out".to_owned();
                self.add(known.ok_or(DataError { span, problem })?);
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                if self.open.len() == DEEPEST {
                    return Err(DataError { span, problem: "lists and maps are nested too deep".to_owned() });
                }
                let map = matches!(event, Event::MappingStart(..));
                self.open.push(OpenNode { map, anchor, nodes: Vec::new(), start: span.start });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
        Ok(())
    }

    /// Returns true if what is put in stays within bounds with one more `node`.
    fn may_put_in(&mut self, node: &DataNode) -> bool {
        self.put_in += cost(node);
        self.put_in <= MOST_PUT_IN
    }

    /// Adds `node`, and keeps it if it has an anchor.
    fn named(&mut self, anchor: usize, node: DataNode) {
        if anchor > 0 {
            let kept = self.may_put_in(&node).then(|| node.clone());
            self.anchors.insert(anchor, kept);
        }
        self.add(node);
    }

    fn add(&mut self, node: DataNode) {
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => self.documents.push(node),
        }
    }

    fn close(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let span = Span::new(open.start.min(span.end), span.end);
        if !open.map {
            return self.named(open.anchor, DataNode { value: DataValue::List(open.nodes), span });
        }
        let mut fields = Vec::new();
        let mut nodes = open.nodes.into_iter();
        while let (Some(name), Some(value)) = (nodes.next(), nodes.next()) {
            fields.push((name.text().unwrap_or_default().to_owned(), value));
        }
        merge(&mut fields);
        self.named(open.anchor, DataNode { value: DataValue::Map(fields), span });
    }
}

/// Puts the fields of maps under `<<` beside the others, where there is none of the name.
fn merge(fields: &mut Vec<(String, DataNode)>) {
    if !fields.iter().any(|(name, _)| name == "<<") {
        return;
    }
    let (merged, own): (Vec<_>, Vec<_>) = std::mem::take(fields).into_iter().partition(|(name, _)| name == "<<");
    let mut known: HashSet<String> = own.iter().map(|(name, _)| name.clone()).collect();
    *fields = own;
    for (_, node) in merged {
        let maps = if let DataValue::List(items) = node.value { items } else { vec![node] };
        for map in maps {
            let DataValue::Map(more) = map.value else { continue };
            fields.extend(more.into_iter().filter(|(name, _)| known.insert(name.clone())));
        }
    }
}

/// The cost of a copy.
fn cost(node: &DataNode) -> usize {
    PIECE
        + match &node.value {
            DataValue::Text(text) => text.len(),
            DataValue::List(items) => items.iter().map(cost).sum(),
            DataValue::Map(fields) => fields.iter().map(|(name, value)| name.len() + cost(value)).sum(),
            DataValue::Other => 0,
        }
}
