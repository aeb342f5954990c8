//! Feeds, RSS and Atom: the entries, each with its title as a heading. Their HTML is read as any other.

#[cfg(test)]
mod tests;

use super::charset::{self, Decoded};
use super::text::{Markup, Transcript};
use super::xml::{Tag, Xml, XmlEvent};
use super::{BlockKind, Blocks, CaptureFormat, DecodeError, Fact, FactKind, FactSource, Limits, Map, TextBlock, html};
use crate::capture::{Capture, MediaType, Part};
use crate::digest::Digest;
use crate::text::Span;

/// The format of feeds.
pub(super) struct FeedFormat;

impl CaptureFormat for FeedFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["feed 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Feed
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let decoded = charset::decode_page(&capture.bytes, capture.record.charset.as_deref())?;
        // Its entries lie in the feed itself, which is its only part: their words run on from one to the next.
        let (sha256, bytes) = (Digest::of(&capture.bytes), capture.bytes.len() as u64);
        let feed = Feed { decoded: &decoded, part: Part { path: "".into(), sha256, bytes } };
        feed.read()
    }
}

struct Feed<'d> {
    decoded: &'d Decoded<'d>,
    part: Part,
}

/// The parts of an entry that are read.
#[derive(Default)]
struct Entry {
    title: Option<Value>,
    /// The words, and a shorter form of them.
    content: Option<Value>,
    summary: Option<Value>,
}

/// The content of an element, and its type where it says one.
struct Value {
    inside: Span,
    is_xhtml: bool,
    is_plain: bool,
}

impl Feed<'_> {
    fn source(&self) -> &str {
        &self.decoded.text
    }

    fn read(&self) -> Result<Transcript, DecodeError> {
        let mut xml = Xml::new(self.source());
        let (mut entries, mut facts, mut is_feed) = (Vec::new(), Vec::new(), false);
        while let Some((event, at)) = xml.next()? {
            let XmlEvent::Start(tag, false) = event else { continue };
            is_feed |= matches!(tag.name, "rss" | "feed" | "RDF");
            if !is_feed {
                let what = format!("it is no feed: its first element is {:?}, and not rss, feed or RDF", tag.name);
                return Err(DecodeError::Broken(what));
            }
            match tag.name {
                "item" | "entry" => entries.extend(self.entry(xml.inside(at)?)?),
                "title" if tag.is_own() && facts.is_empty() => {
                    let (text, _) = self.unescaped(xml.inside(at)?)?;
                    let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    facts.push(Fact { kind: FactKind::Headline, from: FactSource::File, value });
                }
                _ => {}
            }
        }
        if !is_feed {
            return Err(DecodeError::Broken("it is no feed: it has no elements".to_owned()));
        }
        let mut feed = Transcript::joined(entries);
        feed.markup.get_or_insert_default().facts = facts;
        Ok(feed)
    }

    /// The title of an entry and its words.
    fn entry(&self, part: Span) -> Result<Vec<Transcript>, DecodeError> {
        let mut entry = Entry::default();
        let mut xml = Xml::of(self.source(), part);
        while let Some((event, at)) = xml.next()? {
            let XmlEvent::Start(tag, false) = event else { continue };
            let value = Value::of(&tag, xml.inside(at)?);
            let place = match tag.name {
                "title" if tag.is_own() => &mut entry.title,
                "encoded" => &mut entry.content,
                "content" if tag.is_own() => &mut entry.content,
                "description" | "summary" if tag.is_own() => &mut entry.summary,
                _ => continue,
            };
            place.get_or_insert(value);
        }
        let title = entry.title.map(|title| self.title(&title)).transpose()?.flatten();
        let words = entry.content.or(entry.summary).map(|value| self.words(&value)).transpose()?;
        Ok(title.into_iter().chain(words).collect())
    }

    fn title(&self, title: &Value) -> Result<Option<Transcript>, DecodeError> {
        let mut words = self.words(title)?;
        let text = words.text().trim_end();
        let span = Span::new(text.len() - text.trim_start().len(), text.len());
        if span.is_empty() {
            return Ok(None);
        }
        let mut blocks = Blocks::default();
        blocks.push(TextBlock { span, kind: BlockKind::Heading(2), ..TextBlock::default() });
        words.set_blocks(blocks);
        Ok(Some(words))
    }

    /// The words of an element: HTML, or text where it says so.
    fn words(&self, value: &Value) -> Result<Transcript, DecodeError> {
        let charset = || self.decoded.charset.clone();
        let words = if value.is_xhtml {
            let text = &self.source()[value.inside.range()];
            let map = Map::at(value.inside.start, text.len()).over(&self.decoded.map);
            html::read_chapter(&Decoded { text: text.into(), map, charset: charset() }, "").0
        } else {
            let (text, map) = self.unescaped(value.inside)?;
            let map = map.over(&self.decoded.map);
            if value.is_plain {
                let len = text.len();
                let mut blocks = Blocks::default();
                let words = text.trim();
                if !words.is_empty() {
                    let start = len - text.trim_start().len();
                    let span = Span::new(start, start + words.len());
                    blocks.push(TextBlock { span, ..TextBlock::default() });
                }
                Transcript::marked(text, charset(), map, blocks, Markup::default())
            } else {
                html::read(Decoded { text: text.into(), map, charset: charset() })
            }
        };
        Ok(words.in_part(self.part.clone()))
    }

    /// The characters in an element, and where each was read from.
    fn unescaped(&self, inside: Span) -> Result<(String, Map), DecodeError> {
        let mut xml = Xml::of(self.source(), inside);
        let (mut text, mut map) = (String::new(), Map::default());
        while let Some((event, at)) = xml.next()? {
            match event {
                XmlEvent::Text => {
                    text.push_str(&self.source()[at.range()]);
                    map.run(at.start, at.len());
                }
                XmlEvent::Reference(c) => {
                    text.push(c);
                    map.whole(at, c.len_utf8());
                }
                XmlEvent::Start(..) | XmlEvent::End(_) => {}
            }
        }
        Ok((text, map))
    }
}

impl Value {
    fn of(tag: &Tag<'_>, inside: Span) -> Self {
        let kind = tag.attribute("type");
        // In Atom text is plain where nothing is said; in RSS it is HTML.
        let is_atom = matches!(tag.name, "content" | "summary");
        let is_plain = kind.as_deref() == Some("text") || is_atom && kind.is_none();
        Self { inside, is_xhtml: kind.as_deref() == Some("xhtml"), is_plain }
    }
}
