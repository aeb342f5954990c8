//! Shared by the readers of packed documents: files of a container, as text, and as parts of the capture.

use super::DecodeError;
use super::charset::{self, Decoded};
use super::xml::{Xml, XmlEvent};
use crate::capture::Part;
use crate::digest::Digest;
use crate::document::Container;

/// A file of a container.
pub(super) struct PackedFile {
    pub name: String,
    pub bytes: Vec<u8>,
    sha256: Digest,
}

impl PackedFile {
    /// Unpacks a file.
    pub fn of(container: &mut Container<'_>, name: &str) -> Result<Self, DecodeError> {
        let bytes = container.part(name)?;
        Ok(Self { name: name.to_owned(), sha256: Digest::of(&bytes), bytes })
    }

    pub fn part(&self) -> Part {
        Part { path: self.name.as_str().into(), sha256: self.sha256, bytes: self.bytes.len() as u64 }
    }

    /// Its text, in the charset that its XML declaration names.
    pub fn decode(&self) -> Result<Decoded<'_>, DecodeError> {
        charset::decode_part(&self.bytes, declared(&self.bytes), false).map_err(|why| self.wrong(why))
    }

    /// Its text, as that of a page.
    pub fn decode_page(&self) -> Result<Decoded<'_>, DecodeError> {
        charset::decode_part(&self.bytes, declared(&self.bytes), true).map_err(|why| self.wrong(why))
    }

    /// The error, with the name of the file.
    pub fn wrong(&self, why: impl std::fmt::Display) -> DecodeError {
        DecodeError::Broken(format!("{} in it cannot be read: {why}", self.name))
    }
}

/// The charset in an XML declaration.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(200))?.strip_prefix(b"<?xml")?;
    let declaration = &head[..memchr::memmem::find(head, b"?>")?];
    let text = std::str::from_utf8(declaration).ok()?;
    let value = text.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// The elements of a small file of a container, each with what it needs: a closure is told of every start tag, and of the
/// text of every element.
pub(super) fn each_element(
    file: &PackedFile,
    mut visit: impl FnMut(&super::xml::Tag<'_>, &str),
) -> Result<(), DecodeError> {
    let decoded = file.decode()?;
    let mut xml = Xml::new(&decoded.text);
    let mut open: Option<(super::xml::Tag<'_>, String)> = None;
    while let Some((event, at)) = xml.next().map_err(|why| file.wrong(why))? {
        match event {
            XmlEvent::Start(tag, is_empty) => {
                if let Some((tag, text)) = open.take() {
                    visit(&tag, &text);
                }
                open = Some((tag, String::new())).filter(|(tag, _)| {
                    if is_empty {
                        visit(tag, "");
                    }
                    !is_empty
                });
            }
            XmlEvent::End(_) => {
                if let Some((tag, text)) = open.take() {
                    visit(&tag, &text);
                }
            }
            XmlEvent::Text => {
                if let Some((_, text)) = &mut open {
                    text.push_str(&decoded.text[at.range()]);
                }
            }
            XmlEvent::Reference(c) => {
                if let Some((_, text)) = &mut open {
                    text.push(c);
                }
            }
        }
    }
    Ok(())
}

/// The path of a file that `link`, which stands in the file `from`, leads to.
pub(super) fn resolve(from: &str, link: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    let link = percent_decoded(link);
    let mut path: Vec<&str> = match link.starts_with('/') {
        true => Vec::new(),
        false => from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for step in link.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn percent_decoded(link: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), link.as_bytes());
    while let Some((&byte, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let coded = digits.filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(coded.unwrap_or(byte));
        rest = if coded.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| link.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_a_file_beside_the_one_that_it_stands_in() {
        assert_eq!(resolve("OEBPS/content.opf", "text/a%20b.xhtml#c"), "OEBPS/text/a b.xhtml");
        assert_eq!(resolve("OEBPS/text/a.xhtml", "../b.xhtml"), "OEBPS/b.xhtml");
        assert_eq!(resolve("_rels/.rels", "/word/document.xml"), "word/document.xml");
        assert_eq!(resolve("content.opf", "../../a"), "a");
    }
}
