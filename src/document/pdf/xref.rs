//! The table of a file: where each object stands; and the same found without it.

use super::Limit;
use super::file::File;
use super::lexer::{Lexer, Token};
use super::object::{Dict, Entry, Id, Object};
use std::collections::{HashMap, HashSet};

/// The entries of the tables: objects that are free have no entry, and hide those of earlier tables.
#[derive(Default)]
struct Tables {
    entries: HashMap<u32, Option<Entry>>,
    trailer: Option<Dict>,
    next: Vec<usize>,
}

type Found = (HashMap<u32, Entry>, Dict);

impl File<'_> {
    /// The tables of a file, the newest first. None if there is none that can be read.
    pub(super) fn tables(&self) -> Result<Option<Found>, Limit> {
        read(self)
    }

    /// A table made of what was found, with the last trailer that names a root.
    pub(super) fn rebuilt(&self) -> Result<Found, Limit> {
        rebuilt(self, self.scan())
    }

    /// The objects in the streams of objects of a file whose table was rebuilt.
    pub(super) fn all_contained(&self) -> Result<Vec<(u32, Entry)>, Limit> {
        contained(self)
    }

    /// The catalogue of a file that does not name it.
    pub(super) fn catalogue(&self) -> Result<Option<Id>, Limit> {
        catalogue(self)
    }
}

/// The tables of a file, the newest first. None if there is none that can be read.
fn read(file: &File<'_>) -> Result<Option<Found>, Limit> {
    let Some(start) = memchr::memmem::rfind(file.bytes, b"startxref") else { return Ok(None) };
    let mut lexer = Lexer::new(file.bytes, start + b"startxref".len(), &file.objects);
    let Some(Token::Value(Object::Int(offset))) = lexer.token()? else { return Ok(None) };
    // Offsets count from the head of the file, which may have other bytes before it.
    let base = memchr::memmem::find(&file.bytes[..file.bytes.len().min(1024)], b"%PDF-").unwrap_or(0);
    let mut tables = Tables { next: usize::try_from(offset).ok().into_iter().collect(), ..Tables::default() };
    let mut seen = HashSet::new();
    while let Some(offset) = tables.next.pop() {
        if !seen.insert(offset) {
            continue;
        }
        let is_read =
            table(file, &mut tables, offset, base)? || base > 0 && table(file, &mut tables, offset + base, base)?;
        if !is_read {
            file.is_damaged.set(true);
            return Ok(None);
        }
    }
    let entries = tables.entries.into_iter().filter_map(|(number, entry)| Some((number, entry?))).collect();
    Ok(tables.trailer.map(|trailer| (entries, trailer)))
}

fn table(file: &File<'_>, tables: &mut Tables, offset: usize, base: usize) -> Result<bool, Limit> {
    let mut lexer = Lexer::new(file.bytes, offset, &file.objects);
    let start = lexer.at;
    if let Some(Token::Word(b"xref")) = lexer.token()? {
        return sections(file, tables, &mut lexer, base);
    }
    let Some(Object::Stream(stream)) = file.object_at(start, None)? else { return Ok(false) };
    let Some(undone) = file.data(&stream)? else { return Ok(false) };
    let numbers = |key: &[u8]| -> Result<Vec<usize>, Limit> {
        let value = file.get(&stream.dict, key)?;
        Ok(value
            .array()
            .unwrap_or_default()
            .iter()
            .map(|item| item.int().and_then(|int| usize::try_from(int).ok()).unwrap_or(0))
            .collect())
    };
    let widths = numbers(b"W")?;
    let [kind, second, third] = widths[..] else { return Ok(false) };
    if kind > 8 || second > 8 || third > 8 || kind + second + third == 0 {
        return Ok(false);
    }
    let mut index = numbers(b"Index")?;
    if index.is_empty() {
        index = vec![0, usize::MAX];
    }
    let field = |bytes: &[u8]| bytes.iter().fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte));
    let mut rows = undone.bytes.chunks_exact(kind + second + third);
    for range in index.as_chunks::<2>().0 {
        for (number, row) in (range[0]..range[0].saturating_add(range[1])).zip(rows.by_ref()) {
            file.objects.spend(1)?;
            let (head, rest) = row.split_at(kind);
            let value = field(&rest[..second]);
            let entry = match if kind == 0 { 1 } else { field(head) } {
                1 => Some(Entry::At(value as usize + base)),
                2 => u32::try_from(value).ok().map(Entry::In),
                _ => None,
            };
            if let Ok(number) = u32::try_from(number) {
                tables.entries.entry(number).or_insert(entry);
            }
        }
    }
    follow(tables, &stream.dict);
    Ok(true)
}

