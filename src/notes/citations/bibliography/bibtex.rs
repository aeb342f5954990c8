//! Entries in BibTeX and BibLaTeX.
//!
//! `biblatex` only parts a file into entries, and reads one field at a time. Left to itself it copies what an
//! abbreviation stands for as often as it is named, follows an entry that leads to itself until the stack ends, and
//! lets one field that nobody needs cost all the others.

use super::family::{self, BibliographyEntry};
use super::{BibliographyReader, FIELDS, shared, short};
use biblatex::{EntryType, Field, Pair, RawBibliography, RawChunk, RawEntry, Spanned};
use std::collections::HashMap;

/// The bytes that abbreviations may add to a field.
const LONGEST: usize = 1 << 16;
/// The bytes that they may add to all fields of a file together.
const MOST_WRITTEN: usize = 1 << 22;
/// The cost of looking at an abbreviation, or at what it stands for, in the same bytes.
const STEP: usize = 16;
/// The parts that a field may have: those that `#` joins, and braces in them. Some of biblatex takes the square of
/// them, and digs as deep.
const MOST_PARTS: usize = 500;

/// Reads `text` into `reader`.
pub(super) fn read(text: &str, reader: &mut BibliographyReader) {
    let mut file = BibtexFile::default();
    match RawBibliography::parse(text) {
        Ok(whole) => file.take(whole, 0),
        Err(_) => file.piecemeal(text, reader),
    }
    let mut entries: Vec<BibliographyEntry> = Vec::with_capacity(file.entries.len());
    for (at, raw) in std::mem::take(&mut file.entries) {
        entries.push(file.entry(&raw, at, reader));
    }
    family::inherit(&mut entries, reader);
    entries.into_iter().for_each(|entry| reader.take(entry));
}

/// The entries of a file, and where they begin; and its abbreviations, of which the last of a name counts.
#[derive(Default)]
struct BibtexFile<'t> {
    entries: Vec<(usize, RawEntry<'t>)>,
    abbreviations: HashMap<&'t str, Field<'t>>,
    /// The bytes that were written out for abbreviations so far.
    written: usize,
}

impl<'t> BibtexFile<'t> {
    fn take(&mut self, raw: RawBibliography<'t>, from: usize) {
        self.abbreviations.extend(raw.abbreviations.into_iter().map(|pair| (pair.key.v, pair.value.v)));
        self.entries.extend(raw.entries.into_iter().map(|entry| (from + entry.span.start, entry.v)));
    }

    /// Reads a broken file entry by entry.
    fn piecemeal(&mut self, text: &'t str, reader: &mut BibliographyReader) {
        for (at, piece) in pieces(text) {
            match RawBibliography::parse(piece) {
                Ok(read) => self.take(read, at),
                Err(_) if is_kind(piece, "comment") || is_kind(piece, "preamble") => {}
                Err(why) => {
                    let (head, why) = (short(piece.trim_start()), short(&why.kind.to_string()));
                    reader.flaw(at, format!("the entry {head:?} cannot be read and is ignored: {why}"));
                }
            }
        }
    }

