//! Manifests of format 1, which are read and never written: an archive stays provable until its owner upgrades it.

use super::{Manifest, NotOurs, Reading, TypedTranscript, canonical};
use crate::capture::{ArticleId, CapturePath, CapturedAt, Extent, MediaType};
use crate::digest::Digest;
use crate::segment::Segment;
use crate::transcript::{Charset, CharsetFrom};
use serde::Deserialize;

/// The value of `format` in them.
const FORMAT: &str = "literatim manifest 1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest1 {
    format: String,
    capture: CapturePath,
    article: ArticleId,
    captured_at: Option<CapturedAt>,
    urls: Vec<String>,
    publisher: Option<String>,
    title: Option<String>,
    published: Option<String>,
    media_type: MediaType,
    bytes: usize,
    sha256: Digest,
    record: Option<Digest>,
    extent: Option<Box<Extent>>,
    reading: Reading1,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Reading1 {
    Transcript(Transcript1),
    Undecodable(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Transcript1 {
    charset: Charset1,
    sha256: Digest,
    bytes: usize,
    ruleset: String,
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Charset1 {
    name: String,
    from: String,
}

/// Reads a manifest. Its spelling is not checked: its bytes are what was committed to, and are not printed again.
pub(super) fn read(bytes: &[u8]) -> Result<Manifest, NotOurs> {
    let read: Manifest1 = canonical::read(bytes, FORMAT, |read: &Manifest1| &read.format)?;
    let reading = match read.reading {
        Reading1::Undecodable(why) => Reading::Undecodable(why),
        Reading1::Transcript(typed) => Reading::Transcript(transcript(typed, read.media_type)?),
    };
    Ok(Manifest {
        format: read.format,
        capture: read.capture,
        article: read.article,
        captured_at: read.captured_at,
        urls: read.urls,
        publisher: read.publisher,
        title: read.title,
        published: read.published,
        media_type: read.media_type,
        bytes: read.bytes,
        sha256: read.sha256,
        record: read.record,
        extent: read.extent,
        reading,
    })
}

fn transcript(read: Transcript1, kind: MediaType) -> Result<TypedTranscript, NotOurs> {
    let reader = match kind {
        MediaType::Markdown => "markdown 1",
        MediaType::Html => "html 1",
        _ => "plain 1",
    };
    let from = CharsetFrom::ALL.into_iter().find(|from| from.name() == read.charset.from);
    let from = from.ok_or_else(|| NotOurs::Unreadable(format!("its charset is from {:?}", read.charset.from)))?;
    let mut segments = read.segments;
    for segment in &mut segments {
        // In format 1, a number of articles followed the colon.
        if segment.rule.starts_with("repeated-across:") {
            segment.rule = "repeated-across".into();
        }
    }
    Ok(TypedTranscript {
        reader: reader.to_owned(),
        charset: Charset { name: read.charset.name, from },
        sha256: read.sha256,
        bytes: read.bytes,
        rules: read.ruleset,
        parts: Vec::new(),
        places: Vec::new(),
        segments,
    })
}
