//! The reader of manifests: it expects each byte that the printer writes, and gives up at the first other one. So what is
//! read here prints as it was read, which a property test holds both to.

use super::cursor::{Cursor, number};
use super::print::json;
use super::{Manifest, NotOurs, Reading, TypedTranscript, format_1};
use crate::capture::{CapturePath, CapturedAt, MediaType, Part, Place};
use crate::digest::Digest;
use crate::segment::{Role, RuleId, Segment};
use crate::text::Span;
use crate::transcript::{Charset, CharsetFrom};

impl Manifest {
    /// Reads what [`Manifest::to_bytes`] writes, and manifests of earlier formats.
    ///
    /// # Errors
    ///
    /// Anything else, with the offset of the first byte that differs where it has the format of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotOurs> {
        let text = std::str::from_utf8(bytes).map_err(|why| NotOurs::Unreadable(format!("it is not UTF-8: {why}")))?;
        let mut cursor = Cursor { rest: text };
        if let Some(manifest) = cursor.manifest() {
            return Ok(manifest);
        }
        match format_1::read(bytes) {
            Ok(earlier) => Ok(earlier),
            Err(NotOurs::UnknownFormat(format)) if format != Self::FORMAT => Err(NotOurs::UnknownFormat(format)),
            Err(NotOurs::Conflict) => Err(NotOurs::Conflict),
            Err(_) => Err(NotOurs::SecondSpelling(text.len() - cursor.rest.len())),
        }
    }
}

