//! Data, and where in the notes it stands.

use crate::text::Span;

/// A piece of data.
#[derive(Debug)]
pub(super) struct Node {
    pub value: Value,
    /// Its place in the notes; of a text, with its quotation marks.
    pub span: Span,
}

/// A value of data.
#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    List(Vec<Node>),
    /// In the order of the notes.
    Map(Vec<(String, Node)>),
    /// A number, a truth, nothing.
    Other,
}

impl Node {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
