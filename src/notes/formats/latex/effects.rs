//! Words that are struck out, raised or lowered, and formulas that are no more than that: `10$^6$`, `\ce{CO2}`.

use super::{DEEPEST, LatexReader};
use crate::notes::text_effects::TextEffect;
use crate::text::Span;

/// Signs of formulas that have room on both sides, and how they are shown.
const SIGNS: [(&str, &str, &str); 4] =
    [("times", " × ", "×"), ("cdot", " · ", "·"), ("approx", " ≈ ", "≈"), ("pm", " ± ", "±")];
/// Commands of formulas that stand for text.
const TEXTS: [(&str, &str); 8] =
    [(",", " "), (";", " "), (" ", " "), ("%", "%"), ("circ", "°"), ("mu", "μ"), ("sim", "~"), ("$", "$")];
/// Commands of formulas whose braces hold text.
const THROUGH: [&str; 6] = ["mathrm", "text", "textrm", "mathit", "mbox", "rm"];

/// A part of a formula that is text.
#[derive(Debug, PartialEq, Eq)]
enum FormulaPart {
    /// As it stands in the notes.
    Plain(Span),
    Text(&'static str, Span),
    /// A sign, as shown and as it may be read otherwise.
    Sign(&'static str, &'static str, Span),
    Begin(TextEffect),
    End,
}

impl LatexReader<'_> {
    /// `\sout{words}`, `\textsuperscript{6}`; an optional argument is none of the words.
    pub(super) fn effect(&mut self, name: Span, effect: TextEffect) -> usize {
        let after = self.scan.option(name.end).map_or(name.end, |(_, end)| end);
        let Some((inner, end)) = self.scan.argument(after).filter(|_| self.depth < DEEPEST) else {
            self.builder.unread(name);
            return name.end;
        };
        self.builder.begin_effect(effect, name);
        self.inside(inner, Self::read);
        self.builder.end_effect();
        end
    }

    /// A formula, as text where it is no more than that, else as it is written. It quotes nothing.
    pub(super) fn formula_text(&mut self, inner: Span) {
        let text = &self.scan.notes[inner.range()];
        let parts = Some(inner).filter(|_| text.contains(['^', '_', '\\'])).and_then(|inner| self.parts(inner, 0));
        match parts {
            Some(parts) => self.put(parts, inner),
            None => self.builder.code(text, inner),
        }
    }

    /// `\ce{CO2}`, a formula of chemistry; `None` where it is more than letters and numbers.
    pub(super) fn chemistry(&mut self, name: Span) -> Option<usize> {
        let (inner, end) = self.scan.argument(name.end)?;
        let parts = chemical(&self.scan.notes[inner.range()], inner.start)?;
        self.put(parts, inner);
        Some(end)
    }

    fn put(&mut self, parts: Vec<FormulaPart>, inner: Span) {
        self.builder.inline(inner);
        self.builder.flow.edge();
        let at = self.builder.flow.text.len();
        for part in parts {
            match part {
                FormulaPart::Plain(span) => self.builder.plain(span),
                FormulaPart::Text(text, from) => self.builder.text(text, from),
                FormulaPart::Sign(shown, plain, from) => self.builder.ligature(shown, plain, from),
                FormulaPart::Begin(effect) => self.builder.begin_effect(effect, inner),
                FormulaPart::End => self.builder.end_effect(),
            }
        }
        self.builder.flow.edge();
        self.builder.flow.code_spans.push(Span::new(at, self.builder.flow.text.len()));
    }

