//! Suppressions by comments.

use super::*;

#[test]
fn a_comment_before_a_block_covers_it() {
    let notes =
        "<!-- literatim: allow quote-superseded, quote-cut -- corrected 3 March -->\n> The dam held.\n\n> No.\n";
    let read = read(notes);
    let suppression = &read.suppressions[0];
    assert_eq!(suppression.rules, ["quote-superseded", "quote-cut"]);
    assert_eq!(suppression.reason.as_deref(), Some("corrected 3 March"));
    assert!(suppression.covers.range().contains(&read.quotations[0].at));
    assert!(!suppression.covers.range().contains(&read.quotations[1].at));
}

#[test]
fn a_comment_in_a_line_covers_the_line() {
    let notes = "He said “one”\nand “two\nit” <!-- literatim: allow quote-cut -->\nand “three”.";
    let read = read(notes);
    let covered: Vec<bool> =
        read.quotations.iter().map(|one| read.suppressions[0].covers.range().contains(&one.at)).collect();
    assert_eq!(covered, [false, true, false]);
    assert_eq!(read.suppressions[0].reason, None);
}

#[test]
fn a_comment_inside_a_block_quotation_covers_it() {
    let read = read("> The dam held. <!-- literatim: allow quote-cut -- so -->\n> — [@post]\n");
    assert_eq!(read.quotations[0].readings[0].text, "The dam held.");
    assert!(read.suppressions[0].covers.range().contains(&read.quotations[0].at));
}

#[test]
fn off_covers_up_to_on() {
    let notes = "<!-- literatim: off -- drafts -->\n\n“one”\n\n<!-- literatim: on -->\n\n“two”\n\n<!-- literatim: off -->\n\n“x”";
    let read = read(notes);
    assert!(read.suppressions[0].rules.is_empty());
    assert_eq!(read.suppressions[0].reason.as_deref(), Some("drafts"));
    assert!(read.suppressions[0].covers.range().contains(&read.quotations[0].at));
    assert!(!read.suppressions[0].covers.range().contains(&read.quotations[1].at));
    assert_eq!(read.suppressions[1].covers.end, notes.len());
}

#[test]
fn a_comment_that_cannot_be_understood_is_reported() {
    for comment in ["alow quote-cut", "allow", "allow Quote_Cut -- x", "on", "source=", "source post"] {
        let read = read(&format!("“one”\n\n<!-- literatim: {comment} -->\n\nx\n"));
        assert_eq!(read.malformed.len(), 1, "{comment}");
    }
}
