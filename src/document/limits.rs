//! The most that is unpacked from a file of several parts.
//!
//! Anything larger is refused with its name, and never cut to fit.

/// Most entries of a ZIP file.
pub const MOST_ENTRIES: usize = 100_000;

/// Largest table of contents of a ZIP file, in bytes.
pub const LARGEST_DIRECTORY: u64 = 64 << 20;

/// Largest part of a document, in bytes once it is unpacked. The text of a long book is a few MiB.
pub const LARGEST_PART: u64 = 64 << 20;

/// Most bytes of all parts of a document that text is read out of.
pub const MOST_UNPACKED: u64 = 256 << 20;

/// Most times as large as a document may be that its parts are once they are unpacked; XML packs to a twentieth, or a fiftieth.
pub const MOST_TIMES: u64 = 200;

/// Parts that are so small may be packed however well.
pub const SMALL: u64 = 1 << 20;

/// Most messages of a mailbox.
pub const MOST_MESSAGES: usize = 100_000;

#[cfg(test)]
mod tests {
    #[test]
    fn every_limit_stands_in_the_docs() {
        let docs = concat!(include_str!("../../docs/limits.md"), include_str!("../../docs/web-archives.md"));
        let names =
            include_str!("limits.rs").lines().filter_map(|line| line.strip_prefix("pub const ")?.split(':').next());
        let missing: Vec<&str> = names.filter(|name| !docs.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
