//! The range of a capture's bytes in the web archive that it is kept in.

use super::CapturePath;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One record of a web archive that is kept whole: a capture is its payload, and is read there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, try_from = "RawExtent")]
pub struct Extent {
    /// The web archive, which is kept as a capture is.
    file: CapturePath,
    /// Which of its bytes as stored: the record, or the gzip member that holds it and nothing else.
    span: Span,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExtent {
    file: CapturePath,
    span: Span,
}

/// Why a file and a range are no extent.
#[derive(Debug, thiserror::Error)]
#[error("an extent is a range of bytes of a file with the name of a web archive")]
struct NotAnExtent;

impl TryFrom<RawExtent> for Extent {
    type Error = NotAnExtent;

    fn try_from(raw: RawExtent) -> Result<Self, Self::Error> {
        Self::new(raw.file, raw.span).ok_or(NotAnExtent)
    }
}

impl Extent {
    /// These bytes of the web archive at `file`; `None` where they are none, or that is no web archive by its name.
    pub fn new(file: CapturePath, span: Span) -> Option<Self> {
        (file.is_web_archive() && span.start < span.end).then_some(Self { file, span })
    }

    /// The web archive.
    pub fn file(&self) -> &CapturePath {
        &self.file
    }

    /// Which of its bytes as stored.
    pub fn span(&self) -> Span {
        self.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extent_is_some_bytes_of_a_web_archive() {
        let read = |text: &str| serde_json::from_str::<Extent>(text);
        let raw = r#"{"file":"archive/web/a.warc.gz","span":[3,9]}"#;
        let extent = read(raw).unwrap();
        assert_eq!(serde_json::to_string(&extent).unwrap(), raw);
        assert_eq!((extent.file().as_str(), extent.span()), ("archive/web/a.warc.gz", Span::new(3, 9)));
        for bad in [
            r#"{"file":"archive/web/a.warc.gz","span":[3,3]}"#,
            r#"{"file":"archive/web/a.warc.gz","span":[9,3]}"#,
            r#"{"file":"archive/web/a.warc.gz","span":[-1,3]}"#,
            r#"{"file":"archive/web/a.html","span":[3,9]}"#,
            r#"{"file":"../web/a.warc.gz","span":[3,9]}"#,
            r#"{"file":"archive/web/a.warc.gz","span":[3,9],"more":1}"#,
            r#"{"file":"archive/web/a.warc.gz"}"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
