//! The line on how long the body of what was added is.

use crate::capture::CapturePath;
use crate::segment::BodySize;
use crate::store::IngestOutcome;
use std::collections::BTreeMap;

/// The line on a new capture, if its text is read.
pub(super) fn sized(added: &IngestOutcome, sizes: &BTreeMap<CapturePath, BodySize>) -> String {
    match added {
        IngestOutcome::New(path, ..) | IngestOutcome::Disowned(path, ..) => {
            sizes.get(path).map_or_else(String::new, |size| line(*size, path.article().as_str()))
        }
        _ => String::new(),
    }
}

/// Says how long the body is, and what to do if it is short beside the rest.
fn line(size: BodySize, article: &str) -> String {
    let BodySize { body, running } = size;
    let words = if body == 1 { "word" } else { "words" };
    let look = format!("see what it was taken for with `literatim show {article} --why`");
    match () {
        () if running == 0 => "  it has no running text\n".to_owned(),
        () if size.is_little() => {
            format!("  its body has {body} {words}, which is little beside {running} words of running text: {look}\n")
        }
        () => format!("  its body has {body} {words}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_body_is_said_to_be_short_beside_the_rest() {
        let line = |body, running| line(BodySize { body, running }, "a");
        assert_eq!(line(400, 500), "  its body has 400 words\n");
        assert!(
            line(1, 500).starts_with("  its body has 1 word, which is little beside 500 words"),
            "{}",
            line(1, 500)
        );
        assert!(line(0, 500).contains("literatim show a --why"));
        assert_eq!(line(0, 0), "  it has no running text\n");
    }
}
