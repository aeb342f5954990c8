//! Named fields: the head of a record, and of the response in it.

use super::format_error::Unreadable;

/// Fields in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

/// The strictness with which a head is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldLines {
    /// Every line ends with CR and LF, and every name is one. For what an archive wrote.
    Strict,
    /// LF alone ends a line too, and what is no field is passed over. For what a server sent.
    Lenient,
}

impl Fields {
    /// Reads the lines of a head after its first one.
    pub fn read(head: &[u8], lines: FieldLines) -> Result<Self, Unreadable> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in head.split_inclusive(|byte| *byte == b'\n') {
            let Some(line) = without_end(line, lines)? else { break };
            let text = String::from_utf8_lossy(line);
            if lines == FieldLines::Strict && matches!(text, std::borrow::Cow::Owned(_)) {
                return Err("a header field of the record is not UTF-8".into());
            }
            match (line.first(), fields.last_mut()) {
                (Some(b' ' | b'\t'), Some((_, value))) => {
                    value.push(' ');
                    value.push_str(text.trim());
                }
                _ => match text.split_once(':').filter(|(name, _)| is_name(name)) {
                    Some((name, value)) => fields.push((name.to_owned(), value.trim().to_owned())),
                    None if lines == FieldLines::Lenient => {}
                    None => return Err(format!("{:?} is not a header field of a record", shortened(&text)).into()),
                },
            }
        }
        Ok(Self(fields))
    }

    /// The first field of this name; case does not matter.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every field of this name.
    pub fn all<'f>(&'f self, name: &str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The field of this name, if there is one; more than one is refused, because who reads the first and who reads the
    /// last would read two records.
    pub fn only(&self, name: &str) -> Result<Option<&str>, Unreadable> {
        let mut all = self.all(name);
        match (all.next(), all.next()) {
            (_, Some(_)) => Err(format!("it has {name} twice").into()),
            (one, None) => Ok(one),
        }
    }
}

/// A line without its end; `None` for the empty one that ends a head.
fn without_end(line: &[u8], lines: FieldLines) -> Result<Option<&[u8]>, Unreadable> {
    let bare = match (line.strip_suffix(b"\r\n"), lines) {
        (Some(bare), _) => bare,
        (None, FieldLines::Strict) => return Err("a header line of the record does not end with CR LF".into()),
        (None, FieldLines::Lenient) => line.strip_suffix(b"\n").unwrap_or(line),
    };
    if lines == FieldLines::Strict && bare.contains(&b'\r') {
        return Err("a header line of the record contains a CR".into());
    }
    Ok(Some(bare).filter(|bare| !bare.is_empty()))
}

/// Returns true if this is a token of RFC 9110.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The first characters of `text`, to be shown.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_go_on_in_the_next_line() {
        let fields = Fields::read(b"A: one\r\n two\r\nb:three\r\n\r\nC: no\r\n", FieldLines::Strict).unwrap();
        assert_eq!(fields.first("a"), Some("one two"));
        assert_eq!(fields.first("B"), Some("three"));
        assert_eq!(fields.first("C"), None);
    }

    #[test]
    fn an_archive_is_read_strictly_and_a_server_is_not() {
        for head in ["A: one\n\n", "A one\r\n\r\n", ": x\r\n\r\n", "A b: x\r\n\r\n", " A: x\r\n\r\n", "A: x\ry\r\n\r\n"]
        {
            assert!(Fields::read(head.as_bytes(), FieldLines::Strict).is_err(), "{head:?}");
            assert!(Fields::read(head.as_bytes(), FieldLines::Lenient).is_ok(), "{head:?}");
        }
    }

    #[test]
    fn a_field_that_must_be_one_is_not_two() {
        let fields = Fields::read(b"A: 1\r\na: 1\r\n\r\n", FieldLines::Strict).unwrap();
        assert!(fields.only("A").is_err());
        assert_eq!(fields.only("B"), Ok(None));
    }
}
