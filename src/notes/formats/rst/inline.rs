//! Running text of reStructuredText.

use super::RstReader;
use super::explicit::plain;
use crate::notes::Reference;
use crate::notes::citations::reference;
use crate::notes::text_effects::TextEffect;
use crate::text::Span;

/// The bytes in which the mark is looked for that closes what was opened.
const REACH: usize = 4_000;

/// The effect of a role: those of docutils, and the names that people give to roles that strike out.
fn effect(role: &str) -> Option<TextEffect> {
    match role {
        "sup" | "superscript" => Some(TextEffect::RAISED),
        "sub" | "subscript" => Some(TextEffect::LOWERED),
        "del" | "s" | "st" | "line-through" | "linethrough" => Some(TextEffect::STRUCK),
        _ => role.contains("strike").then_some(TextEffect::STRUCK),
    }
}

impl<'n> RstReader<'n> {
    pub(super) fn inline(&mut self, span: Span) {
        let mut closers: Vec<Span> = Vec::new();
        let mut at = span.start;
        while at < span.end {
            if closers.last().is_some_and(|closer| closer.start == at) {
                at = closers.pop().map_or(at, |closer| closer.end);
                self.builder.flow.edge();
                continue;
            }
            at = self.step(Span::new(at, span.end), &mut closers).max(at + 1);
        }
    }

    fn step(&mut self, span: Span, closers: &mut Vec<Span>) -> usize {
        let at = span.start;
        let rest = &self.notes[span.range()];
        match rest.as_bytes()[0] {
            b'\\' => self.escape(span),
            b'`' if rest.starts_with("``") => self.literal(span),
            b'`' => self.interpreted(span, None),
            b'*' => self.emphasis(span, closers),
            b'|' => self.substitution(span),
            b'[' => self.call(span),
            b':' => self.role(span),
            b'_' => self.reference(span),
            _ => {
                let next = rest.char_indices().skip(1).find(|(_, c)| "\\`*|[:_".contains(*c));
                let end = at + next.map_or(rest.len(), |(next, _)| next);
                self.builder.plain(Span::new(at, end));
                end
            }
        }
    }

