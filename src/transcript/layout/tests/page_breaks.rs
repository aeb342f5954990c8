//! Ends of lines and of pages inside of sentences and words.

use super::*;

#[test]
fn a_broken_word_is_joined_with_its_hyphen_and_a_fragment_without() {
    for (hyphen, line_end) in
        [("-", "\n"), ("\u{2010}", "\r\n"), ("-", "\r"), ("\u{ad}", "\n"), ("-", "  \n   "), ("-", "\n\x0c")]
    {
        let text = format!("will be compre{hyphen}{line_end}hensively mended");
        assert_eq!(left(&text), format!("will be compre{hyphen}hensively mended"));
        assert_eq!(joined(&text), "will be comprehensively mended");
    }
    assert_eq!(joined("die Gesell-\nschaften der Öffent-\nlichkeit"), "die Gesellschaften der Öffentlichkeit");
    assert_eq!(joined("the rock-\nand-roll band"), "the rock-and-roll band");
}

#[test]
fn a_word_that_the_text_has_elsewhere_without_a_hyphen_is_joined() {
    assert_eq!(joined("Bargemen came. The barge-\nmen left."), "Bargemen came. The bargemen left.");
    assert_eq!(
        joined("Bargemen came. The barge-\nmen left, barge-men all."),
        "Bargemen came. The barge-men left, barge-men all."
    );
    assert_eq!(joined("They will repair it: re-\npair."), "They will repair it: repair.");
}

fn paged(numbers: [&str; 3]) -> String {
    let [a, b, c] = numbers;
    format!(
        "the keepers asked for the sum of\n\n{a}\n\n12 crowns for the gate that leaks, and compre-\n\n{b}\n\nhensively mended it\n\n{c}\n"
    )
}

#[test]
fn page_numbers_go_in_every_form() {
    for numbers in [
        ["12", "13", "14"],
        ["- 1 -", "- 2 -", "- 3 -"],
        ["— 9 —", "— 10 —", "— 11 —"],
        ["[12]", "[13]", "[14]"],
        ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"],
        ["          Seite 1 von 3", "          Seite 2 von 3", "          Seite 3 von 3"],
        ["ix", "x", "xi"],
        ["1/3", "2/3", "3/3"],
        ["1\n\x0c", "2\n\x0c", "3\n\x0c"],
        ["\x0c1", "\x0c2", "\x0c3"],
        ["LOFT PAPERS      7", "LOFT PAPERS      8", "LOFT PAPERS      9"],
        ["7\nLOFT PAPERS", "8\nLOFT PAPERS", "9\nLOFT PAPERS"],
        [
            "For the press\n7\nLOFT PAPERS\nNo secret",
            "For the press\n8\nLOFT PAPERS\nNo secret",
            "For the press\n9\nLOFT PAPERS\nNo secret",
        ],
    ] {
        let text = paged(numbers);
        let left = spaced(&joined(&text));
        let words = "the keepers asked for the sum of 12 crowns for the gate that leaks, and comprehensively mended it";
        assert!(left.starts_with(words), "{text}\n{left}");
    }
}

#[test]
fn heads_that_are_on_every_page_go_with_form_feeds_alone() {
    let text = "LOFT PAPERS\nthe keepers asked\n\x0cLOFT PAPERS\nfor the sum of\n\x0cLOFT PAPERS\n12 crowns\n";
    assert_eq!(left(text), "LOFT PAPERS\nthe keepers asked\nfor the sum of\n12 crowns\n");
}

#[test]
fn paragraphs_stay_parted_at_a_page_break() {
    let text = "The gate was shut.\n\n- 1 -\n\nThe keeper of\n\n- 2 -\n\nthe gate slept.\n\n- 3 -\n\nNobody woke.\n";
    assert_eq!(left(text), "The gate was shut.\n\nThe keeper of\nthe gate slept.\n\nNobody woke.\n");
}

#[test]
fn two_named_pages_are_enough() {
    assert_left("Page 1\n\nthe sum of\n\nPage 2\n\n12 crowns\n", "the sum of 12 crowns");
    assert_uncut("the sum of\n\n12\n\ncrowns is too\n\n13\n");
}

#[test]
fn other_numbers_keep_those_at_form_feeds_pages() {
    let text = "Boats\n\n40\n\nand the sum of\n1\n\x0c12 crowns for\n2\n\x0ca gate\n";
    assert_left(text, "Boats 40 and the sum of 12 crowns for a gate");
}
