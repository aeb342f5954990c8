//! References, read from link targets, keys and names as written.

use super::file_name::is_file;
use super::identifier;

/// The name of a source, as a citation writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reference {
    /// A citation key or article id: `[@key]`, `[[key]]`, `source=key`.
    Key(String),
    /// A URL with a scheme.
    Url(String),
    /// A path, relative to the notes or to the root.
    Path(String),
    /// An identifier of a work, as `doi:10.5555/a` or `PMID:123`.
    Identifier(String),
    /// The first digits of a digest: `sha256:` and at least eight of them.
    Digest(String),
    /// A key and the capture that is meant, as in `[@key, 2014-06-11]`: a day, a moment, a stamp or a digest's first
    /// digits. Written `key, pin`.
    Pinned(String),
}

impl Reference {
    /// Returns true if it can be nothing but a citation. A link may be just a link.
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Key(_) | Self::Digest(_) | Self::Pinned(_))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Key(text) | Self::Url(text) | Self::Path(text) => text,
            Self::Identifier(text) | Self::Digest(text) | Self::Pinned(text) => text,
        }
    }
}

/// The reference that a link makes. An anchor in the same notes, and a mail address, are none.
pub(in crate::notes) fn of_target(target: &str) -> Option<Reference> {
    let target = target.trim();
    if digest_at(target).is_some_and(|end| end == target.len()) {
        return Some(Reference::Digest(target.to_owned()));
    }
    if let Some(identifier) = identifier::of_text(target) {
        return Some(Reference::Identifier(identifier));
    }
    match scheme(target).map(str::to_ascii_lowercase).as_deref() {
        Some("mailto" | "tel" | "javascript" | "data") => None,
        Some(_) => Some(Reference::Url(target.to_owned())),
        None if target.starts_with("//") => Some(Reference::Url(format!("https:{target}"))),
        None => path(target),
    }
}

/// The reference that the attribute `cite` makes: a plain word is the id of an article, anything else a target.
pub(in crate::notes) fn of_cite(cite: &str) -> Option<Reference> {
    let cite = cite.trim().trim_start_matches('@');
    let is_word = !cite.is_empty() && !cite.contains(|c: char| c.is_whitespace() || "/.:#?".contains(c));
    if is_word { Some(Reference::Key(cite.to_owned())) } else { of_target(cite) }
}

/// The reference that `[[target]]` makes: the name, without its heading or block.
pub(in crate::notes) fn of_wikilink(target: &str) -> Option<Reference> {
    let name = target.split(['#', '^', '|']).next().unwrap_or_default().trim();
    let name = name.strip_suffix(".md").unwrap_or(name).trim_start_matches('@');
    match name {
        "" => None,
        _ if is_archived(name) => path(name),
        _ => Some(Reference::Key(name.to_owned())),
    }
}

/// The reference that the value of an attribute makes, or of a field in front matter. `None` for prose.
pub(in crate::notes) fn of_name(name: &str) -> Option<Reference> {
    let name = name.trim();
    let inside = |open, close| name.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    if let Some(target) = inside("[[", "]]") {
        return of_wikilink(target);
    }
    if let Some(name) = inside("[@", "]").or_else(|| name.strip_prefix('@')) {
        return match name.split_once(',') {
            Some((key, rest)) => pin_at(rest).map(|pin| Reference::Pinned(format!("{}, {pin}", key.trim()))),
            None => whole_key(name),
        };
    }
    if let Some(path) = name.strip_prefix("file:").filter(|path| !path.starts_with("//") && is_file(path)) {
        return Some(Reference::Path(path.to_owned()));
    }
    if let Some(target) = inside("<", ">") {
        return of_target(target);
    }
    if let Some(at) = name.find("](").filter(|_| name.starts_with('[') && name.ends_with(')')) {
        return of_target(&name[at + 2..name.len() - 1]);
    }
    if digest_at(name).is_some_and(|end| end == name.len()) {
        return Some(Reference::Digest(name.to_owned()));
    }
    if scheme(name).is_some() || identifier::of_text(name).is_some() {
        return of_target(name);
    }
    if is_archived(name) || name.starts_with("./") || name.starts_with("../") {
        return path(name);
    }
    whole_key(name)
}

