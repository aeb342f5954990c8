//! Tokens and objects of PDF syntax, in a file and in a content stream.

use super::Limit;
use super::object::{Budget, Dict, Id, Object};
use std::rc::Rc;

/// The deepest arrays and dictionaries inside of each other.
pub(super) const DEEPEST_OBJECT: usize = 100;

/// A reader of tokens.
pub(super) struct Lexer<'b> {
    pub bytes: &'b [u8],
    pub at: usize,
    budget: &'b Budget,
}

/// A token: a value, or a word such as `obj`, `BT` or `]`.
#[derive(Debug)]
pub(super) enum Token<'b> {
    Value(Object),
    Word(&'b [u8]),
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

impl<'b> Lexer<'b> {
    pub fn new(bytes: &'b [u8], at: usize, budget: &'b Budget) -> Self {
        Self { bytes, at: at.min(bytes.len()), budget }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes over white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn regular(&mut self) -> &'b [u8] {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// The next token; none at the end.
    pub fn token(&mut self) -> Result<Option<Token<'b>>, Limit> {
        self.token_at(0)
    }

    fn token_at(&mut self, depth: usize) -> Result<Option<Token<'b>>, Limit> {
        self.skip_space();
        let Some(byte) = self.peek() else { return Ok(None) };
        self.budget.spend(1)?;
        let value = match byte {
            b'/' => self.name(),
            b'(' => Object::String(self.literal().into()),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dict(depth)?,
            b'<' => Object::String(self.hex().into()),
            b'[' => self.array(depth)?,
            b'+' | b'-' | b'.' | b'0'..=b'9' => match self.number() {
                Some(number) => number,
                None => return Ok(Some(Token::Word(self.regular_or_one()))),
            },
            _ => return Ok(Some(self.word())),
        };
        Ok(Some(Token::Value(value)))
    }

    fn word(&mut self) -> Token<'b> {
        match self.regular_or_one() {
            b"true" => Token::Value(Object::Bool(true)),
            b"false" => Token::Value(Object::Bool(false)),
            b"null" => Token::Value(Object::Null),
            word => Token::Word(word),
        }
    }

    fn regular_or_one(&mut self) -> &'b [u8] {
        if self.bytes[self.at..].starts_with(b">>") {
            self.at += 2;
            return b">>";
        }
        let word = self.regular();
        if !word.is_empty() {
            return word;
        }
        let end = (self.at + 1).min(self.bytes.len());
        let one = &self.bytes[self.at..end];
        self.at = end;
        one
    }

    fn name(&mut self) -> Object {
        self.at += 1;
        let raw = self.regular();
        if !raw.contains(&b'#') {
            return Object::Name(raw.into());
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((&byte, behind)) = rest.split_first() {
            let coded =
                behind.get(..2).filter(|_| byte == b'#').and_then(|hex| Some(nibble(hex[0])? << 4 | nibble(hex[1])?));
            name.push(coded.unwrap_or(byte));
            rest = &behind[if coded.is_some() { 2 } else { 0 }..];
        }
        Object::Name(name.into())
    }

    /// A number. Doubled signs and signs inside of a number are read as other programs do.
    fn number(&mut self) -> Option<Object> {
        let start = self.at;
        let raw = self.regular();
        let signs = raw.iter().take_while(|byte| matches!(byte, b'+' | b'-')).count();
        let is_negative = raw[..signs].contains(&b'-');
        let digits = &raw[signs..];
        let len = digits.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'.')).unwrap_or(digits.len());
        let is_number =
            digits[..len].iter().any(u8::is_ascii_digit) && digits.get(len).is_none_or(|&byte| byte == b'-');
        let is_sign = signs > 0 && digits.is_empty();
        if !is_number && len == 0 && !is_sign {
            self.at = start;
            return None;
        }
        if len < digits.len() && digits[len] != b'-' {
            // `0g`: a number with an operator right behind it.
            self.at = start + signs + len;
        }
        let (whole, fraction) = match digits[..len].iter().position(|&byte| byte == b'.') {
            Some(point) => (&digits[..point], Some(&digits[point + 1..len])),
            None => (&digits[..len], None),
        };
        let sum = |digits: &[u8]| {
            digits.iter().fold(0_i64, |sum, byte| sum.saturating_mul(10).saturating_add(i64::from(byte & 15)))
        };
        let sign = if is_negative { -1 } else { 1 };
        let Some(fraction) = fraction else { return Some(Object::Int(sign * sum(whole))) };
        let fraction: Vec<u8> = fraction.iter().copied().filter(u8::is_ascii_digit).take(15).collect();
        let scale = 10_i64.pow(fraction.len() as u32);
        let value = sum(whole) as f64 + sum(&fraction) as f64 / scale as f64;
        Some(Object::Real(f64::from(sign as i32) * value))
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut out, mut depth) = (Vec::new(), 1);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    out.push(b'\n');
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        out.push(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => {
                let mut code = u32::from(byte & 7);
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit & 7);
                    self.at += 1;
                }
                code as u8
            }
            b'\n' => return,
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                return;
            }
            other => other,
        });
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = &self.bytes[self.at..];
        let len = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        self.at += (len + 1).min(rest.len());
        unhexed(&rest[..len])
    }

    fn array(&mut self, depth: usize) -> Result<Object, Limit> {
        self.at += 1;
        Ok(Object::Array(self.items(depth, b"]")?.into()))
    }

    fn dict(&mut self, depth: usize) -> Result<Object, Limit> {
        self.at += 2;
        let mut entries = Vec::new();
        let mut items = self.items(depth, b">>")?.into_iter().peekable();
        while let Some(item) = items.next() {
            // Two keys in a row: the first has no value.
            if let Object::Name(key) = item {
                entries.push((key, items.next().unwrap_or(Object::Null)));
            }
        }
        Ok(Object::Dict(Rc::new(Dict(entries))))
    }

    /// The values up to a closing mark, with references made of two numbers and `R`.
    fn items(&mut self, depth: usize, close: &[u8]) -> Result<Vec<Object>, Limit> {
        if depth >= DEEPEST_OBJECT {
            return Err(Limit::Depth);
        }
        let mut items = Vec::new();
        loop {
            let before = self.at;
            match self.token_at(depth + 1)? {
                None => break,
                Some(Token::Word(word)) if word == close => break,
                Some(Token::Word(b"R")) => {
                    if let [.., Object::Int(number), Object::Int(generation)] = items[..] {
                        items.truncate(items.len() - 2);
                        items.push(reference(number, generation));
                    }
                }
                Some(Token::Word(b"endobj" | b"stream" | b"endstream" | b"obj")) => {
                    self.at = before;
                    break;
                }
                Some(Token::Word(_)) => {}
                Some(Token::Value(value)) => items.push(value),
            }
        }
        Ok(items)
    }

    /// A value of a file, which may be a reference.
    pub fn value(&mut self) -> Result<Option<Object>, Limit> {
        let Some(Token::Value(value)) = self.token()? else { return Ok(None) };
        let Object::Int(number) = value else { return Ok(Some(value)) };
        let behind = self.at;
        if let Some(Token::Value(Object::Int(generation))) = self.token()?
            && let Some(Token::Word(b"R")) = self.token()?
        {
            return Ok(Some(reference(number, generation)));
        }
        self.at = behind;
        Ok(Some(value))
    }

    /// The head of an object, `12 0 obj`.
    pub fn object_head(&mut self) -> Option<Id> {
        let Ok(Some(Token::Value(Object::Int(number)))) = self.token() else { return None };
        let Ok(Some(Token::Value(Object::Int(generation)))) = self.token() else { return None };
        let Ok(Some(Token::Word(word))) = self.token() else { return None };
        // `obj` may have its value right behind it.
        let behind = word.strip_prefix(b"obj")?;
        self.at -= behind.len();
        Some(Id { number: u32::try_from(number).ok()?, generation: u16::try_from(generation).unwrap_or(0) })
    }
}

fn reference(number: i64, generation: i64) -> Object {
    match u32::try_from(number) {
        Ok(number) => Object::Ref(Id { number, generation: u16::try_from(generation).unwrap_or(0) }),
        Err(_) => Object::Null,
    }
}

fn nibble(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// The bytes of hexadecimal digits; what is none is passed over.
pub(super) fn unhexed(hex: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = hex.iter().filter_map(|&byte| nibble(byte)).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}
