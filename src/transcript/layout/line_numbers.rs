//! Numbers at the heads of all lines: `14 hensively mended`, `12:14 hensively mended`.

use super::lines::{LaidOut, number_at, runs_on};
use super::page_numbers::page_number;
use super::{InsetKind, pages};

/// A number at the head of a line.
#[derive(Debug, Clone, Copy)]
struct LineNumber {
    /// The number of the page, where it stands before a colon.
    page: Option<u32>,
    number: u32,
    behind: usize,
    /// True if a tab or two blanks part it from the words.
    is_set_off: bool,
    is_indented: bool,
}

/// The fewest lines, by how the numbers look. An author may count in sentences (`1 for sorrow, / 2 for joy`), but not in
/// columns that are set off, and hardly to eight.
const FEWEST_SET_OFF: usize = 3;
const FEWEST_INDENTED: usize = 6;
const FEWEST: usize = 8;

/// Marks the numbers of lines and the page breaks between them; returns true if the text has such numbers.
pub(super) fn mark(laid_out: &mut LaidOut<'_>) -> bool {
    let Some(Sequence { numbers, restarts }) = sequence(laid_out) else { return false };
    if numbers.len() < FEWEST_SET_OFF {
        return false;
    }
    for &(line, number) in &numbers {
        laid_out.cut_head(line, number.behind, InsetKind::LineNumber);
    }
    pages::mark(laid_out, &restarts);
    let holds = is_whole(laid_out, &numbers, &restarts) && is_numbered(laid_out, &numbers, restarts.len());
    if !holds {
        (0..laid_out.len()).for_each(|line| laid_out.restore_page(line));
    }
    holds
}

/// The lines with numbers that rise by one, and those of them at which a page begins.
struct Sequence {
    numbers: Vec<(usize, LineNumber)>,
    restarts: Vec<usize>,
}

/// The sequence of numbers, if lines that are not of it may be page numbers and running heads: no more than half.
fn sequence(laid_out: &LaidOut<'_>) -> Option<Sequence> {
    let mut numbers: Vec<(usize, LineNumber)> = Vec::new();
    let (mut restarts, mut others) = (Vec::new(), 0);
    let mut lines = (0..laid_out.len()).filter(|&line| !laid_out.is_blank(line)).peekable();
    while let Some(line) = lines.next() {
        let number = number_of(laid_out, line);
        let Some(number) = number.filter(|&number| follows(numbers.last().map(|&(_, last)| last), number)) else {
            others += 1;
            if others > 20 + numbers.len() {
                return None;
            }
            continue;
        };
        // The first page's own number, above its first line.
        let is_page = number.behind == laid_out.end(line) && number.number == 1;
        let next = lines.peek().and_then(|&next| number_of(laid_out, next));
        if is_page && next.is_some_and(|next| next.number == 1) {
            others += 1;
            continue;
        }
        if number.number == 1 && !numbers.is_empty() {
            restarts.push(line);
        }
        numbers.push((line, number));
    }
    Some(Sequence { numbers, restarts })
}

/// Returns true if a number is the next one, or the first of a page.
fn follows(last: Option<LineNumber>, number: LineNumber) -> bool {
    let Some(last) = last else { return number.number == 1 || number.page.is_some() };
    match (last.page, number.page) {
        (None, None) => number.number == last.number + 1 || number.number == 1 && last.number > 1,
        (Some(page), Some(next)) if page == next => number.number == last.number + 1,
        (Some(page), Some(next)) => next == page + 1 && number.number == 1,
        _ => false,
    }
}

