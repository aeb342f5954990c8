//! Texts that lie in parts of a capture, one after the other.

use super::section::Section;
use super::text::{Markup, Transcript};
use super::{Blocks, Charset, CharsetFrom, Map, TextBlock};
use crate::capture::Part;
use crate::digest::Digest;
use crate::text::Span;
use std::collections::HashMap;

impl Transcript {
    /// The same text, as that of a document.
    pub(super) fn into_document(mut self) -> Self {
        self.blocks();
        self.markup.get_or_insert_default().is_document = true;
        self
    }

    /// The same text, whose bytes are those of a part that was unpacked from the capture.
    pub(super) fn in_part(mut self, part: Part) -> Self {
        // Blocks of plain text are made when they are asked for; those of markup are there.
        self.blocks();
        let map = self.map.take().map_or_else(|| Map::straight(self.text().len()), |map| *map);
        let text = Span::new(0, self.text().len());
        let markup = self.markup.get_or_insert_default();
        markup.parts = vec![part];
        markup.sections = vec![Section { text, part: 0, map }];
        markup.insets.iter_mut().for_each(|inset| inset.origin.part = Some(0));
        self.map = Some(Box::default());
        self
    }

    /// Texts [in parts](Self::in_part), one after the other, with a blank line between two. It is a
    /// [document](Self::into_document).
    pub(super) fn joined(all: impl IntoIterator<Item = Self>) -> Self {
        let (mut text, mut blocks, mut markup) = (String::new(), Blocks::default(), Markup::default());
        let mut exceeds = false;
        let mut numbers = PartNumbers::default();
        for one in all {
            if !text.is_empty() && !one.text().is_empty() {
                text.push_str("\n\n");
            }
            exceeds |= one.exceeds_limits();
            let at = text.len();
            let moved = |span: Span| Span::new(span.start + at, span.end + at);
            text.push_str(one.text());
            for block in one.blocks().iter() {
                blocks.push(TextBlock { span: moved(block.span), element: None, ..block });
            }
            let Some(other) = one.markup else { continue };
            let parts: Vec<u32> = other.parts.into_iter().map(|part| numbers.of(part, &mut markup.parts)).collect();
            let moved_part = |number: u32| parts.get(number as usize).copied().unwrap_or(number);
            markup.sections.extend(other.sections.into_iter().map(|section| Section {
                text: moved(section.text),
                part: moved_part(section.part),
                ..section
            }));
            markup.places.extend(other.places.into_iter().map(|(span, place)| (moved(span), place)));
            for mut inset in other.insets {
                inset.at += at;
                inset.origin.part = inset.origin.part.map(moved_part);
                markup.insets.push(inset);
            }
            for link in other.links.iter() {
                markup.links.push(super::CapturedLink { span: moved(link.span), url: link.url.clone() });
            }
        }
        markup.is_document = true;
        let charset = Charset { name: "UTF-8".into(), from: CharsetFrom::Valid };
        let joined = Self::marked(text, charset, Map::default(), blocks, markup);
        if exceeds { joined.undivided() } else { joined }
    }
}

/// The numbers of parts, each of which has one, however many stretches of the text lie in it.
#[derive(Default)]
struct PartNumbers {
    /// By path and digest.
    known: HashMap<(Box<str>, Digest), u32>,
}

impl PartNumbers {
    fn of(&mut self, part: Part, parts: &mut Vec<Part>) -> u32 {
        let key = (part.path.clone(), part.sha256);
        *self.known.entry(key).or_insert_with(|| {
            parts.push(part);
            (parts.len() - 1) as u32
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Capture, Origin, Place, Record};
    use crate::transcript::{InsetKind, decode};

    /// The text of a page, as one that lies in a part.
    fn part(name: &str, html: &str) -> Transcript {
        let path = "archive/a/b.html".parse().unwrap();
        let capture = Capture { path, bytes: html.as_bytes().to_vec(), record: Record::default() };
        let part = Part { path: name.into(), sha256: Digest::of(html.as_bytes()), bytes: html.len() as u64 };
        decode(&capture).unwrap().in_part(part)
    }

    const ONE: &str = "<p>The dam <del>will</del> held.</p>";
    const OTHER: &str = "<p>It was <b>dry</b>.</p>";

    #[test]
    fn every_word_of_several_parts_leads_to_its_own() {
        let joined = Transcript::joined([part("one", ONE), part("other", OTHER)]);
        assert_eq!(joined.text(), "The dam held.\n\nIt was dry.");
        for (number, source, word) in [(0, ONE, "held"), (1, OTHER, "dry")] {
            let at = joined.text().find(word).unwrap();
            let origins = joined.origins(Span::new(at, at + word.len()));
            let at = source.find(word).unwrap();
            assert_eq!(origins, [Origin { part: Some(number), bytes: Span::new(at, at + word.len()) }], "{word}");
        }
        let struck = &joined.insets()[0];
        assert_eq!((struck.kind, struck.origin.part), (InsetKind::Struck, Some(0)));
        assert_eq!(&ONE[struck.origin.bytes.range()], "will");
        let over = joined.origins(Span::new(8, joined.text().len()));
        assert_eq!(Vec::from_iter(over.iter().map(|origin| origin.part)), [Some(0), Some(1)]);
        assert_eq!(joined.blocks().len(), 2);
    }

    #[test]
    fn places_move_with_the_text_of_their_part() {
        let mut other = part("other", OTHER);
        let place = Place::Page { index: 3, label: None };
        other.markup.as_mut().unwrap().places = vec![(Span::new(0, 6), place.clone())];
        let joined = Transcript::joined([part("one", ONE), other]);
        assert_eq!(joined.all_places(), [(Span::new(15, 21), place)]);
    }
}
