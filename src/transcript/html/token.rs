//! Tokens of HTML, as spans of it.

use super::tag::Tag;
use crate::text::Span;

/// What a span of HTML is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Characters, with references such as `&amp;` in them.
    Text,
    /// Characters as they stand: a script, a style sheet.
    Raw,
    /// A tag that begins an element; where its attributes stand, and whether it ends in `/>`.
    Open(Tag, Span, bool),
    /// A tag that ends an element.
    Close(Tag),
    /// A comment, a doctype, an instruction: nothing.
    Nothing,
}

/// Reads tokens one by one, each byte a bounded number of times.
pub(super) struct Tokens<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    /// The element that holds no tags, and was begun just now.
    raw: Option<Tag>,
}

impl<'s> Tokens<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, bytes: source.as_bytes(), at: 0, raw: None }
    }

    /// Says that what follows is the inside of an element that holds no tags.
    pub(super) fn enter_raw(&mut self, tag: Tag) {
        self.raw = Some(tag);
    }

    /// The next token, and where it stands.
    pub(super) fn next(&mut self) -> Option<(Token, Span)> {
        let start = self.at;
        if start >= self.bytes.len() {
            return None;
        }
        let token = match self.raw.take() {
            Some(tag) => self.inside(tag),
            None => self.markup().unwrap_or_else(|| self.text()),
        };
        debug_assert!(self.at > start || matches!(token, Token::Raw | Token::Text));
        Some((token, Span::new(start, self.at)))
    }

    /// Characters up to the next `<` that begins something.
    fn text(&mut self) -> Token {
        let mut from = self.at + 1;
        self.at = loop {
            match memchr::memchr(b'<', &self.bytes[from.min(self.bytes.len())..]) {
                None => break self.bytes.len(),
                Some(found) if self.begins(from + found) => break from + found,
                Some(found) => from += found + 1,
            }
        };
        Token::Text
    }

    /// Whether the `<` at `at` begins a tag or a comment.
    fn begins(&self, at: usize) -> bool {
        match self.bytes.get(at + 1) {
            Some(b'/') => self.bytes.get(at + 2).is_some(),
            Some(byte) => byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?'),
            None => false,
        }
    }

    fn markup(&mut self) -> Option<Token> {
        if self.bytes[self.at] != b'<' || !self.begins(self.at) {
            return None;
        }
        let rest = &self.bytes[self.at..];
        Some(match rest[1] {
            b'!' if rest.starts_with(b"<!--") => self.comment(),
            b'!' | b'?' => self.skip_to_angle(),
            b'/' if rest[2].is_ascii_alphabetic() => self.tag(self.at + 2, true),
            b'/' => self.skip_to_angle(),
            _ => self.tag(self.at + 1, false),
        })
    }

    fn skip_to_angle(&mut self) -> Token {
        let found = memchr::memchr(b'>', &self.bytes[self.at..]);
        self.at = found.map_or(self.bytes.len(), |found| self.at + found + 1);
        Token::Nothing
    }

    /// A comment ends at `-->` or `--!>`; `<!-->` and `<!--->` are whole ones.
    fn comment(&mut self) -> Token {
        let inner = self.at + 4;
        let rest = &self.bytes[inner..];
        let short = [b">".as_slice(), b"->"].into_iter().find(|end| rest.starts_with(end));
        let end = short.map(|end| inner + end.len()).or_else(|| {
            memchr::memmem::find_iter(rest, b"--").find_map(|found| {
                let behind = &rest[found + 2..];
                let len = [b">".as_slice(), b"!>", b"->"].into_iter().find(|end| behind.starts_with(end))?.len();
                Some(inner + found + 2 + len)
            })
        });
        self.at = end.unwrap_or(self.bytes.len());
        Token::Nothing
    }

    fn tag(&mut self, name: usize, closes: bool) -> Token {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let len = self.bytes[name..].iter().position(is_end).unwrap_or(self.bytes.len() - name);
        let tag = Tag::of(&self.source[name..name + len]);
        let attributes = name + len;
        match self.tag_end(attributes) {
            // A tag that never ends is dropped with all that it swallowed.
            None => {
                self.at = self.bytes.len();
                Token::Nothing
            }
            Some(end) => {
                self.at = end;
                let is_empty = self.bytes[end - 2] == b'/';
                if closes { Token::Close(tag) } else { Token::Open(tag, Span::new(attributes, end - 1), is_empty) }
            }
        }
    }

    /// Where the tag ends whose attributes begin at `at`: at the first `>` outside of quoted values.
    fn tag_end(&self, at: usize) -> Option<usize> {
        let mut rest = Attributes { bytes: self.bytes, source: self.source, at };
        while rest.next().is_some() {}
        (self.bytes.get(rest.at) == Some(&b'>')).then_some(rest.at + 1)
    }

    /// What is inside of an element that holds no tags: all up to its own end tag.
    fn inside(&mut self, tag: Tag) -> Token {
        self.at = match tag {
            Tag::Plaintext => self.bytes.len(),
            Tag::Script => self.script_end(),
            _ => self.raw_end(self.at, tag.name()).unwrap_or(self.bytes.len()),
        };
        if tag.is_escapable() { Token::Text } else { Token::Raw }
    }

    fn raw_end(&self, from: usize, name: &str) -> Option<usize> {
        let found = memchr::memmem::find_iter(&self.bytes[from..], b"</");
        found.map(|found| from + found).find(|&at| self.is_named(at + 2, name))
    }

    fn is_named(&self, at: usize, name: &str) -> bool {
        let end = at + name.len();
        self.bytes.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && self.bytes.get(end).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
    }

    /// Inside `<!--` of a script, a `<script>` has to be ended before the script is.
    fn script_end(&self) -> usize {
        let (mut escaped, mut doubly) = (false, false);
        for found in memchr::memchr2_iter(b'<', b'-', &self.bytes[self.at..]) {
            let at = self.at + found;
            let rest = &self.bytes[at..];
            match () {
                () if rest.starts_with(b"-->") => (escaped, doubly) = (false, false),
                () if rest.starts_with(b"<!--") => escaped = true,
                () if escaped && !doubly && rest[0] == b'<' && self.is_named(at + 1, "script") => doubly = true,
                () if rest.starts_with(b"</") && self.is_named(at + 2, "script") => {
                    if !doubly {
                        return at;
                    }
                    doubly = false;
                }
                () => {}
            }
        }
        // A comment that is never ended would swallow the page: the first end tag ends the script then.
        self.raw_end(self.at, "script").unwrap_or(self.bytes.len())
    }
}