impl Cursor<'_> {
    fn manifest(&mut self) -> Option<Manifest> {
        self.expect("{\n \"format\":")?;
        let format = self.is(Self::text, |format| format == Manifest::FORMAT)?;
        self.expect(",")?;
        let capture: CapturePath = self.required("capture", Self::parsed)?;
        let stamp = capture.stamp();
        let other = |at: &CapturedAt| Some(*at) != stamp;
        let declared = self.optional("captured_at", |cursor| cursor.is(Self::parsed, other))?;
        let urls = self.optional("urls", |cursor| cursor.is(Self::texts, |urls| !urls.is_empty()))?;
        let came_from = self.optional("came_from", Self::text)?;
        let publisher = self.optional("publisher", Self::text)?;
        let title = self.optional("title", Self::text)?;
        let published = self.optional("published", Self::text)?;
        let media_type = self.required("media_type", Self::media_type)?;
        let bytes = self.required("bytes", Self::number)?;
        let sha256 = self.required("sha256", Self::digest)?;
        let record = self.optional("record", Self::digest)?;
        let extent = self.optional("extent", Self::extent)?;
        let reading = match self.last("undecodable", Self::text)? {
            Some(why) => Reading::Undecodable(why),
            None => Reading::Transcript(self.transcript(sha256)?),
        };
        self.expect("\n}\n")?;
        if !self.rest.is_empty() {
            return None;
        }
        Some(Manifest {
            format,
            article: capture.article(),
            captured_at: declared.or(stamp),
            urls: urls.unwrap_or_default(),
            capture,
            came_from,
            publisher,
            title,
            published,
            media_type,
            bytes,
            sha256,
            record,
            extent: extent.map(Box::new),
            reading,
        })
    }

    fn transcript(&mut self, capture: Digest) -> Option<TypedTranscript> {
        let reader = self.required("reader", Self::text)?;
        let made_by = self.optional("made_by", Self::text)?;
        let charset = self.charset()?;
        let text = self.optional("text", |cursor| cursor.is(Self::digest, |text| *text != capture))?;
        let rules = self.required("rules", Self::text)?;
        let parts = self.optional("parts", |cursor| cursor.is(Self::parts, |parts| !parts.is_empty()))?;
        let places = self.optional("places", |cursor| cursor.is(Self::places, |places| !places.is_empty()))?;
        let segments = self.last("segments", Self::segments)??;
        let (parts, places) = (parts.unwrap_or_default(), places.unwrap_or_default());
        let bytes = segments.last().map_or(0, |segment| segment.span.end);
        let sha256 = text.unwrap_or(capture);
        Some(TypedTranscript { reader, made_by, charset, sha256, bytes, rules, parts, places, segments })
    }

    fn charset(&mut self) -> Option<Charset> {
        let usual = Charset::usual();
        let Some(name) = self.optional("charset", Self::text)? else { return Some(usual) };
        let is_other = |from: &CharsetFrom| name != usual.name || *from != usual.from;
        let from = self.required("charset_from", |cursor| cursor.is(Self::charset_from, is_other))?;
        Some(Charset { name, from })
    }

    /// The value behind `key`, the last one; `Some(None)` where that key does not stand here.
    fn last<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        let behind = self.rest.strip_prefix("\n \"").and_then(|rest| rest.strip_prefix(key)?.strip_prefix("\":"));
        let Some(behind) = behind else { return Some(None) };
        self.rest = behind;
        read(self).map(Some)
    }

    /// The value behind `key` and the comma behind that; `Some(None)` where that key does not stand here.
    fn optional<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        let found = self.last(key, read)?;
        if found.is_some() {
            self.expect(",")?;
        }
        Some(found)
    }

    fn required<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.optional(key, read)?
    }

    fn media_type(&mut self) -> Option<MediaType> {
        MediaType::ALL.into_iter().find(|kind| self.expect(&json(kind.name())).is_some())
    }

    fn charset_from(&mut self) -> Option<CharsetFrom> {
        CharsetFrom::ALL.into_iter().find(|from| self.expect(&json(from.name())).is_some())
    }

    fn parts(&mut self) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        self.lines(|line| {
            let mut words = line.splitn(3, ' ');
            let (sha256, bytes, path) = (words.next()?, words.next()?, words.next()?);
            parts.push(Part { path: path.into(), sha256: Digest::from_hex(sha256)?, bytes: number(bytes)? as u64 });
            Some(())
        })?;
        Some(parts)
    }

    fn places(&mut self) -> Option<Vec<(Span, Place)>> {
        let (mut places, mut at, mut was_none) = (Vec::new(), 0_usize, false);
        self.lines(|line| {
            let (kind, rest) = line.split_once(' ')?;
            let (length, rest) = rest.split_once(' ').map_or((rest, None), |(length, rest)| (length, Some(rest)));
            let end = at.checked_add(number(length)?)?;
            let span = Span::new(std::mem::replace(&mut at, end), end);
            if kind == "none" {
                // The printer makes one line of two, and no line of an empty one.
                let is_spelled_so = !was_none && !span.is_empty() && rest.is_none();
                was_none = true;
                return is_spelled_so.then_some(());
            }
            was_none = false;
            places.push((span, place(kind, rest?)?));
            Some(())
        })?;
        (!was_none).then_some(places)
    }

    fn segments(&mut self) -> Option<Vec<Segment>> {
        let (mut segments, mut at) = (Vec::<Segment>::new(), 0_usize);
        self.lines(|line| {
            let mut words = line.split(' ').peekable();
            let role = Role::named(words.next()?)?;
            // Ids of rules begin with a letter, lengths with a digit.
            let named = words.next_if(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
            if named == Some(role.name()) {
                return None;
            }
            let rule = RuleId::from(named.unwrap_or(role.name()));
            // The printer puts these on the line of those before.
            if segments.last().is_some_and(|last| last.role == role && last.rule == rule) {
                return None;
            }
            let before = segments.len();
            for word in words {
                let (length, of) = word.split_once('=').map_or((word, None), |(length, of)| (length, Some(of)));
                let end = at.checked_add(number(length)?)?;
                let span = Span::new(std::mem::replace(&mut at, end), end);
                let of = of.map_or(Some(None), |of| number(of).map(Some))?;
                segments.push(Segment { role, span, rule: rule.clone(), of });
            }
            (segments.len() > before).then_some(())
        })?;
        Some(segments)
    }
}

fn place(kind: &str, rest: &str) -> Option<Place> {
    let two = rest.split_once(' ');
    Some(match (kind, two) {
        ("page", None) => Place::Page { index: index(rest)?, label: None },
        ("page", Some((page, label))) => Place::Page { index: index(page)?, label: Some(label.into()) },
        ("time", Some((from, to))) => Place::Time { from_ms: number(from)? as u64, to_ms: number(to)? as u64 },
        ("cell", None) => Place::Cell { number: index(rest)? },
        _ => return None,
    })
}

fn index(digits: &str) -> Option<u32> {
    number(digits)?.try_into().ok()
}

#[cfg(test)]
mod tests;
