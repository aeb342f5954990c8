//! Block quotations: where the words end and what is said about them begins.

use super::pair::{self, OpenedMark};
use super::word_span::WordSpan;
use crate::notes::citations::attribution::{
    self, around_cites, dash, is_about, is_label, is_office, line_label, says_more, words_outside,
};
use crate::notes::citations::candidates::{CitationCandidate, within};
use crate::notes::citations::locator;
use crate::notes::running_text::{BREAK, NodeKind, RunningText};
use crate::notes::sentence;
use crate::text::Span;

/// The words that an attribution may have in addition to its citation; more are words of the quotation.
const ATTRIBUTION_WORDS: usize = 15;

/// The words from which on what stands after a dash is no attribution, unless it is names.
const SENTENCE_WORDS: usize = 8;
/// The words that a link has at most that only names a source, where nothing else stands in a block.
const LINK_WORDS: usize = 3;

/// The block quotations that stand in no other, and not in one of the `explicit` spans.
pub(in crate::notes) fn blocks(flow: &RunningText, cites: &[CitationCandidate], explicit: &[Span]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < flow.nodes.len() {
        let node = &flow.nodes[index];
        let inside = covers(explicit, node.flow);
        let quotes = match is_aside(flow, index) {
            Some(false) => true,
            Some(true) => !inside && is_attributed(flow, cites, node.flow),
            None => false,
        };
        if quotes {
            if !inside {
                found.push(index);
            }
            index = flow.following(index).unwrap_or(flow.nodes.len());
        } else {
            index += 1;
        }
    }
    found
}

/// Returns true for a callout that is there for something else than a quotation, false for a block quotation; `None` for
/// any other block.
pub(in crate::notes) fn is_aside(flow: &RunningText, node: usize) -> Option<bool> {
    let node = &flow.nodes[node];
    match node.kind {
        NodeKind::Alert => Some(true),
        NodeKind::Quote => {
            let other = callout(flow, node.flow).is_some_and(|(_, quotes)| !quotes);
            let has_marks = || flow.slice(node.flow).contains(OPENING_MARKS);
            Some(other || is_own_note(flow, node.flow) && has_marks())
        }
        _ => None,
    }
}

/// Returns true if a block begins with a label that says it is a note of the writer's own.
pub(in crate::notes) fn is_own_note(flow: &RunningText, span: Span) -> bool {
    let text = flow.slice(span).trim_start();
    let label = text.split([':', '：']).next().unwrap_or_default();
    OWN_NOTES.contains(&label.trim().to_lowercase().as_str()) && label.len() < text.len()
}

/// Returns true if a callout is nothing but words and an attribution that cites something.
fn is_attributed(flow: &RunningText, cites: &[CitationCandidate], span: Span) -> bool {
    let (block, end) = BlockQuotation::of(flow, cites, span);
    let words = |at: usize| flow.slice(Span::new(block.start, at.max(block.start))).trim();
    block.attribution(end).is_some_and(|at| {
        let line = Span::new(at, end);
        let has_marks = words(at).trim_start_matches(OPENING_MARKS).contains(OPENING_MARKS);
        block.is_cited(line) && (block.is_bare(line) || block.is_name(line)) && !words(at).is_empty() && !has_marks
    })
}

/// Returns true if one of `spans`, which are ascending and disjoint, covers `span`.
pub(in crate::notes) fn covers(spans: &[Span], span: Span) -> bool {
    let index = spans.partition_point(|other| other.end < span.end);
    !span.is_empty() && spans.get(index).is_some_and(|other| other.contains(span))
}

/// The place at which the words of a callout may begin, after its title line, and whether it quotes. `None` for any
/// other block.
fn callout(flow: &RunningText, span: Span) -> Option<(usize, bool)> {
    let span = flow.trimmed(span);
    let text = flow.slice(span);
    let (kind, _) = text.strip_prefix("[!")?.split_once(']').filter(|(kind, _)| !kind.contains(char::is_whitespace))?;
    let kind = kind.split('|').next().unwrap_or_default().to_ascii_lowercase();
    let title = text.find('\n').unwrap_or(text.len());
    Some((span.start + title, matches!(kind.as_str(), "quote" | "cite")))
}