    /// The parts of a formula; `None` if it has others than text. TeX shows no white space in it but beside signs.
    fn parts(&self, span: Span, depth: usize) -> Option<Vec<FormulaPart>> {
        let (mut at, mut parts) = (span.start, Vec::new());
        while at < span.end {
            let rest = &self.scan.notes[at..span.end];
            let c = rest.chars().next()?;
            let one = Span::new(at, at + c.len_utf8());
            at = one.end;
            match c {
                '^' | '_' => at = self.script(&mut parts, (c, one), span.end, depth)?,
                '\\' => at = self.formula_command(&mut parts, one.start, span.end, depth)?,
                '~' => parts.push(FormulaPart::Text(" ", one)),
                _ if c.is_whitespace() => {
                    let next = rest.trim_start().chars().next();
                    let before = self.scan.notes[span.start..one.start].chars().next_back();
                    let is_sign = |c: Option<char>| c.is_some_and(|c| "=<>+-/,:".contains(c));
                    if is_sign(next) || is_sign(before) {
                        parts.push(FormulaPart::Plain(one));
                    }
                }
                _ if c.is_alphanumeric() || ".,/=+-−–()<>:".contains(c) => parts.push(FormulaPart::Plain(one)),
                _ => return None,
            }
        }
        Some(parts)
    }

    /// Reads the words raised behind `^`, or lowered behind `_`; where to go on.
    fn script(&self, parts: &mut Vec<FormulaPart>, mark: (char, Span), end: usize, depth: usize) -> Option<usize> {
        let (inner, after) = self.scan.argument(mark.1.end).filter(|&(_, after)| after <= end && depth < 4)?;
        let effect = if mark.0 == '^' { TextEffect::RAISED } else { TextEffect::LOWERED };
        parts.push(FormulaPart::Begin(effect));
        parts.extend(self.parts(inner, depth + 1)?);
        parts.push(FormulaPart::End);
        Some(after)
    }

    fn formula_command(&self, parts: &mut Vec<FormulaPart>, at: usize, end: usize, depth: usize) -> Option<usize> {
        let (name, after) = self.scan.name(at);
        let from = Span::new(at, after);
        if let Some(&(_, text)) = TEXTS.iter().find(|(known, _)| *known == name) {
            parts.push(FormulaPart::Text(text, from));
            return Some(after);
        }
        // The white space around a sign is its own.
        let rest = &self.scan.notes[after..end];
        let behind = after + (rest.len() - rest.trim_start().len());
        if let Some(&(_, shown, plain)) = SIGNS.iter().find(|(known, ..)| *known == name) {
            parts.push(FormulaPart::Sign(shown, plain, from));
            return Some(behind);
        }
        let (inner, after) = self.scan.argument(after).filter(|_| THROUGH.contains(&name) && depth < 4)?;
        parts.extend(self.parts(inner, depth + 1).filter(|_| after <= end)?);
        Some(after)
    }
}

/// The parts of a formula of chemistry that begins at `start` of the notes: letters, numbers, charges behind `^`.
fn chemical(text: &str, start: usize) -> Option<Vec<FormulaPart>> {
    let mut parts = Vec::new();
    let mut at = 0;
    let mut is_bound = false;
    while at < text.len() {
        let rest = &text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let charge = rest.strip_prefix('^').map(|rest| rest.trim_start_matches('{'));
        let (from, length, effect) = match rest.as_bytes()[0] {
            _ if digits > 0 => (at, digits, is_bound.then_some(TextEffect::LOWERED)),
            b'^' => {
                let charge = charge?;
                let length = charge.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-')).count();
                (text.len() - charge.len(), length, Some(TextEffect::RAISED))
            }
            byte if byte.is_ascii_alphabetic() || matches!(byte, b'(' | b')') => (at, 1, None),
            _ => return None,
        };
        if length == 0 {
            return None;
        }
        parts.extend(effect.map(FormulaPart::Begin));
        parts.push(FormulaPart::Plain(Span::new(start + from, start + from + length)));
        parts.extend(effect.map(|_| FormulaPart::End));
        is_bound = digits == 0 && rest.as_bytes()[0] != b'(' && rest.as_bytes()[0] != b'^';
        at = from + length;
        at += usize::from(rest.starts_with("^{") && text[at..].starts_with('}'));
    }
    Some(parts)
}
