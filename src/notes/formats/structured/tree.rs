//! Data, and where in the notes it stands.

use crate::text::Span;

/// A piece of data.
#[derive(Debug)]
pub(super) struct DataNode {
    pub value: DataValue,
    /// Its place in the notes; of a text, with its quotation marks.
    pub span: Span,
}

/// A value of data.
#[derive(Debug)]
pub(super) enum DataValue {
    Text(String),
    List(Vec<DataNode>),
    /// In the order of the notes.
    Map(Vec<(String, DataNode)>),
    /// A number, a truth, nothing.
    Other,
}

impl DataNode {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            DataValue::Text(text) => Some(text),
            _ => None,
        }
    }
}
