//! A PDF file: its objects by their numbers.

use super::crypt::Crypt;
use super::filters::{MOST_FILTERS, Undone, undo};
use super::lexer::{Lexer, Token};
use super::object::{Budget, Dict, Entry, Object, Stream};
use super::scan::scan;
use super::{Limit, PdfError};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The most objects and parts of objects of a file that are read.
pub(crate) const MOST_OBJECTS: usize = 8_000_000;

/// The most bytes of one stream, uncoded.
pub(crate) const LARGEST_STREAM: usize = 1 << 26;

/// The most bytes of all streams that are read, uncoded, and of those that are read again each time.
pub(crate) const MOST_DECODED: usize = 1 << 29;

/// The most references that lead to each other.
const MOST_REFERENCES: usize = 32;

/// A file whose objects are read when they are asked for.
pub(super) struct File<'b> {
    pub bytes: &'b [u8],
    pub trailer: Dict,
    pub objects: Budget,
    pub decoded: Budget,
    entries: HashMap<u32, Entry>,
    crypt: Option<Crypt>,
    cache: RefCell<HashMap<u32, Object>>,
    containers: RefCell<HashMap<u32, Option<Rc<Container>>>>,
    loading: RefCell<HashSet<u32>>,
    scanned: OnceCell<HashMap<u32, usize>>,
    ends: OnceCell<Vec<usize>>,
    /// True once anything was found that is not as it should be.
    pub is_damaged: Cell<bool>,
}

/// A stream of objects, with the place of each.
struct Container {
    bytes: Vec<u8>,
    objects: Vec<(u32, usize)>,
}

impl<'b> File<'b> {
    /// Reads what leads to the objects.
    pub fn open(bytes: &'b [u8]) -> Result<Self, PdfError> {
        let mut file = Self {
            bytes,
            trailer: Dict::default(),
            objects: Budget::new(MOST_OBJECTS, Limit::Objects),
            decoded: Budget::new(MOST_DECODED, Limit::Streams),
            entries: HashMap::new(),
            crypt: None,
            cache: RefCell::default(),
            containers: RefCell::default(),
            loading: RefCell::default(),
            scanned: OnceCell::new(),
            ends: OnceCell::new(),
            is_damaged: Cell::new(false),
        };
        let found = file.tables()?;
        if let Some((entries, trailer)) = found {
            (file.entries, file.trailer) = (entries, trailer);
        }
        file.crypt = file.key()?;
        if !file.has_pages()? {
            file.rebuild()?;
        }
        Ok(file)
    }

    fn has_pages(&self) -> Result<bool, PdfError> {
        let root = self.resolve(self.trailer.raw(b"Root"))?;
        let pages = root.dict().map(|root| self.get(root, b"Pages")).transpose()?;
        Ok(pages.is_some_and(|pages| pages.dict().is_some()))
    }

    /// Finds the objects without the table of the file, which is damaged.
    fn rebuild(&mut self) -> Result<(), PdfError> {
        self.is_damaged.set(true);
        self.cache.take();
        self.containers.take();
        let (entries, trailer) = self.rebuilt()?;
        self.entries = entries;
        self.trailer = trailer;
        self.crypt = self.key()?;
        let containers = self.all_contained()?;
        for (number, entry) in containers {
            self.entries.entry(number).or_insert(entry);
        }
        if self.trailer.raw(b"Root").id().is_none() {
            let root = self.catalogue()?;
            self.trailer.0.extend(root.map(|id| (Rc::from(&b"Root"[..]), Object::Ref(id))));
        }
        Ok(())
    }

    /// The offset of each object that stands in the file, by its number: the last one of each.
    pub fn scan(&self) -> &HashMap<u32, usize> {
        self.scanned.get_or_init(|| scan(self.bytes))
    }

    pub fn numbers(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.entries.keys().copied().collect();
        numbers.sort_unstable();
        numbers
    }

    /// A value; for a reference, the value that it leads to.
    pub fn resolve(&self, value: &Object) -> Result<Object, Limit> {
        let mut value = value.clone();
        for _ in 0..MOST_REFERENCES {
            let Object::Ref(id) = value else { return Ok(value) };
            value = self.object(id.number)?;
        }
        Ok(Object::Null)
    }

