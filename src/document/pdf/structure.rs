//! The tags of a file: which words are headings, notes or quotations.

use super::Limit;
use super::file::File;
use super::object::{Dict, Object};
use super::pages::Page;
use std::collections::{HashMap, HashSet};

/// The kind of words by their tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagRole {
    Heading(u8),
    Note,
    Quote,
}

/// A stretch of a page by its number; the form that has it, if one does.
pub(super) type TagId = (Option<u32>, i64);

/// The roles of the stretches of all pages.
#[derive(Debug, Default)]
pub(super) struct Structure(HashMap<(u32, TagId), TagRole>);

/// The deepest tags inside of each other; deeper ones say nothing.
const DEEPEST: usize = 200;

/// An element that is still to be looked at: what is around it says its page and its role.
struct Open {
    value: Object,
    page: Option<u32>,
    role: Option<TagRole>,
    depth: usize,
}

impl Structure {
    /// Reads the tags of a file.
    pub fn read(file: &File<'_>, pages: &[Page]) -> Result<Self, Limit> {
        let mut found = HashMap::new();
        let root = file.resolve(file.trailer.raw(b"Root"))?;
        let tree = root.dict().map(|root| file.get(root, b"StructTreeRoot")).transpose()?.unwrap_or(Object::Null);
        let Some(tree) = tree.dict() else { return Ok(Self(found)) };
        let names = file.get(tree, b"RoleMap")?;
        let numbers = pages.iter().zip(0_u32..).filter_map(|(page, index)| Some((page.number?, index)));
        let numbers: HashMap<u32, u32> = numbers.collect();
        let mut seen = HashSet::new();
        let mut stack = vec![Open { value: tree.raw(b"K").clone(), page: None, role: None, depth: 0 }];
        while let Some(open) = stack.pop() {
            if open.depth > DEEPEST || open.value.id().is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            file.objects.spend(1)?;
            let value = file.resolve(&open.value)?;
            let page_of = |dict: &Dict| dict.raw(b"Pg").id().and_then(|id| numbers.get(&id.number).copied());
            match &value {
                Object::Int(number) => {
                    if let (Some(page), Some(role)) = (open.page, open.role) {
                        found.insert((page, (None, *number)), role);
                    }
                }
                Object::Array(items) => {
                    stack.extend(items.iter().map(|item| Open { value: item.clone(), depth: open.depth + 1, ..open }))
                }
                Object::Dict(dict) if dict.raw(b"Type").is_name("MCR") => {
                    let form = dict.raw(b"Stm").id().map(|id| id.number);
                    let number = file.get(dict, b"MCID")?.int();
                    if let (Some(page), Some(role), Some(number)) = (page_of(dict).or(open.page), open.role, number) {
                        found.insert((page, (form, number)), role);
                    }
                }
                Object::Dict(dict) => {
                    let name = file.get(dict, b"S")?;
                    let name = standard(file, names.dict(), name)?;
                    let role = role(name.name().unwrap_or_default()).or(open.role);
                    let page = page_of(dict).or(open.page);
                    stack.push(Open { value: dict.raw(b"K").clone(), page, role, depth: open.depth + 1 });
                }
                _ => {}
            }
        }
        Ok(Self(found))
    }

    /// The role of a stretch of a page.
    pub fn role(&self, page: u32, tag: Option<TagId>) -> Option<TagRole> {
        self.0.get(&(page, tag?)).copied()
    }
}

/// The name that all files share for a tag.
fn standard(file: &File<'_>, names: Option<&Dict>, mut name: Object) -> Result<Object, Limit> {
    for _ in 0..8 {
        let Some(next) = names.zip(name.name()).map(|(names, name)| file.get(names, name)).transpose()? else { break };
        if next.name().is_none() || next == name {
            break;
        }
        name = next;
    }
    Ok(name)
}

fn role(name: &[u8]) -> Option<TagRole> {
    match name {
        b"H" | b"Title" => Some(TagRole::Heading(1)),
        [b'H', level @ b'1'..=b'9'] => Some(TagRole::Heading((level - b'0').min(6))),
        b"Note" | b"FENote" => Some(TagRole::Note),
        b"BlockQuote" => Some(TagRole::Quote),
        _ => None,
    }
}
