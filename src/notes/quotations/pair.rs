//! Quotation marks, and which of them belong together.

use crate::notes::running_text::RunningText;
use crate::text::{Span, is_spaceless};

/// The closing marks that are kept where several are possible, at most.
const CLOSERS: usize = 6;

/// The kinds of pairs, by the mark that opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::notes) enum QuoteMark {
    /// “ ”
    Curly,
    /// „ “ and „ ”
    Low,
    /// ” ”
    Right,
    /// « »
    Guillemet,
    /// » «
    Reverse,
    /// ‹ ›
    SingleGuillemet,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
    /// ‘ ’
    Single,
    /// ‚ ‘
    LowSingle,
    /// " "
    Straight,
    /// ＂ ＂
    FullWidth,
    /// ״ ״
    Gershayim,
    /// 〝 〟 and 〝 〞
    Prime,
    /// ｢ ｣
    HalfCorner,
    /// ﹁ ﹂
    TallCorner,
    /// ﹃ ﹄
    TallWhiteCorner,
    /// ``` `` '' ```, as in TeX
    Tex,
    /// ’ ’, in the languages of the North
    RightSingle,
}

const KINDS: usize = 19;

/// A mark, where it stands in the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::notes) struct OpenedMark {
    pub mark: QuoteMark,
    pub span: Span,
}

/// An outermost pair.
#[derive(Debug, Clone)]
pub(in crate::notes) struct MarkPair {
    pub open: OpenedMark,
    /// The marks that may close it, likeliest first.
    pub closers: Vec<Span>,
}

/// The marks of one block.
#[derive(Debug, Default)]
pub(in crate::notes) struct MarkPairs {
    /// The outermost pairs, in order.
    pub pairs: Vec<MarkPair>,
    /// Marks that are opened and not closed in this block.
    pub unclosed: Vec<OpenedMark>,
    /// Pairs of marks that do not belong together, from the first to the likeliest second; see [`MarkPairs::mix`].
    pub mixed: Vec<Span>,
    /// Marks that could close something, and nothing is open that they belong to. Ascending.
    orphans: Vec<Span>,
}

impl MarkPairs {
    /// Pairs what is opened and never closed with what closes something else: `“…"`. Somebody quotes there, and marks
    /// of two kinds are no reason to leave that unchecked.
    pub fn mix(&mut self) {
        if self.unclosed.is_empty() || self.orphans.is_empty() {
            return;
        }
        let open = std::mem::take(&mut self.unclosed);
        let mut mixed = Vec::new();
        for (number, &opening) in open.iter().enumerate() {
            let next = open[number + 1..].iter().find(|next| next.mark.is_double()).map(|next| next.span.start);
            match self.closers(opening, next.unwrap_or(usize::MAX)) {
                closers if closers.is_empty() || !opening.mark.is_double() => self.unclosed.push(opening),
                closers => mixed.push(MarkPair { open: opening, closers }),
            }
        }
        let outer = |pair: &MarkPair| Span::new(pair.open.span.start, pair.closers[0].end);
        let spans: Vec<Span> = mixed.iter().map(outer).collect();
        let inner =
            |at: usize| spans[..spans.partition_point(|span| span.start <= at)].last().is_some_and(|s| s.end > at);
        self.pairs.retain(|pair| !inner(pair.open.span.start));
        self.pairs.append(&mut mixed);
        self.pairs.sort_by_key(|pair| pair.open.span);
        self.mixed = spans;
    }

    /// The orphans that may close `opening`: up to `next`, and to the first pair behind the first of them.
    fn closers(&self, opening: OpenedMark, next: usize) -> Vec<Span> {
        let from = self.orphans.partition_point(|orphan| orphan.start < opening.span.end);
        let first = self.orphans.get(from).map_or(usize::MAX, |orphan| orphan.end);
        let pair = self.pairs.partition_point(|pair| pair.open.span.start < first);
        let pair = self.pairs.get(pair).map_or(usize::MAX, |pair| pair.open.span.start);
        let near = self.orphans[from..].iter().copied().take_while(|orphan| orphan.start < next.min(pair));
        near.take(CLOSERS).collect()
    }
}

