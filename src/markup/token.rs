//! Tokens of HTML, as spans of it.

use super::attribute::Attributes;
use super::tag::Tag;
use crate::text::Span;

/// A way to read what is not well-formed. What is well-formed is the same to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// A captured page, read as browsers read it; a tag that nothing closes is dropped with all that it swallowed.
    Page,
    /// Notes, read as they are written: a tag that nothing closes is text, and so is all behind it.
    Notes,
    /// A line of a block of HTML in captured Markdown: a tag ends at the first `>`, quoted or not, on this line or the
    /// next ones.
    Line,
}

/// The kind of a span of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HtmlToken {
    /// Characters, with references such as `&amp;` in them.
    Text,
    /// Characters as they stand: a script, a style sheet.
    Raw,
    /// A tag that begins an element; the span of its attributes, and whether it ends in `/>`.
    Start(Tag, Span, bool),
    /// A tag that ends an element.
    End(Tag),
    /// A comment, or the rest of what a line before left open.
    Comment,
    /// An instruction, `<?…>`.
    Instruction,
    /// A doctype, or a tag that neither begins nor ends an element.
    Declaration,
}

/// Markup that ends behind the text that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfinished {
    /// A tag.
    Tag,
    /// A comment.
    Comment,
    /// An element that holds no tags.
    Raw(Tag),
}

/// Reads tokens one by one, each byte a bounded number of times.
pub(crate) struct HtmlTokens<'s> {
    source: &'s str,
    bytes: &'s [u8],
    dialect: Dialect,
    at: usize,
    /// The token behind the text that was read last, and the offset of its end.
    next: Option<(HtmlToken, usize)>,
    /// The markup that is open at `at`.
    unfinished: Option<Unfinished>,
    /// True once a tag was met that nothing closes, in notes: what follows is not searched again from each `<`.
    is_broken: bool,
}

impl<'s> HtmlTokens<'s> {
    pub(crate) fn new(source: &'s str, dialect: Dialect) -> Self {
        let bytes = source.as_bytes();
        Self { source, bytes, dialect, at: 0, next: None, unfinished: None, is_broken: false }
    }

    /// Begins at `at`, as if nothing stood before it.
    pub(crate) fn starting_at(self, at: usize) -> Self {
        Self { at, ..self }
    }

    /// Reads another line, of which `unfinished` holds the beginning.
    pub(crate) fn of_line(source: &'s str, unfinished: Option<Unfinished>) -> Self {
        Self { unfinished, ..Self::new(source, Dialect::Line) }
    }

    /// The markup that the line left open.
    pub(crate) fn unfinished(&self) -> Option<Unfinished> {
        self.unfinished
    }

    /// Begins the inside of an element that holds no tags: the next token is that.
    pub(crate) fn enter_raw(&mut self, tag: Tag) {
        self.unfinished = Some(Unfinished::Raw(tag));
    }

    /// Skips the inside of an element that holds no tags; the span of it.
    pub(crate) fn skip_raw(&mut self, tag: Tag) -> Span {
        let start = self.at;
        self.at = self.raw_end(start, tag.name()).unwrap_or(self.bytes.len());
        Span::new(start, self.at)
    }

    /// Skips the inside of an element that holds tags; the span of it. It ends at its end tag, or where an element begins that
    /// `ends` it in browsers.
    pub(crate) fn skip_element(&mut self, tag: Tag, ends: impl Fn(Tag) -> bool) -> Span {
        let start = self.at;
        while let Some((token, span)) = self.next() {
            let is_end = match token {
                HtmlToken::End(end) => end == tag,
                HtmlToken::Start(inner, ..) => ends(inner),
                _ => false,
            };
            if is_end {
                self.at = span.start;
                self.next = None;
                break;
            }
        }
        Span::new(start, self.at)
    }

    /// The next token, and its span. The tokens tile the source.
    pub(crate) fn next(&mut self) -> Option<(HtmlToken, Span)> {
        let start = self.at;
        if start >= self.bytes.len() {
            return None;
        }
        let token = match self.next.take() {
            Some((token, end)) => {
                self.at = end;
                token
            }
            None => match self.unfinished.take() {
                Some(open) => self.rest(open),
                None => self.text(),
            },
        };
        debug_assert!(self.at > start || matches!(token, HtmlToken::Raw | HtmlToken::Text));
        Some((token, Span::new(start, self.at)))
    }