fn follow(tables: &mut Tables, trailer: &Dict) {
    let offset = |key: &[u8]| trailer.raw(key).int().and_then(|offset| usize::try_from(offset).ok());
    tables.next.extend(offset(b"Prev"));
    // A table beside the old one for programs that know streams comes before the earlier ones.
    tables.next.extend(offset(b"XRefStm"));
    tables.trailer.get_or_insert_with(|| trailer.clone());
}

fn sections(file: &File<'_>, tables: &mut Tables, lexer: &mut Lexer<'_>, base: usize) -> Result<bool, Limit> {
    loop {
        match lexer.token()? {
            Some(Token::Value(Object::Int(first))) => {
                let Some(Token::Value(Object::Int(count))) = lexer.token()? else { return Ok(false) };
                for number in first..first.saturating_add(count) {
                    if !row(tables, lexer, number, base)? {
                        break;
                    }
                }
            }
            Some(Token::Word(b"trailer")) => {
                let Some(Object::Dict(dict)) = lexer.value()? else { return Ok(false) };
                follow(tables, &dict);
                return Ok(true);
            }
            _ => {
                file.is_damaged.set(true);
                return Ok(false);
            }
        }
    }
}

fn row(tables: &mut Tables, lexer: &mut Lexer<'_>, number: i64, base: usize) -> Result<bool, Limit> {
    let before = lexer.at;
    let Some(Token::Value(Object::Int(offset))) = lexer.token()? else {
        lexer.at = before;
        return Ok(false);
    };
    let Some(Token::Value(Object::Int(_))) = lexer.token()? else { return Ok(false) };
    let Some(Token::Word(kind)) = lexer.token()? else { return Ok(false) };
    let offset = usize::try_from(offset).ok().filter(|_| kind == b"n");
    if let Ok(number) = u32::try_from(number) {
        tables.entries.entry(number).or_insert(offset.map(|offset| Entry::At(offset + base)));
    }
    Ok(true)
}

/// A table made of what was found, with the last trailer that names a root.
fn rebuilt(file: &File<'_>, found: &HashMap<u32, usize>) -> Result<Found, Limit> {
    let entries: HashMap<u32, Entry> = found.iter().map(|(&number, &offset)| (number, Entry::At(offset))).collect();
    let mut trailer = Dict::default();
    for at in memchr::memmem::find_iter(file.bytes, b"trailer") {
        let value = Lexer::new(file.bytes, at + b"trailer".len(), &file.objects).value()?;
        if let Some(Object::Dict(dict)) = value {
            merge(&mut trailer, &dict);
        }
    }
    let mut offsets: Vec<usize> = found.values().copied().collect();
    offsets.sort_unstable();
    for offset in offsets {
        let head = &file.bytes[offset..file.bytes.len().min(offset + 400)];
        if memchr::memmem::find(head, b"XRef").is_some()
            && let Some(object) = file.object_at(offset, None)?
            && let Some(dict) = object.dict().filter(|dict| dict.raw(b"Type").is_name("XRef"))
        {
            merge(&mut trailer, dict);
        }
    }
    Ok((entries, trailer))
}

fn merge(trailer: &mut Dict, newer: &Dict) {
    let wanted = newer.0.iter().filter(|(key, _)| matches!(&**key, b"Root" | b"Encrypt" | b"ID" | b"Info"));
    trailer.0.extend(wanted.cloned());
}

/// The objects in the streams of objects of a file whose table was rebuilt.
fn contained(file: &File<'_>) -> Result<Vec<(u32, Entry)>, Limit> {
    let mut entries = Vec::new();
    let mut placed: Vec<(usize, u32)> = file.scan().iter().map(|(&number, &offset)| (offset, number)).collect();
    placed.sort_unstable();
    for &(offset, number) in placed.iter().rev() {
        let head = &file.bytes[offset..file.bytes.len().min(offset + 400)];
        if memchr::memmem::find(head, b"ObjStm").is_some() {
            entries.extend(file.contained(number)?.into_iter().map(|inner| (inner, Entry::In(number))));
        }
    }
    Ok(entries)
}

/// The catalogue of a file that does not name it.
fn catalogue(file: &File<'_>) -> Result<Option<Id>, Limit> {
    for number in file.numbers().into_iter().rev() {
        if let Some(dict) = file.object(number)?.dict()
            && dict.raw(b"Type").is_name("Catalog")
        {
            return Ok(Some(Id { number, generation: 0 }));
        }
    }
    Ok(None)
}
