//! Files that captures were added from, and the names by which notes may know them.

use unicode_normalization::UnicodeNormalization;

/// The longest ending of the name of a file, in bytes.
const LONGEST_ENDING: usize = 10;

/// The name of the file at `path` without its ending, composed (NFC): what `[[name]]` calls it. `None` for a path that
/// names no file, or one that no line could have.
pub fn stem(path: &str) -> Option<String> {
    let name = parts(path).last()?;
    let name = without_ending(name);
    (!name.is_empty() && !name.contains(char::is_control)).then(|| name.nfc().collect())
}

/// The names without an ending that the file of the path `named` may have: its own may look like one, as in `v.2`.
pub fn stems(named: &str) -> Vec<String> {
    let whole = parts(named).last().filter(|name| !name.contains(char::is_control)).map(|name| name.nfc().collect());
    let mut stems: Vec<String> = stem(named).into_iter().chain(whole).collect();
    stems.dedup();
    stems
}

/// The number of parts, from the last, in which the path `named` of some notes agrees with the path that a capture was
/// added from; `None` if they cannot be one file: every part that both have must agree. A name may lack its ending.
pub fn agreement(came_from: &str, named: &str) -> Option<usize> {
    let composed = |part: &str| part.nfc().collect::<String>();
    let (file, name) = (parts(came_from).last()?, parts(named).last()?);
    if composed(file) != composed(name) && composed(without_ending(file)) != composed(name) {
        return None;
    }
    let mut above = parts(came_from).rev().skip(1).zip(parts(named).rev().skip(1));
    let both = above.clone().count();
    above.all(|(one, other)| composed(one) == composed(other)).then_some(both + 1)
}

/// Returns true if both paths are one, in composed letters.
pub fn is_same(one: &str, other: &str) -> bool {
    parts(one).map(|part| part.nfc().collect::<String>()).eq(parts(other).map(|part| part.nfc().collect::<String>()))
}

/// Returns true if a path goes through a folder.
pub fn has_folder(path: &str) -> bool {
    parts(path).nth(1).is_some()
}

/// The parts of a path, `.` and `..` left out; some programs write `\` between them.
fn parts(path: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    path.split(['/', '\\']).filter(|part| !part.is_empty() && !matches!(*part, "." | ".."))
}

fn without_ending(name: &str) -> &str {
    let is_ending = |ending: &str| {
        (1..=LONGEST_ENDING).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    name.rsplit_once('.').filter(|(stem, ending)| !stem.is_empty() && is_ending(ending)).map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_name_without_the_ending() {
        for (path, expected) in [
            ("Clippings/Gates open late.md", "Gates open late"),
            ("minutes.2025.txt", "minutes.2025"),
            ("Cafe\u{301}.html", "Caf\u{e9}"),
            ("C:\\saved\\page.htm", "page"),
            (".hidden", ".hidden"),
            ("v. 2", "v. 2"),
        ] {
            assert_eq!(stem(path).as_deref(), Some(expected), "{path}");
        }
        for none in ["", "/", "..", "a\nb.txt", "a\tb"] {
            assert_eq!(stem(none), None, "{none:?}");
        }
    }

    #[test]
    fn a_path_agrees_as_far_as_both_go() {
        for (came_from, named, expected) in [
            ("sources/minutes.txt", "sources/minutes.txt", Some(2)),
            ("minutes.txt", "../sources/minutes.txt", Some(1)),
            ("sources/minutes.txt", "minutes", Some(1)),
            ("storage/AB12CD34/page.html", "/home/ann/Zotero/storage/AB12CD34/page.html", Some(3)),
            ("other/minutes.txt", "sources/minutes.txt", None),
            ("sources/minutes.txt", "sources/minutes.md", None),
            ("minutes.txt", "Minutes.txt", None),
            ("minutes.txt", "", None),
        ] {
            assert_eq!(agreement(came_from, named), expected, "{came_from} {named}");
        }
    }
}
