//! Entries of BibTeX and BibLaTeX with the files that Zotero and JabRef keep for them.

use super::{ListProblem, ListedSource, SourceField, sorted_out};
use biblatex::{Field, RawBibliography, RawChunk, RawEntry};

/// Reads the entries that have a file. Others are no sources that could be added.
pub(super) fn read(text: &str) -> (Vec<ListedSource>, Vec<ListProblem>) {
    let mut entries = Vec::new();
    match RawBibliography::parse(text) {
        Ok(whole) => entries.extend(whole.entries.iter().filter_map(|raw| entry(&raw.v, raw.span.start))),
        // Entry by entry, so that a broken one costs only itself.
        Err(_) => {
            for (at, piece) in pieces(text) {
                match RawBibliography::parse(piece) {
                    Ok(read) => {
                        entries.extend(read.entries.iter().filter_map(|raw| entry(&raw.v, at + raw.span.start)));
                    }
                    Err(_) if is_remark(piece) => {}
                    Err(why) => entries.push(Err((at, format!("it is no entry of BibTeX: {}", why.kind)))),
                }
            }
        }
    }
    sorted_out(entries.into_iter())
}

/// Reads an entry; `None` of one without a file.
fn entry(raw: &RawEntry<'_>, at: usize) -> Option<Result<ListedSource, ListProblem>> {
    let field = |name: &str| {
        let pair = raw.fields.iter().rfind(|pair| pair.key.v.eq_ignore_ascii_case(name))?;
        Some(written(&pair.value.v))
    };
    let files = files(&field("file")?);
    let mut source = ListedSource { at, key: Some(raw.key.v.to_owned()), files, ..ListedSource::default() };
    let first = |names: &[&str]| names.iter().find_map(|name| field(name)).map(|text| plain(&text));
    let values = [
        (SourceField::Url, field("url").map(|url| url.replace("\\_", "_").replace("\\%", "%").replace("\\&", "&"))),
        (SourceField::Title, first(&["title"])),
        (SourceField::Publisher, first(&["publisher", "organization", "journaltitle", "journal", "institution"])),
        (SourceField::Published, first(&["date", "year"])),
        (SourceField::CapturedAt, first(&["urldate"])),
    ];
    for (kind, value) in values {
        if let Some(Err(why)) = value.map(|value| source.take(kind, "urldate", &value)) {
            return Some(Err((at, why)));
        }
    }
    Some(source.checked())
}

/// A field as it is written; abbreviations are left as their names.
fn written(field: &Field<'_>) -> String {
    let part = |part: &RawChunk<'_>| match part {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => (*text).to_owned(),
    };
    field.iter().map(|chunk| part(&chunk.v)).collect()
}

/// A text without its braces and the backslashes before signs.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' => {}
            '\\' if chars.peek().is_some_and(|next| "&%$#_{}".contains(*next)) => plain.extend(chars.next()),
            _ => plain.push(c),
        }
    }
    plain
}

/// The paths in a `file` field: `path`, or `title:path:type`, several with `;` between them; a backslash before `:`, `;` or
/// itself makes it a character of the text.
fn files(field: &str) -> Vec<String> {
    let mut files = vec![vec![String::new()]];
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        let file = files.last_mut().expect("there is one");
        match c {
            '\\' => {
                let next = chars.next();
                let is_escape = next.is_some_and(|next| matches!(next, ':' | ';' | '\\' | '{' | '}' | '_' | '&' | '%'));
                let part = file.last_mut().expect("there is one");
                part.extend((!is_escape).then_some('\\').into_iter().chain(next));
            }
            ';' => files.push(vec![String::new()]),
            ':' => file.push(String::new()),
            _ => file.last_mut().expect("there is one").push(c),
        }
    }
    let path = |parts: Vec<String>| match parts.as_slice() {
        [path] => path.clone(),
        // A drive of Windows.
        [drive, path] if drive.trim().len() == 1 && path.starts_with(['\\', '/']) => parts.join(":"),
        [_, drive, path, _] if drive.trim().len() == 1 && path.starts_with(['\\', '/']) => format!("{drive}:{path}"),
        [_, path, ..] => path.clone(),
        [] => String::new(),
    };
    files.into_iter().map(path).map(|path| path.trim().to_owned()).filter(|path| !path.is_empty()).collect()
}

/// The pieces of a broken file: what begins with `@` at the start of a line, and where.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = std::mem::replace(at, *at + line.len());
        Some((start, line))
    });
    let starts: Vec<usize> = lines.filter(|(_, line)| line.trim_start().starts_with('@')).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| (start, &text[start..end])).collect()
}

/// Returns true if a piece is no entry.
fn is_remark(piece: &str) -> bool {
    let name = piece.trim_start().trim_start_matches('@').to_ascii_lowercase();
    ["comment", "preamble", "string"].iter().any(|kind| name.starts_with(kind))
}
