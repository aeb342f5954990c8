//! A cursor over JSON that has one spelling. Whatever it reads, it reads in that spelling only; `None` where it does not
//! stand there, and then the cursor stays at the first byte that differs, or before the value that is wrong.

use super::print::json;
use crate::capture::Extent;
use crate::digest::Digest;
use crate::text::Span;

/// The rest of the text that is still to be read.
pub(super) struct Cursor<'b> {
    pub rest: &'b str,
}

impl<'b> Cursor<'b> {
    /// Reads `text` as it stands.
    pub fn expect(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// The value that `read` reads, if it `is_right`; else the cursor stays before it.
    pub fn is<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>, is_right: impl FnOnce(&T) -> bool) -> Option<T> {
        let before = self.rest;
        let found = read(self)?;
        if is_right(&found) {
            return Some(found);
        }
        self.rest = before;
        None
    }

    /// A text that has nothing in it that must be escaped.
    pub fn plain(&mut self) -> Option<&'b str> {
        let inner = self.rest.strip_prefix('"')?;
        let end = inner.bytes().position(|byte| ENDS_TEXT[usize::from(byte)])?;
        let (text, rest) = inner.split_at(end);
        self.rest = rest.strip_prefix('"')?;
        Some(text)
    }

    /// A text in JSON, in its one spelling.
    pub fn text(&mut self) -> Option<String> {
        if let Some(text) = self.plain() {
            return Some(text.to_owned());
        }
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
        let text = values.next()?.ok()?;
        self.expect(&json(&text)).map(|()| text)
    }

    /// Texts, on one line.
    pub fn texts(&mut self) -> Option<Vec<String>> {
        self.expect("[")?;
        let mut texts = Vec::new();
        while self.expect("]").is_none() {
            if !texts.is_empty() {
                self.expect(",")?;
            }
            texts.push(self.text()?);
        }
        Some(texts)
    }

    /// Texts, each on a line of its own.
    pub fn lines(&mut self, mut line: impl FnMut(&str) -> Option<()>) -> Option<()> {
        self.expect("[")?;
        let mut comma = "";
        while self.expect("\n ]").is_none() {
            self.expect(comma)?;
            self.expect("\n  ")?;
            self.is(Self::text, |text| line(text).is_some())?;
            comma = ",";
        }
        Some(())
    }

    /// A text in the one spelling of a `T`.
    pub fn parsed<T: TryFrom<String>>(&mut self) -> Option<T> {
        let before = self.rest;
        T::try_from(self.text()?).inspect_err(|_| self.rest = before).ok()
    }

    /// A whole number.
    pub fn number(&mut self) -> Option<usize> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(digits);
        let number = number(digits)?;
        self.rest = rest;
        Some(number)
    }

    /// A digest: 64 hexadecimal digits.
    pub fn digest(&mut self) -> Option<Digest> {
        let behind = self.rest.strip_prefix('"')?;
        let (hex, rest) = behind.split_at_checked(64)?;
        let digest = Digest::from_hex(hex)?;
        self.rest = rest.strip_prefix('"')?;
        Some(digest)
    }

    /// The place of a capture in a web archive.
    pub fn extent(&mut self) -> Option<Extent> {
        self.expect("{\"file\":")?;
        let file = self.parsed()?;
        self.expect(",\"span\":[")?;
        let start = self.number()?;
        self.expect(",")?;
        let end = self.number()?;
        self.expect("]}")?;
        Extent::new(file, Span::new(start, end))
    }
}

/// The number in `digits`; `None` for any but its one spelling.
pub(super) fn number(digits: &str) -> Option<usize> {
    let is_canonical =
        digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits.len() == 1 || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| is_canonical)
}

/// For each byte, whether the plain part of a text ends with it: the quotation mark behind it, or an escape.
const ENDS_TEXT: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        ends[byte] = byte < 0x20 || byte == b'"' as usize || byte == b'\\' as usize;
        byte += 1;
    }
    ends
};
