//! Features of lines: what a line looks like, and what stands around it, in numbers.

use crate::segment::model::features::{
    CLOSERS, capitals, digits, hash, is_stopped, joined, marks, percent, prose, scaled, shown, word_length,
};
use crate::segment::model::hints;
use crate::segment::rules::labels::{LabelledBlock, Labelling};
use crate::segment::{Role, Standing};
use std::collections::HashMap;

/// The number of measures of a line by itself, of its place, and of the lines beside it.
const OWN: usize = 14;
const PLACE: usize = 21;
const NEIGHBOUR: usize = 20;

/// The names of all that, in order.
const NAMES: &str = "length, words, full stop, capitals, digits, stops, commas, length of words, opening quotation mark, \
    odd marks, begins small, capitals only, last mark, said twice, place from the top, place from the end, \
    place among lines, lines, length of the text, prose before, prose behind, lines after the first of prose, \
    lines after the last of prose, prose near, prose around, prose close above, prose close below, \
    words that occur elsewhere, how often they do, lines after furniture, lines before furniture, \
    furniture above, furniture below, share of sentences, lines of prose, length three before, stop three before, \
    role three before, length two before, stop two before, role two before, length before, stop before, \
    role before, capitals before, length behind, stop behind, role behind, capitals behind, length two behind, \
    stop two behind, role two behind, length three behind, stop three behind, role three behind";

const HINTS: usize = hints::COUNT;

/// The number of features.
pub const COUNT: usize = OWN + PLACE + NEIGHBOUR + 2 * HINTS;

/// The features of a line.
pub type LineFeatures = [i16; COUNT];

/// The name of a feature.
pub fn name(index: usize) -> String {
    let plain = NAMES.split(", ").chain(hints::NAMES).nth(index);
    let near = |index: usize| hints::NAMES[index - (COUNT - HINTS)];
    plain.map_or_else(|| format!("{} near", near(index)), str::to_owned)
}

/// A line by itself, measured.
struct LineMeasures {
    chars: usize,
    words: usize,
    capitals: i16,
    stop: i16,
    /// Characters of what reads like a paragraph; 0 for any other line.
    prose: usize,
    /// The sort of thing that the rules made of it: see [`sort`].
    sort: i16,
    hints: [i16; HINTS],
    /// Its words of five letters or more, each once.
    long: Box<[u64]>,
    twice: bool,
}

/// All lines of a text, measured as a whole.
pub(super) struct MeasuredLines<'a, 'r> {
    article: &'r Labelling<'a>,
    all: Vec<LineMeasures>,
    /// For each line, and for the end, how many characters of prose come before it.
    prose: Vec<usize>,
    /// For each line, and for the end, how much furniture of rules comes before it.
    furniture: Vec<usize>,
    first: usize,
    last: usize,
    sentences: i16,
    paragraphs: i16,
    /// In how many lines each long word occurs that occurs in several.
    known: HashMap<u64, usize>,
}

/// Returns true for a role that pages give, and plain articles hardly do.
pub(super) fn is_of_page(role: Role) -> bool {
    use Role::{AuthorNote, Byline, DateLine, Duplicate, Separator};
    let is_plain = matches!(role, Byline | DateLine | Duplicate | Separator);
    role == AuthorNote || (role.standing() == Standing::Furniture && !is_plain)
}

/// The sort of thing that the rules made of a line: the more, the less it is the story's.
fn sort(role: Option<Role>) -> i16 {
    use Role::*;
    match role {
        None | Some(Body | BlockQuotation | List | Table | Correction) => 0,
        Some(Crosshead) => 1,
        Some(Headline | Standfirst | Byline | DateLine) => 2,
        Some(Caption | Credit) => 3,
        Some(Duplicate) => 4,
        Some(RelatedLinks) => 6,
        Some(role) if is_of_page(role) => 7,
        Some(_) => 5,
    }
}

/// From which sort on it is furniture.
const FURNITURE: i16 = 6;

fn measure_line(part: &LabelledBlock<'_>) -> LineMeasures {
    let text = part.text;
    let (chars, stop, words) = (shown(text), is_stopped(text), text.split_whitespace().count());
    let split = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(4).is_some());
    let mut long: Vec<u64> = split.map(hash).collect();
    long.sort_unstable();
    long.dedup();
    LineMeasures {
        chars,
        words,
        capitals: capitals(text, words),
        stop: i16::from(stop),
        prose: prose(chars, stop),
        sort: sort(part.role()),
        hints: hints::count(text),
        long: long.into(),
        twice: false,
    }
}

impl<'a, 'r> MeasuredLines<'a, 'r> {
    pub(super) fn of(article: &'r Labelling<'a>) -> Self {
        let mut all: Vec<LineMeasures> = article.blocks.iter().map(measure_line).collect();
        for index in said_twice(article) {
            all[index].twice = true;
        }
        let running = |of: fn(&LineMeasures) -> usize| {
            let sums = all.iter().scan(0, |sum, line| {
                *sum += of(line);
                Some(*sum)
            });
            std::iter::once(0).chain(sums).collect::<Vec<usize>>()
        };
        let is_paragraph = |line: &LineMeasures| line.prose > 0 && line.stop > 0;
        let stops = all.iter().filter(|line| line.stop > 0).count();
        Self {
            article,
            prose: running(|line| line.prose),
            furniture: running(|line| usize::from(line.sort >= FURNITURE)),
            first: all.iter().position(is_paragraph).unwrap_or(all.len()),
            last: all.iter().rposition(is_paragraph).unwrap_or(0),
            sentences: percent(stops, all.len()),
            paragraphs: scaled(all.iter().filter(|line| is_paragraph(line)).count()),
            known: known(&all),
            all,
        }
    }

