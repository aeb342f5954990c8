//! Running text of AsciiDoc.

use super::{AsciiDocReader, DEEPEST};
use crate::markup::reference::read_closed;
use crate::notes::Reference;
use crate::notes::citations::reference;
use crate::notes::text_effects::TextEffect;
use crate::text::Span;

/// The bytes in which the mark is looked for that closes emphasis, or the bracket of a macro.
const REACH: usize = 3_000;

/// The marks that are open at once, at most.
const MOST_OPEN: usize = 32;

/// Replacements in running text: as written, as shown.
const REPLACED: [(&str, &str); 6] = [("...", "…"), ("(C)", "©"), ("(R)", "®"), ("(TM)", "™"), ("->", "→"), ("=>", "⇒")];
/// Quotation marks that are written with a backtick: what opens and closes, as shown and as it may be read otherwise.
const CURVED: [(&str, &str, [&str; 2], &str); 2] = [("\"`", "`\"", ["“", "”"], "\""), ("'`", "`'", ["‘", "’"], "'")];

/// A mark that closes what was opened.
struct Closer {
    at: Span,
    /// The text that is shown in its place, and the other way to read that.
    shown: Option<(&'static str, &'static str)>,
    /// True if it strikes out, raises or lowers what stands before it.
    has_effect: bool,
}

/// Attributes that stand for a character.
const CHARACTERS: [(&str, &str); 20] = [
    ("mdash", "—"),
    ("ndash", "–"),
    ("nbsp", "\u{a0}"),
    ("sp", " "),
    ("empty", ""),
    ("blank", ""),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("apos", "'"),
    ("quot", "\""),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("vbar", "|"),
    ("zwsp", "\u{200b}"),
    ("deg", "°"),
];

impl<'n> AsciiDocReader<'n> {
    pub(super) fn inline(&mut self, span: Span) {
        self.depth += 1;
        // Where marks stand that close what was opened, ascending from the innermost out.
        let mut closers: Vec<Closer> = Vec::new();
        let mut at = span.start;
        while at < span.end {
            if let Some(closer) = closers.iter().position(|closer| closer.at.start == at) {
                let closer = closers.remove(closer);
                at = closer.at.end;
                if closer.has_effect {
                    self.builder.end_effect();
                }
                match closer.shown {
                    Some((shown, plain)) => self.builder.ligature(shown, plain, closer.at),
                    None => self.builder.flow.edge(),
                }
                continue;
            }
            at = self.step(Span::new(at, span.end), &mut closers).max(at + 1);
            // One that stood inside something else closes nothing.
            closers.retain(|closer| {
                let is_ahead = closer.at.start >= at;
                if !is_ahead && closer.has_effect {
                    self.builder.end_effect();
                }
                is_ahead
            });
        }
        closers.iter().filter(|closer| closer.has_effect).for_each(|_| self.builder.end_effect());
        self.depth -= 1;
    }

