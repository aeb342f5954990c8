//! Names and passwords to sign in with, which stand in some addresses before the host (RFC 3986, 3.2.1).

use regex::Regex;
use std::sync::LazyLock;
use url::Url;

/// `url` without any name and password to sign in with; `None` where there is none. Addresses inside of it count too, as
/// archives, redirects and names of files write them: plain, or with their marks escaped, however often.
pub fn without_userinfo(url: &str) -> Option<String> {
    // Nearly all addresses end here.
    if !url.contains('@') && !url.contains("40") {
        return None;
    }
    let mut left = one_turn(url);
    // What is left may be an address where before it was none.
    while let Some(less) = left.as_deref().and_then(one_turn) {
        left = Some(less);
    }
    left
}

fn one_turn(url: &str) -> Option<String> {
    let mut text = outer(url).unwrap_or_else(|| url.to_owned());
    let mut from = 0;
    while let Some(begin) = BEGIN.find_at(&text, from) {
        let marks = Separators::of(begin.as_str());
        from = begin.end();
        let length = marks.userinfo(&text[from..]);
        text.replace_range(from..from + length, "");
    }
    let text = Url::parse(&text).ok().and_then(signed_out).unwrap_or(text);
    (text != url).then_some(text)
}

/// The beginning of an address, also inside of another one; one slash is what is left where something took `//` for `/`.
static BEGIN: LazyLock<Regex> = LazyLock::new(|| {
    let begin = r"(?i)(?:https?|ftp|wss?)(?::|%(?:25)*3A)(?:[/\\]|%(?:25)*(?:2F|5C))+";
    Regex::new(begin).expect("the expression is well formed")
});

/// The whole address: what ends its host is plain, whatever its password has in it.
fn outer(url: &str) -> Option<String> {
    let at = url.find("://").map(|at| at + 1).or_else(|| url.trim_start().starts_with("//").then_some(0))?;
    let rest = url[at..].trim_start().trim_start_matches(['/', '\\']);
    let host = rest.split(['/', '\\', '?', '#']).next().unwrap_or(rest);
    let is_scheme = url[..at].trim_start().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.:".contains(&byte));
    let end = host.rfind('@').filter(|_| is_scheme)? + 1;
    Some(format!("{}{}", &url[..url.len() - rest.len()], &rest[end..]))
}

/// The address without userinfo by the word of the parser, which passes over tabs and line ends.
fn signed_out(mut url: Url) -> Option<String> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url.into())
}

/// The spelling of the marks of an address.
struct Separators {
    /// The escape of the marks; empty where they are plain.
    escape: String,
}

impl Separators {
    /// As in `begin`, with which an address begins.
    fn of(begin: &str) -> Self {
        let twice = begin.rfind('%').map(|at| begin[at..].matches("25").count());
        Self { escape: twice.map(|twice| format!("%{}", "25".repeat(twice))).unwrap_or_default() }
    }

    /// The number of bytes of `rest`, which begins behind `//`, before the host.
    fn userinfo(&self, rest: &str) -> usize {
        let rest = rest.to_ascii_uppercase();
        let plain = rest.find(|c: char| c.is_whitespace() || "/\\?#&\"'<>".contains(c));
        let escaped = |code: &&str| rest.find(&format!("{}{code}", self.escape));
        let codes: &[&str] = if self.escape.is_empty() { &[] } else { &["2F", "5C", "3F", "23", "26"] };
        let end = codes.iter().filter_map(escaped).chain(plain).min().unwrap_or(rest.len());
        let at = rest[..end].rfind('@').map(|at| at + 1);
        let sign = format!("{}40", self.escape);
        let escaped = rest[..end].rfind(&sign).filter(|_| !self.escape.is_empty()).map(|at| at + sign.len());
        at.max(escaped).unwrap_or(0)
    }
}
