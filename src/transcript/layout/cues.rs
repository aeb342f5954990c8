//! Cues of subtitles: `00:00:01.000 --> 00:00:04.000` alone on a line, under a number or not.

use super::InsetKind;
use super::lines::{LaidOut, number_at};
use super::stamps::time_at;

/// The fewest cues of a text without the head of WebVTT: an arrow between two times stands in no sentence.
const FEWEST: usize = 2;

/// Settings of cues, in WebVTT and in SubRip.
const SETTINGS: [&str; 10] = ["vertical", "line", "position", "size", "align", "region", "X1", "X2", "Y1", "Y2"];

/// Marks times, numbers and head of subtitles; returns true if the text has them.
pub(super) fn mark(laid_out: &mut LaidOut<'_>) -> bool {
    let is_webvtt = has_head(laid_out);
    let mut times = Vec::new();
    let mut start = 0;
    for line in 0..laid_out.len() {
        if let Some(time) = start_of_cue(laid_out.whole(line)) {
            if time < start {
                return false;
            }
            start = time;
            times.push(line);
        }
    }
    if times.len() < if is_webvtt { 1 } else { FEWEST } {
        return false;
    }
    let names: Vec<Option<usize>> = times.iter().map(|&line| name_of_cue(laid_out, line)).collect();
    let numbers = names.iter().flatten().map(|&line| number(laid_out.whole(line)));
    let rise = numbers.clone().zip(numbers.skip(1)).all(|(one, next)| one.is_some() && next == one.map(|one| one + 1));
    for (&line, name) in times.iter().zip(names) {
        laid_out.cut_line(line, InsetKind::CueTime);
        let Some(name) = name else { continue };
        let whole = laid_out.whole(name);
        let is_number = number(whole).is_some() && rise;
        if is_number || is_webvtt && whole.contains(|c: char| c.is_ascii_digit()) {
            laid_out.cut_line(name, InsetKind::CueTime);
        }
    }
    if is_webvtt {
        mark_head(laid_out);
    }
    true
}

fn has_head(laid_out: &LaidOut<'_>) -> bool {
    let first = laid_out.whole(0).trim_start_matches('\u{feff}');
    first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Marks the first line, and the settings right under it: `Kind: captions`.
fn mark_head(laid_out: &mut LaidOut<'_>) {
    let is_setting =
        |line: &str| line.split_once([':', '=']).is_some_and(|(name, _)| !name.is_empty() && !name.contains(' '));
    laid_out.cut_line(0, InsetKind::CueTime);
    let mut line = 1;
    while line < laid_out.len() && laid_out.is_plain(line) && is_setting(laid_out.whole(line)) {
        laid_out.cut_line(line, InsetKind::CueTime);
        line += 1;
    }
}

/// The beginning of a cue, if a line is its time.
fn start_of_cue(line: &str) -> Option<u64> {
    let start = time_at(line)?;
    let rest = line[start.len..].trim_start().strip_prefix("-->")?.trim_start();
    let end = time_at(rest)?;
    let settings = &rest[end.len..];
    let is_setting = |word: &str| word.split_once(':').is_some_and(|(name, _)| SETTINGS.contains(&name));
    let is_exact = start.is_exact && end.is_exact && start.milliseconds <= end.milliseconds;
    (is_exact && settings.split_ascii_whitespace().all(is_setting)).then_some(start.milliseconds)
}

/// The line above the time of a cue, if it is one word at the start of a block.
fn name_of_cue(laid_out: &LaidOut<'_>, time: usize) -> Option<usize> {
    let line = time.checked_sub(1)?;
    let whole = laid_out.whole(line);
    let is_word = !whole.is_empty() && !whole.contains(char::is_whitespace);
    let is_first = line == 0 || laid_out.whole(line - 1).is_empty();
    (is_word && is_first && start_of_cue(whole).is_none()).then_some(line)
}

fn number(word: &str) -> Option<u32> {
    number_at(word).filter(|&(_, digits)| digits == word.len()).map(|(number, _)| number)
}
