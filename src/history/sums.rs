//! The list that `sha256sum -c` accepts, so that nobody has to trust this program.

use super::{Checkpoint, History};
use crate::digest::Digest;
use crate::manifest::{Inventory, RepeatedTable};

impl Inventory {
    /// The path of the list below the root.
    pub const SUMS_PATH: &str = "manifests/SHA256SUMS";
}

/// Every file that the inventory vouches for, the inventory itself, the log that leads to it and its checkpoint, and the
/// table of what publishers repeat, sorted by path, as `sha256sum` writes them. `sha256sum -c manifests/SHA256SUMS` reads
/// it, run from the root.
pub fn sums(inventory: &Inventory, history: &History, repeated: &RepeatedTable) -> Vec<u8> {
    let mut lines = vec![(Inventory::PATH.to_owned(), Digest::of(&inventory.to_bytes()))];
    if let Some(checkpoint) = history.checkpoint(history.size()) {
        lines.push((History::PATH.to_owned(), Digest::of(&history.to_bytes())));
        lines.push((Checkpoint::PATH.to_owned(), Digest::of(&checkpoint.to_bytes())));
    }
    if !repeated.is_empty() {
        lines.push((RepeatedTable::PATH.to_owned(), Digest::of(&repeated.to_bytes())));
    }
    for entry in &inventory.captures {
        // What lies in a web archive is no file; that archive has a line of its own.
        if entry.extent.is_none() {
            lines.push((entry.capture.to_string(), entry.sha256));
        }
        lines.extend(entry.record.map(|record| (entry.capture.record(), record)));
        lines.push((entry.capture.manifest(), entry.manifest));
    }
    lines.sort();
    lines.iter().map(|(path, digest)| line(path, *digest)).collect::<String>().into_bytes()
}

/// One line. In a name with a backslash or a line end those are escaped, and the line begins with a backslash to say
/// so. Paths of captures have none of them; the list must not depend on that.
fn line(path: &str, digest: Digest) -> String {
    let escaped = path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    let mark = if escaped == path { "" } else { "\\" };
    format!("{mark}{}  {escaped}\n", digest.hex())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_as_coreutils_does() {
        let hex = Digest::of(b"").hex();
        assert_eq!(line("archive/a b", Digest::of(b"")), format!("{hex}  archive/a b\n"));
        assert_eq!(line("a\\b\nc", Digest::of(b"")), format!("\\{hex}  a\\\\b\\nc\n"));
    }

    #[test]
    fn the_inventory_is_in_the_list() {
        let list =
            String::from_utf8(sums(&Inventory::default(), &History::default(), &RepeatedTable::default())).unwrap();
        assert!(list.ends_with("  manifests/inventory.json\n"), "{list}");
    }
}