fn number_of(laid_out: &LaidOut<'_>, line: usize) -> Option<LineNumber> {
    if !laid_out.is_plain(line) {
        return None;
    }
    let (start, end) = (laid_out.start(line), laid_out.end(line));
    let text = &laid_out.text[start..end];
    let indent = super::lines::indent(text);
    let (first, digits) = number_at(&text[indent..])?;
    let mut at = indent + digits;
    let second = text[at..].strip_prefix(':').and_then(number_at);
    if let Some((_, digits)) = second {
        at += 1 + digits;
    }
    let space = super::lines::indent(&text[at..]);
    if space == 0 && at < text.len() {
        return None;
    }
    let parting = &text[at..at + space];
    let (page, number) = second.map_or((None, first), |(number, _)| (Some(first), number));
    let is_set_off = parting.contains('\t') || parting.chars().count() > 1 || at == text.len();
    Some(LineNumber { page, number, behind: start + at + space, is_set_off, is_indented: indent > 0 })
}

/// Returns true if all lines with words have a number: but for page breaks, and a title with a blank line under it.
fn is_whole(laid_out: &LaidOut<'_>, numbers: &[(usize, LineNumber)], restarts: &[usize]) -> bool {
    let (Some(&(first, _)), Some(&(last, _))) = (numbers.first(), numbers.last()) else { return false };
    let is_without = |line: usize| laid_out.is_plain(line) && !laid_out.is_blank(line);
    let title = (0..first).filter(|&line| is_without(line)).count();
    let is_parted = first > 0 && (laid_out.whole(first - 1).is_empty() || !laid_out.is_plain(first - 1));
    let is_words = |line: usize| is_without(line) && page_number(laid_out.whole(line)).is_none();
    if (first..last).any(is_without) || (last..laid_out.len()).any(is_words) || title > 3 || title > 0 && !is_parted {
        return false;
    }
    // A page begins behind a page break, or is as long as the first.
    let breaks = restarts
        .iter()
        .all(|&line| line > 0 && (laid_out.cut(line - 1).is_some() || laid_out.whole(line - 1).is_empty()));
    let lengths: Vec<u32> =
        numbers.windows(2).filter(|pair| pair[1].1.number == 1).map(|pair| pair[0].1.number).collect();
    let has_pages = numbers.iter().all(|(_, number)| number.page.is_some());
    has_pages
        || breaks
        || lengths.windows(2).all(|pair| pair[0] == pair[1]) && lengths.first().is_some_and(|&length| length >= 10)
}

/// Returns true if the numbers are no words of the lines: there are enough of them, and sentences run on over one line in
/// five at least, or they begin with 1 on each of several pages. Rows of a table have columns.
fn is_numbered(laid_out: &LaidOut<'_>, numbers: &[(usize, LineNumber)], restarts: usize) -> bool {
    let words: Vec<&str> =
        numbers.iter().map(|&(line, _)| laid_out.words(line)).filter(|words| !words.is_empty()).collect();
    let columns = words.iter().filter(|words| words.contains('\t') || words.contains("   ")).count();
    let runs = words.windows(2).filter(|pair| runs_on(pair[0], pair[1])).count();
    // Printers end lines anywhere; who counts ends each with a mark.
    let is_broken = |pair: &[&str]| runs_on(pair[0], pair[1]) && !pair[0].ends_with([',', ';', '、', '，']);
    let are_broken = words.windows(2).any(is_broken);
    let all = |holds: fn(&LineNumber) -> bool| numbers.iter().all(|(_, number)| holds(number));
    let is_by_page = restarts > 0 || all(|number| number.page.is_some());
    let fewest = if is_by_page || all(|number| number.is_set_off) {
        FEWEST_SET_OFF
    } else if numbers[0].1.is_indented {
        FEWEST_INDENTED
    } else {
        FEWEST
    };
    let looks_so = all(|number| number.is_set_off) || numbers[0].1.is_indented || words.len() >= FEWEST;
    let has_pages = restarts > 0
        && looks_so
        && (0..laid_out.len()).any(|line| laid_out.cut(line).is_some() || laid_out.is_fed(line));
    words.len() >= fewest && columns * 2 < words.len() && (has_pages || are_broken && runs * 5 >= words.len() - 1)
}
