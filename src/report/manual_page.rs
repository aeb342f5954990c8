//! A page of Markdown, laid out for a terminal: headings, paragraphs, lists and code.

use super::{Paint, Tone, legible};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes `page`, which comes with the program.
pub fn manual_page(page: &str, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    let mut layout =
        Layout { paint, words: Vec::new(), is_within_word: false, lists: Vec::new(), marker: None, lines: Vec::new() };
    let (mut tone, mut is_code) = (Tone::Plain, false);
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Strong) => tone = Tone::Strong,
            Event::End(TagEnd::Strong) => tone = Tone::Plain,
            Event::Text(text) if is_code => layout.code(&text),
            Event::Text(text) => layout.text(&text, tone),
            // Code keeps its marks where there is no colour to show it by.
            Event::Code(code) if paint.colour => layout.text(&code, Tone::Remark),
            Event::Code(code) => layout.text(&format!("`{code}`"), tone),
            Event::SoftBreak | Event::HardBreak => layout.text(" ", tone),
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => {
                is_code = false;
                layout.gap();
            }
            Event::Start(Tag::List(first)) => {
                layout.block();
                layout.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                layout.lists.pop();
                layout.gap();
            }
            Event::Start(Tag::Item) => layout.item(),
            Event::End(TagEnd::Item) => layout.block(),
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph) => {
                tone = Tone::Plain;
                layout.block();
                layout.gap();
            }
            _ => {}
        }
    }
    let text = layout.lines.join("\n");
    writeln!(out, "{}", text.trim_end())
}

/// Words that follow each other in one tone.
type Run = (String, Tone);

/// A page on its way into lines.
struct Layout<'p> {
    paint: &'p Paint,
    /// The words of the block that is read, each in as many runs as it has tones.
    words: Vec<Vec<Run>>,
    /// True if what is read next continues the last word.
    is_within_word: bool,
    /// The lists around it, each with the number of its next item where it counts.
    lists: Vec<Option<u64>>,
    /// The mark of an item that has no line yet.
    marker: Option<String>,
    lines: Vec<String>,
}

impl Layout<'_> {
    fn text(&mut self, text: &str, tone: Tone) {
        let text = legible(text);
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            self.is_within_word &= index == 0;
            if word.is_empty() {
                continue;
            }
            let run = (word.to_owned(), tone);
            match self.words.last_mut().filter(|_| self.is_within_word) {
                Some(last) => last.push(run),
                None => self.words.push(vec![run]),
            }
            self.is_within_word = true;
        }
    }

    fn code(&mut self, code: &str) {
        let indent = " ".repeat(self.indent() + 4);
        self.lines.extend(code.lines().map(|line| format!("{indent}{}", self.paint.tone(Tone::Faint, &legible(line)))));
    }

    fn item(&mut self) {
        self.block();
        self.marker = Some(match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        });
    }

    /// The columns before a block: three for each list around it.
    fn indent(&self) -> usize {
        3 * self.lists.len()
    }

    /// An empty line, if the last one is not; between the items of a list there is none.
    fn gap(&mut self) {
        if self.lists.is_empty() && self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// Lays out what was read of a block.
    fn block(&mut self) {
        let room = self.paint.columns() - self.indent();
        let (mut line, mut column): (Vec<Run>, usize) = (Vec::new(), 0);
        self.is_within_word = false;
        for word in std::mem::take(&mut self.words) {
            let width = word.iter().map(|(text, _)| text.width()).sum::<usize>();
            if column > 0 && column + 1 + width > room {
                self.line(&std::mem::take(&mut line));
                column = 0;
            }
            let is_first = column == 0;
            column += width + usize::from(!is_first);
            for (index, (text, tone)) in word.into_iter().enumerate() {
                let gap = if index == 0 && !is_first { " " } else { "" };
                match line.last_mut() {
                    Some((before, its)) if *its == tone => *before += &format!("{gap}{text}"),
                    last => {
                        if let Some((before, _)) = last {
                            before.push_str(gap);
                        }
                        line.push((text, tone));
                    }
                }
            }
        }
        if !line.is_empty() {
            self.line(&line);
        }
    }

    fn line(&mut self, runs: &[Run]) {
        let marker = self.marker.take().unwrap_or_default();
        let margin = " ".repeat(self.indent().saturating_sub(marker.width()));
        let shown = runs.iter().map(|(text, tone)| self.paint.tone(*tone, text));
        self.lines.push(format!("{margin}{marker}{}", shown.collect::<String>()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str, colour: bool, width: usize) -> String {
        let mut out = Vec::new();
        manual_page(page, &mut out, &Paint { colour, width, ..Paint::default() }).unwrap();
        String::from_utf8(out).unwrap()
    }

    const PAGE: &str = "# a-rule\n\nWords that are as long as\na line, and `code`: more.\n\n```text\nas  it is\n```\n\n\
        1. One, which is longer than a line of forty columns.\n2. Two.\n\nThe end.\n";

    #[test]
    fn paragraphs_are_wrapped_code_is_not_and_items_hang() {
        let lines = "a-rule\n\nWords that are as long as a line, and\n`code`: more.\n\n    as  it is\n\n\
            1. One, which is longer than a line of\n   forty columns.\n2. Two.\n\nThe end.\n";
        assert_eq!(shown(PAGE, false, 40), lines);
    }

    #[test]
    fn headings_are_bold_and_code_has_colour_instead_of_marks() {
        let text = shown(PAGE, true, 80);
        assert!(text.starts_with("\u{1B}[1ma-rule\u{1B}[0m\n\nWords "), "{text:?}");
        assert!(text.contains("and \u{1B}[1;36mcode\u{1B}[0m: more."), "{text:?}");
    }
}
