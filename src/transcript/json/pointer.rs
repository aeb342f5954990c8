//! JSON Pointers (RFC 6901).

use crate::markup::{DataNode, DataValue};

/// The most pointers that are offered.
const MOST: usize = 5;

/// The fewest words of a text that is offered.
const FEWEST_WORDS: usize = 12;

/// The value that a pointer leads to.
pub(super) fn find<'n>(root: &'n DataNode, pointer: &str) -> Option<&'n DataNode> {
    let mut at = root;
    let steps = match pointer {
        "" => return Some(root),
        pointer => pointer.strip_prefix('/')?,
    };
    for step in steps.split('/') {
        let step = step.replace("~1", "/").replace("~0", "~");
        at = match &at.value {
            DataValue::Map(_) => at.field(&step)?,
            DataValue::List(items) => items.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(at)
}

/// Pointers to the texts with the most words, in the order of these.
pub(super) fn likely(root: &DataNode) -> Vec<String> {
    let mut found = Vec::new();
    walk(root, &mut String::new(), &mut found);
    found.retain(|(words, _)| *words >= FEWEST_WORDS);
    found.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    found.into_iter().take(MOST).map(|(_, pointer)| pointer).collect()
}

/// Adds the texts in a value, and the lists of texts. As deep as JSON may be nested, which has a limit.
fn walk(node: &DataNode, path: &mut String, found: &mut Vec<(usize, String)>) {
    let words = |text: &str| text.split_whitespace().count();
    match &node.value {
        DataValue::Text(text) => found.push((words(text), path.clone())),
        DataValue::List(items) if !items.is_empty() && items.iter().all(|item| item.text().is_some()) => {
            let sum = items.iter().filter_map(DataNode::text).map(words).sum();
            found.push((sum, path.clone()));
        }
        DataValue::List(items) => {
            for (number, item) in items.iter().enumerate() {
                step(&number.to_string(), item, path, found);
            }
        }
        DataValue::Map(fields) => {
            for (name, value) in fields {
                step(&name.replace('~', "~0").replace('/', "~1"), value, path, found);
            }
        }
        DataValue::Other => {}
    }
}

fn step(name: &str, node: &DataNode, path: &mut String, found: &mut Vec<(usize, String)>) {
    let before = path.len();
    path.push('/');
    path.push_str(name);
    walk(node, path, found);
    path.truncate(before);
}