    /// Characters up to the next `<` that begins something; or that, if no characters stand before it.
    fn text(&mut self) -> HtmlToken {
        let start = self.at;
        for found in memchr::memchr_iter(b'<', &self.bytes[start..]) {
            if let Some((token, end)) = self.markup(start + found) {
                if found == 0 {
                    self.at = end;
                    return token;
                }
                self.at = start + found;
                self.next = Some((token, end));
                return HtmlToken::Text;
            }
            if self.is_broken {
                break;
            }
        }
        self.at = self.bytes.len();
        HtmlToken::Text
    }

    /// The tag or comment that begins with the `<` at `at`, and the offset of its end.
    pub(crate) fn markup(&mut self, at: usize) -> Option<(HtmlToken, usize)> {
        if self.is_broken {
            return None;
        }
        if self.bytes[at..].starts_with(b"<!--") {
            return Some((HtmlToken::Comment, self.comment_end(at + 4)));
        }
        let sign = *self.bytes.get(at + 1)?;
        let (name, letter) = match self.dialect {
            Dialect::Page => (at + 1 + usize::from(sign == b'/'), None),
            Dialect::Notes => {
                let name = self.behind(at + 1, |byte| byte == b'/');
                (name, Some(self.behind(name, |byte| matches!(byte, b'/' | b'!' | b'?'))))
            }
            Dialect::Line => (self.behind(at + 1, |byte| matches!(byte, b'<' | b'/')), None),
        };
        let begins = |byte: &u8| byte.is_ascii_alphabetic() || (self.dialect == Dialect::Line && byte.is_ascii_digit());
        if self.bytes.get(letter.unwrap_or(name)).is_some_and(begins) {
            return self.tag(sign, name);
        }
        let nothing = match self.dialect {
            Dialect::Page => matches!(sign, b'!' | b'?') || (sign == b'/' && name < self.bytes.len()),
            Dialect::Notes => false,
            Dialect::Line => matches!(sign, b'!' | b'?'),
        };
        nothing.then(|| (HtmlToken::Declaration, self.angle(at)))
    }

    /// The offset behind those bytes from `at` on that are so.
    fn behind(&self, at: usize, is_so: impl Fn(u8) -> bool) -> usize {
        at + self.bytes[at..].iter().take_while(|byte| is_so(**byte)).count()
    }

    /// The offset behind the next `>`; of the end if there is none.
    fn angle(&mut self, at: usize) -> usize {
        match memchr::memchr(b'>', &self.bytes[at..]) {
            Some(found) => at + found + 1,
            None => self.open_end(Unfinished::Tag),
        }
    }

    /// The end of the source, at which something is open still.
    fn open_end(&mut self, open: Unfinished) -> usize {
        self.unfinished = (self.dialect == Dialect::Line).then_some(open);
        self.bytes.len()
    }

    /// The offset behind a comment whose inside begins at `inner`. It ends at `-->`; in a page and in notes, which a
    /// browser shows, at `--!>` too, and `<!-->` and `<!--->` are whole ones there.
    fn comment_end(&mut self, inner: usize) -> usize {
        let rest = &self.bytes[inner..];
        let (short, ends): (&[&[u8]], &[&[u8]]) = match self.dialect {
            Dialect::Page => (&[b">", b"->"], &[b">", b"!>", b"->"]),
            // What a browser shows behind a comment that ends early would be hidden from the reader of notes.
            Dialect::Notes => (&[b">", b"->"], &[b">", b"!>", b"->"]),
            Dialect::Line => (&[], &[b">", b"->"]),
        };
        let short = short.iter().find(|end| rest.starts_with(end));
        let end = short.map(|end| inner + end.len()).or_else(|| {
            memchr::memmem::find_iter(rest, b"--").find_map(|found| {
                let behind = &rest[found + 2..];
                let len = ends.iter().find(|end| behind.starts_with(end))?.len();
                Some(inner + found + 2 + len)
            })
        });
        end.unwrap_or_else(|| self.open_end(Unfinished::Comment))
    }

