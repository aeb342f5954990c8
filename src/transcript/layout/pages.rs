//! Page breaks: page numbers, the heads and feet that run through all pages, form feeds.

use super::InsetKind;
use super::lines::{LaidOut, runs_on};
use super::page_numbers::{Form, numbered_head, page_number};
use std::collections::{BTreeMap, HashMap};

/// The fewest pages with the same head: two are a title that comes twice.
const FEWEST_HEADS: usize = 3;

/// The fewest page numbers, by how they look: `Page 2` and `- 2 -`, those far to the right, or at a form feed; and others.
const FEWEST_SURE: usize = 2;
const FEWEST: usize = 3;

/// The lines of a head, or of a foot.
const HEAD_LINES: usize = 3;

/// No line farther away is asked whether a sentence runs on over a head.
const FARTHEST: usize = 12;

/// The longest head, in bytes.
const LONGEST_HEAD: usize = 160;

/// The first number that may be a year.
const FIRST_YEAR: u32 = 1000;

/// The columns before a number alone in a line that is centred, or set to the right.
const FAR: usize = 16;

/// A line that may be a page number.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    line: usize,
    number: u32,
}

/// What a page number looks like, by which those of one text belong together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Look<'t> {
    Alone(Form),
    WithHead(&'t str),
}

/// Marks the page numbers of a text and its running heads. `restarts` are lines at which the numbers of lines begin
/// with 1.
pub(super) fn mark(laid_out: &mut LaidOut<'_>, restarts: &[usize]) {
    for (look, candidates) in candidates(laid_out) {
        mark_numbers(laid_out, &look, candidates, restarts);
    }
    mark_heads(laid_out, restarts);
}

fn candidates<'t>(laid_out: &LaidOut<'t>) -> BTreeMap<Look<'t>, Vec<Candidate>> {
    let mut found: BTreeMap<Look<'t>, Vec<Candidate>> = BTreeMap::new();
    for line in (0..laid_out.len()).filter(|&line| laid_out.is_plain(line)) {
        let whole = laid_out.whole(line);
        if let Some((form, number)) = page_number(whole) {
            found.entry(Look::Alone(form)).or_default().push(Candidate { line, number });
        } else if let Some((head, number)) = numbered_head(whole) {
            found.entry(Look::WithHead(head)).or_default().push(Candidate { line, number });
        }
    }
    found.retain(|_, candidates| candidates.len() >= FEWEST_SURE);
    found
}

/// Marks the numbers of one look, if they are of pages. Where not all are in sequence, those at form feeds may be.
fn mark_numbers(laid_out: &mut LaidOut<'_>, look: &Look<'_>, mut candidates: Vec<Candidate>, restarts: &[usize]) {
    let is_at_break = |candidate: &Candidate| is_at_break(laid_out, candidate.line, restarts);
    if !is_sequence(laid_out, look, &candidates) {
        candidates.retain(is_at_break);
        if !is_sequence(laid_out, look, &candidates) {
            return;
        }
    }
    let is_sure = *look == Look::Alone(Form::Named) || candidates.iter().all(is_at_break);
    let is_far = candidates.iter().all(|candidate| is_far(laid_out, candidate.line));
    let fewest = if is_sure || is_far || *look == Look::Alone(Form::Dashed) { FEWEST_SURE } else { FEWEST };
    // `1871`, `1872` are years, unless something else says that a page ends there.
    let are_years = !is_sure && candidates.iter().any(|candidate| candidate.number >= FIRST_YEAR);
    if candidates.len() < fewest || are_years {
        return;
    }
    let is_parted = candidates.iter().all(|candidate| is_set_off(laid_out, candidate.line, restarts));
    let lines: Vec<usize> = candidates.iter().map(|candidate| candidate.line).collect();
    lines.iter().for_each(|&line| laid_out.cut_line(line, InsetKind::PageBreak));
    let (breaks, runs) = run_over(laid_out, &lines);
    let is_run_over = if is_far || *look == Look::Alone(Form::Dashed) {
        runs > 0 || is_at_feet(laid_out, &lines)
    } else {
        runs > 0 && runs * 2 >= breaks
    };
    if !(is_sure || are_between_heads(laid_out, &lines) || is_parted && is_run_over) {
        lines.iter().for_each(|&line| laid_out.restore(line));
    }
}

