//! EPUB: the chapters of a book, in the order of its spine. The table of contents is none of them.

use super::package::{PackedFile, each_element, resolve};
use super::text::Transcript;
use super::{CaptureFormat, DecodeError, Fact, FactKind, FactSource, Limits, html};
use crate::capture::{Capture, MediaType, Place};
use crate::document::Container;
use crate::text::Span;
use std::collections::BTreeMap;

mod sheets;
#[cfg(test)]
mod tests;

use sheets::BookSheets;

/// The format of e-books.
pub(super) struct EpubFormat;

impl CaptureFormat for EpubFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["epub 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Epub
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let mut container = Container::open(&capture.bytes)?;
        let package = Package::of(&mut container)?;
        refuse_locked(&mut container, &package.chapters)?;
        let (mut chapters, mut pages, mut sheets) = (Vec::new(), Pages::default(), BookSheets::default());
        for name in &package.chapters {
            let file = PackedFile::of(&mut container, name)?;
            let sheets = sheets.of(&file, &mut container)?;
            chapters.push(chapter(&file, &sheets, &mut pages)?);
        }
        let mut book = Transcript::joined(chapters);
        book.markup.get_or_insert_default().facts = package.facts;
        Ok(book)
    }
}

/// The list of a book's files.
struct Package {
    /// The names of its chapters, in order.
    chapters: Vec<String>,
    facts: Vec<Fact>,
}

const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// Ways of making fonts unreadable, which leave the words as they are.
const OF_FONTS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Kinds of chapters.
const CHAPTERS: [&str; 3] = ["application/xhtml+xml", "text/html", "application/x-dtbook+xml"];

impl Package {
    fn of(container: &mut Container<'_>) -> Result<Self, DecodeError> {
        let mut path = None;
        each_element(&PackedFile::of(container, CONTAINER)?, |tag, _| {
            if tag.name == "rootfile" && path.is_none() {
                path = tag.attribute("full-path");
            }
        })?;
        let broken = |what: &str| DecodeError::Broken(what.to_owned());
        let path = path.ok_or_else(|| broken("META-INF/container.xml in it names no list of chapters"))?;
        let (mut files, mut spine, mut facts) = (BTreeMap::new(), Vec::new(), Vec::new());
        each_element(&PackedFile::of(container, &path)?, |tag, text| match tag.name {
            "item" => {
                let of = |name| tag.attribute(name).unwrap_or_default();
                let is_nav = of("properties").split_ascii_whitespace().any(|one| one == "nav");
                files.insert(of("id"), (of("href"), of("media-type"), is_nav));
            }
            "itemref" => spine.push(tag.attribute("idref").unwrap_or_default()),
            _ => facts.extend(fact(tag.name, text)),
        })?;
        let mut chapters = Vec::new();
        for id in spine {
            let named = files
                .get(&id)
                .ok_or_else(|| broken(&format!("its list of chapters has {id:?}, which is no file of it")))?;
            let (link, kind, is_nav) = named;
            if !is_nav && CHAPTERS.contains(&&**kind) {
                chapters.push(resolve(&path, link));
            }
        }
        if chapters.is_empty() {
            return Err(broken("its list of chapters is empty"));
        }
        Ok(Self { chapters, facts })
    }
}

fn fact(name: &str, text: &str) -> Option<Fact> {
    let kind = match name {
        "title" => FactKind::Headline,
        "creator" => FactKind::Author,
        "date" => FactKind::Published,
        "publisher" => FactKind::Publisher,
        "language" => FactKind::Language,
        _ => return None,
    };
    let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(Fact { kind, from: FactSource::File, value })
}

/// Refuses a book of which a chapter is encrypted.
fn refuse_locked(container: &mut Container<'_>, chapters: &[String]) -> Result<(), DecodeError> {
    if !container.has(ENCRYPTION) {
        return Ok(());
    }
    let (mut is_of_font, mut is_locked) = (false, false);
    each_element(&PackedFile::of(container, ENCRYPTION)?, |tag, _| match tag.name {
        // That of the key comes first where there is one, and is none of these.
        "EncryptionMethod" => is_of_font = tag.attribute("Algorithm").is_some_and(|way| OF_FONTS.contains(&&*way)),
        "CipherReference" => {
            let file = resolve("", &tag.attribute("URI").unwrap_or_default());
            is_locked |= !is_of_font && chapters.contains(&file);
        }
        _ => {}
    })?;
    if is_locked { Err(DecodeError::Encrypted) } else { Ok(()) }
}

/// The printed pages of a book so far.
#[derive(Default)]
struct Pages {
    /// The number of them.
    count: u32,
    label: Option<Box<str>>,
}

fn chapter(file: &PackedFile, sheets: &str, pages: &mut Pages) -> Result<Transcript, DecodeError> {
    let (text, breaks) = html::read_chapter(&file.decode_page()?, sheets);
    let len = text.text().len();
    let mut places = Vec::new();
    let mut start = 0;
    for (at, label) in breaks.iter().map(|(at, label)| (*at, Some(label))).chain([(len, None)]) {
        let at = at.min(len);
        if pages.count > 0 && at > start {
            let page = Place::Page { index: pages.count - 1, label: pages.label.clone() };
            places.push((Span::new(start, at), page));
        }
        start = at;
        if let Some(label) = label {
            pages.count += 1;
            pages.label = Some(label.clone()).filter(|label| !label.is_empty());
        }
    }
    let mut text = text.in_part(file.part());
    text.markup.get_or_insert_default().places = places;
    Ok(text)
}