    /// The value of a key, resolved.
    pub fn get(&self, dict: &Dict, key: &[u8]) -> Result<Object, Limit> {
        self.resolve(dict.raw(key))
    }

    /// An object by its number; null if there is none.
    pub fn object(&self, number: u32) -> Result<Object, Limit> {
        if let Some(known) = self.cache.borrow().get(&number) {
            return Ok(known.clone());
        }
        if !self.loading.borrow_mut().insert(number) {
            return Ok(Object::Null);
        }
        let object = self.load(number);
        self.loading.borrow_mut().remove(&number);
        let object = object?;
        self.cache.borrow_mut().insert(number, object.clone());
        Ok(object)
    }

    fn load(&self, number: u32) -> Result<Object, Limit> {
        match self.entries.get(&number) {
            None => Ok(Object::Null),
            Some(Entry::At(offset)) => {
                if let Some(object) = self.object_at(*offset, Some(number))? {
                    return Ok(object);
                }
                self.is_damaged.set(true);
                let found = self.scan().get(&number).map(|&offset| self.object_at(offset, Some(number)));
                Ok(found.transpose()?.flatten().unwrap_or(Object::Null))
            }
            Some(Entry::In(container)) => {
                let Some(container) = self.container(*container)? else { return Ok(Object::Null) };
                // Of two with one number the last one counts.
                let Some(&(_, at)) = container.objects.iter().rev().find(|(known, _)| *known == number) else {
                    self.is_damaged.set(true);
                    return Ok(Object::Null);
                };
                Ok(Lexer::new(&container.bytes, at, &self.objects).value()?.unwrap_or(Object::Null))
            }
        }
    }

    /// The object that stands at an offset, if it has that number.
    pub fn object_at(&self, offset: usize, number: Option<u32>) -> Result<Option<Object>, Limit> {
        let mut lexer = Lexer::new(self.bytes, offset, &self.objects);
        let Some(id) = lexer.object_head().filter(|id| number.is_none_or(|number| id.number == number)) else {
            return Ok(None);
        };
        let Some(value) = lexer.value()? else { return Ok(Some(Object::Null)) };
        let value = match &self.crypt {
            Some(crypt) => crypt.strings(value, id),
            None => value,
        };
        let Object::Dict(dict) = &value else { return Ok(Some(value)) };
        if !matches!(lexer.token()?, Some(Token::Word(b"stream"))) {
            return Ok(Some(value));
        }
        let rest = &self.bytes[lexer.at..];
        let line_end =
            if rest.starts_with(b"\r\n") { 2 } else { usize::from(matches!(rest.first(), Some(b'\n' | b'\r'))) };
        let start = lexer.at + line_end;
        let end = self.stream_end(dict, start)?;
        Ok(Some(Object::Stream(Rc::new(Stream { dict: Dict::clone(dict), id, start, end }))))
    }

    /// The end of a stream: by its length if `endstream` follows, else at the next one.
    fn stream_end(&self, dict: &Dict, start: usize) -> Result<usize, Limit> {
        let length = self.get(dict, b"Length")?.int().and_then(|length| usize::try_from(length).ok());
        if let Some(end) = length.and_then(|length| start.checked_add(length)).filter(|&end| end <= self.bytes.len()) {
            let mut lexer = Lexer::new(self.bytes, end, &self.objects);
            lexer.skip_space();
            if self.bytes[lexer.at..].starts_with(b"endstream") {
                return Ok(end);
            }
        }
        self.is_damaged.set(true);
        let ends = self.ends.get_or_init(|| memchr::memmem::find_iter(self.bytes, b"endstream").collect());
        let end = ends.get(ends.partition_point(|&end| end < start)).copied().unwrap_or(self.bytes.len());
        let data = &self.bytes[start..end];
        let line_end = if data.ends_with(b"\r\n") { 2 } else { usize::from(data.ends_with(b"\n")) };
        Ok(end - line_end)
    }

