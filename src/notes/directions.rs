//! Markup that steers the direction of running text: `<bdo>`, `dir`, and the styles of the same meaning.

use crate::markup::attribute;
use crate::text::{Span, is_reordered};

/// Elements nested deeper than this are not distinguished.
const DEEPEST: usize = 64;

/// Where the direction changes in running text, in order.
#[derive(Debug, Default)]
pub(super) struct Directions {
    changes: Vec<DirectionChange>,
    /// The elements that are open, from the first that changes the direction on.
    open: Vec<OpenElement>,
}

#[derive(Debug)]
struct DirectionChange {
    /// In flow offsets.
    at: usize,
    /// The controls of Unicode that show text as the markup does (the CSS Writing Modes table of `unicode-bidi`).
    controls: &'static str,
    /// The tag, in the notes.
    tag: Span,
    /// The change that the text behind this one is inside of, by number, if it is inside of one.
    inside: Option<usize>,
    /// The same, for a change that begins an element: of the text around that.
    around: Option<usize>,
}

#[derive(Debug)]
struct OpenElement {
    name: String,
    /// The change that it began, if it began one, and the controls that end it.
    change: Option<(usize, &'static str)>,
}

impl Directions {
    /// Takes note of `tag`, which stands at `place` in the notes and at `at` in the flow.
    pub(super) fn tag(&mut self, tag: &str, place: Span, at: usize) {
        let closing = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if closing {
            return self.close(name, place, at);
        }
        if tag.ends_with("/>") || self.open.len() >= DEEPEST {
            return;
        }
        if let Some((controls, end)) = controls(tag, name) {
            let change = Some((self.changes.len(), end));
            let around = self.inside();
            let inside = Some(self.changes.len());
            self.changes.push(DirectionChange { at, controls, tag: place, inside, around });
            self.open.push(OpenElement { name: name.to_ascii_lowercase(), change });
        } else if self.open.iter().any(|open| open.name.eq_ignore_ascii_case(name)) {
            self.open.push(OpenElement { name: name.to_ascii_lowercase(), change: None });
        }
    }

    fn close(&mut self, name: &str, place: Span, at: usize) {
        let Some(first) = self.open.iter().rposition(|open| open.name.eq_ignore_ascii_case(name)) else { return };
        for open in self.open.split_off(first).into_iter().rev() {
            let Some((change, controls)) = open.change else { continue };
            let inside = self.changes[change].around;
            self.changes.push(DirectionChange { at, controls, tag: place, inside, around: None });
        }
    }

    /// The change that what comes now is inside of.
    fn inside(&self) -> Option<usize> {
        self.changes.last().and_then(|last| last.inside)
    }

    /// The markup that shows the text of `span` of the flow `text` in another order than it is written, if any does.
    pub(super) fn reordered(&self, text: &str, span: Span) -> Option<Span> {
        let from = self.changes.partition_point(|change| change.at <= span.start);
        let until = self.changes.partition_point(|change| change.at < span.end);
        let before = from.checked_sub(1).and_then(|last| self.changes[last].inside);
        let around: Vec<usize> = std::iter::successors(before, |&change| self.changes[change].around).collect();
        let within = from..until.max(from);
        if around.is_empty() && within.is_empty() {
            return None;
        }
        let mut shown: String = around.iter().rev().map(|&change| self.changes[change].controls).collect();
        let mut at = span.start;
        for change in &self.changes[within.clone()] {
            shown.push_str(&text[at..change.at]);
            shown.push_str(change.controls);
            at = change.at;
        }
        shown.push_str(&text[at..span.end]);
        let first = around.first().copied().unwrap_or(within.start);
        is_reordered(&shown).then(|| self.changes[first].tag)
    }
}

/// The controls that stand for what a tag says of the direction of its text, and those that end it.
fn controls(tag: &str, name: &str) -> Option<(&'static str, &'static str)> {
    let style: String = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let dir = attribute(tag, "dir").unwrap_or_default().trim().to_ascii_lowercase();
    let right = dir == "rtl" || style.contains("direction:rtl");
    let left = dir == "ltr" || style.contains("direction:ltr");
    let overrides =
        name.eq_ignore_ascii_case("bdo") || style.contains("bidi-override") || style.contains("isolate-override");
    match (overrides, right, left || dir == "auto") {
        (true, true, _) => Some(("\u{2067}\u{202e}", "\u{202c}\u{2069}")),
        (true, false, _) => Some(("\u{2066}\u{202d}", "\u{202c}\u{2069}")),
        (false, true, _) => Some(("\u{2067}", "\u{2069}")),
        (false, false, true) => Some((if dir == "auto" { "\u{2068}" } else { "\u{2066}" }, "\u{2069}")),
        _ if name.eq_ignore_ascii_case("bdi") => Some(("\u{2068}", "\u{2069}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reordered(words: &str) -> bool {
        let (mut directions, mut flow, mut rest) = (Directions::default(), String::new(), words);
        while let Some(start) = rest.find('<') {
            flow.push_str(&rest[..start]);
            let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
            let place = Span::new(words.len() - rest.len() + start, words.len() - rest.len() + end);
            directions.tag(&rest[start..end], place, flow.len());
            rest = &rest[end..];
        }
        flow.push_str(rest);
        let quoted = Span::new(flow.find('“').map_or(0, |at| at + 3), flow.find('”').unwrap_or(flow.len()));
        directions.reordered(&flow, quoted).is_some()
    }

    #[test]
    fn markup_that_turns_words_round_is_known() {
        for words in [
            "“voted <bdo dir=\"rtl\">7–2</bdo> to go”",
            "“voted <span style=\"direction: rtl; unicode-bidi: bidi-override\">7–2</span> to go”",
            "<bdo dir=rtl>“voted 7–2”</bdo>",
            "“voted <span dir='rtl'>7–2</span>”",
            "“voted <i dir='RTL'>7–<i>2</i> of</i> them”",
        ] {
            assert!(reordered(words), "{words}");
        }
        for words in [
            "“voted 7–2 to go”",
            "“voted <bdo dir=\"ltr\">7–2</bdo> to go”",
            "<bdo dir=rtl>so</bdo> “voted 7–2” <bdo dir=rtl>so</bdo>",
            "<p dir=rtl>“القارب لن يعبر”</p>",
            "<p dir=\"auto\">“voted 7–2 to go.”</p>",
            "“voted <bdi>Anna</bdi> 7–2”",
        ] {
            assert!(!reordered(words), "{words}");
        }
    }
}
