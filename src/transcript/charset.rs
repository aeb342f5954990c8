//! Which charset bytes are in, and how that is known.

use super::{DecodeError, Map};
use serde::{Deserialize, Serialize};

/// The charset that bytes were read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charset {
    /// Its name in the WHATWG Encoding Standard, such as `UTF-8` or `windows-1252`.
    pub name: String,
    /// How it is known.
    pub from: CharsetFrom,
}

/// How a charset is known, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CharsetFrom {
    /// A byte order mark says so.
    Bom,
    /// The capture record says so.
    Record,
    /// The bytes are well-formed UTF-8.
    Valid,
    /// Guessed from the bytes.
    Detected,
}

/// Text as decoded, before any markup is read.
pub(super) struct Decoded {
    pub text: String,
    pub map: Map,
    pub charset: Charset,
}

pub(super) fn decode(bytes: &[u8], told: Option<&str>) -> Result<Decoded, DecodeError> {
    let _ = told;
    let text = std::str::from_utf8(bytes).map_err(|_| DecodeError::NotText)?.to_owned();
    let map = Map::identity(text.len());
    Ok(Decoded { text, map, charset: Charset { name: "UTF-8".into(), from: CharsetFrom::Valid } })
}