fn whole_key(name: &str) -> Option<Reference> {
    (!name.is_empty() && !name.contains(char::is_whitespace)).then(|| Reference::Key(name.to_owned()))
}

/// The scheme of a URL, if it has one. One letter is a drive, not a scheme.
fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.len() > 1 && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(good))
        .then_some(scheme)
}

fn path(target: &str) -> Option<Reference> {
    let path = target.split('#').next().unwrap_or_default();
    (!path.is_empty()).then(|| Reference::Path(unescaped(path)))
}

/// Returns true if a path points to where captures or manifests are kept: such a path can be nothing but a citation.
pub(in crate::notes) fn is_archived(path: &str) -> bool {
    let below = path.trim_start_matches(['.', '/']);
    below.starts_with("archive/") || below.starts_with("manifests/")
}

/// `%20` and the like decoded; left as written where that is not UTF-8.
pub(in crate::notes) fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|&digit| (digit as char).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// The end of the digest that begins `text`: `sha256:` and 8 to 64 hexadecimal digits.
pub(in crate::notes) fn digest_at(text: &str) -> Option<usize> {
    let digits = text.strip_prefix("sha256:")?;
    let count = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
    let whole = !digits[count..].starts_with(|c: char| c.is_alphanumeric());
    ((8..=64).contains(&count) && whole).then_some("sha256:".len() + count)
}

/// The pin that begins `text`, which follows on a key and its comma: a day, a moment, a stamp, or a digest's first
/// digits.
pub(in crate::notes) fn pin_at(text: &str) -> Option<&str> {
    let pin = text.trim_start().split([';', ',', ']']).next()?.trim_end();
    let is_digest = digest_at(pin).is_some_and(|end| end == pin.len());
    let is_moment =
        || crate::capture::CapturedAt::from_stamp(pin).is_some() || pin.parse::<crate::capture::CapturedAt>().is_ok();
    (is_digest || is_moment()).then_some(pin)
}

/// The key that begins `text`, after its `@`: Pandoc's rule, a letter, digit or `_`, then these and single marks
/// between them; or anything in braces. Returns the key and where it ends.
pub(in crate::notes) fn key_at(text: &str) -> Option<(&str, usize)> {
    if let Some(rest) = text.strip_prefix('{') {
        let end = rest.find(['}', '\n']).filter(|&end| end > 0 && rest[end..].starts_with('}'))?;
        return Some((&rest[..end], end + 2));
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = ":.#$%&-+?<>~/".contains(c) && at > 0 && chars.peek().is_some_and(|&(_, next)| word(next));
        if word(c) {
            end = at + c.len_utf8();
        } else if !inner {
            break;
        }
    }
    (end > 0).then(|| (&text[..end], end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_and_loses_its_anchor() {
        assert_eq!(of_target("archive/a%20b/c.md#L3"), Some(Reference::Path("archive/a b/c.md".into())));
        assert_eq!(of_target("a%zz%e9"), Some(Reference::Path("a%zz%e9".into())));
    }

    #[test]
    fn mail_addresses_and_anchors_are_no_references() {
        for target in ["mailto:a@b.example", "#below", "", "tel:1"] {
            assert_eq!(of_target(target), None, "{target}");
        }
    }

    #[test]
    fn a_key_ends_before_the_mark_that_ends_the_sentence() {
        assert_eq!(key_at("harbour-post, p. 3"), Some(("harbour-post", 12)));
        assert_eq!(key_at("news/2014.06."), Some(("news/2014.06", 12)));
        assert_eq!(key_at("{a b}]"), Some(("a b", 5)));
        assert_eq!(key_at(" no"), None);
    }

    #[test]
    fn prose_names_nothing() {
        assert_eq!(of_name("The Daily Example, 10 June"), None);
        assert_eq!(of_name("harbour-post"), Some(Reference::Key("harbour-post".into())));
        assert_eq!(of_name("[[harbour-post|Harbour Post]]"), Some(Reference::Key("harbour-post".into())));
    }
}
