//! The words in the lines of a cue, without its tags.

use crate::markup::reference;
use crate::text::Span;
use std::borrow::Cow;

/// The kinds of subtitles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::transcript) enum Dialect {
    /// Everything between `<` and `>` is a tag, and there are references.
    WebVtt,
    /// A few tags of HTML, and those of SubStation Alpha in braces; everything else is text.
    SubRip,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'s> {
    /// Words, as they are shown.
    Words(Cow<'s, str>),
    /// A speaker begins.
    Voice(&'s str),
    /// The speaker's words end.
    EndOfVoice,
}

/// The pieces of a line, in order, and the place of each.
pub(super) fn pieces(source: &str, line: Span, dialect: Dialect) -> Vec<(Span, Piece<'_>)> {
    let (mut found, mut at) = (Vec::new(), line.start);
    // Words that are read out beside others, of which `<rt>` says how they are spoken.
    let mut ruby = false;
    while at < line.end {
        let rest = &source[at..line.end];
        if let Some((len, tag)) = tag(rest, dialect) {
            let place = Span::new(at, at + len);
            ruby = ruby && tag != "/rt" && tag != "/ruby" || name(tag) == "rt";
            if let Some(voice) = voice(tag) {
                found.push((place, Piece::Voice(voice)));
            } else if tag == "/v" {
                found.push((place, Piece::EndOfVoice));
            }
            at += len;
            continue;
        }
        let reference = (dialect == Dialect::WebVtt).then(|| reference::read(rest)).flatten();
        let (len, words) = reference.unwrap_or_else(|| {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest[first..].find(['<', '{', '&']).map_or(rest.len(), |end| first + end);
            (end, rest[..end].into())
        });
        if !ruby {
            found.push((Span::new(at, at + len), Piece::Words(words)));
        }
        at += len;
    }
    found
}

/// The words of a line, as they are shown.
pub(super) fn shown(source: &str, line: Span, dialect: Dialect) -> String {
    let words = pieces(source, line, dialect).into_iter().filter_map(|(_, piece)| match piece {
        Piece::Words(words) => Some(words),
        Piece::Voice(_) | Piece::EndOfVoice => None,
    });
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tag that a text begins with, and its length.
fn tag(text: &str, dialect: Dialect) -> Option<(usize, &str)> {
    let closing = match text.as_bytes().first()? {
        b'<' => '>',
        b'{' if dialect == Dialect::SubRip && text.starts_with("{\\") => '}',
        _ => return None,
    };
    let len = text.find(closing)? + 1;
    let tag = &text[1..len - 1];
    let is_known = closing == '}'
        || dialect == Dialect::WebVtt
        || ["b", "i", "u", "font"].contains(&&*name(tag).to_ascii_lowercase());
    is_known.then_some((len, tag))
}

/// The name of a tag, without what follows it.
fn name(tag: &str) -> &str {
    let tag = tag.trim_start_matches('/');
    tag.split(['.', ' ', '\t']).next().unwrap_or(tag)
}

/// The speaker that a tag names, behind classes: `v.loud Brask`.
fn voice(tag: &str) -> Option<&str> {
    let is_voice = name(tag) == "v" && !tag.starts_with('/');
    let (_, speaker) = tag.split_once([' ', '\t']).filter(|_| is_voice)?;
    Some(speaker.trim()).filter(|speaker| !speaker.is_empty())
}