    /// The tag whose name begins at `name`, `sign` behind its `<`, and the offset of its end.
    fn tag(&mut self, sign: u8, name: usize) -> Option<(HtmlToken, usize)> {
        let attributes = match self.dialect {
            Dialect::Page => self.behind(name, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>')),
            Dialect::Notes => {
                let signs = self.behind(name, |byte| matches!(byte, b'!' | b'?'));
                self.behind(signs, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>'))
            }
            Dialect::Line => self.behind(name, |byte| byte.is_ascii_alphanumeric()),
        };
        let tag = Tag::of(&self.source[name..attributes]);
        let end = match self.dialect {
            Dialect::Page => match self.end_outside_values(attributes) {
                Some(end) => end,
                None => return Some((HtmlToken::Declaration, self.bytes.len())),
            },
            Dialect::Notes => {
                let end = self.end_outside_values(attributes);
                self.is_broken = end.is_none();
                end?
            }
            // What stands behind the name of a script on its line is skipped with the script.
            Dialect::Line if sign != b'/' && matches!(tag, Tag::Script | Tag::Style) => attributes,
            Dialect::Line => self.angle(attributes),
        };
        let token = match sign {
            b'/' => HtmlToken::End(tag),
            b'!' => HtmlToken::Declaration,
            b'?' => HtmlToken::Instruction,
            _ => {
                let inner = Span::new(attributes, (end - 1).max(attributes));
                HtmlToken::Start(tag, inner, self.bytes[end - 2] == b'/')
            }
        };
        Some((token, end))
    }

    /// The offset behind the first `>` that is in no attribute's value.
    fn end_outside_values(&self, attributes: usize) -> Option<usize> {
        let mut rest = Attributes::from(self.source, attributes);
        while rest.next().is_some() {}
        (self.bytes.get(rest.at()) == Some(&b'>')).then_some(rest.at() + 1)
    }

    /// The rest of what was begun before `at`.
    fn rest(&mut self, open: Unfinished) -> HtmlToken {
        self.at = match open {
            Unfinished::Tag => self.angle(self.at),
            Unfinished::Comment => self.comment_end(self.at),
            Unfinished::Raw(tag) => {
                let end = match tag {
                    Tag::Plaintext if self.dialect == Dialect::Page => None,
                    Tag::Script if self.dialect == Dialect::Page => self.script_end(),
                    _ => self.raw_end(self.at, tag.name()),
                };
                end.unwrap_or_else(|| self.open_end(open))
            }
        };
        match open {
            Unfinished::Raw(tag) if tag.is_escapable() => HtmlToken::Text,
            Unfinished::Raw(_) => HtmlToken::Raw,
            Unfinished::Tag | Unfinished::Comment => HtmlToken::Comment,
        }
    }

    /// The offset of the end tag of an element that holds no tags, from `from` on.
    fn raw_end(&self, from: usize, name: &str) -> Option<usize> {
        let found = memchr::memmem::find_iter(&self.bytes[from..], b"</");
        found.map(|found| from + found).find(|&at| self.is_named(at + 2, name))
    }

    /// Returns true if `name` stands at `at`; in a page, as all of a tag's name.
    fn is_named(&self, at: usize, name: &str) -> bool {
        let end = at + name.len();
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        self.bytes.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && (self.dialect != Dialect::Page || self.bytes.get(end).is_some_and(is_end))
    }

    /// The offset of a script's end tag. Inside `<!--` of a script, a `<script>` has to be ended before the script is.
    fn script_end(&self) -> Option<usize> {
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
                        return Some(at);
                    }
                    doubly = false;
                }
                () => {}
            }
        }
        // A comment that is never ended would swallow the page: the first end tag ends the script then.
        self.raw_end(self.at, "script")
    }
}

/// The words of a comment, without its marks and the white space inside them.
pub(crate) fn comment_words(comment: &str) -> &str {
    let inner = comment.trim_start_matches("<!--");
    inner.strip_suffix("-->").or_else(|| inner.strip_suffix("--!>")).unwrap_or(inner).trim()
}

#[cfg(test)]
mod tests {
    use super::super::Property;
    use super::*;

