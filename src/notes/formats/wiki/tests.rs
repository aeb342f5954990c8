//! Links of MediaWiki, and what ends their addresses.

use super::*;

/// The blank between an address and its text was taken for one byte, and the reader ended inside of it.
#[test]
fn a_blank_of_several_bytes_ends_the_address_of_a_link() {
    for blank in ["\u{a0}", "\u{3000}", "\u{2003}", "\u{85}", " "] {
        for words in ["", "the boat", "“the boat”"] {
            let notes = format!("[https://x.example/a{blank}{words}] [http://{blank}{words}]");
            let flow = running_text(&notes);
            assert_eq!(flow.links.len(), 2, "{notes}");
            assert!(flow.links.iter().all(|link| flow.slice(link.flow) == words), "{notes}");
        }
    }
}