    fn entry(&mut self, raw: &RawEntry<'t>, at: usize, reader: &mut BibliographyReader) -> BibliographyEntry {
        let mut entry = BibliographyEntry::new(raw.key.v, EntryType::new(raw.kind.v), at);
        // Of a field that is there twice, the last one counts.
        let fields: HashMap<String, &Pair> =
            raw.fields.iter().map(|pair| (pair.key.v.to_ascii_lowercase(), pair)).collect();
        let mut value = |name: &str| {
            let pair = fields.get(name)?;
            let read = self.written(&pair.value.v).and_then(|parts| plain(name, parts));
            Some(read.unwrap_or_else(|why| {
                reader.flaw(at, format!("the field `{name}` of {:?} is ignored: {why}", short(raw.key.v)));
                String::new()
            }))
        };
        let list = |text: Option<String>| {
            let text = text.unwrap_or_default();
            text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        let values = FIELDS.map(&mut value);
        entry.ids = list(value("ids"));
        entry.parents = value("crossref").into_iter().chain(list(value("xdata"))).collect();
        entry.values = Box::new(std::array::from_fn(|index| {
            values[index].as_ref().map(|text| shared(FIELDS[index], text, (raw.key.v, at), reader))
        }));
        entry
    }

    /// The parts of a field, with what abbreviations stand for in their places.
    fn written(&mut self, field: &Field<'t>) -> Result<Vec<RawChunk<'t>>, FieldError> {
        let (mut parts, mut cost) = (Vec::new(), 0);
        let mut open = vec![field.iter()];
        while let Some(inner) = open.last_mut() {
            let Some(chunk) = inner.next() else {
                open.pop();
                continue;
            };
            let known = match chunk.v {
                RawChunk::Abbreviation(name) => self.abbreviations.get(name),
                RawChunk::Normal(_) => None,
            };
            cost += match chunk.v {
                RawChunk::Normal(text) if open.len() > 1 => STEP + text.len(),
                _ => STEP * usize::from(known.is_some()),
            };
            if cost > LONGEST || cost > 0 && self.written + cost > MOST_WRITTEN {
                self.written += cost;
                return Err(if cost > LONGEST { FieldError::TooLong } else { FieldError::AllTooLong });
            }
            match known {
                Some(field) => open.push(field.iter()),
                // One that is not known may be a month.
                None => parts.push(chunk.v.clone()),
            }
        }
        self.written += cost;
        Ok(parts)
    }
}

/// A reason why a field names nothing.
#[derive(Debug, thiserror::Error)]
enum FieldError {
    #[error("its abbreviations expand to more than {LONGEST} bytes; write the text in full")]
    TooLong,
    #[error("all abbreviations expand to more than {MOST_WRITTEN} bytes; write the text in full")]
    AllTooLong,
    #[error("it has more than {MOST_PARTS} parts and braces; simplify it")]
    TooManyParts,
    #[error("{0}; correct it")]
    Unreadable(String),
}

/// The text of a field, without its markup.
fn plain(name: &str, parts: Vec<RawChunk>) -> Result<String, FieldError> {
    let braces = |part: &RawChunk| match part {
        RawChunk::Normal(text) => memchr::memchr_iter(b'{', text.as_bytes()).count(),
        RawChunk::Abbreviation(_) => 0,
    };
    if parts.len() + parts.iter().map(braces).sum::<usize>() > MOST_PARTS {
        return Err(FieldError::TooManyParts);
    }
    // Under another name, `crossref` and `ids` are fields like others. The name also decides whether a value is read
    // letter for letter.
    let name = if matches!(name, "url" | "doi" | "file") { "url" } else { "note" };
    let value: Field = parts.into_iter().map(Spanned::zero).collect();
    let field = Pair::new(Spanned::zero(name), Spanned::zero(value));
    let entry = RawEntry { key: Spanned::zero(""), kind: Spanned::zero("misc"), fields: vec![field] };
    let alone =
        RawBibliography { preamble: String::new(), entries: vec![Spanned::zero(entry)], abbreviations: Vec::new() };
    let read = biblatex::Bibliography::from_raw(alone);
    let read = read.map_err(|why| FieldError::Unreadable(short(&why.kind.to_string())))?;
    Ok(read.iter().next().and_then(|entry| entry.get_as(name).ok()).unwrap_or_default())
}

/// The entries of a broken file: what begins with `@` at the start of a line, and where.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| (start, &text[start..end])).collect()
}

fn is_kind(piece: &str, kind: &str) -> bool {
    let name = piece.trim_start().trim_start_matches('@');
    name.get(..kind.len()).is_some_and(|name| name.eq_ignore_ascii_case(kind))
}