/// Returns true if numbers rise by one, those of a head that only every other page has by two, and words stand between.
fn is_sequence(laid_out: &LaidOut<'_>, look: &Look<'_>, candidates: &[Candidate]) -> bool {
    let step = |pair: &[Candidate]| pair[1].number.wrapping_sub(pair[0].number);
    let steps = match look {
        Look::Alone(_) => 1..=1,
        Look::WithHead(_) => 1..=2,
    };
    let first = candidates.get(..2).map_or(1, step);
    steps.contains(&first)
        && candidates.windows(2).all(|pair| {
            let has_words = (pair[0].line + 1..pair[1].line).any(|line| !laid_out.is_blank(line));
            step(pair) == first && has_words
        })
}

/// Returns true if a form feed, or the first of numbered lines, is next to a line but for blank ones.
fn is_at_break(laid_out: &LaidOut<'_>, line: usize, restarts: &[usize]) -> bool {
    let mut at = line;
    for _ in 0..=HEAD_LINES {
        if laid_out.is_fed(at) {
            return true;
        }
        at += 1;
        if restarts.binary_search(&at).is_ok() {
            return true;
        }
        if at >= laid_out.len() || !laid_out.whole(at).is_empty() {
            break;
        }
    }
    let above = (0..line).rev().take(HEAD_LINES);
    let mut above = above.take_while(|&line| laid_out.whole(line).is_empty() || laid_out.is_fed(line));
    line > 0 && (laid_out.is_fed(line - 1) || above.any(|line| line > 0 && laid_out.is_fed(line - 1)))
}

/// Returns true if a blank line is above or below a line, or the end of the text, or it is far to the right.
fn is_set_off(laid_out: &LaidOut<'_>, line: usize, restarts: &[usize]) -> bool {
    let is_blank = |line: usize| laid_out.whole(line).is_empty();
    let (above, below) = (line == 0 || is_blank(line - 1), line + 1 >= laid_out.len() || is_blank(line + 1));
    above || below || is_far(laid_out, line) || is_at_break(laid_out, line, restarts)
}

fn is_far(laid_out: &LaidOut<'_>, line: usize) -> bool {
    laid_out.text[laid_out.start(line)..].chars().take(FAR).take_while(|c| c.is_whitespace()).count() == FAR
}

/// The number of breaks, and of those over which a sentence seems to run on: at pages most do, at chapters none.
fn run_over(laid_out: &LaidOut<'_>, lines: &[usize]) -> (usize, usize) {
    let (mut breaks, mut runs) = (0, 0);
    for &line in lines {
        let before = (0..line).rev().take(8).find(|&line| laid_out.is_body(line));
        let behind = (line + 1..laid_out.len()).take(8).find(|&line| laid_out.is_body(line));
        if let Some((before, behind)) = before.zip(behind) {
            breaks += 1;
            runs += usize::from(goes_on(laid_out.words(before), laid_out.words(behind)));
        }
    }
    (breaks, runs)
}

/// Returns true if words stand before the first number and none behind the last: chapters begin with theirs.
fn is_at_feet(laid_out: &LaidOut<'_>, lines: &[usize]) -> bool {
    let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else { return false };
    (0..first).any(|line| laid_out.is_body(line)) && !(last + 1..laid_out.len()).any(|line| laid_out.is_body(line))
}

/// Returns true if the line above each of three page numbers is the same, or that below, and a sentence runs on over one of
/// them. Else they may be the numbers of a song's verses, between its refrains.
fn are_between_heads(laid_out: &LaidOut<'_>, lines: &[usize]) -> bool {
    let is_body = |line: &usize| laid_out.is_body(*line);
    let above = |line: usize, past: usize| (0..line).rev().take(FARTHEST).filter(is_body).nth(past);
    let below = |line: usize, past: usize| (line + 1..laid_out.len()).take(FARTHEST).filter(is_body).nth(past);
    let first = ends(laid_out).map(|(first, _)| laid_out.words(first));
    // The last number may have no line below, and the first page no number.
    let is_head = |found: Vec<&str>| {
        let Some(&head) = found.first().filter(|head| !is_sentence(head)) else { return false };
        let counted = found.len() + usize::from(found.len() < FEWEST_HEADS && first == Some(head));
        counted >= FEWEST_HEADS && found.len() + 1 >= lines.len() && found.iter().all(|&words| words == head)
    };
    let words = |line: Option<usize>| line.map(|line| laid_out.words(line));
    let tops = (0..HEAD_LINES)
        .take_while(|&past| is_head(lines.iter().filter_map(|&line| words(above(line, past))).collect()));
    let feet = (0..HEAD_LINES)
        .take_while(|&past| is_head(lines.iter().filter_map(|&line| words(below(line, past))).collect()));
    let (tops, feet) = (tops.count(), feet.count());
    let runs = |&line: &usize| words(above(line, tops)).zip(words(below(line, feet)));
    tops + feet > 0 && lines.iter().filter_map(runs).any(|(before, behind)| goes_on(before, behind))
}

