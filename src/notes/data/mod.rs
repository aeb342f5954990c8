//! Data in JSON, YAML and tables, and where in a text it stands.

pub(super) mod csv;
pub(super) mod yaml;

pub(in crate::notes) use crate::markup::{DataError, DataNode, DataValue, json};
