//! Times at which words of a recording are said, at the heads of lines or alone: `[0:05]`, `(00:01:02)`, `0:05:10.320`.

use super::InsetKind;
use super::lines::{LaidOut, number_at, runs_on};

/// A time at the head of a line.
#[derive(Debug, Clone, Copy)]
struct Stamp {
    line: usize,
    /// Where the words of the line begin.
    behind: usize,
    milliseconds: u64,
    form: Form,
    is_alone: bool,
}

/// The form of a time: all of a recording have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Square,
    Round,
    /// Without brackets, and with hours or a fraction of a second.
    Exact,
    /// `0:05`, as times of the day are written too.
    Plain,
}

/// The fewest times of a recording: two may be a clock's, and with three they are seldom in order by accident.
const FEWEST: usize = 3;

/// A recording begins in its first minute; the times of a day do not.
const FIRST_MINUTE: u64 = 60_000;

/// Marks the times of a recording, if the text is a transcript of one.
pub(super) fn mark(laid_out: &mut LaidOut<'_>) {
    let mut stamps: Vec<Stamp> = (0..laid_out.len()).filter_map(|line| stamp(laid_out, line)).collect();
    if stamps.iter().any(|stamp| stamp.form == Form::Exact) {
        // `59:58` and then `1:00:02`.
        stamps.iter_mut().filter(|stamp| stamp.form == Form::Plain).for_each(|stamp| stamp.form = Form::Exact);
    }
    let Some(form) = [Form::Square, Form::Round, Form::Exact, Form::Plain]
        .into_iter()
        .find(|&form| stamps.iter().filter(|stamp| stamp.form == form).count() >= FEWEST)
    else {
        return;
    };
    stamps.retain(|stamp| stamp.form == form);
    if is_recording(laid_out, &stamps) {
        for stamp in stamps {
            if stamp.is_alone {
                laid_out.cut_line(stamp.line, InsetKind::CueTime);
            } else {
                laid_out.cut_head(stamp.line, stamp.behind, InsetKind::CueTime);
            }
        }
    }
}

/// Returns true if times never fall, words follow each of them but the last, no paragraphs but a few are without one, and
/// sentences run over them (at least over one in four) or the first is of the first minute: both for those that may be
/// times of the day.
fn is_recording(laid_out: &LaidOut<'_>, stamps: &[Stamp]) -> bool {
    let rise = stamps.windows(2).all(|pair| {
        let between = pair[0].line + 1..pair[1].line;
        let has_words = !pair[0].is_alone || between.into_iter().any(|line| !laid_out.is_blank(line));
        pair[0].milliseconds <= pair[1].milliseconds && has_words
    });
    let Some(first) = stamps.first() else { return false };
    if !rise || stamps.len() < FEWEST || !covers(laid_out, stamps) {
        return false;
    }
    let runs = stamps.iter().filter(|stamp| is_run_over(laid_out, stamp)).count();
    let is_early = first.milliseconds < FIRST_MINUTE;
    match first.form {
        Form::Plain => is_early && runs * 4 >= stamps.len(),
        // Programmes and timetables: `(9:30)`, `(10:45)`.
        _ if stamps.iter().all(|stamp| stamp.milliseconds % 5000 == 0) => is_early,
        _ => is_early || runs * 4 >= stamps.len(),
    }
}

/// Returns true if from the first time on at most one paragraph in five begins without one, and one line in eight has
/// one.
fn covers(laid_out: &LaidOut<'_>, stamps: &[Stamp]) -> bool {
    let first = stamps[0].line;
    let mut stamps_left = stamps.iter().peekable();
    let (mut lines, mut without, mut is_covered, mut is_start) = (0, 0, true, true);
    for line in first..laid_out.len() {
        if laid_out.whole(line).is_empty() {
            is_start = true;
            continue;
        }
        lines += 1;
        if let Some(stamp) = stamps_left.next_if(|stamp| stamp.line == line) {
            is_covered = stamp.is_alone;
            is_start = stamp.is_alone;
            continue;
        }
        without += usize::from(is_start && !is_covered);
        (is_start, is_covered) = (false, false);
    }
    without * 4 <= stamps.len() && stamps.len() * 8 >= lines
}

