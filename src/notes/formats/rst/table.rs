//! Tables of reStructuredText, drawn with lines.

use super::{RstReader, hull};
use crate::notes::running_text::NodeKind;
use crate::text::Span;

/// Returns true if a line is the border of a table: `+---+---+` or `====  ====`.
pub(super) fn is_border(text: &str) -> bool {
    let text = text.trim();
    let grid = text.starts_with("+-") || text.starts_with("+=");
    let simple = text.starts_with("==") && text.contains(" =") && text.chars().all(|c| "= ".contains(c));
    simple || grid && text.ends_with('+') && text.chars().all(|c| "+-=".contains(c))
}

impl RstReader<'_> {
    /// Reads the table whose border is line `at`; the line to go on with.
    pub(super) fn table(&mut self, lines: &[Span], at: usize) -> usize {
        let simple = self.text(lines[at]).trim().starts_with('=');
        let end = if simple { self.simple_end(lines, at) } else { self.until_blank(lines, at) };
        let columns = columns(self.text(lines[at]), if simple { ' ' } else { '+' });
        self.builder.open(NodeKind::Table, hull(&lines[at..end]));
        let table = self.builder.node();
        let mut row: Vec<Span> = Vec::new();
        for &line in &lines[at + 1..end] {
            let border = is_border(self.text(line)) || self.text(line).trim_start().starts_with("+-");
            // In a simple table, a row goes on where its first cell is empty.
            let begins = simple && !self.cell(line, columns[0]).is_empty();
            if border || begins {
                self.row(&std::mem::take(&mut row), &columns);
            }
            if !border && !line.is_empty() {
                row.push(line);
            }
        }
        self.row(&row, &columns);
        self.builder.back_to(table, hull(&lines[at..end]));
        self.builder.close(hull(&lines[at..end]));
        end
    }

    /// A table whose rows are the items of a list, and whose cells are those of the lists in them.
    pub(super) fn list_table(&mut self, title: Span, lines: &[Span], whole: Span) {
        self.builder.leave_paragraph();
        self.inline(title);
        self.builder.leave_paragraph();
        self.builder.open(NodeKind::Table, whole);
        let table = self.builder.node();
        let rows = self.items_of(lines);
        for row in if rows.is_empty() { vec![lines.to_vec()] } else { rows } {
            self.builder.open(NodeKind::Row, hull(&row));
            let node = self.builder.node();
            let cells = self.items_of(&row);
            for cell in if cells.is_empty() { vec![row.clone()] } else { cells } {
                self.builder.open(NodeKind::Cell, hull(&cell));
                for &line in &cell {
                    self.inline(line);
                    self.builder.text("\n", Span::new(line.end, line.end));
                }
                self.builder.leave_paragraph();
            }
            self.builder.back_to(node, hull(&row));
            self.builder.close(hull(&row));
        }
        self.builder.back_to(table, whole);
        self.builder.close(whole);
    }

    /// A table whose rows are lines of values with commas between them.
    pub(super) fn csv_table(&mut self, title: Span, lines: &[Span], whole: Span) {
        self.builder.leave_paragraph();
        self.inline(title);
        self.builder.leave_paragraph();
        self.builder.open(NodeKind::Table, whole);
        let table = self.builder.node();
        for &line in lines.iter().filter(|line| !line.is_empty()) {
            self.builder.open(NodeKind::Row, line);
            let row = self.builder.node();
            for value in values(self.text(line)) {
                self.builder.open(NodeKind::Cell, line);
                self.inline(Span::new(line.start + value.start, line.start + value.end));
                self.builder.leave_paragraph();
            }
            self.builder.back_to(row, line);
            self.builder.close(line);
        }
        self.builder.back_to(table, whole);
        self.builder.close(whole);
    }

    /// The items of a list whose markers stand at the same indentation as its first: the lines of each, without it.
    fn items_of(&self, lines: &[Span]) -> Vec<Vec<Span>> {
        let indent = |line: &Span| self.text(*line).len() - self.text(*line).trim_start().len();
        let marked = |line: &Span| {
            let rest = self.text(*line).trim_start().strip_prefix(['*', '-', '+']);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let column = |line: &Span| line.start - self.text_start(*line) + indent(line);
        let Some(first) = lines.iter().find(|line| !line.is_empty()).map(column) else { return Vec::new() };
        let mut items: Vec<Vec<Span>> = Vec::new();
        for line in lines {
            let from = line.start + indent(line);
            match items.last_mut() {
                _ if marked(line) && column(line) == first => {
                    let inner = &self.text(*line)[indent(line) + 1..];
                    let blank = inner.len() - inner.trim_start().len();
                    items.push(vec![Span::new(from + 1 + blank, line.end)]);
                }
                Some(item) if !line.is_empty() => item.push(Span::new(from, line.end)),
                // No list begins like this.
                None if !line.is_empty() => return Vec::new(),
                _ => {}
            }
        }
        items
    }

    /// The byte at which the line of the notes begins that `line` is a part of.
    fn text_start(&self, line: Span) -> usize {
        self.notes[..line.start].rfind('\n').map_or(0, |at| at + 1)
    }

    /// A simple table ends with its third border, or with its second where nothing stands below that.
    fn simple_end(&self, lines: &[Span], at: usize) -> usize {
        let borders = (at + 1..lines.len()).filter(|&line| is_border(self.text(lines[line])));
        let mut last = at + 1;
        for border in borders.take(2) {
            last = border + 1;
            if lines.get(last).is_none_or(|next| next.is_empty()) {
                break;
            }
        }
        last
    }

    fn row(&mut self, lines: &[Span], columns: &[(usize, usize)]) {
        if lines.is_empty() {
            return;
        }
        self.builder.open(NodeKind::Row, hull(lines));
        for &column in columns {
            self.builder.open(NodeKind::Cell, hull(lines));
            for &line in lines {
                let cell = self.cell(line, column);
                self.inline(cell);
                self.builder.text("\n", Span::new(cell.end, cell.end));
            }
            self.builder.leave_paragraph();
        }
        self.builder.close(hull(lines));
    }

    /// The part of a line in a column, which is given in characters; the last one has no end.
    fn cell(&self, line: Span, (start, end): (usize, usize)) -> Span {
        let text = self.text(line);
        let place = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
        let (start, end) = (place(start), place(end));
        let inner = text[start.min(end)..end].trim_matches(['|', ' ']);
        let at = inner.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(line.start + at, line.start + at + inner.len())
    }
}

/// The values on a line, without the marks around them.
fn values(line: &str) -> Vec<Span> {
    let (mut found, mut start, mut is_quoted) = (Vec::new(), 0, false);
    for (at, byte) in line.bytes().chain([b',']).enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted || at == line.len() => {
                let text = line[start..at].trim();
                let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
                let from = bare.as_ptr() as usize - line.as_ptr() as usize;
                found.push(Span::new(from, from + bare.len()));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The columns between the marks `part` of a border, in characters.
fn columns(border: &str, part: char) -> Vec<(usize, usize)> {
    let (mut found, mut start) = (Vec::new(), None);
    let length = border.chars().count();
    for (at, c) in border.chars().enumerate() {
        match (c == part, start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                found.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|from| (from, length)));
    if part == ' '
        && let Some(last) = found.last_mut()
    {
        last.1 = usize::MAX;
    }
    if found.is_empty() { vec![(0, usize::MAX)] } else { found }
}