/// The ways to read the words of the block quotation that is `span`, likeliest first; there is at least one.
pub(in crate::notes) fn words(flow: &RunningText, cites: &[CitationCandidate], span: Span) -> Vec<WordSpan> {
    let (mut block, end) = BlockQuotation::of(flow, cites, span);
    let ways = block.ways(end);
    match title(flow, span) {
        // A callout with nothing below its title but an attribution quotes in the title.
        Some(title) if ways.iter().all(|way| flow.trimmed(way.span).is_empty()) => {
            block.start = flow.trimmed(Span::new(title.start, end.max(title.start))).start;
            block.ways(end)
        }
        _ => ways,
    }
}

/// The title of a callout.
fn title(flow: &RunningText, span: Span) -> Option<Span> {
    let (end, _) = callout(flow, span)?;
    let start = flow.trimmed(span).start;
    let title = start + flow.text[start..end].find(']')? + 1;
    Some(flow.trimmed(Span::new(title, end))).filter(|title| !title.is_empty())
}

struct BlockQuotation<'b, 'n> {
    flow: &'b RunningText<'n>,
    cites: &'b [CitationCandidate],
    start: usize,
}

impl<'b, 'n> BlockQuotation<'b, 'n> {
    /// The block quotation that is `span`, and where it ends.
    fn of(flow: &'b RunningText<'n>, cites: &'b [CitationCandidate], span: Span) -> (Self, usize) {
        let start = callout(flow, span).map_or(span.start, |(start, _)| start);
        // Not trimmed at the end: a group of keys there says that the line is an attribution.
        let end = start + flow.text[start..span.end].trim_end().len();
        // Nor before a citation that shows no words: what leads to it is an attribution, too.
        let last = within(cites, span).iter().rev().find(|cite| cite.flow.is_empty() && cite.flow.end <= span.end);
        let end = last.map_or(end, |cite| cite.flow.end.max(end));
        let span = Span::new(flow.trimmed(Span::new(start, end)).start.min(end), end);
        (Self { flow, cites: within(cites, span), start: span.start }, span.end)
    }

    /// The ways to read the words that end at `end` or before, likeliest first.
    fn ways(&self, end: usize) -> Vec<WordSpan> {
        let mut ways = Vec::new();
        for end in self.ends(end) {
            for words in self.unmarked(Span::new(self.start, end)) {
                if !ways.contains(&words) {
                    ways.push(words);
                }
            }
        }
        ways
    }

    /// The places at which the words may end, likeliest first. Small letters after a dash are words, whatever is cited
    /// behind it: to leave it out would be to leave it unchecked. So are numbers, and words that deny or turn.
    fn ends(&self, end: usize) -> Vec<usize> {
        let whole = self.strip(end);
        if let Some(at) = self.labelled(end) {
            return vec![self.strip(at)];
        }
        let Some(at) = self.attribution(end) else {
            return self.same_line(end).map_or(vec![whole], |at| vec![self.strip(at), whole]);
        };
        let (line, cut) = (Span::new(at, end), self.strip(at));
        let cited = self.is_cited(line);
        match () {
            () if self.says_more(line) => vec![whole],
            () if cited && self.is_bare(line) => vec![cut],
            // A sentence after a dash, alone in its block, is quoted.
            () if cut <= self.start && cited && !self.is_attribution_alone(line) => vec![whole],
            () if cited && self.is_name(line) && (cut <= self.start || self.is_done(cut, at)) => vec![cut],
            () if cut > self.start && self.is_name(line) && self.is_done(cut, at) => vec![cut, whole],
            () if cut > self.start && self.is_name(line) && cited => vec![cut, whole],
            () if cut > self.start && self.is_name(line) => vec![whole, cut],
            () => vec![whole],
        }
    }

    /// The beginning of a last line that is there to cite: one with a label, as `Source:`, or one that is rendered as a
    /// line of its own, and has labels, a date and a locator at most.
    fn labelled(&self, end: usize) -> Option<usize> {
        let text = &self.flow.text[self.start..end];
        let line = self.start + text.rfind('\n').map_or(0, |at| at + 1);
        let span = Span::new(line, end);
        if line <= self.start || within(self.cites, span).is_empty() {
            return None;
        }
        let around = around_cites(self.flow, self.cites, span);
        let label = line_label(around.trim_start());
        let rendered = self.flow.text[..line].ends_with(BREAK) || self.is_hard_break(line - 1);
        (is_about(&around, label.is_some()) && (label.is_some() || rendered)).then_some(line)
    }

