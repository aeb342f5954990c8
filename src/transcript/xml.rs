//! XML, event by event, with the bytes of each. Names are without their prefixes; entities but those of XML itself are refused, so
//! that none can grow.

use super::DecodeError;
use crate::text::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The next event in XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum XmlEvent<'x> {
    /// An element begins; the flag says that it is empty, and ends here.
    Start(Tag<'x>, bool),
    /// An element of this name ends.
    End(&'x str),
    /// Characters as they are.
    Text,
    /// The character that a reference stands for.
    Reference(char),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'x> {
    /// The element's name, without its prefix.
    pub name: &'x str,
    has_prefix: bool,
    attributes: &'x str,
}

impl Tag<'_> {
    /// The value of the attribute of this name, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let tag = BytesStart::from_content(self.attributes, 0);
        let mut found = None;
        for attribute in tag.attributes().with_checks(false).flatten() {
            if local(attribute.key.as_ref()) == name {
                found = Some(crate::markup::reference::value(&attribute.value).into_owned());
                break;
            }
        }
        found
    }

    /// Returns true if the element is of the language that the file is written in, and not of an extension.
    pub fn is_own(&self) -> bool {
        !self.has_prefix
    }

    /// Returns true if a property is on: an attribute `val` may turn it off.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The events of a stretch of XML.
pub(super) struct Xml<'x> {
    source: &'x str,
    /// The offset of the stretch in the file.
    start: usize,
    reader: Reader<&'x [u8]>,
}

impl<'x> Xml<'x> {
    pub fn new(source: &'x str) -> Self {
        Self::of(source, Span::new(0, source.len()))
    }

    /// The events of what stands inside of one element of `source`.
    pub fn of(source: &'x str, inside: Span) -> Self {
        Self { source, start: inside.start, reader: Reader::from_str(&source[inside.range()]) }
    }

    /// The next event and its bytes; `None` at the end.
    pub fn next(&mut self) -> Result<Option<(XmlEvent<'x>, Span)>, DecodeError> {
        loop {
            let from = self.at();
            let event = self.reader.read_event();
            let at = Span::new(from, self.at().max(from));
            let source = &self.source[at.range()];
            let found = match event {
                Ok(Event::Start(_)) => XmlEvent::Start(tag(source), false),
                Ok(Event::Empty(_)) => XmlEvent::Start(tag(source), true),
                Ok(Event::End(_)) => {
                    XmlEvent::End(local(source.trim_start_matches("</").trim_end_matches('>').trim_end()))
                }
                Ok(Event::Text(_)) if source.is_empty() => continue,
                Ok(Event::Text(_)) => XmlEvent::Text,
                Ok(Event::CData(_)) => {
                    let inner = Span::new(
                        (at.start + "<![CDATA[".len()).min(at.end),
                        at.end.saturating_sub("]]>".len()).max(at.start),
                    );
                    return Ok(Some((XmlEvent::Text, Span::new(inner.start.min(inner.end), inner.end))));
                }
                Ok(Event::GeneralRef(_)) => XmlEvent::Reference(reference(source).ok_or_else(|| {
                    let shown: String = source.chars().take(40).collect();
                    DecodeError::Broken(format!(
                        "its XML has {shown:?} at byte {from}, which stands for nothing in XML"
                    ))
                })?),
                Ok(Event::DocType(_)) if source.contains("<!ENTITY") => {
                    return Err(DecodeError::Broken(
                        "its XML declares entities of its own, which are not read".to_owned(),
                    ));
                }
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_)) => continue,
                Ok(Event::Eof) => return Ok(None),
                Err(error) => {
                    return Err(DecodeError::Broken(format!("its XML is broken at byte {from}: {error}")));
                }
            };
            return Ok(Some((found, at)));
        }
    }

    /// Passes over the element that has just begun; what stands inside of it.
    pub fn inside(&mut self, start: Span) -> Result<Span, DecodeError> {
        let mut depth = 1;
        while let Some((event, at)) = self.next()? {
            match event {
                XmlEvent::Start(_, false) => depth += 1,
                XmlEvent::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(Span::new(start.end, at.start));
            }
        }
        Err(DecodeError::Broken("its XML ends inside of an element".to_owned()))
    }

    fn at(&self) -> usize {
        self.start + (self.reader.buffer_position() as usize).min(self.source.len() - self.start)
    }
}

/// Parts a start tag.
fn tag(source: &str) -> Tag<'_> {
    let inner = source.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let end = inner.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inner.len());
    Tag { name: local(&inner[..end]), has_prefix: inner[..end].contains(':'), attributes: &inner[end..] }
}

/// The character that a reference stands for in XML.
fn reference(source: &str) -> Option<char> {
    match source.strip_prefix('&')?.strip_suffix(';')? {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number).filter(|c| !c.is_control() || c.is_whitespace())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn events(xml: &str) -> Result<Vec<String>, DecodeError> {
        let (mut reader, mut found) = (Xml::new(xml), Vec::new());
        while let Some((event, at)) = reader.next()? {
            found.push(match event {
                XmlEvent::Start(tag, is_empty) => format!("<{}{}", tag.name, if is_empty { "/" } else { "" }),
                XmlEvent::End(name) => format!("/{name}"),
                XmlEvent::Text => xml[at.range()].to_owned(),
                XmlEvent::Reference(c) => format!("{c} of {}", &xml[at.range()]),
            });
        }
        Ok(found)
    }

    #[test]
    fn elements_are_named_without_prefixes_and_characters_lead_to_their_bytes() {
        let xml = "<?xml version=\"1.0\"?><w:p a='>'><w:tab/>One &amp;<![CDATA[ <b> ]]>&#x10d;<!-- no --></w:p >";
        assert_eq!(events(xml).unwrap(), ["<p", "<tab/", "One ", "& of &amp;", " <b> ", "č of &#x10d;", "/p"]);
        let mut reader = Xml::new("<w:p w:val=\"a &lt; b\" other='1'/>");
        let Some((XmlEvent::Start(tag, true), _)) = reader.next().unwrap() else { panic!() };
        assert_eq!((tag.attribute("val").as_deref(), tag.attribute("other").as_deref()), (Some("a < b"), Some("1")));
    }

    #[test]
    fn entities_of_its_own_make_no_bomb() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
        assert!(events(bomb).unwrap_err().to_string().contains("entities of its own"));
        assert!(events("<a>&c;</a>").unwrap_err().to_string().contains("stands for nothing in XML"));
        assert!(events("<a></b>").unwrap_err().to_string().contains("broken at byte 3"));
    }

    proptest! {
        #[test]
        fn no_xml_makes_it_panic(xml in "[<>/!?\\[\\]CDATA&;#x0-9a:= \"'é-]{0,60}") {
            if let Ok(found) = events(&xml) {
                prop_assert!(found.len() <= xml.len());
            }
        }
    }
}
