//! Tags and comments of HTML, and the attributes of tags.

use crate::text::Span;

/// A tag, or a comment; where it stands.
pub(super) enum Token {
    Comment(Span),
    Tag(Span),
}

/// The tags and comments of a piece of HTML, one after the other.
pub(super) struct Tags<'t> {
    text: &'t str,
    at: usize,
    /// Whether a tag was met that nothing closes: what follows is text, and not searched again from each `<`.
    broken: bool,
}

impl<'t> Tags<'t> {
    /// Those of `text`.
    pub fn of(text: &'t str) -> Self {
        Self { text, at: 0, broken: false }
    }

    /// Goes on at `at`, behind what is no markup.
    pub fn skip_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The text before the next tag or comment, and that; without it at the end.
    pub fn next_tag(&mut self) -> Option<(Span, Option<Token>)> {
        let start = self.at;
        let mut from = start;
        while let Some(at) = self.text[from..].find('<').map(|at| from + at).filter(|_| !self.broken) {
            if let Some(token) = self.token(at) {
                return Some((Span::new(start, at), Some(token)));
            }
            from = at + 1;
        }
        self.at = self.text.len();
        (start <= self.at).then(|| (Span::new(start, self.at), None))
    }

    fn token(&mut self, at: usize) -> Option<Token> {
        let rest = &self.text[at..];
        if let Some(body) = rest.strip_prefix("<!--") {
            let end = body.find("-->").map_or(rest.len(), |end| 4 + end + 3);
            self.at = at + end;
            return Some(Token::Comment(Span::new(at, self.at)));
        }
        let name = rest[1..].trim_start_matches(['/', '!', '?']);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let Some(end) = tag_end(rest) else {
            self.broken = true;
            return None;
        };
        self.at = at + end;
        Some(Token::Tag(Span::new(at, self.at)))
    }
}

/// Where the tag that begins `text` ends: a `>` outside quotation marks.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quoted) {
            (b'>', None) => return Some(at + 1),
            (b'"' | b'\'', None) => quoted = Some(byte),
            (byte, Some(mark)) if byte == mark => quoted = None,
            _ => {}
        }
    }
    None
}

/// The name of a tag in lower case, and whether it closes.
pub(super) fn name(tag: &str) -> (String, bool) {
    let inner = tag.trim_start_matches('<');
    let closing = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    (inner[..end].to_ascii_lowercase(), closing)
}

/// The value of an attribute of a tag, or of `{.class name=value}`.
pub(super) fn attribute<'t>(tag: &'t str, wanted: &str) -> Option<&'t str> {
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let name = rest[..at].trim_end();
        let found = name.rsplit(|c: char| c.is_whitespace() || c == '{').next().unwrap_or_default();
        let value = rest[at + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => value[1..].split_once(mark)?,
            _ => value.split_at(value.find(|c: char| c.is_whitespace() || ">}".contains(c)).unwrap_or(value.len())),
        };
        if found.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after;
    }
    None
}
