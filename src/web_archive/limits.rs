//! The most that is taken from a web archive.
//!
//! Anything larger is reported with its place, and never cut to fit. Memory stays within a few times [`LARGEST_BLOCK`],
//! whatever the file says of itself.

/// Longest head of a record, and longest head of the response in it, in bytes. Servers allow 8 to 64 KiB for theirs.
pub const LONGEST_HEAD: usize = 128 << 10;

/// Largest block of a record that is held in memory, in bytes: a page is a few hundred KiB, and one that was saved with
/// all its pictures in it a few MiB. A larger block is hashed and passed over.
pub const LARGEST_BLOCK: u64 = 64 << 20;

/// Largest page once its encodings are undone, in bytes.
pub const LARGEST_PAGE: u64 = 64 << 20;

/// Most codings that a server may have put on one page. One is usual, and nobody needs three.
pub const MOST_CODINGS: usize = 3;

/// Most bytes of pages that are taken in at once; they lie in memory until all of them are written.
pub const LARGEST_HARVEST: u64 = 1 << 30;

/// Largest window of a zstd frame, in bytes; RFC 9659 asks for 8 MiB, archives use more.
pub const LARGEST_WINDOW: u64 = 128 << 20;

/// Largest dictionary of a `.warc.zst`, in bytes. Those in use have about 1 MiB at most.
pub const LARGEST_DICTIONARY: u64 = 8 << 20;

/// Largest `datapackage.json` and `datapackage-digest.json`, in bytes.
pub const LARGEST_PACKAGE: u64 = 16 << 20;

#[cfg(test)]
mod tests {
    #[test]
    fn every_limit_stands_in_the_docs() {
        let docs = include_str!("../../docs/web-archives.md");
        let names =
            include_str!("limits.rs").lines().filter_map(|line| line.strip_prefix("pub const ")?.split(':').next());
        let missing: Vec<&str> = names.filter(|name| !docs.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