/// Pairs the marks in `span` of the flow, but for those in one of the `skipped` spans (ascending, disjoint).
pub(in crate::notes) fn pairs(flow: &RunningText, span: Span, skipped: &[Span]) -> MarkPairs {
    let mut scan = MarkScan { flow, span, stack: Vec::new(), open: [0; KINDS], found: Vec::new(), orphans: Vec::new() };
    let mut skipped = skipped[skipped.partition_point(|skipped| skipped.end <= span.start)..].iter().peekable();
    let bytes = flow.text.as_bytes();
    let mut at = span.start;
    // Quotation marks are one of the first three, or begin with one of the others.
    let may_be_mark = |byte: &u8| matches!(byte, b'"' | b'`' | b'\'' | 0xC2 | 0xD7 | 0xE2 | 0xE3 | 0xEF);
    while let Some(next) = bytes[at..span.end.max(at)].iter().position(may_be_mark) {
        at += next;
        while skipped.peek().is_some_and(|skipped| skipped.end <= at) {
            skipped.next();
        }
        if let Some(skipped) = skipped.peek().filter(|skipped| skipped.start <= at) {
            at = skipped.end;
            continue;
        }
        let rest = &flow.text[at..span.end];
        let Some(c) = rest.chars().next() else { break };
        if matches!(c, '`' | '\'') {
            let count = rest.len() - rest.trim_start_matches(c).len();
            scan.tex(c, Span::new(at, at + count));
            at += count;
            continue;
        }
        scan.mark(c, Span::new(at, at + c.len_utf8()));
        at += c.len_utf8();
    }
    scan.finish()
}

struct MarkScan<'f, 'n> {
    flow: &'f RunningText<'n>,
    span: Span,
    stack: Vec<OpenedMark>,
    /// The number of each kind in the stack, so that a mark that closes none is known to without a search.
    open: [usize; KINDS],
    found: Vec<MarkPair>,
    orphans: Vec<Span>,
}

impl MarkScan<'_, '_> {
    fn mark(&mut self, c: char, at: Span) {
        use QuoteMark::*;
        match c {
            '“' if self.is_open(Low) && self.may_close(at) => self.close(&[Low], at),
            '“' if self.closes_another(at) => self.orphans.push(at),
            '“' | '‟' | '❝' => self.open(Curly, at),
            '❞' => self.close(&[Curly], at),
            '”' if self.is_open(Curly) || self.is_open(Low) => self.close(&[Curly, Low], at),
            '”' if self.is_open(Right) && self.may_close(at) => self.close(&[Right], at),
            '”' if self.may_open(at) => self.open(Right, at),
            '”' => self.close_again(&[Curly, Low, Right], at),
            '„' => self.open(Low, at),
            '«' if self.is_open(Reverse) && self.may_close(at) => self.close(&[Reverse], at),
            '«' => self.open(Guillemet, at),
            '»' if self.is_open(Guillemet) => self.close(&[Guillemet], at),
            '»' if self.may_open(at) => self.open(Reverse, at),
            '»' => self.close_again(&[Guillemet], at),
            '‹' => self.open(SingleGuillemet, at),
            '›' => self.close(&[SingleGuillemet], at),
            '「' => self.open(Corner, at),
            '」' => self.close(&[Corner], at),
            '『' => self.open(WhiteCorner, at),
            '』' => self.close(&[WhiteCorner], at),
            '‘' => self.single(at),
            '’' => self.apostrophe(at),
            '‚' if self.may_open(at) && self.next(at).is_some_and(char::is_alphanumeric) => self.open(LowSingle, at),
            '"' => self.straight(Straight, at),
            '״' => self.straight(Gershayim, at),
            '〝' => self.open(Prime, at),
            '〟' | '〞' => self.close(&[Prime], at),
            '｢' => self.open(HalfCorner, at),
            '｣' => self.close(&[HalfCorner], at),
            '﹁' => self.open(TallCorner, at),
            '﹂' => self.close(&[TallCorner], at),
            '﹃' => self.open(TallWhiteCorner, at),
            '﹄' => self.close(&[TallWhiteCorner], at),
            '＂' if self.is_open(FullWidth) => self.close(&[FullWidth], at),
            '＂' => self.open(FullWidth, at),
            _ => {}
        }
    }

    /// Returns true if the mark at `at` can only close, and something is open that it does not belong to.
    fn closes_another(&self, at: Span) -> bool {
        let open = self.stack.iter().rev().take(8).any(|open| open.mark.is_double());
        open && self.may_close(at) && !self.may_open(at)
    }

