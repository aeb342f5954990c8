//! Tables of MediaWiki: rows, cells and captions.

use super::WikiReader;
use crate::notes::running_text::NodeKind;
use crate::text::Span;

impl WikiReader<'_> {
    pub(super) fn open_table(&mut self, line: Span) -> usize {
        self.leave_lists();
        self.table += 1;
        self.builder.open(NodeKind::Table, line);
        line.end
    }

    pub(super) fn table_line(&mut self, line: Span, end: usize) -> usize {
        let text = self.notes[line.range()].trim_start();
        let start = line.end - text.len();
        if text.starts_with("|}") {
            self.builder.close_to(|kind| *kind == NodeKind::Table, line);
            self.table -= 1;
            return self.running(Span::new(start + 2, line.end), end);
        }
        if text.starts_with("|-") || text.starts_with("|+") {
            self.builder.close_to(|kind| *kind == NodeKind::Row, line);
            let caption = Span::new(start + 2, line.end);
            return if text.starts_with("|+") { self.running(self.without_attributes(caption), end) } else { line.end };
        }
        let head = text.starts_with('!');
        let mut at = start + 1;
        loop {
            let stop = self.cell_end(Span::new(at, line.end), head);
            let last = self.cell(Span::new(at, stop), end);
            if last > line.end || stop + 2 > line.end {
                return last.max(line.end);
            }
            at = stop + 2;
        }
    }

    /// The byte at which the next cell of a line begins, outside templates and links.
    fn cell_end(&self, span: Span, head: bool) -> usize {
        let mut at = span.start;
        while at < span.end {
            if let Some(close) = self.closing(at) {
                at = close.min(span.end);
                continue;
            }
            let rest = &self.notes[at..span.end];
            if rest.starts_with("||") || (head && rest.starts_with("!!")) {
                return at;
            }
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        span.end
    }

    fn cell(&mut self, span: Span, end: usize) -> usize {
        if !self
            .builder
            .flow
            .lineage(self.builder.node())
            .any(|node| self.builder.flow.nodes[node].kind == NodeKind::Row)
        {
            self.builder.leave_paragraph();
            self.builder.open(NodeKind::Row, span);
        }
        if *self.builder.kind() == NodeKind::Cell || *self.builder.kind() == NodeKind::Paragraph {
            self.builder.close_to(|kind| *kind == NodeKind::Cell, span);
        }
        self.builder.open(NodeKind::Cell, span);
        self.running(self.without_attributes(span), end)
    }

    /// The text of a cell or a caption: attributes stand before a single bar.
    pub(super) fn without_attributes(&self, span: Span) -> Span {
        let text = &self.notes[span.range()];
        let bar = text.find('|').filter(|&bar| !text[..bar].contains(['[', '{']) && text[..bar].contains('='));
        Span::new(span.start + bar.map_or(0, |bar| bar + 1), span.end)
    }
}
