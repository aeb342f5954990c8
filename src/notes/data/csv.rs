//! Values separated by commas, semicolons or tabs, with the place of every piece (RFC 4180).

use super::{DataError, DataNode, DataValue};
use crate::text::Span;

/// Reads `notes` as a list of maps, whose names the first line gives.
pub(in crate::notes) fn read(notes: &str) -> Result<DataNode, DataError> {
    let start = notes.len() - notes.trim_start_matches('\u{feff}').len();
    let first = notes[start..].lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let mark = ['\t', ';', ','].into_iter().max_by_key(|&mark| count(mark)).unwrap_or(',');
    let mut reader = CsvReader { notes, at: start, mark };
    let names: Vec<String> = reader.row()?.iter().filter_map(|node| node.text().map(str::to_owned)).collect();
    let mut rows = Vec::new();
    while reader.at < notes.len() {
        let from = reader.at;
        let values = reader.row()?;
        if values.iter().any(|node| node.text().is_some_and(|text| !text.trim().is_empty())) {
            let fields: Vec<(String, DataNode)> = names.iter().cloned().zip(values).collect();
            rows.push(DataNode { value: DataValue::Map(fields), span: Span::new(from, reader.at) });
        }
    }
    Ok(DataNode { value: DataValue::List(rows), span: Span::new(start, notes.len()) })
}

struct CsvReader<'n> {
    notes: &'n str,
    at: usize,
    mark: char,
}

impl CsvReader<'_> {
    /// The values of a row, which may have line breaks in quotation marks.
    fn row(&mut self) -> Result<Vec<DataNode>, DataError> {
        let mut values = Vec::new();
        loop {
            values.push(self.value()?);
            let rest = &self.notes[self.at..];
            if rest.starts_with(self.mark) {
                self.at += self.mark.len_utf8();
                continue;
            }
            self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
            return Ok(values);
        }
    }

    fn value(&mut self) -> Result<DataNode, DataError> {
        let start = self.at;
        let rest = &self.notes[start..];
        if !rest.starts_with('"') {
            let end = rest.find([self.mark, '\n']).unwrap_or(rest.len());
            self.at += end;
            let text = rest[..end].trim().to_owned();
            return Ok(DataNode { value: DataValue::Text(text), span: Span::new(start, self.at) });
        }
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = &self.notes[self.at..];
            let Some(end) = rest.find('"') else {
                let problem = "not CSV from here on: a quotation mark is not closed".to_owned();
                return Err(DataError { span: Span::new(start, start), problem });
            };
            text.push_str(&rest[..end]);
            self.at += end + 1;
            if !rest[end + 1..].starts_with('"') {
                break;
            }
            text.push('"');
            self.at += 1;
        }
        let rest = &self.notes[self.at..];
        let span = Span::new(start, self.at);
        let end = rest.find([self.mark, '\n']).unwrap_or(rest.len());
        if !rest[..end].trim().is_empty() {
            let problem = "not CSV from here on: text stands behind a closing quotation mark".to_owned();
            return Err(DataError { span: Span::new(self.at, self.at), problem });
        }
        self.at += end;
        Ok(DataNode { value: DataValue::Text(text), span })
    }
}