    /// Returns true if the line break at `at` is shown, and not only one of the source.
    fn is_hard_break(&self, at: usize) -> bool {
        let written = &self.flow.notes[self.flow.in_notes(Span::new(at, at + 1)).range()];
        written.starts_with(['\\', '<']) || written.starts_with("  ")
    }

    fn says_more(&self, span: Span) -> bool {
        says_more(&around_cites(self.flow, self.cites, span))
    }

    /// The beginning of the line, of the last three of the last paragraph, that starts with a dash.
    fn attribution(&self, end: usize) -> Option<usize> {
        let text = &self.flow.text[self.start..end];
        let paragraph = self.start + text.rfind(BREAK).map_or(0, |at| at + BREAK.len());
        let mut stop = end;
        for _ in 0..3 {
            let line = self.flow.text[paragraph..stop].rfind('\n').map_or(paragraph, |at| paragraph + at + 1);
            if dash(&self.flow.text[line..end]).is_some() {
                return Some(line);
            }
            if line == paragraph {
                return None;
            }
            stop = line - 1;
        }
        None
    }

    /// The dash after the final stop that begins an attribution in the last line: one with a citation, or one after the
    /// closing mark of words that stand between marks.
    fn same_line(&self, end: usize) -> Option<usize> {
        let text = &self.flow.text[self.start..end];
        let line = text.rfind('\n').map_or(0, |at| at + 1);
        let at = attribution::last_dash(&text[line..])?;
        let before = text[..line + at].trim_end_matches([' ', '-']);
        let start = self.start + line + at - usize::from(text[..line + at].ends_with('-'));
        let span = Span::new(start, end);
        let marked = text.starts_with(OPENING_MARKS) && before.ends_with(|c| "”\"»’".contains(c));
        let done = before.ends_with(|c| sentence::is_stop(c) || CLOSING_MARKS.contains(c));
        let cited = self.is_cited(span) && (self.is_bare(span) || self.is_name(span)) && !self.says_more(span);
        ((done && cited) || (marked && self.is_name(span) && !self.says_more(span))).then_some(start)
    }

    /// Returns true if nothing but citations stands in `span`.
    fn is_bare(&self, span: Span) -> bool {
        is_about(&around_cites(self.flow, within(self.cites, span), span), false)
    }

    /// Returns true if a line that is all of a block, after its dash, is no quotation: few words, or names and an office.
    fn is_attribution_alone(&self, line: Span) -> bool {
        let around = around_cites(self.flow, within(self.cites, line), line);
        let bare = around.trim_start_matches(['—', '–', '―', '-', ' ']);
        let few = words_outside(self.flow, within(self.cites, line), line).len() < SENTENCE_WORDS;
        few || is_about(&around, true) || is_office(bare)
    }

    /// Returns true if a citation stands in `span`, with few other words.
    fn is_cited(&self, span: Span) -> bool {
        let cites = within(self.cites, span);
        !cites.is_empty() && words_outside(self.flow, cites, span).len() <= ATTRIBUTION_WORDS
    }

    /// Returns true if a line that starts with a dash looks like a name, or like what leads to a citation.
    fn is_name(&self, line: Span) -> bool {
        let text = self.flow.slice(line);
        let name = dash(text).map_or(text, |length| &text[length..]).trim_start_matches([' ', '[', '(', '-']);
        let label = name.split([' ', ':', '\n']).next().is_some_and(|word| LEADS.contains(&word));
        let cited = within(self.cites, line).first().map_or(line.end, |cite| cite.flow.start.max(line.start));
        let start = line.end - name.len();
        let says = attribution::is_sentence(&self.flow.text[start.min(cited)..cited]);
        let around = around_cites(self.flow, self.cites, line);
        if is_office(around.trim_start_matches(['—', '–', '―', '-', ' '])) {
            return true;
        }
        (name.starts_with(char::is_uppercase) || label) && name.split_whitespace().count() <= ATTRIBUTION_WORDS && !says
    }

