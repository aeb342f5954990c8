//! Paragraphs, headings and notes, made of lines.

use super::lines::Line;
use super::structure::TagRole;
use std::collections::HashMap;

/// The kind of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Paragraph,
    Heading(u8),
    Item,
    Quote,
    Note,
}

/// Lines that belong together.
#[derive(Debug)]
pub(crate) struct Block {
    pub kind: Kind,
    pub lines: Vec<Line>,
}

/// The usual measures of a document.
struct Usual {
    size: i32,
    /// The distance of two lines of the usual size.
    leading: i32,
    /// Per column: its left and right edge.
    columns: HashMap<u32, (i32, i32)>,
}

/// The blocks of all lines of a document, in order. Notes stand behind the paragraph that they interrupt.
pub(super) fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let usual = Usual::of(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut notes: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let is_note = notes_among(&lines, &usual);
    let mut last_note: Option<usize> = None;
    for (at, (line, is_note)) in lines.iter().zip(&is_note).enumerate() {
        if *is_note {
            // A note may go on at the foot of the next page, behind paragraphs that stand there.
            let last = match notes.is_empty() {
                false => notes.last_mut(),
                true => last_note.and_then(|at| blocks.get_mut(at)),
            };
            let is_new = if line.is_in_margin { ends_in_margin(at, &lines) } else { begins_note(line) };
            match last.filter(|last| !is_new && last.lines[0].is_in_margin == line.is_in_margin) {
                Some(note) => note.lines.push(line.clone()),
                None => notes.push(Block { kind: Kind::Note, lines: vec![line.clone()] }),
            }
            continue;
        }
        let next = lines.get(at + 1).filter(|next| next.column == line.column);
        if let Some(block) = open.as_mut()
            && !usual.ends(block, line, next)
        {
            block.lines.push(line.clone());
            continue;
        }
        blocks.extend(open.take());
        if !notes.is_empty() {
            blocks.append(&mut notes);
            last_note = Some(blocks.len() - 1);
        }
        open = Some(Block { kind: Kind::Paragraph, lines: vec![line.clone()] });
    }
    blocks.extend(open);
    blocks.append(&mut notes);
    let mut is_over = true;
    for block in &mut blocks {
        // Nothing is a heading in the middle of a sentence, whatever it looks like.
        block.kind = match usual.kind(block) {
            Kind::Heading(_) if !is_over => Kind::Paragraph,
            kind => kind,
        };
        if block.kind != Kind::Note {
            let last = block.lines.last().map(Line::text).unwrap_or_default();
            is_over = matches!(block.kind, Kind::Heading(_)) || ends_sentence(&last);
        }
    }
    blocks
}

/// Returns true if no line of a note stands right above the line with that number in the margin.
fn ends_in_margin(at: usize, lines: &[Line]) -> bool {
    let line = &lines[at];
    let above = at.checked_sub(1).map(|before| &lines[before]).filter(|above| above.column == line.column);
    above.is_none_or(|above| line.base - above.base > line.size * 2)
}

impl Usual {
    fn of(lines: &[Line]) -> Self {
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        for line in lines {
            *sizes.entry(line.size / 250).or_default() += line.text().len();
        }
        let size = mode(&sizes) * 250 + 125;
        let mut steps: HashMap<i32, usize> = HashMap::new();
        let mut columns: HashMap<u32, (HashMap<i32, usize>, i32)> = HashMap::new();
        for pair in lines.windows(2) {
            let is_usual = pair.iter().all(|line| line.size.abs_diff(size) <= 300);
            if is_usual && pair[0].column == pair[1].column && pair[1].base > pair[0].base {
                *steps.entry((pair[1].base - pair[0].base) / 100).or_default() += 1;
            }
        }
        for line in lines {
            let (starts, right) = columns.entry(line.column).or_default();
            *starts.entry(line.start / 500).or_default() += 1;
            *right = (*right).max(line.end);
        }
        let columns = columns.into_iter().map(|(column, (starts, right))| {
            let left = lines.iter().filter(|line| line.column == column).map(|line| line.start).min();
            (column, (if starts.len() > 2 { mode(&starts) * 500 } else { left.unwrap_or(0) }, right))
        });
        Self { size, leading: mode(&steps) * 100 + 50, columns: columns.collect() }
    }

    fn edges(&self, line: &Line) -> (i32, i32) {
        self.columns.get(&line.column).copied().unwrap_or((line.start, line.end))
    }

    /// Returns true if `line` begins a block of its own behind `block`.
    fn ends(&self, block: &Block, line: &Line, next: Option<&Line>) -> bool {
        let Some(last) = block.lines.last() else { return true };
        let differs = last.size.abs_diff(line.size) * 100 > last.size.unsigned_abs() * 12;
        if differs || begins_item(line) || is_heading(last) != is_heading(line) {
            return true;
        }
        let (left, right) = self.edges(line);
        let is_indented = line.start - left > line.size * 9 / 10;
        let (_, last_right) = self.edges(last);
        let text = last.text();
        let is_over = ends_sentence(&text);
        // The first word of this line would have found room on the one before.
        let is_short = last_right - last.end > line.first_word() + line.size;
        if last.column != line.column {
            let returns = next.is_some_and(|next| next.start < line.start - line.size / 2);
            return is_over && (is_short || is_indented && returns);
        }
        let step = line.base - last.base;
        let leading = if last.size.abs_diff(self.size) <= 300 { self.leading } else { last.size * 14 / 10 };
        if step > leading + leading * 3 / 10 || step < 0 {
            return true;
        }
        let moves = line.start - last.start;
        let is_first = moves > line.size * 9 / 10 && next.is_none_or(|next| next.start < line.start - line.size / 2);
        is_over && (is_short || is_first) || is_first && right - last.end > line.first_word() + line.size
    }