fn is_run_over(laid_out: &LaidOut<'_>, stamp: &Stamp) -> bool {
    let before = (0..stamp.line).rev().take(3).find(|&line| !laid_out.is_blank(line));
    let behind = if stamp.is_alone {
        (stamp.line + 1..laid_out.len()).take(3).map(|line| laid_out.whole(line)).find(|words| !words.is_empty())
    } else {
        Some(&laid_out.text[stamp.behind..laid_out.end(stamp.line)])
    };
    before.zip(behind).is_some_and(|(before, behind)| runs_on(laid_out.whole(before), behind))
}

fn stamp(laid_out: &LaidOut<'_>, line: usize) -> Option<Stamp> {
    if !laid_out.is_plain(line) {
        return None;
    }
    let whole = laid_out.whole(line);
    let (closing, bare) = match whole.chars().next()? {
        '[' => (Some(']'), &whole[1..]),
        '(' => (Some(')'), &whole[1..]),
        c if c.is_ascii_digit() => (None, whole),
        _ => return None,
    };
    let time = time_at(bare)?;
    let mut rest = &bare[time.len..];
    // A recording that was taken down by a program has beginning and end: `[00:00.000 --> 00:04.000]`.
    if let Some(end) = rest.trim_start().strip_prefix("-->").map(str::trim_start) {
        rest = &end[time_at(end)?.len..];
    }
    let form = match closing {
        Some(closing) => {
            rest = rest.strip_prefix(closing)?;
            if closing == ']' { Form::Square } else { Form::Round }
        }
        None if rest.is_empty() || rest.starts_with(char::is_whitespace) => {
            if time.is_exact {
                Form::Exact
            } else {
                Form::Plain
            }
        }
        None => return None,
    };
    let words = rest.trim_start();
    // A mark right behind it, as in `(0:05),`, makes it part of a sentence.
    if words.starts_with([',', '.', ';', '?', '!', ')', ']']) {
        return None;
    }
    let behind =
        laid_out.start(line) + super::lines::indent(&laid_out.text[laid_out.start(line)..]) + whole.len() - words.len();
    Some(Stamp { line, behind, milliseconds: time.milliseconds, form, is_alone: words.is_empty() })
}

/// A time of a recording.
#[derive(Debug, Clone, Copy)]
pub(in crate::transcript) struct Time {
    pub milliseconds: u64,
    pub len: usize,
    /// True if it has hours or a fraction of a second.
    pub is_exact: bool,
}

/// The time that a text begins with: minutes and seconds, with hours or without, and perhaps up to three digits behind a
/// point or comma.
pub(in crate::transcript) fn time_at(text: &str) -> Option<Time> {
    let two_digits = |at: usize| -> Option<u64> {
        let rest = text.get(at..)?.strip_prefix(':')?;
        let (number, digits) = number_at(rest)?;
        (digits == 2 && number < 60).then_some(u64::from(number))
    };
    let (first, digits) = number_at(text)?;
    if digits > 3 {
        return None;
    }
    let second = two_digits(digits)?;
    let third = two_digits(digits + 3);
    let mut len = digits + if third.is_some() { 6 } else { 3 };
    let seconds = third.map_or(u64::from(first) * 60 + second, |third| (u64::from(first) * 60 + second) * 60 + third);
    let fraction = text[len..].strip_prefix(['.', ',']).and_then(number_at).filter(|&(_, digits)| digits <= 3);
    let mut milliseconds = seconds * 1000;
    if let Some((number, digits)) = fraction {
        milliseconds += u64::from(number) * [0, 100, 10, 1][digits];
        len += 1 + digits;
    }
    let is_over = !text[len..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    is_over.then_some(Time { milliseconds, len, is_exact: third.is_some() || fraction.is_some() })
}