    /// Returns true if the words that end at `end` are done before what begins at `next`.
    fn is_done(&self, end: usize, next: usize) -> bool {
        let before = &self.flow.text[self.start..end.max(self.start)];
        let apart = self.flow.text[end..next.max(end)].contains(BREAK);
        apart || before.ends_with(|c| sentence::is_stop(c) || CLOSING_MARKS.contains(c))
    }

    /// The end of the words that end at `end` or before: without citations, block ids, and what leads up to them.
    fn strip(&self, end: usize) -> usize {
        let mut end = end;
        loop {
            let trimmed = self.flow.trimmed(Span::new(self.start, end.max(self.start))).end;
            let next = self.without_id(trimmed).or_else(|| self.without_property(trimmed));
            let next = next.or_else(|| self.without_citation(trimmed));
            let Some(next) = next else {
                return if trimmed < end && ends_in_excluded(self.flow, end) {
                    self.without_dash(trimmed)
                } else {
                    trimmed
                };
            };
            end = self.without_dash(next);
        }
    }

    /// A dash that led to a citation, and was left when that was taken away.
    fn without_dash(&self, end: usize) -> usize {
        let span = self.flow.trimmed(Span::new(self.start, end.max(self.start)));
        let text = self.flow.slice(span);
        let bare = text.trim_end_matches(['—', '–', '―', '-']);
        if bare.len() < text.len() && bare.ends_with(char::is_whitespace) || bare.is_empty() {
            span.start + bare.len()
        } else {
            span.end
        }
    }

    fn without_id(&self, end: usize) -> Option<usize> {
        let text = &self.flow.text[self.start..end];
        let word = text.rsplit(char::is_whitespace).next().unwrap_or(text);
        let id = word.strip_prefix('^')?;
        let good = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        good.then_some(end - word.len())
    }

    /// The words before a last line `name:: value`.
    fn without_property(&self, end: usize) -> Option<usize> {
        let text = &self.flow.text[self.start..end];
        let line = text.rfind('\n')? + 1;
        let (name, _) = text[line..].split_once("::")?;
        PROPERTIES.contains(&name.trim()).then_some(self.start + line)
    }

    fn without_citation(&self, end: usize) -> Option<usize> {
        let last = self.cites.iter().rev().take(8).find(|cite| cite.flow.end <= end && !cite.flow.is_empty())?;
        let span = last.flow;
        // A linked sentence is words, wherever it stands.
        let text = self.flow.slice(span);
        let short = !last.link || (text.split_whitespace().count() <= 12 && !text.ends_with(sentence::is_stop));
        // Of a block that is nothing but links, the words of the first are quoted.
        let is_all = self.flow.text[self.start..span.start.max(self.start)].trim().is_empty();
        if span.start < self.start || last.link && is_all && text.split_whitespace().count() > LINK_WORDS {
            return None;
        }
        let after = span.end + locator::length(&self.flow.text[span.end..end]);
        let after = self.flow.text[after..end].trim_end_matches('.');
        if after.ends_with(')') {
            return self.without_parenthesis(span, end).filter(|_| short);
        }
        if !after.chars().all(|c| " ].".contains(c)) {
            return None;
        }
        let before = &self.flow.text[self.start..span.start];
        let line = before.trim_end_matches(' ');
        let own_line = line.is_empty() || line.ends_with('\n');
        let done = line.ends_with(|c| sentence::is_stop(c) || CLOSING_MARKS.contains(c) || "—–―".contains(c));
        let sure = !last.link && (last.certain || matches!(last.reference, crate::notes::Reference::Url(_)));
        (((own_line || done) && short) || sure || (last.link && is_label(text))).then_some(span.start)
    }

    /// A citation in parentheses, with names and dates at most.
    fn without_parenthesis(&self, cite: Span, end: usize) -> Option<usize> {
        let open = self.start + self.flow.text[self.start..cite.start].rfind('(')?;
        let span = Span::new(open, end);
        let behind = (cite.end + locator::length(&self.flow.text[cite.end..end])).min(end);
        let closed = |text: &str| text.contains(')');
        if closed(&self.flow.text[open..cite.start]) || closed(self.flow.text[behind..end].trim_end_matches([')', '.']))
        {
            return None;
        }
        is_about(&around_cites(self.flow, within(self.cites, span), span), true).then_some(open)
    }

