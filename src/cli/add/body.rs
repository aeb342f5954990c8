//! The line on what was added: its kind, and how long its body is.

use crate::capture::{CapturePath, MediaType, OtherKind};
use crate::segment::BodySize;
use crate::store::{IngestOutcome, NewCapture};
use std::collections::BTreeMap;

/// The kind of a file, in words, and a way to its words if it is one that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileKind {
    pub name: String,
    remedy: &'static str,
}

/// The kind of a new capture.
pub(super) fn kind_of(new: &NewCapture) -> FileKind {
    let other = OtherKind::of(&new.bytes);
    let (of_ending, remedy) = by_ending(&new.ending);
    let name = match MediaType::of(&format!("a.{}", new.ending)) {
        MediaType::Plain => "plain text".to_owned(),
        MediaType::Markdown => "Markdown".to_owned(),
        MediaType::Html => "a web page".to_owned(),
        _ => other.map_or(of_ending, |kind| kind.name.to_owned()),
    };
    FileKind { name, remedy: other.map_or(remedy, |kind| kind.remedy) }
}

/// Endings of pictures, and of recordings.
const PICTURES: [&str; 11] = ["png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp", "heic", "avif", "svg"];
const RECORDINGS: [&str; 13] =
    ["mp3", "m4a", "wav", "ogg", "opus", "flac", "aac", "mp4", "m4v", "mov", "webm", "mkv", "avi"];

/// The kind of a file whose first bytes say nothing, and a way to its words.
fn by_ending(ending: &str) -> (String, &'static str) {
    match ending {
        _ if PICTURES.contains(&ending) => (format!("a picture (.{ending})"), "write its words into a text file"),
        _ if RECORDINGS.contains(&ending) => (format!("a recording (.{ending})"), "write down what is said in it"),
        _ => (format!("a .{ending} file"), "save it as text or as a web page"),
    }
}

/// The line on a new capture.
pub(super) fn sized(added: &IngestOutcome, kind: &FileKind, sizes: &BTreeMap<CapturePath, BodySize>) -> String {
    let (IngestOutcome::New(path, ..) | IngestOutcome::Disowned(path, ..)) = added else { return String::new() };
    let size = sizes.get(path).copied();
    let words = match size {
        Some(size) if size.running > 0 => {
            format!("; its body has {} {}", size.body, if size.body == 1 { "word" } else { "words" })
        }
        _ => String::new(),
    };
    let warning = warning(added, size, kind).map_or_else(String::new, |what| format!(": {what}"));
    format!("  {}{words}{warning}\n", kind.name)
}

/// The problem with what was read of a new capture, and what to do; none where its body is as long as most are.
pub(super) fn warning(added: &IngestOutcome, size: Option<BodySize>, kind: &FileKind) -> Option<String> {
    let (IngestOutcome::New(path, ..) | IngestOutcome::Disowned(path, ..)) = added else { return None };
    let look = format!("see what it was taken for with `literatim show {} --why`", path.article());
    match size {
        None => Some(format!(
            "its text is not read, so quotations from it cannot be checked ({}, and add that too)",
            kind.remedy
        )),
        Some(size) if size.running == 0 => {
            Some(format!("it has no running text, so nothing can be quoted from it ({look})"))
        }
        Some(size) if size.is_little() => {
            Some(format!("that is little beside {} words of running text ({look})", size.running))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;

    fn line(name: &str, size: Option<(usize, usize)>) -> String {
        let path: CapturePath = format!("archive/a/20250101T000000Z.{name}").parse().unwrap();
        let new = NewCapture {
            article: path.article(),
            captured_at: path.stamp().unwrap(),
            ending: name.to_owned(),
            bytes: b"\x89PNG\r\n\x1a\n".to_vec(),
            record: Default::default(),
        };
        let sizes = size.map(|(body, running)| (path.clone(), BodySize { body, running })).into_iter().collect();
        sized(&IngestOutcome::New(path, Digest::of(b""), 1), &kind_of(&new), &sizes)
    }

    #[test]
    fn a_short_body_is_said_to_be_short_beside_the_rest() {
        assert_eq!(line("txt", Some((400, 500))), "  plain text; its body has 400 words\n");
        let short = line("html", Some((1, 500)));
        assert!(short.starts_with("  a web page; its body has 1 word: that is little beside 500 words"), "{short}");
        assert!(line("md", Some((0, 500))).contains("literatim show a --why"));
        assert!(line("md", Some((0, 0))).starts_with("  Markdown: it has no running text"));
    }

    #[test]
    fn a_file_that_is_not_read_is_called_by_its_kind_with_a_way_to_its_words() {
        let picture = line("png", None);
        assert!(picture.starts_with("  a picture (PNG): its text is not read"), "{picture}");
        assert!(picture.contains("write its words into a text file, and add that too"), "{picture}");
    }
}
