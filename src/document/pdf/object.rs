//! Objects of a PDF file.

use super::Limit;
use std::rc::Rc;

/// The number of an object. Its generation matters only where a file is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id {
    pub number: u32,
    pub generation: u16,
}

/// A value. Copies are cheap: what is long is shared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Name(Rc<[u8]>),
    String(Rc<[u8]>),
    Array(Rc<[Object]>),
    Dict(Rc<Dict>),
    Stream(Rc<Stream>),
    Ref(Id),
}

/// The entries of a dictionary, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dict(pub Vec<(Rc<[u8]>, Object)>);

/// A stream: its dictionary, and the place of its coded bytes in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stream {
    pub dict: Dict,
    pub id: Id,
    pub start: usize,
    pub end: usize,
}

impl Dict {
    /// The value of a key, as written; the last one if there are two.
    pub fn raw(&self, key: &[u8]) -> &Object {
        self.0.iter().rev().find(|(name, _)| **name == *key).map_or(&Object::Null, |(_, value)| value)
    }
}

impl Object {
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Real(value) => Some(*value as i64),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn is_name(&self, name: &str) -> bool {
        self.name() == Some(name.as_bytes())
    }

    pub fn string(&self) -> Option<&[u8]> {
        match self {
            Self::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// A dictionary, or that of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub fn stream(&self) -> Option<&Rc<Stream>> {
        match self {
            Self::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    pub fn id(&self) -> Option<Id> {
        match self {
            Self::Ref(id) => Some(*id),
            _ => None,
        }
    }
}

/// The place of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// At an offset of the file.
    At(usize),
    /// In a stream of objects, which has this number.
    In(u32),
}

/// The work that may still be spent on a file, in its units.
#[derive(Debug)]
pub(super) struct Budget {
    left: std::cell::Cell<usize>,
    limit: Limit,
}

impl Budget {
    pub fn new(most: usize, limit: Limit) -> Self {
        Self { left: most.into(), limit }
    }

    /// Spends so much.
    pub fn spend(&self, units: usize) -> Result<(), Limit> {
        let left = self.left.get().checked_sub(units);
        self.left.set(left.unwrap_or(0));
        left.map(drop).ok_or(self.limit)
    }
}