    /// The words of `span` without a time at the head, and without one enclosing pair of marks.
    fn unmarked(&self, span: Span) -> Vec<WordSpan> {
        let start = span.start + stamp(self.flow.slice(span));
        let span = self.flow.trimmed(Span::new(start, span.end));
        if !self.flow.slice(span).starts_with(OPENING_MARKS) {
            return vec![WordSpan::of(span)];
        }
        let mut pairs = pair::pairs(self.flow, span, &self.flow.code_spans);
        if self.reopened(span, &pairs).is_none() {
            pairs.mix();
        }
        let closes = |closer: &Span| self.flow.text[closer.end..span.end].chars().all(sentence::is_stop);
        let inner = |open: Span, closer: Span| self.flow.trimmed(Span::new(open.end, closer.start));
        let Some(first) = pairs.pairs.first().filter(|pair| pair.open.span.start == span.start) else {
            return vec![self.reopened(span, &pairs).unwrap_or_else(|| WordSpan::of(span))];
        };
        match first.closers.iter().position(closes) {
            Some(0) if !pairs.mixed.is_empty() => {
                vec![WordSpan::of(inner(first.open.span, first.closers[0])), WordSpan::of(span)]
            }
            Some(0) => vec![WordSpan::of(inner(first.open.span, first.closers[0]))],
            Some(index) => vec![WordSpan::of(span), WordSpan::of(inner(first.open.span, first.closers[index]))],
            None => vec![WordSpan::of(span)],
        }
    }

    /// Paragraphs that each open the mark, and the last of which closes it.
    fn reopened(&self, span: Span, pairs: &pair::MarkPairs) -> Option<WordSpan> {
        let (first, rest) = pairs.unclosed.split_first()?;
        let last = pairs.pairs.last()?;
        let opens = |open: &OpenedMark| open.mark == first.mark && self.flow.text[..open.span.start].ends_with(BREAK);
        let closer = last.closers.iter().find(|closer| closer.end == span.end)?;
        let good = first.span.start == span.start && rest.iter().all(opens) && opens(&last.open);
        let excluded = rest.iter().map(|open| open.span).chain([last.open.span]).collect();
        good.then(|| WordSpan { span: self.flow.trimmed(Span::new(first.span.end, closer.start)), excluded })
    }
}

/// Labels of notes that a writer makes, which were written so before there were callouts.
#[rustfmt::skip]
const OWN_NOTES: [&str; 17] = [
    "note", "notes", "nb", "n.b.", "todo", "warning", "tip", "caution", "important", "attention", "update", "edit",
    "hinweis", "anmerkung", "nota", "remarque", "注",
];
/// Properties that outliners keep in lines of their own below a block, and do not show (Logseq, built-in properties).
#[rustfmt::skip]
const PROPERTIES: [&str; 21] = [
    "id", "collapsed", "hl-page", "hl-color", "hl-type", "hl-stamp", "ls-type", "background-color", "heading", "title",
    "tags", "alias", "page", "source", "author", "url", "date", "created", "updated", "type", "template",
];
/// WordSpan in small letters that an attribution may begin with. `from` and `in` may just as well go on with the words.
const LEADS: [&str; 5] = ["source", "via", "see", "cited", "quoted"];
const OPENING_MARKS: &[char] =
    &['“', '„', '”', '«', '»', '‹', '「', '『', '‘', '‚', '"', '＂', '״', '〝', '｢', '﹁', '﹃'];
const CLOSING_MARKS: &str = "”’\"»›“‘」』＂״〟〞｣﹂﹄)]";

fn ends_in_excluded(flow: &RunningText, end: usize) -> bool {
    end.checked_sub(1).is_some_and(|last| flow.is_excluded(last))
}

/// The length in bytes of the `[MM:SS]` or `[H:MM:SS]` that begins `text`; 0 without one.
fn stamp(text: &str) -> usize {
    let Some((time, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { return 0 };
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = time.split(':').count();
    if (2..=3).contains(&parts) && time.split(':').all(number) { time.len() + 2 } else { 0 }
}
