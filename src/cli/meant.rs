//! Commands that people know from other programs, and what they are called here.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Names, and the commands that do what is meant.
#[rustfmt::skip]
const MEANT: [(&[&str], &str); 12] = [
    (&["check", "lint", "test", "run", "validate", "quotes"], "verify"),
    (&["ls", "list", "articles", "cat", "view", "status"], "show"),
    (&["rm", "delete", "del", "drop"], "remove"),
    (&["mv", "move"], "set"),
    (&["edit", "update", "meta"], "set"),
    (&["search", "grep", "locate", "lookup", "quote", "copy", "bib"], "find"),
    (&["completion", "manual", "docs"], "generate"),
    (&["fsck", "doctor", "scan"], "audit"),
    (&["index", "hash", "refresh", "regenerate", "upgrade", "commit"], "manifest"),
    (&["ignore", "snapshot"], "baseline"),
    (&["new", "create", "setup"], "init"),
    (&["archive", "save", "ingest", "capture", "fetch"], "add"),
];

/// The command that is meant by one that does not exist, if that is known.
pub(super) fn meant(error: &Error) -> Option<(&str, &'static str)> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let ContextValue::String(typed) = error.get(ContextKind::InvalidSubcommand)? else { return None };
    let (_, command) = MEANT.iter().find(|(names, _)| names.contains(&typed.to_lowercase().as_str()))?;
    Some((typed, command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_commands() {
        let mut names: Vec<&str> = MEANT.iter().flat_map(|(names, _)| names.iter().copied()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