    fn straight(&mut self, mark: QuoteMark, at: Span) {
        let (closes, opens) = self.is_straight(at);
        // Between scripts with spaces and without, the side of the letters without says which it is.
        let is_spaceless = |c: Option<char>| c.is_some_and(is_spaceless);
        match (closes, opens) {
            (false, true) if self.is_open(mark) && is_spaceless(self.previous(at)) => self.close(&[mark], at),
            (true, false) if !self.is_open(mark) && is_spaceless(self.next(at)) => self.open(mark, at),
            (true, _) if self.is_open(mark) => self.close(&[mark], at),
            (_, true) => self.open(mark, at),
            (true, false) => self.close_again(&[mark], at),
            (false, false) => {}
        }
    }

    /// Returns true, twice, if a straight mark may close, and if it may open. It opens with no letter or digit before it
    /// and no blank behind it, and closes the other way round; letters of scripts without spaces are no hindrance.
    fn is_straight(&self, at: Span) -> (bool, bool) {
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || is_spaceless(c));
        let closes = free(self.next(at)) || self.flow.is_edge(at.end);
        let opens = free(self.previous(at)) || self.flow.is_edge(at.start);
        let after = self.previous(at).is_some_and(|c| !c.is_whitespace());
        // Before one of these it can hardly be anything but a closing mark.
        let before = self.next(at).is_some_and(|c| !c.is_whitespace() && !",;:)]}!?".contains(c));
        (closes && after, opens && before)
    }

    /// Two grave accents, and two apostrophes.
    fn tex(&mut self, c: char, at: Span) {
        let opens = c == '`' && self.is_straight(at).1;
        match at.len() {
            2 if opens => self.open(QuoteMark::Tex, at),
            2 | 3 if c == '\'' && self.is_open(QuoteMark::Tex) => {
                self.close(&[QuoteMark::Tex], Span::new(at.end - 2, at.end));
            }
            _ => {}
        }
    }

    fn single(&mut self, at: Span) {
        if self.top(&[QuoteMark::LowSingle]) && self.may_close(at) {
            self.close(&[QuoteMark::LowSingle], at);
        } else if self.may_open(at) && !self.is_elision(at) {
            self.open(QuoteMark::Single, at);
        }
    }

    /// `’` closes only what it stands right in: anywhere else it is an apostrophe.
    fn apostrophe(&mut self, at: Span) {
        let letters = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if self.flow.is_nordic && !self.is_open(QuoteMark::RightSingle) && self.may_open(at) && !self.is_elision(at) {
            return self.open(QuoteMark::RightSingle, at);
        }
        let digit = self.next(at).is_some_and(|c| c.is_ascii_digit());
        if digit || (letters(self.previous(at)) && letters(self.next(at))) || !self.may_close(at) {
            return;
        }
        let singles = [QuoteMark::Single, QuoteMark::LowSingle, QuoteMark::RightSingle];
        if self.top(&singles) {
            self.close(&singles, at);
        } else {
            self.close_again(&singles, at);
        }
    }

    /// `‘tis`, `‘90s`: an apostrophe that a word processor turned the wrong way. With a capital it may as well begin
    /// what somebody said.
    fn is_elision(&self, at: Span) -> bool {
        let rest = &self.flow.text[at.end..self.span.end];
        let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
        let decade = word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
        decade || ["tis", "twas", "em", "til", "cause", "n", "twere", "bout"].contains(&word)
    }

    fn previous(&self, at: Span) -> Option<char> {
        self.flow.text[self.span.start..at.start].chars().next_back()
    }

    fn next(&self, at: Span) -> Option<char> {
        self.flow.text[at.end..self.span.end].chars().next()
    }

    /// Returns true if a mark that looks the same on both sides may open: after a boundary, and before something.
    fn may_open(&self, at: Span) -> bool {
        let before = match self.previous(at) {
            Some(c) => {
                c.is_whitespace()
                    || "([{<-–—―/|,:;“”„«»‘’‚\"'「『，：、。¿¡…\u{feff}".contains(c)
                    || self.flow.is_edge(at.start)
                    // `=="marked"==`.
                    || self.flow.text[self.span.start..at.start].ends_with("==")
            }
            None => true,
        };
        before && self.next(at).is_some_and(|c| !c.is_whitespace() && !",;:)]}!?".contains(c))
    }

    /// Returns true if it may close: after something, and before a boundary.
    fn may_close(&self, at: Span) -> bool {
        let after = self.next(at).is_none_or(|c| !c.is_alphanumeric()) || self.flow.is_edge(at.end);
        after && self.previous(at).is_some_and(|c| !c.is_whitespace())
    }

    fn is_open(&self, mark: QuoteMark) -> bool {
        self.open[mark as usize] > 0
    }

    fn top(&self, marks: &[QuoteMark]) -> bool {
        self.stack.last().is_some_and(|open| marks.contains(&open.mark))
    }

    fn open(&mut self, mark: QuoteMark, span: Span) {
        self.open[mark as usize] += 1;
        self.stack.push(OpenedMark { mark, span });
    }

    /// Closes the innermost of `marks`. What was opened inside it and is still open is no mark of a pair.
    fn close(&mut self, marks: &[QuoteMark], at: Span) {
        if !marks.iter().any(|&mark| self.is_open(mark)) {
            return self.close_again(marks, at);
        }
        while let Some(open) = self.stack.pop() {
            self.open[open.mark as usize] -= 1;
            if marks.contains(&open.mark) {
                let inner = self.found.iter().rev().take_while(|pair| pair.open.span.start > open.span.start).count();
                self.found.truncate(self.found.len() - inner);
                self.found.push(MarkPair { open, closers: vec![at] });
                return;
            }
        }
    }

    /// Nothing is open that the mark at `at` could close: it may be what really closes the pair before it.
    fn close_again(&mut self, marks: &[QuoteMark], at: Span) {
        let after = self.stack.last().map_or(0, |open| open.span.end);
        let orphan = self.closes_another(at) && !self.previous(at).is_some_and(|c| c.is_ascii_digit());
        match self.found.last_mut() {
            Some(last) if marks.contains(&last.open.mark) && last.open.span.start >= after => {
                last.closers.truncate(CLOSERS - 1);
                last.closers.push(at);
            }
            _ if orphan => self.orphans.push(at),
            _ => {}
        }
    }

    fn finish(mut self) -> MarkPairs {
        let mut found = std::mem::take(&mut self.found);
        for pair in &mut found {
            // Stable: of those that are as likely, the first.
            pair.closers.sort_by_key(|&at| self.doubt(pair.open.mark, at));
        }
        MarkPairs { pairs: found, unclosed: self.stack, mixed: Vec::new(), orphans: self.orphans }
    }

    /// The doubt about the mark at `at` as the closing one: 0 is the least.
    fn doubt(&self, mark: QuoteMark, at: Span) -> u8 {
        let before = self.previous(at);
        let stop = |c: Option<char>| c.is_some_and(|c| ".,!?…;:—".contains(c));
        let inch = mark == QuoteMark::Straight && before.is_some_and(|c| c.is_ascii_digit());
        let single = matches!(mark, QuoteMark::Single | QuoteMark::LowSingle | QuoteMark::RightSingle);
        let genitive = single && before == Some('s');
        let goes_on = self.next(at).is_some_and(|c| c == ' ');
        match () {
            () if stop(before) => 0,
            () if (inch || genitive) && goes_on => 2,
            () => 1,
        }
    }
}

