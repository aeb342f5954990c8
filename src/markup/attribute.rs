//! Attributes of tags, as they stand: references in them are not decoded.

/// The names and values between a tag's name and its `>`, read as browsers read them.
pub(crate) struct Attributes<'s> {
    bytes: &'s [u8],
    source: &'s str,
    at: usize,
}

impl<'s> Attributes<'s> {
    pub(crate) fn of(source: &'s str) -> Self {
        Self::from(source, 0)
    }

    /// Those of the tag whose name ends at `at`: they end before its `>`.
    pub(super) fn from(source: &'s str, at: usize) -> Self {
        Self { bytes: source.as_bytes(), source, at }
    }

    /// The offset at which reading goes on.
    pub(super) fn at(&self) -> usize {
        self.at
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

/// The value of an attribute in notes: of a tag, or of `{.class name=value}`.
pub(crate) fn attribute<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    let mut rest = text;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_every_way_that_they_are_written() {
        let read: Vec<_> = Attributes::of(" a=1 b = '2 3' c=\"4\" hidden/ =d=5").collect();
        assert_eq!(read, [("a", "1"), ("b", "2 3"), ("c", "4"), ("hidden", ""), ("=d", "5")]);
    }
}
