//! Data, and where in a text it stands.

use crate::text::Span;

/// A place from which on a text is not the data that its name says, and why.
#[derive(Debug, thiserror::Error)]
#[error("{problem}")]
pub(crate) struct DataError {
    pub span: Span,
    pub problem: String,
}

/// A piece of data.
#[derive(Debug, Clone)]
pub(crate) struct DataNode {
    pub value: DataValue,
    /// Its place in the text that it was read from; of a text, with its quotation marks.
    pub span: Span,
}

/// A value of data.
#[derive(Debug, Clone)]
pub(crate) enum DataValue {
    Text(String),
    List(Vec<DataNode>),
    /// In the order in which they are written.
    Map(Vec<(String, DataNode)>),
    /// A number, a truth, nothing.
    Other,
}

impl DataNode {
    /// The value of a field, if it is a map that has it.
    pub fn field(&self, wanted: &str) -> Option<&DataNode> {
        let DataValue::Map(fields) = &self.value else { return None };
        fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
    }

    /// Returns true if it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.value, DataValue::List(_))
    }

    /// The items, if it is a list.
    pub fn items(&self) -> &[DataNode] {
        match &self.value {
            DataValue::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            DataValue::Text(text) => Some(text),
            _ => None,
        }
    }
}