impl QuoteMark {
    /// The character that opens it.
    pub fn opens(self) -> char {
        match self {
            Self::Curly => '“',
            Self::Low => '„',
            Self::Right => '”',
            Self::Guillemet => '«',
            Self::Reverse => '»',
            Self::SingleGuillemet => '‹',
            Self::Corner => '「',
            Self::WhiteCorner => '『',
            Self::Single => '‘',
            Self::LowSingle => '‚',
            Self::Straight => '"',
            Self::FullWidth => '＂',
            Self::Gershayim => '״',
            Self::Prime => '〝',
            Self::HalfCorner => '｢',
            Self::TallCorner => '﹁',
            Self::TallWhiteCorner => '﹃',
            Self::Tex => '`',
            Self::RightSingle => '’',
        }
    }

    /// Returns true if a pair of another kind may be meant by a mark of this one.
    fn is_double(self) -> bool {
        matches!(self, Self::Curly | Self::Low | Self::Guillemet | Self::Straight | Self::FullWidth)
    }

    /// Returns true if the character is often something else than an opening mark.
    pub fn is_doubtful(self) -> bool {
        matches!(
            self,
            Self::Single
                | Self::LowSingle
                | Self::RightSingle
                | Self::Right
                | Self::Reverse
                | Self::Tex
                | Self::Gershayim
        )
    }
}
