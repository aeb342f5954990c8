//! The size of an article's body, beside that of the text around it.

use crate::capture::{Capture, CapturePath};
use crate::segment::{Rules, Standing, segment};
use crate::store::NewCapture;
use crate::transcript::decode;

/// The fewest words of what reads like running text.
const RUNNING: usize = 12;

/// The words of a capture's body, and of all its running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BodySize {
    body: usize,
    running: usize,
}

impl BodySize {
    /// Counts the words of what is to be added; nothing for what is not read as text.
    pub(super) fn of(new: &NewCapture, rules: &Rules) -> Option<Self> {
        let path: CapturePath = format!("archive/a/20250101T000000Z.{}", new.ending).parse().ok()?;
        let transcript = decode(&Capture { path, bytes: new.bytes.clone(), record: new.record.clone() }).ok()?;
        let mut size = Self { body: 0, running: 0 };
        for segment in segment(&transcript, rules) {
            let words = counted(&transcript.text()[segment.span.range()]);
            let is_body = segment.role.standing() == Standing::Body;
            size.body += if is_body { words } else { 0 };
            size.running += if is_body || words >= RUNNING { words } else { 0 };
        }
        Some(size)
    }

    /// A line that says how long the body is, and what to do if it is short beside the rest.
    pub(super) fn line(self, article: &str) -> String {
        let Self { body, running } = self;
        let words = if body == 1 { "word" } else { "words" };
        let look = format!("see what it was taken for with `literatim show {article} --why`");
        match () {
            () if running == 0 => "  it has no running text\n".to_owned(),
            () if body * 3 < running => {
                format!(
                    "  its body has {body} {words}, which is little beside {running} words of running text: {look}\n"
                )
            }
            () => format!("  its body has {body} {words}\n"),
        }
    }
}

/// The words of a text. Two characters of a script without spaces count as one.
fn counted(text: &str) -> usize {
    let dense = text.chars().filter(|&c| c >= '\u{2e80}' || ('\u{e00}'..='\u{eff}').contains(&c)).count();
    text.split_whitespace().count().max(dense / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_body_is_said_to_be_short_beside_the_rest() {
        let line = |body, running| BodySize { body, running }.line("a");
        assert_eq!(line(400, 500), "  its body has 400 words\n");
        assert!(
            line(1, 500).starts_with("  its body has 1 word, which is little beside 500 words"),
            "{}",
            line(1, 500)
        );
        assert!(line(0, 500).contains("literatim show a --why"));
        assert_eq!(line(0, 0), "  it has no running text\n");
    }

    #[test]
    fn scripts_without_spaces_have_words() {
        assert_eq!(counted("The lamp went out."), 4);
        assert_eq!(counted("橋の上の灯りは消えた。"), 5);
    }
}
