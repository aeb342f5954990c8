//! Lists in CSV, YAML and JSON; CSL-JSON among them.

use super::{ListProblem, ListedSource, SourceField};
use crate::notes::data::{DataError, DataNode, DataValue, csv, json, yaml};
use crate::text::Span;

type Entries = Vec<Result<ListedSource, ListProblem>>;

fn unreadable(why: DataError) -> ListProblem {
    (why.span.start, why.problem)
}

/// Reads a table with the names of its columns in the first line.
pub(super) fn csv(text: &str) -> Result<Entries, ListProblem> {
    let table = csv::read(text).map_err(unreadable)?;
    let first = text.lines().next().unwrap_or_default();
    let names: Vec<&str> =
        first.split(['\t', ';', ',']).map(|name| name.trim_matches(['"', '\u{feff}', ' '])).collect();
    if !names.iter().any(|name| SourceField::named(name) == Some(SourceField::File)) {
        let what = "its first line names no column path or file, so nothing says which files are meant";
        return Err((0, what.to_owned()));
    }
    Ok(table.items().iter().map(|row| entry(text, row)).collect())
}

/// Reads a list of objects, alone or under a name.
pub(super) fn json(text: &str) -> Result<Entries, ListProblem> {
    let root = json::read(text, Span::new(0, text.len())).map_err(unreadable)?;
    list(text, &root)
}

/// Reads a list of maps, alone or under a name.
pub(super) fn yaml(text: &str) -> Result<Entries, ListProblem> {
    let documents = yaml::read(text).map_err(unreadable)?;
    let root = documents.first().ok_or_else(|| (0, "it is empty".to_owned()))?;
    list(text, root)
}

fn list(text: &str, root: &DataNode) -> Result<Entries, ListProblem> {
    let under_a_name = ["sources", "items", "references", "files", "articles"].iter().find_map(|name| root.field(name));
    let list = under_a_name.unwrap_or(root);
    if !list.is_list() {
        return Err((root.span.start, "it is no list of entries".to_owned()));
    }
    Ok(list.items().iter().map(|item| entry(text, item)).collect())
}

/// Reads an entry. A value that is not understood makes it none.
fn entry(text: &str, node: &DataNode) -> Result<ListedSource, ListProblem> {
    let at = node.span.start;
    let DataValue::Map(fields) = &node.value else { return Err((at, "it has no named fields".to_owned())) };
    let mut source = ListedSource { at, ..ListedSource::default() };
    for (name, value) in fields {
        let Some(field) = SourceField::named(name) else { continue };
        for value in values(text, value) {
            source.take(field, name, &value).map_err(|why| (at, why))?;
        }
    }
    Ok(source)
}

/// The texts of a value: itself, its items, their paths, or a date of CSL.
fn values(text: &str, value: &DataNode) -> Vec<String> {
    match &value.value {
        DataValue::Text(text) => vec![text.clone()],
        DataValue::List(items) => items.iter().flat_map(|item| values(text, item)).collect(),
        DataValue::Map(_) => match value.field("date-parts") {
            Some(parts) => date(text, parts).into_iter().collect(),
            None => ["path", "localPath", "file", "raw"]
                .iter()
                .find_map(|name| value.field(name)?.text().map(str::to_owned))
                .into_iter()
                .collect(),
        },
        // A number or a day, as it is written.
        DataValue::Other => {
            let written = text.get(value.span.range()).unwrap_or_default().trim();
            if matches!(written, "null" | "~" | "true" | "false") { Vec::new() } else { vec![written.to_owned()] }
        }
    }
}

/// A date as CSL has it, `[[2025, 1, 20]]`, in digits.
fn date(text: &str, parts: &DataNode) -> Option<String> {
    let number = |node: &DataNode| -> Option<u32> {
        node.text().or_else(|| text.get(node.span.range())).and_then(|number| number.trim().parse().ok())
    };
    let first = parts.items().first()?;
    let mut numbers = first.items().iter().map_while(number);
    let year = numbers.next()?;
    Some(numbers.fold(format!("{year:04}"), |date, part| format!("{date}-{part:02}")))
}
