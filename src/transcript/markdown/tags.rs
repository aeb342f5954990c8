//! HTML that stands in Markdown: tags and comments are dropped, words stay.

use crate::text::Span;

/// What the line before left open.
#[derive(Debug, Default)]
pub(super) struct State {
    /// What ends the part of the HTML that is not text: `-->`, `>` or `</script`.
    until: Option<&'static str>,
}

/// A piece of HTML that is text, or that sets text apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub span: Span,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Words,
    /// An entity, decoded.
    Letter(char),
    /// `<br>`.
    Break,
    /// A tag that begins or ends a block.
    Block,
}

/// Tags that stand inside a line of text; all others set blocks apart.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u",
];

/// Whether `tag` breaks the line.
pub(super) fn is_break(tag: &str) -> bool {
    name(tag).eq_ignore_ascii_case("br")
}

/// Whether `tag` begins or ends a raised or lowered part.
pub(super) fn is_raise(tag: &str) -> bool {
    ["sup", "sub"].iter().any(|raise| name(tag).eq_ignore_ascii_case(raise))
}

fn name(tag: &str) -> &str {
    let tag = tag.trim_start_matches(['<', '/']);
    &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())]
}

impl State {
    /// The pieces of the next line of HTML.
    pub(super) fn pieces(&mut self, html: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < html.len() {
            at = match self.until {
                Some(end) => self.skip(html, at, end),
                None => self.next(html, at, &mut pieces),
            };
        }
        pieces
    }

    /// Skips to the end of what is not text.
    fn skip(&mut self, html: &str, at: usize, end: &'static str) -> usize {
        let found =
            html.as_bytes()[at..].windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
        match found {
            Some(found) => {
                self.until = end.starts_with("</").then_some(">");
                at + found + end.len()
            }
            None => html.len(),
        }
    }

    fn next(&mut self, html: &str, at: usize, pieces: &mut Vec<Piece>) -> usize {
        let rest = &html[at..];
        let piece = |len, kind| Piece { span: Span::new(at, at + len), kind };
        if rest.starts_with('<') {
            let (kind, len, until) = tag(rest);
            pieces.extend(kind.map(|kind| piece(len, kind)));
            self.until = until;
            return at + len;
        }
        if let Some((c, len)) = entity(rest) {
            pieces.push(piece(len, Kind::Letter(c)));
            return at + len;
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let len = rest[first..].find(['<', '&']).map_or(rest.len(), |len| len + first);
        pieces.push(piece(len, Kind::Words));
        at + len
    }
}

/// What a tag does to the text, how long its name is, and what ends it.
fn tag(html: &str) -> (Option<Kind>, usize, Option<&'static str>) {
    if html.starts_with("<!--") {
        return (None, 4, Some("-->"));
    }
    let name = name(html);
    let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if name.is_empty() && !html.starts_with("<!") && !html.starts_with("<?") {
        return (Some(Kind::Words), 1, None);
    }
    let until = match () {
        () if html.starts_with("</") => ">",
        () if known(&["script"]) => "</script",
        () if known(&["style"]) => "</style",
        () => ">",
    };
    let kind = if known(&["br"]) { Some(Kind::Break) } else { (!known(&INLINE)).then_some(Kind::Block) };
    (kind, 1, Some(until))
}

/// The entities that prose has; any other stays as it is written.
fn entity(html: &str) -> Option<(char, usize)> {
    let end = html.as_bytes().iter().take(12).position(|&byte| byte == b';')?;
    let name = html.strip_prefix('&')?.get(..end - 1)?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "copy" => '©',
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(hex) => number(hex, 16)?,
            None => number(&name[1..], 10)?,
        },
    };
    Some((c, end + 1))
}