/// Returns true if a sentence runs on over a page break. A comma before a capital is no sign of that: lines of verse begin so.
fn goes_on(before: &str, behind: &str) -> bool {
    let first = behind.chars().find(|c| c.is_alphanumeric());
    runs_on(before, behind) && !first.is_some_and(char::is_uppercase)
}

/// Returns true for a line that seems to be the end of a sentence: a mark is behind a word in small letters.
fn is_sentence(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    line.contains(char::is_whitespace)
        && line.ends_with(['.', ',', ';', '!', '?', '。', '！', '？'])
        && !last.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// Marks lines that stand the same at the tops of pages, or at their feet: on three pages at least, and on one in three.
fn mark_heads(laid_out: &mut LaidOut<'_>, restarts: &[usize]) {
    for _ in 0..HEAD_LINES {
        let breaks = breaks(laid_out, restarts);
        if breaks.len() + 1 < FEWEST_HEADS {
            return;
        }
        let ends = ends(laid_out);
        let tops = breaks.iter().map(|&(_, line)| line);
        let feet = breaks.iter().map(|&(line, _)| line);
        let heads = repeated(laid_out, tops, ends.map(|(first, _)| first), breaks.len());
        let feet = repeated(laid_out, feet, ends.map(|(_, last)| last), breaks.len());
        if heads.is_empty() && feet.is_empty() {
            return;
        }
        heads.iter().chain(&feet).for_each(|&line| laid_out.cut_line(line, InsetKind::PageBreak));
    }
}

/// The lines with words before and behind each page break.
fn breaks(laid_out: &LaidOut<'_>, restarts: &[usize]) -> Vec<(usize, usize)> {
    let pairs = laid_out.body_pairs().filter_map(|(before, line)| Some((before?, line)));
    let is_break = |&(before, line): &(usize, usize)| {
        let mut between = before..line;
        between.any(|line| laid_out.is_fed(line) || laid_out.cut(line).is_some()) || is_restart(restarts, before, line)
    };
    pairs.filter(is_break).collect()
}

/// Returns true if numbers of lines begin with 1 behind the first line and not behind the second: there, unnumbered lines
/// may be heads.
fn is_restart(restarts: &[usize], before: usize, line: usize) -> bool {
    let next = restarts.partition_point(|&restart| restart <= before);
    restarts.get(next).is_some_and(|&restart| restart <= line)
}

/// The first and last lines with words.
fn ends(laid_out: &LaidOut<'_>) -> Option<(usize, usize)> {
    let mut lines = (0..laid_out.len()).filter(|&line| laid_out.is_body(line));
    let first = lines.next()?;
    Some((first, lines.next_back().unwrap_or(first)))
}

/// Those of the lines that stand on enough pages. The one at an end of the text counts, and stays: it parts no words.
fn repeated(
    laid_out: &LaidOut<'_>,
    lines: impl Iterator<Item = usize>,
    end: Option<usize>,
    breaks: usize,
) -> Vec<usize> {
    let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
    let may_be = |line: &usize| {
        let whole = laid_out.whole(*line);
        laid_out.is_plain(*line) && whole.len() <= LONGEST_HEAD && !is_sentence(whole)
    };
    for line in lines.filter(may_be) {
        by_words.entry(spaced(laid_out.whole(line))).or_default().push(line);
    }
    let end = end.map(|end| spaced(laid_out.whole(end)));
    let is_head = |(words, lines): &(String, Vec<usize>)| {
        let pages = lines.len() + usize::from(end.as_ref() == Some(words));
        pages >= FEWEST_HEADS && pages * 3 >= breaks
    };
    by_words.into_iter().filter(is_head).flat_map(|(_, lines)| lines).collect()
}

fn spaced(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
