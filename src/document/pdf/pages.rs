//! The pages of a file, and the numbers that are printed on them.

use super::file::File;
use super::object::{Dict, Object};
use super::{Limit, PdfError};
use crate::text::roman;
use std::collections::HashSet;

/// The most pages of a file.
pub(crate) const MOST_PAGES: usize = 100_000;

/// The deepest folders of pages.
pub(super) const DEEPEST_PAGES: usize = 64;

/// A page, with what it has from the folders that it lies in.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub dict: Dict,
    /// The number of its object, which a tag may name.
    pub number: Option<u32>,
    pub resources: Object,
    /// The part of it that is seen: left, bottom, right, top.
    pub seen: [f64; 4],
    /// Quarter turns, clockwise.
    pub turns: u8,
}

/// A4, for a page that does not say how large it is.
const USUAL: [f64; 4] = [0.0, 0.0, 595.0, 842.0];

#[derive(Clone)]
struct Handed {
    resources: Object,
    media: [f64; 4],
    crop: Option<[f64; 4]>,
    turns: i64,
}

/// The pages of a file, in order.
pub(super) fn pages(file: &File<'_>) -> Result<Vec<Page>, PdfError> {
    let root = file.resolve(file.trailer.raw(b"Root"))?;
    let top = root.dict().map_or(&Object::Null, |root| root.raw(b"Pages")).clone();
    let handed = Handed { resources: Object::Null, media: USUAL, crop: None, turns: 0 };
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut stack = vec![(top, handed, 0)];
    while let Some((node, handed, depth)) = stack.pop() {
        let number = node.id().map(|id| id.number);
        if number.is_some_and(|number| !seen.insert(number)) {
            file.is_damaged.set(true);
            continue;
        }
        let node = file.resolve(&node)?;
        let Some(dict) = node.dict() else {
            file.is_damaged.set(true);
            continue;
        };
        if depth > DEEPEST_PAGES {
            return Err(Limit::Depth.into());
        }
        let handed = hand_on(file, dict, handed)?;
        match file.get(dict, b"Kids")?.array() {
            Some(kids) if !dict.raw(b"Type").is_name("Page") => {
                stack.extend(kids.iter().rev().map(|kid| (kid.clone(), handed.clone(), depth + 1)));
            }
            _ => found.push(page(dict, number, handed)),
        }
        if found.len() > MOST_PAGES {
            return Err(Limit::Pages.into());
        }
    }
    Ok(found)
}

fn hand_on(file: &File<'_>, dict: &Dict, mut handed: Handed) -> Result<Handed, Limit> {
    let resources = file.get(dict, b"Resources")?;
    if resources.dict().is_some() {
        handed.resources = resources;
    }
    handed.media = rectangle(file, dict, b"MediaBox")?.unwrap_or(handed.media);
    handed.crop = rectangle(file, dict, b"CropBox")?.or(handed.crop);
    handed.turns = file.get(dict, b"Rotate")?.int().map_or(handed.turns, |degrees| degrees / 90);
    Ok(handed)
}

fn page(dict: &Dict, number: Option<u32>, handed: Handed) -> Page {
    let media = handed.media;
    let crop = handed.crop.unwrap_or(media);
    let both = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
    let seen = if both[0] < both[2] && both[1] < both[3] { both } else { media };
    Page { dict: dict.clone(), number, resources: handed.resources, seen, turns: handed.turns.rem_euclid(4) as u8 }
}

fn rectangle(file: &File<'_>, dict: &Dict, key: &[u8]) -> Result<Option<[f64; 4]>, Limit> {
    let value = file.get(dict, key)?;
    numbers(file, &value).map(|numbers| {
        let [a, b, c, d] = numbers?;
        let rectangle = [a.min(c), b.min(d), a.max(c), b.max(d)];
        Some(rectangle).filter(|[left, bottom, right, top]| right - left >= 1.0 && top - bottom >= 1.0)
    })
}

/// An array of so many numbers.
pub(super) fn numbers<const N: usize>(file: &File<'_>, value: &Object) -> Result<Option<[f64; N]>, Limit> {
    let Some(items) = value.array().filter(|items| items.len() == N) else { return Ok(None) };
    let mut numbers = [0.0; N];
    for (number, item) in numbers.iter_mut().zip(items) {
        let Some(value) = file.resolve(item)?.number() else { return Ok(None) };
        *number = value;
    }
    Ok(Some(numbers))
}

/// The number that is printed on each page, where the file says so.
pub(super) fn labels(file: &File<'_>, pages: usize) -> Result<Vec<Option<Box<str>>>, Limit> {
    let root = file.resolve(file.trailer.raw(b"Root"))?;
    let tree = root.dict().map(|root| file.get(root, b"PageLabels")).transpose()?.unwrap_or(Object::Null);
    let mut ranges = Vec::new();
    let mut seen = HashSet::new();
    let mut stack = vec![tree];
    while let Some(node) = stack.pop() {
        let Some(dict) = node.dict() else { continue };
        if let Some(pairs) = file.get(dict, b"Nums")?.array() {
            for pair in pairs.as_chunks::<2>().0 {
                let first = file.resolve(&pair[0])?.int().and_then(|first| usize::try_from(first).ok());
                ranges.extend(first.zip(Some(file.resolve(&pair[1])?)));
            }
        }
        if let Some(kids) = file.get(dict, b"Kids")?.array() {
            for kid in kids {
                if kid.id().is_none_or(|id| seen.insert(id)) && seen.len() < MOST_PAGES {
                    stack.push(file.resolve(kid)?);
                }
            }
        }
    }
    ranges.sort_by_key(|(first, _)| *first);
    let mut labels = vec![None; pages];
    for (at, (first, style)) in ranges.iter().enumerate() {
        let end = ranges.get(at + 1).map_or(pages, |(next, _)| *next).min(pages);
        let Some(style) = style.dict() else { continue };
        let prefix = file.get(style, b"P")?.string().map(text).unwrap_or_default();
        let start = file.get(style, b"St")?.int().unwrap_or(1).max(1) as usize;
        let kind = file.get(style, b"S")?;
        for (slot, by) in labels.iter_mut().take(end).skip(*first).zip(0..) {
            let label = format!("{prefix}{}", numeral(kind.name().unwrap_or_default(), start.saturating_add(by)));
            *slot = Some(label.trim().into()).filter(|_| !label.trim().is_empty());
        }
    }
    Ok(labels)
}

fn numeral(style: &[u8], number: usize) -> String {
    match style {
        b"D" => number.to_string(),
        b"r" => roman(number),
        b"R" => roman(number).to_uppercase(),
        b"a" | b"A" => {
            let letter = char::from((if style == b"a" { b'a' } else { b'A' }) + ((number - 1) % 26) as u8);
            String::from_iter(std::iter::repeat_n(letter, ((number - 1) / 26 + 1).min(100)))
        }
        _ => String::new(),
    }
}

/// A string that is text: UTF-16 or UTF-8 with a mark of byte order, else the charset of PDF.
pub(super) fn text(bytes: &[u8]) -> String {
    let units = |read: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&pair| read(pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => units(u16::from_be_bytes, rest),
        [0xff, 0xfe, rest @ ..] => units(u16::from_le_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| super::encodings::of_pdf(byte)).collect(),
    }
}