    /// The features of a line.
    pub(super) fn features(&self, index: usize) -> LineFeatures {
        joined(&[
            &self.own(index),
            &self.place(index),
            &self.neighbours(index),
            &self.all[index].hints,
            &self.hints_near(index),
        ])
    }

    fn own(&self, index: usize) -> [i16; OWN] {
        let (line, text) = (&self.all[index], self.article.blocks[index].text);
        let [stops, commas, opening, odd] = marks(text);
        [
            scaled(line.chars),
            scaled(line.words),
            line.stop,
            line.capitals,
            digits(text, line.chars),
            stops,
            commas,
            word_length(line.chars, line.words),
            opening,
            odd,
            i16::from(text.starts_with(char::is_lowercase)),
            i16::from(text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)),
            mark(text),
            i16::from(line.twice),
        ]
    }

    fn between(sums: &[usize], from: usize, to: usize) -> usize {
        let to = to.min(sums.len() - 1);
        sums[to].saturating_sub(sums[from.min(to)])
    }

    fn place(&self, index: usize) -> [i16; PLACE] {
        let (count, own) = (self.all.len(), self.all[index].prose);
        let total = self.prose[count];
        let near = |reach: usize| {
            Self::between(&self.prose, index.saturating_sub(reach), index + reach + 1).saturating_sub(own)
        };
        let apart = |from: usize| (index as i64 - from as i64).clamp(-100, 100) as i16;
        let [share, often] = self.cohesion(index);
        [
            index.min(200) as i16,
            (count - index).min(200) as i16,
            percent(index, count),
            count.min(500) as i16,
            scaled(total),
            percent(self.prose[index], total),
            percent(total - self.prose[index + 1], total),
            apart(self.first),
            apart(self.last),
            scaled(near(2)),
            scaled(near(8)),
            scaled(Self::between(&self.prose, index.saturating_sub(4), index)),
            scaled(Self::between(&self.prose, index + 1, index + 5)),
            share,
            often,
            self.apart(|by| index.checked_sub(by)),
            self.apart(|by| Some(index + by)),
            Self::between(&self.furniture, index.saturating_sub(6), index) as i16,
            Self::between(&self.furniture, index + 1, index + 7) as i16,
            self.sentences,
            self.paragraphs,
        ]
    }

    /// The distance to the next line that rules made furniture of, at most thirty.
    fn apart(&self, at: impl Fn(usize) -> Option<usize>) -> i16 {
        let is_furniture =
            |&by: &usize| at(by).and_then(|at| self.all.get(at)).is_some_and(|line| line.sort >= FURNITURE);
        (1..30).find(is_furniture).unwrap_or(30) as i16
    }

    /// The hundredths of its long words that other lines have too, and how often they do.
    fn cohesion(&self, index: usize) -> [i16; 2] {
        let long = &self.all[index].long;
        if long.is_empty() {
            return [-1, -1];
        }
        let others = |word: &u64| self.known.get(word).map_or(0, |lines| lines - 1);
        let shared = long.iter().filter(|word| others(word) > 0).count();
        let often: usize = long.iter().map(|word| others(word).min(5)).sum();
        [percent(shared, long.len()), percent(often, long.len() * 5)]
    }

    fn neighbours(&self, index: usize) -> [i16; NEIGHBOUR] {
        let mut features = [-1; NEIGHBOUR];
        let mut at = 0;
        for by in [-3, -2, -1, 1, 2, 3_isize] {
            let line = index.checked_add_signed(by).and_then(|at| self.all.get(at));
            if let Some(line) = line {
                features[at..at + 3].copy_from_slice(&[scaled(line.chars), line.stop, line.sort]);
            }
            at += 3;
            if by.abs() == 1 {
                features[at] = line.map_or(-1, |line| line.capitals);
                at += 1;
            }
        }
        features
    }

    fn hints_near(&self, index: usize) -> [i16; HINTS] {
        let mut sums = [0; HINTS];
        for (at, line) in self.all.iter().enumerate().take(index + 5).skip(index.saturating_sub(4)) {
            if at != index {
                sums.iter_mut().zip(line.hints).for_each(|(sum, count)| *sum += count);
            }
        }
        sums
    }
}

/// The lines whose words are those of another line.
fn said_twice(article: &Labelling<'_>) -> Vec<usize> {
    let text = |index: &u32| article.blocks[*index as usize].text;
    let mut sorted: Vec<u32> = (0..article.blocks.len() as u32).collect();
    sorted.sort_unstable_by_key(text);
    let same = sorted.chunk_by(|one, next| text(one) == text(next)).filter(|same| same.len() > 1);
    same.flatten().map(|&index| index as usize).collect()
}

/// In how many lines each long word occurs that occurs in several.
fn known(lines: &[LineMeasures]) -> HashMap<u64, usize> {
    let mut all = Vec::with_capacity(lines.iter().map(|line| line.long.len()).sum());
    lines.iter().for_each(|line| all.extend(&line.long));
    all.sort_unstable();
    all.chunk_by(|one, next| one == next).filter(|same| same.len() > 1).map(|same| (same[0], same.len())).collect()
}

/// The last mark of a text, as a number.
fn mark(text: &str) -> i16 {
    match text.trim_end_matches(CLOSERS).chars().next_back() {
        Some('…') => 1,
        Some('?') => 2,
        Some(':') => 3,
        Some('!') => 4,
        Some('.' | '。') => 5,
        Some(',' | ';' | '-' | '–') => 6,
        _ => 0,
    }
}
