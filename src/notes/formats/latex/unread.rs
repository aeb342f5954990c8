//! Commands that show other words than they hold, and those that nobody knows.

use super::{DEEPEST, LatexReader};
use crate::notes::running_text::NodeKind;
use crate::text::Span;

impl LatexReader<'_> {
    /// Words that are shown with other letters than they are written with.
    pub(super) fn recased(&mut self, name: Span, capitals: bool) -> usize {
        let Some((inner, _)) = self.scan.argument(name.end) else { return name.end };
        let other = |c: char| if capitals { c.is_lowercase() } else { c.is_uppercase() };
        if self.scan.notes[inner.range()].contains(other) {
            self.builder.unread(name);
        }
        name.end
    }

    pub(super) fn epigraph(&mut self, name: Span) -> usize {
        let Some((words, next)) = self.scan.argument(name.end).filter(|_| self.depth < DEEPEST) else {
            return name.end;
        };
        let (about, end) = self.scan.argument(next).unwrap_or((Span::new(next, next), next));
        let whole = Span::new(name.start, end);
        self.end_paragraph();
        self.builder.open(NodeKind::Quote, whole);
        let node = self.builder.node();
        self.inside(words, Self::read);
        self.builder.leave_paragraph();
        self.builder.inline(about);
        let from = self.builder.flow.text.len();
        self.inside(about, Self::read);
        self.builder.hide(from);
        self.builder.back_to(node, whole);
        self.builder.close(whole);
        end
    }

    /// A file that is taken in is notes of its own, to be named with the others.
    pub(super) fn include(&mut self, name: &str, whole: Span) -> usize {
        let end = self.scan.skip(whole.end, if name.contains("import") { "mm" } else { "m" });
        let whole = Span::new(whole.start, end);
        let what = "the included file was not read; verify it as notes of its own";
        self.builder.unknown(self.scan.notes[whole.range()].trim(), what, whole);
        self.builder.unread(whole);
        end
    }

    /// A command that nobody knows: one without words in braces may stand for any.
    pub(super) fn unknown(&mut self, name: &str, whole: Span) -> usize {
        let rest = &self.scan.notes[whole.end..];
        if rest.starts_with(['{', '[']) {
            let what = "the words in its braces were read as running text";
            self.builder.unknown(&format!("\\{name}"), what, whole);
        }
        if !rest.starts_with('{') || rest.starts_with("{}") {
            self.builder.unread(whole);
        }
        self.scan.after_name(whole.end)
    }
}
