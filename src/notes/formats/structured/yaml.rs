//! YAML, with the place of every piece.

use super::tree::{DataError, DataNode, DataValue};
use crate::text::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};

/// The depth to which lists and maps may be nested.
const DEEPEST: usize = 100;

/// Reads the documents of `notes`.
pub(super) fn read(notes: &str) -> Result<Vec<DataNode>, DataError> {
    let places: Vec<usize> = notes.char_indices().map(|(at, _)| at).chain([notes.len()]).collect();
    let mut reader = YamlReader { places, open: Vec::new(), documents: Vec::new() };
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
    nodes: Vec<DataNode>,
    start: usize,
}

struct YamlReader {
    /// The byte at which each character begins.
    places: Vec<usize>,
    open: Vec<OpenNode>,
    documents: Vec<DataNode>,
}

impl YamlReader {
    fn place(&self, index: usize) -> usize {
        self.places[index.min(self.places.len() - 1)]
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), DataError> {
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "true" | "false");
                let value = if plain { DataValue::Other } else { DataValue::Text(text.into_owned()) };
                self.add(DataNode { value, span });
            }
            // What an alias stands for was read where it stands itself.
            Event::Alias(_) => self.add(DataNode { value: DataValue::Other, span }),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if self.open.len() == DEEPEST {
                    return Err(DataError { span, problem: "lists and maps are nested too deep".to_owned() });
                }
                let map = matches!(event, Event::MappingStart(..));
                self.open.push(OpenNode { map, nodes: Vec::new(), start: span.start });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
        Ok(())
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
            return self.add(DataNode { value: DataValue::List(open.nodes), span });
        }
        let mut fields = Vec::new();
        let mut nodes = open.nodes.into_iter();
        while let (Some(name), Some(value)) = (nodes.next(), nodes.next()) {
            fields.push((name.text().unwrap_or_default().to_owned(), value));
        }
        self.add(DataNode { value: DataValue::Map(fields), span });
    }
}