/// The attributes of a tag, as they stand: name and value, references not decoded.
pub(super) struct Attributes<'s> {
    bytes: &'s [u8],
    source: &'s str,
    at: usize,
}

impl<'s> Attributes<'s> {
    /// Those between a tag's name and its `>`.
    pub(super) fn of(source: &'s str) -> Self {
        Self { bytes: source.as_bytes(), source, at: 0 }
    }

    fn skip(&mut self, skips: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|&byte| !skips(byte)).unwrap_or(rest.len());
    }

    fn value(&mut self) -> &'s str {
        self.skip(|byte| byte.is_ascii_whitespace());
        match self.bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                let end = memchr::memchr(quote, &self.bytes[start..]).map(|found| start + found);
                self.at = end.map_or(self.bytes.len(), |end| end + 1);
                &self.source[start..end.unwrap_or(self.bytes.len())]
            }
            _ => {
                let start = self.at;
                self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>');
                &self.source[start..self.at]
            }
        }
    }
}

impl<'s> Iterator for Attributes<'s> {
    type Item = (&'s str, &'s str);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/');
        if self.bytes.get(self.at).is_none_or(|&byte| byte == b'>') {
            return None;
        }
        let start = self.at;
        // A `=` in front is part of the name.
        self.at += usize::from(self.bytes[self.at] == b'=');
        self.skip(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
        let name = &self.source[start..self.at];
        self.skip(|byte| byte.is_ascii_whitespace());
        if self.bytes.get(self.at) != Some(&b'=') {
            return Some((name, ""));
        }
        self.at += 1;
        Some((name, self.value()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(html: &str) -> Vec<String> {
        let mut tokens = Tokens::new(html);
        let mut told = Vec::new();
        let mut behind = 0;
        while let Some((token, span)) = tokens.next() {
            assert_eq!(span.start, behind, "tokens tile");
            behind = span.end;
            if let Token::Open(tag, ..) = token
                && tag.is_raw()
            {
                tokens.enter_raw(tag);
            }
            match token {
                Token::Text => told.push(html[span.range()].to_owned()),
                Token::Raw => told.push(format!("raw {}", &html[span.range()])),
                Token::Open(tag, ..) => told.push(format!("<{}>", tag.name())),
                Token::Close(tag) => told.push(format!("</{}>", tag.name())),
                Token::Nothing => told.push("-".into()),
            }
        }
        told
    }

    #[test]
    fn tags_text_and_comments_are_told_apart() {
        assert_eq!(tokens("a<P x='>'>b</p >c"), ["a", "<p>", "b", "</p>", "c"]);
        assert_eq!(tokens("1 < 2 <3 <-<!doctype html><?x?></ >"), ["1 < 2 <3 <-", "-", "-", "-"]);
        assert_eq!(tokens("a<!-- > -- --!>b<!-->c<!--->d<!-- e"), ["a", "-", "b", "-", "c", "-", "d", "-"]);
        assert_eq!(tokens("a<p b='c>d"), ["a", "-"]);
        assert_eq!(tokens("<"), ["<"]);
        assert_eq!(tokens("a</"), ["a</"]);
    }

    #[test]
    fn a_script_holds_no_tags_and_ends_where_browsers_end_it() {
        assert_eq!(tokens("<script>a<b></script>c"), ["<script>", "raw a<b>", "</script>", "c"]);
        let twice = tokens("<script><!--<script></script>x--></script>c");
        assert_eq!(twice, ["<script>", "raw <!--<script></script>x-->", "</script>", "c"]);
        assert_eq!(tokens("<title>a<b>&amp;</TITLE>c"), ["<title>", "a<b>&amp;", "</title>", "c"]);
        assert_eq!(tokens("<plaintext><p></plaintext>"), ["<plaintext>", "raw <p></plaintext>"]);
    }

    #[test]
    fn attributes_are_read_in_every_way_that_they_are_written() {
        let read: Vec<_> = Attributes::of(" a=1 b = '2 3' c=\"4\" hidden/ =d=5").collect();
        assert_eq!(read, [("a", "1"), ("b", "2 3"), ("c", "4"), ("hidden", ""), ("=d", "5")]);
    }
}
