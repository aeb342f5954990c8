//! Numbers, times and hyphens that are words of the text: none is cut.

use super::*;

#[test]
fn numbers_at_the_heads_of_some_lines_are_words() {
    assert_uncut(
        "The toll for the dead is\n12 crowns for each of the boats, and\n13 for a raft, but\n14 for a barge.\n",
    );
    assert_uncut("The council will buy\n1 boat for the basin,\n2 rafts for the weir and\n3 poles for the bargemen.\n");
    assert_uncut("1. the first gate,\n2. the second gate,\n3. the third gate and\n4. the fourth gate\n");
    assert_uncut("1) a\n2) b\n3) c\n4) d\n5) e\n6) f\n7) g\n8) h\n9) i\n");
}

#[test]
fn years_and_tables_are_words() {
    assert_uncut(
        "1914 the gate was hung,\n1915 the gate fell,\n1916 it was hung again,\n1917 it was painted and\n1918 sold.\n",
    );
    assert_uncut("1\tWendle\t12\n2\tMill\t11\n3\tWeir\t9\n4\tLoft\t7\n");
    assert_uncut(
        "1 Opening of the meeting\n2 Minutes\n3 Report of the engineer\n4 Gates\n5 Tolls\n6 Boats\n7 Rafts\n8 End\n",
    );
    assert_uncut("Boats\n12\nRafts\n7\nPoles\n40\n");
    assert_uncut("It was built in\n\n1871\n\nand burned in\n\n1872\n\nand was sold in\n\n1873\n\nfor nothing.\n");
    assert_uncut("We rowed past\n\n- 1901 -\n\nand then past\n\n- 1902 -\n\nand came home.\n");
    assert_uncut("Past gate\n1\nand then past gate\n2\nand then past gate\n3\nand home.\n");
    assert_uncut("Boats\n\n12\n\nRafts\n\n13\n\nPoles\n\n14\n\nOars\n");
}

#[test]
fn lists_on_two_pages_keep_their_numbers() {
    assert_eq!(
        left("1 Opening\n2 Minutes\n\x0c1 Coffee\n2 Gates\n3 End\n"),
        "1 Opening\n2 Minutes\n1 Coffee\n2 Gates\n3 End\n"
    );
}

#[test]
fn a_rhyme_that_counts_keeps_its_numbers() {
    assert_uncut(
        "1 for sorrow,\n2 for joy,\n3 for a girl,\n4 for a boy,\n5 for silver,\n6 for gold,\n7 for a secret\n",
    );
}

#[test]
fn the_refrain_of_a_song_is_no_running_head() {
    let verse = |refrain: &str, number: usize| {
        format!("{number}\n\n{refrain}\n\nThe tide comes up to gate {number}b,\nAnd takes it,\n\n")
    };
    for refrain in ["No boat for me", "No boat, no boat for me.", "O never will I row"] {
        assert_uncut(&(1..6).map(|number| verse(refrain, number)).collect::<String>());
    }
    assert_uncut(
        "He did not go.\n\nThe weir was still.\n\n1\n\nHe did not go.\n\nIt rained.\n\n2\n\nHe did not go.\n\nIt froze.\n\n3\n\nHe did not go.\n\nIt thawed.\n",
    );
    assert_eq!(
        left(
            "He did not go.\nThe weir was\n\x0cHe did not go.\nstill, and the\n\x0cHe did not go.\nboats lay there.\n"
        )
        .matches("not")
        .count(),
        3
    );
}

#[test]
fn amounts_in_a_column_are_no_numbers_of_lines() {
    assert_uncut("1\tcup of flour,\n2\tcups of milk,\n3\teggs from the weir,\n4\tspoons of salt.\n");
    assert_uncut("1   boat in June,\n2   boats in July,\n3   boats in the autumn.\n");
}

#[test]
fn numbered_chapters_are_no_pages() {
    assert_uncut("1\n\nThe gate was shut.\n\n2\n\nThe keeper slept.\n\n3\n\nThe water rose.\n\n4\n\nNobody woke.\n");
    assert_uncut("i\n\nThe gate was shut.\n\nii\n\nThe keeper slept.\n\niii\n\nThe water rose.\n");
}

#[test]
fn times_of_the_day_are_words() {
    assert_uncut(
        "The keeper died at\n10:15 after a fall, and at\n10:30 the bell was rung, but at\n10:45 nobody had come.\n",
    );
    assert_uncut("9:30 Opening\n10:00 The gates\n10:45 Coffee\n11:15 Who pays\n");
    assert_uncut("9:30\nOpening\n10:00\nThe gates\n10:45\nCoffee\n");
    assert_uncut("[9:30] The gate is opened.\n[10:45] Coffee is served.\n[12:00] The gate is shut.\n");
    assert_uncut("(9:30) opening of the gate,\n(10:45) coffee,\n(12:00) end\n");
    assert_uncut("[0:05] the keepers\n[0:12] will hang\n[0:08] new gates\n");
    assert_uncut("[0:05] the keepers will\n[0:08] hang new gates\n");
    assert_uncut(
        "They met\n[0:05] in the\n[0:06] loft.\n[0:07] It\n\nwas late.\n\nNobody\n\nspoke.\n\nThey went home.\n",
    );
}

#[test]
fn a_comparison_is_no_mail() {
    assert_uncut("> 30 degrees\n> 40 degrees\n> 50 degrees\n");
    assert_uncut("> one line alone\n");
    assert_uncut("| gate | keeper |\n| ---- | ------ |\n| mill | Brask |\n");
}

#[test]
fn a_line_twice_at_page_breaks_is_a_title() {
    let text = "LOFT NOTES\nthe keepers met\n\x0cLOFT NOTES\nin the loft\n";
    assert_left(text, "LOFT NOTES the keepers met LOFT NOTES in the loft");
}

#[test]
fn hyphens_of_compounds_stay() {
    assert_uncut("the two-\nand three-leaf gates");
    assert_uncut("die Vor-\nund Nachteile der Tore");
    assert_uncut("by 10-\n15 per cent, after 1914-\n18, by Mill-\nHouse, for a - \nwhile");
    assert_uncut("the gates -\nall of them - were compre-\n\nhensively mended");
    for (text, kept) in [
        ("the well-\nknown smith", "the well-known smith"),
        ("will re-\nsign the lease, not re-sign it", "will re-sign the lease, not re-sign it"),
        ("they were un-\nionized", "they were un-ionized"),
        ("the co-\nop", "the co-op"),
        ("of pre-\nhistoric gates", "of pre-historic gates"),
        ("an in-\nstitution", "an in-stitution"),
        ("by upper-\nlower gates", "by upper-lower gates"),
    ] {
        assert_eq!(joined(text), kept);
    }
}

#[test]
fn two_writers_are_not_one_text() {
    let text = "> We will pay for the gates\nnever again\n> the full sum of the lease\n\n>> I have asked the smith\n> no word of it is true\n>> they will be hung in May\n";
    assert_uncut(text);
    assert_uncut("> the gates will be compre-\nhensively mended");
}