    fn reach(&self, span: Span) -> &'n str {
        let end = self.notes.floor_char_boundary(span.end.min(span.start + REACH));
        &self.notes[span.start..end.max(span.start)]
    }

    fn plain_bytes(&mut self, at: usize, length: usize) -> usize {
        self.builder.plain(Span::new(at, at + length));
        at + length
    }

    fn escape(&mut self, span: Span) -> usize {
        let Some(next) = self.notes[span.start + 1..span.end].chars().next() else { return span.end };
        let end = span.start + 1 + next.len_utf8();
        if !next.is_whitespace() {
            self.builder.plain(Span::new(span.start + 1, end));
        }
        end
    }

    fn literal(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        let Some(length) = rest[2..].find("``").filter(|&length| length > 0) else {
            return self.plain_bytes(span.start, 2);
        };
        let inner = Span::new(span.start + 2, span.start + 2 + length);
        self.builder.code(&rest[2..2 + length], inner);
        inner.end + 2
    }

    fn emphasis(&mut self, span: Span, closers: &mut Vec<Span>) -> usize {
        let rest = self.reach(span);
        let fence = if rest.starts_with("**") { "**" } else { "*" };
        let inner = &rest[fence.len()..];
        let before = self.notes[..span.start].chars().next_back();
        let opens = inner.starts_with(|c: char| !c.is_whitespace()) && !before.is_some_and(char::is_alphanumeric);
        let closes = |found: &usize| {
            let before = inner[..*found].chars().next_back();
            let after = inner[found + fence.len()..].chars().next();
            before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(|c| c.is_alphanumeric() || c == '*')
        };
        let found = inner.match_indices(fence).map(|(found, _)| found).take(8).find(closes).filter(|_| opens);
        let Some(found) = found else { return self.plain_bytes(span.start, fence.len()) };
        let start = span.start + fence.len() + found;
        closers.push(Span::new(start, start + fence.len()));
        self.builder.flow.edge();
        span.start + fence.len()
    }

    fn substitution(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        let name = rest[1..].split('|').next().filter(|name| rest.len() > name.len() + 1);
        let known = name.and_then(|name| Some((name, *self.targets.substitutions.get(name)?)));
        let Some((name, text)) = known else { return self.plain_bytes(span.start, 1) };
        let whole = Span::new(span.start, span.start + name.len() + 2);
        if self.builder.may_put_in(&rest[..name.len() + 2], text, whole) {
            self.builder.text(text, whole);
        }
        whole.end
    }

    /// `[1]_`, `[#]_`, `[#name]_`, `[key]_`.
    fn call(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        let label = rest[1..].split(']').next().unwrap_or_default();
        let closed = rest[1 + label.len()..].starts_with("]_");
        if !closed || label.is_empty() || label.contains(char::is_whitespace) {
            return self.plain_bytes(span.start, 1);
        }
        let whole = Span::new(span.start, span.start + label.len() + 3);
        let name = match label {
            "#" | "*" => {
                self.numbered.0 += 1;
                format!("#{}", self.numbered.0)
            }
            label => label.to_owned(),
        };
        let own = name.starts_with(|c: char| c.is_alphabetic());
        if own && !self.targets.labels.contains_key(label) {
            self.builder.cite(Reference::Key(name.clone()), whole);
        }
        self.builder.footnote(name, whole);
        whole.end
    }

    /// `` :role:`text` ``.
    fn role(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        let good = |name: &&str| {
            !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:.+".contains(&b))
                && name.ends_with(':')
        };
        let head = rest[1..].split('`').next().filter(|head| rest.len() > head.len() + 1).filter(good);
        match head {
            Some(head) => {
                let start = span.start + 1 + head.len();
                self.interpreted(Span::new(start, span.end), Some(head.trim_end_matches(':')))
            }
            None => self.plain_bytes(span.start, 1),
        }
    }

    /// Text in backticks: a link, a title, or what a role makes of it.
    fn interpreted(&mut self, span: Span, role: Option<&str>) -> usize {
        let rest = self.reach(span);
        let Some(length) = rest[1..].find('`').filter(|&length| length > 0) else {
            return self.plain_bytes(span.start, 1);
        };
        let inner = Span::new(span.start + 1, span.start + 1 + length);
        let tail = &rest[length + 2..];
        let marks = tail.len() - tail.trim_start_matches('_').len();
        let end = inner.end + 1 + marks.min(2);
        let text = &rest[1..1 + length];
        match role {
            Some(role) if role.contains("cite") => self.cited(text, Span::new(span.start, end)),
            Some("code" | "math" | "kbd" | "samp" | "file" | "command" | "literal" | "raw") => {
                self.builder.code(text, inner)
            }
            Some(role) if role.contains("quote") || role == "q" => {
                self.builder.quote(Vec::new(), inner);
                self.inline(inner);
                self.builder.quote_end(inner.end);
            }
            Some(role) => match effect(role) {
                Some(effect) => {
                    self.builder.begin_effect(effect, span);
                    self.inline(inner);
                    self.builder.end_effect();
                }
                None => self.named(inner, None),
            },
            None if marks > 0 => self.named(inner, Some(Span::new(span.start, end))),
            None => self.inline(inner),
        }
        end
    }

    fn cited(&mut self, keys: &str, whole: Span) {
        for key in keys.split(',').map(str::trim).filter(|key| !key.is_empty()) {
            // What stands before the key is a note on it.
            let key = key.rsplit('}').next().unwrap_or(key);
            self.builder.cite(Reference::Key(key.to_owned()), whole);
        }
    }

    /// `text <target>`, or a name whose target stands elsewhere; a link, if `whole` says so.
    fn named(&mut self, inner: Span, whole: Option<Span>) {
        let text = self.text(inner);
        let own = text.rfind('<').filter(|&open| text.ends_with('>') && open + 1 < text.len());
        let shown = Span::new(inner.start, inner.start + own.map_or(text.len(), |open| text[..open].trim_end().len()));
        let Some(whole) = whole else { return self.inline(shown) };
        let target = match own {
            Some(open) => Some(text[open + 1..text.len() - 1].trim_end_matches('_')),
            None => self.targets.links.get(&plain(text)).copied(),
        };
        let target = target.filter(|target| own.is_some() || self.builder.may_put_in(text, target, whole));
        self.builder.link(target.and_then(reference::of_target), target.unwrap_or_default(), false, whole);
        self.inline(shown);
        self.builder.link_end();
    }

    /// `name_`: a link whose target stands elsewhere. The name is in the text already.
    fn reference(&mut self, span: Span) -> usize {
        let before = &self.notes[self.notes.floor_char_boundary(span.start.saturating_sub(80))..span.start];
        let word = before.rsplit(|c: char| !(c.is_alphanumeric() || "-.:+".contains(c))).next().unwrap_or_default();
        let after = &self.notes[span.start..span.end];
        let marks = after.len() - after.trim_start_matches('_').len();
        let ends = !after[marks..].starts_with(|c: char| c.is_alphanumeric());
        let target = self.targets.links.get(&plain(word)).copied().filter(|_| !word.is_empty() && ends && marks <= 2);
        let Some(target) = target else { return self.plain_bytes(span.start, marks.max(1)) };
        let whole = Span::new(span.start - word.len(), span.start + marks);
        if self.builder.flow.text.ends_with(word) && self.builder.may_put_in(word, target, whole) {
            self.builder.flow.take_back(word.len());
            self.builder.link(reference::of_target(target), target, false, whole);
            self.builder.plain(Span::new(whole.start, span.start));
            self.builder.link_end();
        }
        whole.end
    }
}