    fn container(&self, number: u32) -> Result<Option<Rc<Container>>, Limit> {
        if let Some(known) = self.containers.borrow().get(&number) {
            return Ok(known.clone());
        }
        let container = self.read_container(number)?.map(Rc::new);
        self.containers.borrow_mut().insert(number, container.clone());
        Ok(container)
    }

    fn read_container(&self, number: u32) -> Result<Option<Container>, Limit> {
        // A container stands in the file itself.
        if !matches!(self.entries.get(&number), Some(Entry::At(_))) {
            return Ok(None);
        }
        let object = self.object(number)?;
        let Some(stream) = object.stream() else { return Ok(None) };
        let (count, first) = (self.get(&stream.dict, b"N")?.int(), self.get(&stream.dict, b"First")?.int());
        let Some(undone) = self.data(stream)? else { return Ok(None) };
        let mut objects = Vec::new();
        let mut lexer = Lexer::new(&undone.bytes, 0, &self.objects);
        let first = first.and_then(|first| usize::try_from(first).ok()).unwrap_or(0);
        for _ in 0..count.unwrap_or(0) {
            let Some(Token::Value(Object::Int(number))) = lexer.token()? else { break };
            let Some(Token::Value(Object::Int(offset))) = lexer.token()? else { break };
            if let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) {
                objects.push((number, first.saturating_add(offset)));
            }
        }
        Ok(Some(Container { bytes: undone.bytes, objects }))
    }

    /// The numbers of the objects that a container has.
    pub fn contained(&self, number: u32) -> Result<Vec<u32>, Limit> {
        let container = self.container(number)?;
        Ok(container.map_or_else(Vec::new, |container| container.objects.iter().map(|(number, _)| *number).collect()))
    }

    /// The bytes of a stream with all codings undone; none if one of them is for pictures or unknown.
    pub fn data(&self, stream: &Stream) -> Result<Option<Undone>, Limit> {
        let raw = &self.bytes[stream.start..stream.end.max(stream.start)];
        let raw = match &self.crypt {
            Some(crypt) => crypt.stream(raw, stream),
            None => raw.to_vec(),
        };
        let mut undone = Undone { bytes: raw, is_whole: true };
        let (names, params) = self.filters(&stream.dict)?;
        if names.len() > MOST_FILTERS {
            return Err(Limit::Depth);
        }
        for (at, name) in names.iter().enumerate() {
            let none = Dict::default();
            let params = params.get(at).and_then(Object::dict).unwrap_or(&none);
            let Some(next) =
                name.name().and_then(|name| undo(name, params, &undone.bytes, &self.decoded, LARGEST_STREAM))
            else {
                return Ok(None);
            };
            let next = next?;
            undone = Undone { is_whole: undone.is_whole && next.is_whole, ..next };
        }
        if names.is_empty() {
            self.decoded.spend(undone.bytes.len())?;
        }
        if !undone.is_whole {
            self.is_damaged.set(true);
        }
        Ok(Some(undone))
    }

    fn filters(&self, dict: &Dict) -> Result<(Vec<Object>, Vec<Object>), Limit> {
        let list = |key: &[u8], short: &[u8]| -> Result<Vec<Object>, Limit> {
            let value = match dict.raw(key) {
                Object::Null => self.get(dict, short)?,
                value => self.resolve(value)?,
            };
            match value {
                Object::Null => Ok(Vec::new()),
                Object::Array(items) => items.iter().map(|item| self.resolve(item)).collect(),
                one => Ok(vec![one]),
            }
        };
        // Their parameters may be references themselves.
        let params = list(b"DecodeParms", b"DP")?;
        let params: Result<Vec<Object>, Limit> = params.into_iter().map(|params| self.flat(params)).collect();
        Ok((list(b"Filter", b"F")?, params?))
    }

    /// A dictionary whose values are no references.
    fn flat(&self, value: Object) -> Result<Object, Limit> {
        let Some(dict) = value.dict() else { return Ok(value) };
        let entries: Result<Vec<_>, Limit> =
            dict.0.iter().map(|(key, value)| Ok((key.clone(), self.resolve(value)?))).collect();
        Ok(Object::Dict(Rc::new(Dict(entries?))))
    }
}