    fn kind(&self, block: &Block) -> Kind {
        if block.kind != Kind::Paragraph {
            return block.kind;
        }
        let Some(first) = block.lines.first() else { return block.kind };
        match first.role {
            Some(TagRole::Heading(level)) => return Kind::Heading(level),
            Some(TagRole::Quote) => return Kind::Quote,
            _ => {}
        }
        if begins_item(first) {
            return Kind::Item;
        }
        let letters: usize = block.lines.iter().map(|line| line.text().chars().count()).sum();
        let is_large = i64::from(first.size) * 100 >= i64::from(self.size) * 112;
        let ends_sentence = block.lines.last().is_some_and(|line| line.text().ends_with(['.', ',', ';']));
        let level = if first.size * 10 >= self.size * 16 { 1 } else { 2 };
        match is_large && letters <= 200 && block.lines.len() <= 3 && !ends_sentence {
            true => Kind::Heading(level),
            false => Kind::Paragraph,
        }
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '»', ')', '\'']).ends_with(['.', '!', '?', ':', '…', '。'])
}

/// The value that most have; of several the smallest.
fn mode(counts: &HashMap<i32, usize>) -> i32 {
    counts.iter().max_by_key(|&(value, count)| (count, std::cmp::Reverse(value))).map_or(0, |(value, _)| *value)
}

fn is_heading(line: &Line) -> bool {
    matches!(line.role, Some(TagRole::Heading(_)))
}

fn begins_item(line: &Line) -> bool {
    let text = line.text();
    let mut letters = text.chars();
    matches!(letters.next(), Some('•' | '‣' | '◦' | '▪' | '·' | '∙' | '●' | '○'))
        && letters.next().is_some_and(char::is_whitespace)
}

/// Returns true if a line begins with the number or sign of a note.
fn begins_note(line: &Line) -> bool {
    let Some(first) = line.pieces.iter().find(|piece| !piece.is_hidden) else { return false };
    let label = first.text.split_whitespace().next().unwrap_or_default();
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '‖');
    let is_number = |label: &str| (1..=3).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit());
    let plain = label.trim_end_matches(['.', ')', ']']).trim_start_matches('[');
    if first.level.is_some() {
        return label.chars().count() <= 4;
    }
    let raised = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c);
    // `1In 2007`: a number with words right behind it.
    let behind = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_glued = (1..=3).contains(&(label.len() - behind.len()))
        && behind.starts_with(|c: char| c.is_uppercase() || "“\"‘'(".contains(c));
    is_glued
        || is_number(plain)
        || !label.is_empty() && label.chars().count() <= 4 && label.chars().all(|c| is_sign(c) || raised(c))
        || label.starts_with(raised)
}

/// For each line, if it is one of a footnote: small, at the lower end of its column, and they begin with a number or sign.
fn notes_among(lines: &[Line], usual: &Usual) -> Vec<bool> {
    let mut is_note = vec![false; lines.len()];
    let is_small =
        |line: &Line| line.role == Some(TagRole::Note) || i64::from(line.size) * 100 <= i64::from(usual.size) * 93;
    // The page whose last note goes on.
    let mut open: Option<u32> = None;
    // Columns from the first to the last, each from its last line upwards.
    let mut starts: Vec<usize> =
        (0..lines.len()).filter(|&at| at == 0 || lines[at].column != lines[at - 1].column).collect();
    starts.push(lines.len());
    for range in starts.windows(2) {
        let (start, stop) = (range[0], range[1]);
        if lines.get(start).is_some_and(|line| line.is_in_margin) {
            is_note[start..stop].fill(true);
            continue;
        }
        let tail = lines[start..stop].iter().rev().take_while(|line| is_small(line) || line.is_hidden()).count();
        let mut first = stop - tail;
        // The notes begin where the first one with a number does, or go on from the page before.
        let goes_on = open.is_some_and(|page| lines[start].page <= page + 1);
        if !goes_on {
            first += lines[first..stop].iter().take_while(|line| !begins_note(line) && line.role.is_none()).count();
        }
        let is_whole = first == start && stop - start == tail;
        let is_below = !is_whole
            || lines[..start]
                .iter()
                .rev()
                .take_while(|line| line.page == lines[start].page)
                .any(|line| line.base < lines[start].base && !is_small(line));
        if first < stop && is_below {
            is_note[first..stop].fill(true);
            let text = lines[stop - 1].text();
            open = (!text.ends_with(['.', '!', '?', '”', ')'])).then_some(lines[start].page);
        }
    }
    is_note
}