    fn tokens(html: &str, dialect: Dialect) -> Vec<String> {
        let mut tokens = HtmlTokens::new(html, dialect);
        let mut read = Vec::new();
        let mut behind = 0;
        while let Some((token, span)) = tokens.next() {
            assert_eq!(span.start, behind, "tokens tile");
            behind = span.end;
            read.push(match token {
                HtmlToken::Text => html[span.range()].to_owned(),
                HtmlToken::Raw => format!("raw {}", &html[span.range()]),
                HtmlToken::Start(tag, ..) => format!("<{}>", tag.name()),
                HtmlToken::End(tag) => format!("</{}>", tag.name()),
                _ => "-".to_owned(),
            });
            if let HtmlToken::Start(tag, ..) = token
                && tag.is(Property::Raw)
            {
                tokens.enter_raw(tag);
            }
        }
        assert_eq!(behind, html.len(), "tokens tile");
        read
    }

    fn of_page(html: &str) -> Vec<String> {
        tokens(html, Dialect::Page)
    }

    #[test]
    fn tags_text_and_comments_are_distinguished() {
        assert_eq!(of_page("a<P x='>'>b</p >c"), ["a", "<p>", "b", "</p>", "c"]);
        assert_eq!(of_page("1 < 2 <3 <-<!doctype html><?x?></ >"), ["1 < 2 <3 <-", "-", "-", "-"]);
        assert_eq!(of_page("a<!-- > -- --!>b<!-->c<!--->d<!-- e"), ["a", "-", "b", "-", "c", "-", "d", "-"]);
        assert_eq!(of_page("a<p b='c>d"), ["a", "-"]);
        assert_eq!(of_page("<"), ["<"]);
        assert_eq!(of_page("a</"), ["a</"]);
    }

    #[test]
    fn a_script_holds_no_tags_and_ends_where_browsers_end_it() {
        assert_eq!(of_page("<script>a<b></script>c"), ["<script>", "raw a<b>", "</script>", "c"]);
        let twice = of_page("<script><!--<script></script>x--></script>c");
        assert_eq!(twice, ["<script>", "raw <!--<script></script>x-->", "</script>", "c"]);
        assert_eq!(of_page("<title>a<b>&amp;</TITLE>c"), ["<title>", "a<b>&amp;", "</title>", "c"]);
        assert_eq!(of_page("<plaintext><p></plaintext>"), ["<plaintext>", "raw <p></plaintext>"]);
    }

    #[test]
    fn each_dialect_has_its_own_end_for_what_is_not_well_formed() {
        let html = "<b c=d'e>f<!--g--!><//i></ j><3>'>k<p";
        assert_eq!(of_page(html), ["<b>", "f", "-", "-", "-", "<3>'>k", "-"]);
        assert_eq!(tokens(html, Dialect::Notes), ["<b>", "f", "-", "</i>", "</ j><3>'>k<p"]);
        assert_eq!(tokens("<!--g--!><//i></ j><3><p", Dialect::Notes), ["-", "</i>", "</ j><3><p"]);
        assert_eq!(tokens("<//i></ j><3><p", Dialect::Notes), ["</i>", "</ j><3><p"]);
        assert_eq!(
            tokens("<b c=d'e>f<//i></ j><3><p '>'", Dialect::Line),
            ["<b>", "f", "</i>", "</ j>", "<>", "<p>", "'"]
        );
    }

    #[test]
    fn what_a_line_leaves_open_ends_on_another() {
        for (line, open) in [
            ("<p a", Unfinished::Tag),
            ("a<!-- b", Unfinished::Comment),
            ("<style>p", Unfinished::Raw(Tag::Style)),
            ("<SCRIPT", Unfinished::Raw(Tag::Script)),
        ] {
            let mut tokens = HtmlTokens::of_line(line, None);
            while let Some((token, _)) = tokens.next() {
                if let HtmlToken::Start(tag @ (Tag::Style | Tag::Script), ..) = token {
                    tokens.enter_raw(tag);
                }
            }
            assert_eq!(tokens.unfinished(), Some(open));
            let mut tokens = HtmlTokens::of_line("'--></style></script>", tokens.unfinished());
            let rest = if matches!(open, Unfinished::Raw(_)) { HtmlToken::Raw } else { HtmlToken::Comment };
            assert_eq!(tokens.next().map(|(token, _)| token), Some(rest));
            while tokens.next().is_some() {}
            assert_eq!(tokens.unfinished(), None);
        }
    }
}
