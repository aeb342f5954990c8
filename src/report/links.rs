//! Links that a terminal opens: an escape sequence (OSC 8) around the words that are shown.

use url::Url;

/// The folders that shown paths are relative to, for links to the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLinks {
    /// The folder of the notes' names, as a `file:` address.
    pub notes: Url,
    /// The folder of the archive's paths, as a `file:` address.
    pub archive: Url,
}

/// `text`, which leads to `path` from `folder`.
pub(super) fn linked(folder: &Url, path: &str, text: &str) -> String {
    match target(folder, path) {
        Some(target) => format!("\u{1B}]8;;{target}\u{1B}\\{text}\u{1B}]8;;\u{1B}\\"),
        None => text.to_owned(),
    }
}

/// The address of the file at `path`, with every character of its names that an address may not have as an escape.
fn target(folder: &Url, path: &str) -> Option<Url> {
    let mut url = folder.clone();
    let mut segments = url.path_segments_mut().ok()?;
    if path.starts_with('/') {
        segments.clear();
    }
    segments.pop_if_empty();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(segments.pop()),
            part => drop(segments.push(part)),
        }
    }
    drop(segments);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads_to(path: &str) -> String {
        target(&Url::parse("file:///home/me/desk/").unwrap(), path).unwrap().to_string()
    }

    #[test]
    fn a_path_is_followed_from_its_folder() {
        assert_eq!(leads_to("notes.md"), "file:///home/me/desk/notes.md");
        assert_eq!(leads_to("../up/./a b.md"), "file:///home/me/up/a%20b.md");
        assert_eq!(leads_to("/tmp/x.md"), "file:///tmp/x.md");
    }

    #[test]
    fn nothing_in_a_name_ends_the_sequence() {
        let link = linked(&Url::parse("file:///d/").unwrap(), "a\u{1B}\\\u{7}ü.md", "a");
        assert_eq!(link, "\u{1B}]8;;file:///d/a%1B%5C%07%C3%BC.md\u{1B}\\a\u{1B}]8;;\u{1B}\\");
    }
}
