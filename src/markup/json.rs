//! JSON, with the place of every piece (RFC 8259).

use super::data::{DataError, DataNode, DataValue};
use crate::text::Span;

/// The depth to which lists and maps may be nested.
const DEEPEST: usize = 100;

/// Reads the one JSON text that `span` of `source` is.
pub(crate) fn read(source: &str, span: Span) -> Result<DataNode, DataError> {
    let mut reader = JsonReader { source: &source[..span.end], at: span.start, depth: 0 };
    let node = reader.node()?;
    reader.space();
    if reader.at < reader.source.len() { reader.fail("expected the end of the file") } else { Ok(node) }
}

struct JsonReader<'s> {
    source: &'s str,
    at: usize,
    depth: usize,
}

impl JsonReader<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn fail<T>(&self, what: &str) -> Result<T, DataError> {
        let problem = format!("not JSON from here on: {what}");
        Err(DataError { span: Span::new(self.at, self.at), problem })
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn take(&mut self, c: char) -> bool {
        self.space();
        let found = self.rest().starts_with(c);
        self.at += usize::from(found);
        found
    }

    fn node(&mut self) -> Result<DataNode, DataError> {
        self.space();
        let start = self.at;
        let value = match self.rest().as_bytes().first() {
            Some(b'"') => DataValue::Text(self.text()?),
            Some(b'[') => self.deeper(Self::list)?,
            Some(b'{') => self.deeper(Self::map)?,
            _ => self.other()?,
        };
        Ok(DataNode { value, span: Span::new(start, self.at) })
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Result<DataValue, DataError>) -> Result<DataValue, DataError> {
        if self.depth == DEEPEST {
            return self.fail("lists and objects are nested too deep");
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn list(&mut self) -> Result<DataValue, DataError> {
        let mut items = Vec::new();
        if self.take(']') {
            return Ok(DataValue::List(items));
        }
        loop {
            items.push(self.node()?);
            if self.take(']') {
                return Ok(DataValue::List(items));
            }
            if !self.take(',') {
                return self.fail("expected `,` or `]`");
            }
        }
    }

    fn map(&mut self) -> Result<DataValue, DataError> {
        let mut fields = Vec::new();
        if self.take('}') {
            return Ok(DataValue::Map(fields));
        }
        loop {
            self.space();
            if !self.rest().starts_with('"') {
                return self.fail("expected a name in quotation marks");
            }
            let name = self.text()?;
            if !self.take(':') {
                return self.fail("expected `:`");
            }
            fields.push((name, self.node()?));
            if self.take('}') {
                return Ok(DataValue::Map(fields));
            }
            if !self.take(',') {
                return self.fail("expected `,` or `}`");
            }
        }
    }

    fn other(&mut self) -> Result<DataValue, DataError> {
        let length = self.rest().find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
        let word = &self.rest()[..length.unwrap_or(self.rest().len())];
        let number = word.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && word.parse::<f64>().is_ok();
        if !(number || ["true", "false", "null"].contains(&word)) {
            return self.fail("expected a value");
        }
        self.at += word.len();
        Ok(DataValue::Other)
    }

    fn text(&mut self) -> Result<String, DataError> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let plain = self.rest().find(['"', '\\', '\n']).unwrap_or(self.rest().len());
            text.push_str(&self.rest()[..plain]);
            self.at += plain;
            match self.rest().as_bytes().first() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return self.fail("a string is not closed"),
            }
        }
    }

    fn escape(&mut self) -> Result<char, DataError> {
        let Some(letter) = self.rest()[1..].chars().next() else { return self.fail("a string is not closed") };
        let plain = match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.unicode(),
            _ => return self.fail("unknown escape"),
        };
        self.at += 2;
        Ok(plain)
    }

    /// `\u0041`, and pairs of surrogates.
    fn unicode(&mut self) -> Result<char, DataError> {
        let Some(first) = self.unit(0) else { return self.fail("expected four hexadecimal digits") };
        let pair = [Some(first), self.unit(6).filter(|_| (0xD800..0xDC00).contains(&first))];
        let mut decoded = char::decode_utf16(pair.into_iter().flatten());
        let Some(Ok(c)) = decoded.next() else { return self.fail("half a surrogate pair is not a character") };
        self.at += 6 * c.len_utf16();
        Ok(c)
    }

    fn unit(&self, from: usize) -> Option<u16> {
        let digits = self.rest().get(from..from + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    }
}
