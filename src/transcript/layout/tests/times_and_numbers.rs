//! Times of recordings, numbers of lines, mail.

use super::*;

#[test]
fn times_at_line_heads_go_in_every_form() {
    for [a, b, c] in [
        ["[0:05] ", "[0:08] ", "[1:00:12] "],
        ["[00:00:05]", "[00:00:08]", "[00:00:12]"],
        ["(00:01:02) ", "(00:01:05) ", "(00:01:05) "],
        ["00:05 ", "00:08 ", "00:12 "],
        ["0:05:10.320 ", "0:05:12.100 ", "0:05:13.000\t"],
        ["[00:00.000 --> 00:04.000]  ", "[00:04.000 --> 00:08.500]  ", "[00:08.500 --> 00:12.000]  "],
        ["0:05\n", "0:08\n", "0:12\n"],
        ["0:05\r\n", "0:08\r\n", "59:12\r\n"],
        ["[12:05]\n\n", "[12:08]\n\n", "[12:12]\n\n"],
    ] {
        let text = format!("Loft talk\n\n{a}the keepers will hang 12\n{b}new gates in the\n{c}autumn, said 1 smith\n");
        assert_left(&text, "Loft talk the keepers will hang 12 new gates in the autumn, said 1 smith");
    }
}

#[test]
fn speakers_stay() {
    let text = "[0:05] Brask: We will hang\n[0:09] new gates.\n[0:12] Clerk: And who pays?\n";
    assert_left(text, "Brask: We will hang new gates. Clerk: And who pays?");
}

#[test]
fn cues_of_subtitles_go() {
    let text =
        "1\n00:00:01,000 --> 00:00:04,000\nthe keepers will hang\n\n2\n00:00:04,500 --> 00:00:08,000\n12 new gates\n";
    assert_eq!(left(text), "the keepers will hang\n12 new gates\n");
    let text = "\u{feff}WEBVTT - loft talk\nKind: captions\n\nintro-1\n00:01.000 --> 00:04.000 align:start position:0%\nthe keepers<00:02.000><c> will</c>\n\nintro-2\n00:04.500 --> 00:08.000\n<i>hang</i> it\n";
    assert_left(text, "the keepers will hang it");
}

#[test]
fn a_speaker_of_cues_stays_until_he_speaks_on() {
    let cue = |at: u32, words: &str| format!("00:0{at}.000 --> 00:0{at}.900\n{words}\n\n");
    let text = format!(
        "WEBVTT\n\n{}{}{}{}",
        cue(1, "<v Brask>We will pay</v>"),
        cue(2, "<v Brask>for the gates</v>"),
        cue(3, "<v Clerk>never again</v>"),
        cue(4, "said the smith")
    );
    assert_left(&text, "<v Brask>We will pay for the gates</v> <v Clerk>never again</v> said the smith");
}

#[test]
fn numbers_that_fall_in_cues_are_kept() {
    assert_uncut("00:00:05,000 --> 00:00:06,000\na\n\n00:00:01,000 --> 00:00:02,000\nb\n");
}

#[test]
fn a_number_behind_the_number_of_its_line_stays() {
    let text = " 1 The keepers asked for\n 2 the sum of\n 3 12 crowns for the gate that\n 4 leaks in the night of the\n 5 flood, and\n 6 the clerk\n 7 wrote\n 8\n 9 it down.\n10 Nobody read it.\n";
    assert_left(
        text,
        "The keepers asked for the sum of 12 crowns for the gate that leaks in the night of the flood, and the clerk wrote it down. Nobody read it.",
    );
    assert_left(
        "Gates\n\n1\tthe sum of\n2\t12 crowns\n3\tis compre-\n4\thensively paid",
        "Gates the sum of 12 crowns is compre-hensively paid",
    );
}

#[test]
fn lines_are_numbered_page_by_page() {
    let text = "                    Page 12\n\n 1   Q. Who asked for the gate\n 2   to be shut?\n 3   A. The keepers did, and compre-\n\n                    Page 13\n\n 1   hensively so.\n 2   Q. When?\n 3   A. In May.\n";
    assert_left(
        text,
        "Q. Who asked for the gate to be shut? A. The keepers did, and compre-hensively so. Q. When? A. In May.",
    );
    assert_left(
        "12:1 Q. Who asked for\n12:2 the gate?\n13:1 A. 2 keepers.\n",
        "Q. Who asked for the gate? A. 2 keepers.",
    );
    assert_left("1  the sum of\n2  12 crowns\n3  is paid\n\nPage 12\n", "the sum of 12 crowns is paid Page 12");
    assert_left(
        "1  Q. Who?\n2  A. Brask.\n3  Q. When?\n\x0c1  A. In May.\n2  Q. Why?\n\x0c1  A. The frost.\n",
        "Q. Who? A. Brask. Q. When? A. In May. Q. Why? A. The frost.",
    );
}

#[test]
fn one_depth_of_mail_is_one_text() {
    assert_eq!(
        left("On Monday she wrote:\n> We will pay for\n> 12 gates and\n>\n> a compre-\n> hensive lease\n"),
        "On Monday she wrote:\n> We will pay for\n12 gates and\n\na compre-hensive lease\n"
    );
    assert_eq!(left(">> one two\n> > three\n> four\n"), ">> one two\nthree\n> four\n");
    assert_eq!(left("| one two\n| three\n| four\n"), "| one two\nthree\nfour\n");
}