    fn step(&mut self, span: Span, closers: &mut Vec<Closer>) -> usize {
        let at = span.start;
        let rest = &self.notes[span.range()];
        if let Some(index) = REPLACED.iter().position(|(written, _)| rest.starts_with(written)) {
            let (written, shown) = REPLACED[index];
            return self.shown(shown, written, written.len(), at);
        }
        if let Some((_, closes, shown, plain)) = CURVED.iter().find(|(opens, ..)| rest.starts_with(opens))
            && closers.len() < MOST_OPEN
            && let Some(found) = self.reach(span)[2..].find(closes)
        {
            let closer = Span::new(at + 2 + found, at + 4 + found);
            closers.push(Closer { at: closer, shown: Some((shown[1], plain)), has_effect: false });
            return self.shown(shown[0], plain, 2, at);
        }
        match rest.as_bytes()[0] {
            b'\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                self.builder.plain(Span::new(at + 1, at + 2));
                at + 2
            }
            b'`' => self.monospace(span),
            b'*' | b'_' | b'#' | b'^' | b'~' => self.emphasis(span, closers),
            b'\'' if self.between_letters(span) => self.shown("’", "'", 1, at),
            b'-' if rest.starts_with("--") && !rest.starts_with("---") => self.dashes(span),
            b'+' => self.plus(span),
            b'{' => self.attribute_reference(span),
            b'<' if rest.starts_with("<<") => self.cross_reference(span),
            b'(' if rest.starts_with("((") => self.index_term(span),
            b'[' => self.bracket(span),
            b'&' => {
                let (length, text) = read_closed(rest);
                self.builder.text(&text, Span::new(at, at + length));
                at + length
            }
            b':' if self.word_before(at).is_some() => self.macros(span),
            _ => {
                let next = rest.char_indices().skip(1).find(|(_, c)| "\\`*_#^~'-+{<([&:\".=".contains(*c));
                let end = at + next.map_or(rest.len(), |(next, _)| next);
                self.builder.plain(Span::new(at, end));
                end
            }
        }
    }

    fn shown(&mut self, shown: &'static str, plain: &'static str, length: usize, at: usize) -> usize {
        self.builder.ligature(shown, plain, Span::new(at, at + length));
        at + length
    }

    fn plain_byte(&mut self, at: usize, length: usize) -> usize {
        self.builder.plain(Span::new(at, at + length));
        at + length
    }

    fn before(&self, at: usize) -> Option<char> {
        self.notes[..at].chars().next_back()
    }

    fn between_letters(&self, span: Span) -> bool {
        let next = self.notes[span.start + 1..span.end].chars().next();
        self.before(span.start).is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphabetic)
    }

    /// `--` is a dash between spaces or words.
    fn dashes(&mut self, span: Span) -> usize {
        let next = self.notes[span.start + 2..span.end].chars().next();
        let before = self.before(span.start);
        let spaced = before.is_none_or(char::is_whitespace) && next.is_none_or(char::is_whitespace);
        let words = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        if spaced || words { self.shown("—", "--", 2, span.start) } else { self.plain_byte(span.start, 2) }
    }

    fn reach(&self, span: Span) -> &'n str {
        let end = self.notes.floor_char_boundary(span.end.min(span.start + REACH));
        &self.notes[span.start..end.max(span.start)]
    }

    fn monospace(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        let fence = if rest.starts_with("``") { "``" } else { "`" };
        let Some(length) = rest[fence.len()..].find(fence).filter(|&length| length > 0) else {
            return self.plain_byte(span.start, fence.len());
        };
        let inner = Span::new(span.start + fence.len(), span.start + fence.len() + length);
        let text = self.notes[inner.range()].trim_matches('+').to_owned();
        self.builder.code(&text, inner);
        inner.end + fence.len()
    }

    /// Takes away a mark of emphasis whose fellow is found.
    fn emphasis(&mut self, span: Span, closers: &mut Vec<Closer>) -> usize {
        let rest = self.reach(span);
        let mark = &rest[..1];
        let double = rest.len() > 1 && rest[1..].starts_with(mark);
        let fence = if double { &rest[..2] } else { mark };
        let inner = &rest[fence.len()..];
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let starts = inner.starts_with(|c: char| !c.is_whitespace());
        let opens = starts && (double || "^~".contains(mark) || !word(self.before(span.start)));
        let closes = |found: &usize| {
            let before = inner[..*found].chars().next_back();
            let after = inner[found + fence.len()..].chars().next();
            let free = double || "^~".contains(mark) || !word(after);
            *found > 0 && before.is_some_and(|c| !c.is_whitespace()) && free
        };
        let opens = opens && closers.len() < MOST_OPEN;
        let found = inner.match_indices(fence).map(|(found, _)| found).take(8).find(closes).filter(|_| opens);
        let spaced = |found: usize| "^~".contains(mark) && inner[..found].contains(char::is_whitespace);
        match found.filter(|&found| !spaced(found)) {
            Some(found) => {
                let start = span.start + fence.len() + found;
                let (end, length) = (start + fence.len(), fence.len());
                let effect = match mark {
                    "^" => Some(TextEffect::RAISED),
                    "~" => Some(TextEffect::LOWERED),
                    _ => self.is_struck(span.start).then_some(TextEffect::STRUCK),
                };
                closers.push(Closer { at: Span::new(start, end), shown: None, has_effect: effect.is_some() });
                self.builder.flow.edge();
                if let Some(effect) = effect {
                    self.builder.begin_effect(effect, Span::new(span.start, span.start + length));
                }
                span.start + length
            }
            None => self.plain_byte(span.start, fence.len()),
        }
    }

    /// A hard line break, or what is passed through as it stands.
    fn plus(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        if rest.starts_with("+\n") || rest == "+" {
            return span.start + 1;
        }
        let fence = ["+++", "++", "+"].into_iter().find(|fence| rest.starts_with(fence)).unwrap_or("+");
        let inner = &rest[fence.len()..];
        let free = !inner.starts_with(' ') && !self.before(span.start).is_some_and(char::is_alphanumeric);
        let Some(length) = inner.find(fence).filter(|&length| free && length > 0) else {
            return self.plain_byte(span.start, fence.len());
        };
        let start = span.start + fence.len();
        self.builder.plain(Span::new(start, start + length));
        start + length + fence.len()
    }

    fn attribute_reference(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        let good =
            |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        let Some(name) = rest[1..].split('}').next().filter(|name| rest.len() > name.len() + 1).filter(good) else {
            return self.plain_byte(span.start, 1);
        };
        let whole = Span::new(span.start, span.start + name.len() + 2);
        if let Some((_, shown)) = CHARACTERS.iter().find(|(known, _)| *known == name) {
            self.builder.text(shown, whole);
        } else if let Some(value) = self.attributes.get(name).copied() {
            if !self.builder.may_put_in(&rest[..name.len() + 2], value, whole) {
                return whole.end;
            }
            let after = self.reach(Span::new(whole.end, span.end));
            let link = after.starts_with('[') && value.contains("://") && self.depth < DEEPEST;
            let closed = closing(after).filter(|_| link);
            if let Some(length) = closed {
                let inner = Span::new(whole.end + 1, whole.end + length);
                self.linked(value, inner, Span::new(whole.start, inner.end + 1));
                return inner.end + 1;
            }
            self.builder.text(value, whole);
        } else {
            let name = format!("{{{name}}}");
            self.builder.unknown(&name, "it was read as plain text", whole);
            self.builder.plain(whole);
        }
        whole.end
    }

    /// `<<id,text>>`.
    fn cross_reference(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        let Some(end) = rest.find(">>") else { return self.plain_byte(span.start, 2) };
        let whole = Span::new(span.start, span.start + end + 2);
        let inner = &rest[2..end];
        let (target, shown) = inner.split_once(',').unwrap_or((inner, ""));
        let target = target.trim().trim_start_matches('#').to_owned();
        let shown = Span::new(whole.end - 2 - shown.len(), whole.end - 2);
        self.builder.cite(Reference::Key(target), whole);
        if let Some(named) = self.builder.flow.inline_citations.last_mut() {
            named.doubtful = true;
        }
        self.inline(shown);
        whole.end
    }

    /// `((shown))` and `(((not shown)))`.
    fn index_term(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        if rest.starts_with("(((") {
            return rest.find(")))").map_or_else(|| self.plain_byte(span.start, 3), |end| span.start + end + 3);
        }
        let Some(end) = rest.find("))") else { return self.plain_byte(span.start, 2) };
        self.builder.plain(Span::new(span.start + 2, span.start + end));
        span.start + end + 2
    }

    /// An anchor, or the role of the marked text after it.
    fn bracket(&mut self, span: Span) -> usize {
        let rest = self.reach(span);
        if rest.starts_with("[[") {
            let end = rest.find("]]").filter(|&end| !rest[2..end].contains([' ', '\n']));
            let anchor = end.filter(|&end| rest[..end].len() > 2 && !rest[end + 2..].starts_with(']'));
            if let Some(end) = anchor {
                // An anchor shows nothing; written as a link, it names something.
                let name = reference::of_wikilink(&rest[2..end]);
                let whole = Span::new(span.start, span.start + end + 2);
                if let Some(name) = name {
                    self.builder.cite(name, whole);
                    if let Some(named) = self.builder.flow.inline_citations.last_mut() {
                        named.doubtful = true;
                    }
                }
                return whole.end;
            }
        }
        let end =
            rest.find(']').filter(|&end| rest[end + 1..].starts_with(['#', '*', '_']) && !rest[..end].contains('\n'));
        let is_role =
            |end: &usize| rest.starts_with("[.") && rest[end + 1..].starts_with('#') || strikes(&rest[1..*end]);
        match end.filter(is_role) {
            Some(end) => span.start + end + 1,
            None => self.plain_byte(span.start, 1),
        }
    }

    /// Returns true if the mark at `at` follows on a role that strikes out what it marks.
    fn is_struck(&self, at: usize) -> bool {
        let before = &self.notes[self.notes.floor_char_boundary(at.saturating_sub(80))..at];
        let role = before.strip_suffix(']').and_then(|before| before.rsplit_once('['));
        role.is_some_and(|(_, role)| strikes(role))
    }

    /// The word that ends at `at`: the name of a macro, or the scheme of an address.
    fn word_before(&self, at: usize) -> Option<usize> {
        let floor = self.notes.floor_char_boundary(at.saturating_sub(16));
        let letters = self.notes[floor..at].bytes().rev().take_while(u8::is_ascii_lowercase).count();
        (letters > 2).then_some(at - letters)
    }

    /// A macro or an address, whose `:` begins `span`. Its name is in the text already.
    fn macros(&mut self, span: Span) -> usize {
        let Some(start) = self.word_before(span.start) else { return self.plain_byte(span.start, 1) };
        let name = &self.notes[start..span.start];
        let known =
            ["https", "http", "link", "footnote", "cite", "citenp", "image", "icon", "xref", "pass", "kbd", "btn"];
        let rest = self.reach(Span::new(span.start + 1, span.end));
        let stop = rest.find(['[', ' ', '\n', '<', '"', '`']).filter(|&stop| rest[stop..].starts_with('['));
        let (Some(stop), true) = (stop, known.contains(&name) && self.depth < DEEPEST) else {
            return self.plain_byte(span.start, 1);
        };
        let Some(length) = closing(&rest[stop..]) else { return self.plain_byte(span.start, 1) };
        let target = &rest[..stop];
        let inner = Span::new(span.start + 1 + stop + 1, span.start + 1 + stop + length);
        let whole = Span::new(start, inner.end + 1);
        self.builder.flow.take_back(span.start - start);
        match name {
            "http" | "https" => self.linked(&format!("{name}:{target}"), inner, whole),
            "link" | "xref" => self.linked(target, inner, whole),
            "cite" | "citenp" => {
                for key in self.notes[inner.range()].split([',', ';']) {
                    let (key, beside) = key.split_once(['(', '<']).unwrap_or((key, ""));
                    if !key.trim().is_empty() {
                        let beside = beside.trim_end_matches([')', '>', ' ']);
                        self.builder.cite_at(Reference::Key(key.trim().to_owned()), beside, whole);
                    }
                }
            }
            "footnote" => {
                let label = if target.is_empty() { format!("#{start}") } else { target.to_owned() };
                self.builder.footnote_at(label, whole, Some(inner).filter(|inner| !inner.is_empty()));
            }
            "pass" | "kbd" | "btn" => self.builder.plain(inner),
            _ => {}
        }
        whole.end
    }

    fn linked(&mut self, target: &str, inner: Span, whole: Span) {
        self.builder.link(reference::of_target(target), target, false, whole);
        if inner.is_empty() {
            self.builder.text(target, whole);
        } else {
            // `^` at the end asks for a window of its own.
            let text = self.notes[inner.range()].trim_end_matches('^');
            self.inline(Span::new(inner.start, inner.start + text.len()));
        }
        self.builder.link_end();
    }
}

/// Returns true if one of the roles in a bracket strikes out: `.line-through`, `.underline.strike`, `strike`.
fn strikes(roles: &str) -> bool {
    let known = ["line-through", "strike", "strikethrough", "del"];
    let is_list = roles.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_# ".contains(&byte));
    is_list && roles.split(['.', '#', ' ']).any(|role| known.contains(&role))
}

/// The end of the bracket that begins `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
