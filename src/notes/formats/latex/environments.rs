//! Environments of LaTeX.

use super::commands::{LISTS, PLAIN, QUOTING, TABLES, VERBATIM, quote};
use super::{LatexReader, QuotingArguments};
use crate::notes::running_text::NodeKind;
use crate::text::Span;

impl<'n> LatexReader<'n> {
    pub(super) fn begin(&mut self, whole: Span) -> usize {
        let Some((inner, end)) = self.scan.argument(whole.end) else { return whole.end };
        let notes = self.scan.notes;
        let name = notes[inner.range()].trim();
        let bare = name.trim_end_matches('*');
        let span = Span::new(whole.start, end);
        if VERBATIM.contains(&bare) {
            return self.verbatim(name, span);
        }
        self.environments.push((bare, span));
        if QUOTING.contains(&bare) || quote(bare).is_some() {
            return self.quoting(bare, span);
        }
        self.end_paragraph();
        if LISTS.contains(&bare) {
            self.builder.open(NodeKind::List, span);
            return self.scan.skip(end, if bare == "thebibliography" { "m" } else { "o" });
        }
        if let Some((_, arguments)) = TABLES.iter().find(|(table, _)| *table == bare) {
            self.builder.open(NodeKind::Table, span);
            self.row(span);
            return self.scan.skip(end, arguments);
        }
        if !PLAIN.contains(&bare) {
            let what = "its content was read as running text";
            self.builder.unknown(&format!("\\begin{{{name}}}"), what, span);
        }
        self.scan.skip(end, if bare == "minipage" || bare == "multicols" { "om" } else { "o" })
    }

    fn quoting(&mut self, name: &str, span: Span) -> usize {
        self.end_paragraph();
        self.builder.open(NodeKind::Quote, span);
        let QuotingArguments { cites, inside, end, .. } = self.arguments(span.end, quote(name).unwrap_or(""));
        for cite in cites {
            self.builder.source(cite, Span::new(span.start, end));
        }
        // Words that are set behind the last ones, which nobody has read by now.
        inside.into_iter().for_each(|inside| self.builder.unread(inside));
        end
    }

    fn verbatim(&mut self, name: &str, span: Span) -> usize {
        let rest = &self.scan.notes[span.end..];
        let close = format!("\\end{{{name}}}");
        let length = rest.find(&close).unwrap_or(rest.len());
        let inner = Span::new(span.end, span.end + length);
        if name != "comment" && length > 0 {
            self.end_paragraph();
            self.builder.code_block(inner);
        }
        (inner.end + close.len()).min(self.scan.notes.len())
    }

    pub(super) fn end(&mut self, whole: Span) -> usize {
        let Some((inner, end)) = self.scan.argument(whole.end) else { return whole.end };
        let name = self.scan.notes[inner.range()].trim().trim_end_matches('*');
        let Some(at) = self.environments.iter().rposition(|(open, _)| *open == name) else { return end };
        let span = Span::new(whole.start, end);
        for (name, opened) in self.environments.split_off(at).into_iter().rev() {
            self.end_paragraph();
            let wanted = match () {
                () if QUOTING.contains(&name) || quote(name).is_some() => NodeKind::Quote,
                () if LISTS.contains(&name) => NodeKind::List,
                () if TABLES.iter().any(|(table, _)| *table == name) => NodeKind::Table,
                () => continue,
            };
            if !self.builder.close_to(|kind| *kind == wanted, span) {
                self.builder.flow.open.push(opened);
            }
        }
        end
    }
}
