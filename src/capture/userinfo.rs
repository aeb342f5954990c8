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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_stands_before_a_host_is_left_out_wherever_the_host_stands() {
        for (url, without) in [
            ("https://user:secret@lantern.example/a?b#c", "https://lantern.example/a?b#c"),
            ("https://secret@lantern.example/", "https://lantern.example/"),
            ("  HTTPS://user:se@cret@lantern.example:8080", "  HTTPS://lantern.example:8080"),
            ("//user:secret@lantern.example/a", "//lantern.example/a"),
            ("https:///user:secret@lantern.example/a", "https:///lantern.example/a"),
            ("https://user:s&ecret@lantern.example/a", "https://lantern.example/a"),
            ("https://us\ter:sec\nret@lantern.example/a", "https://lantern.example/a"),
            ("https://user%40x:s%2Fecret@lantern.example/a", "https://lantern.example/a"),
            ("ftp://user:secret@lantern.example/a", "ftp://lantern.example/a"),
            (
                "https://web.archive.org/web/20140611093000/https://user:secret@lantern.example/a",
                "https://web.archive.org/web/20140611093000/https://lantern.example/a",
            ),
            ("web.archive.org/web/2014/https:/user:secret@a.example/", "web.archive.org/web/2014/https:/a.example/"),
            ("https://a.example/?to=http://user:secret@b.example/&x=1", "https://a.example/?to=http://b.example/&x=1"),
            (
                "https://a.example/?to=https%3A%2F%2Fuser%3As%252Fecret%40b.example%2Fc",
                "https://a.example/?to=https%3A%2F%2Fb.example%2Fc",
            ),
            ("a.example/?to=https%253a%252f%252fsecret%2540b.example", "a.example/?to=https%253a%252f%252fb.example"),
            ("https%3A%2F%2Fuser%3Asecret%40b.example%2Fc.html", "https%3A%2F%2Fb.example%2Fc.html"),
        ] {
            assert_eq!(without_userinfo(url).as_deref(), Some(without), "{url}");
        }
    }

    #[test]
    fn other_signs_are_left_alone() {
        for url in [
            "https://lantern.example/@user/a",
            "https://lantern.example/?q=a@b.example",
            "https://lantern.example/a%40b",
            "https://lantern.example/40",
            "https://web.archive.org/web/2014/https://lantern.example/@user",
            "https://a.example/?u=https://b.example&mail=c@d.example",
            "https://a.example/?u=https%3A%2F%2Fb.example%26c%40d",
            "mailto:a@lantern.example",
            "archive/a@b/c.txt",
        ] {
            assert_eq!(without_userinfo(url), None, "{url}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_left_to_leave_out(url in r"(https?:/{1,3}|//|HTTP%3A%2F%2F|[a-z]{0,2})([a-z@:/%\\?#&. \t]|%40|%2F|https://|:){0,24}") {
            let once = without_userinfo(&url).unwrap_or(url);
            prop_assert_eq!(without_userinfo(&once), None, "{}", once);
            if let Ok(parsed) = Url::parse(&once) {
                prop_assert!(parsed.host().is_none() || parsed.username().is_empty() && parsed.password().is_none());
            }
        }
    }
}
