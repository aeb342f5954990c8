//! Laws, by chance.

use super::*;
use proptest::prelude::*;

/// Words of all kinds, none of which is broken at a hyphen.
fn words() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![8 => "[a-z]{1,9}", 1 => "[A-Z][a-z]{1,6}", 1 => "[1-9][0-9]{0,3}", 1 => "[a-z]{2,6}[.,;?]"];
    proptest::collection::vec(word, 24..120)
}

/// Lines of four words each, the first of which is in lower case, as where sentences run on.
fn lines(words: &[String]) -> Vec<String> {
    words.chunks(4).map(|line| format!("and {}", line.join(" "))).collect()
}

/// A layout of lines, as a reader sees them.
fn laid_out(lines: &[String], layout: usize, page: usize) -> String {
    let time = |at: usize| format!("{}:{:02}", at / 60, at % 60);
    let line = |(at, line): (usize, &String)| match layout {
        0 => format!("{:>3} {line}\n", at + 1),
        1 => format!("{}\t{line}\n", at + 1),
        2 => format!("[{}] {line}\n", time(at * 3)),
        3 => format!("{}\n{line}\n", time(at * 3)),
        4 => format!("{}\n00:{:0>5},000 --> 00:{:0>5},500\n{line}\n\n", at + 1, time(at), time(at)),
        5 if at % page == page - 1 => format!("{line}\n\n{:>40}\n\n", at / page + 1),
        6 if at % page == page - 1 => format!("{line}\n- {} -\n\x0cLOFT PAPERS, NOT SECRET\n\n", at / page + 1),
        7 => {
            let head = if at % page == 0 { format!("        Page {}\n\n", at / page + 30) } else { String::new() };
            format!("{head}{:>2}  {line}\n", at % page + 1)
        }
        _ => format!("{line}\n"),
    };
    lines.iter().enumerate().map(line).collect()
}

/// The words that are left, without the one head that stands at an end.
fn words_left(text: &str) -> String {
    spaced(&left(text)).trim_end_matches("LOFT PAPERS, NOT SECRET").trim_end().to_owned()
}

proptest! {
    #[test]
    fn what_a_layout_puts_between_words_is_taken_out(words in words(), layout in 0..8_usize, page in 2..5_usize) {
        // Four pages at least.
        prop_assume!(words.len() / 4 >= page * 4);
        let lines = lines(&words);
        let text = laid_out(&lines, layout, page);
        prop_assert_eq!(words_left(&text), spaced(&lines.join(" ")), "{}", text);
        let left = left(&text);
        prop_assert_eq!(super::left(&left), left.clone());
    }

    #[test]
    fn a_text_without_layout_has_no_cuts(words in words(), width in 1..12_usize) {
        let text: Vec<String> = words.chunks(width).map(|line| format!("w{}", line.join(" "))).collect();
        for parting in ["\n", "\n\n", "\r\n"] {
            prop_assert_eq!(cuts(&text.join(parting)), []);
        }
    }

    #[test]
    fn only_digits_marks_spaces_and_repeated_lines_are_cut(
        pieces in proptest::collection::vec("[0-9]{1,2}|[a-z]{1,4}-?|\n|\r\n|\n\n|\x0c|> |\\| |\\[0:0[0-9]\\] |Page [1-4]|i{1,3}|- [1-9] -|HEAD|\t| {1,20}", 1..60)
    ) {
        let text = pieces.concat();
        let mut at = 0;
        for cut in cuts(&text) {
            prop_assert!(at <= cut.span.start && cut.span.start < cut.span.end);
            at = cut.span.end;
            for line in text[cut.span.range()].split(['\n', '\r', '\x0c']).map(str::trim) {
                let is_mark = !line.contains(char::is_alphabetic);
                let is_page = page_numbers::page_number(line).is_some();
                let is_head = spaced(&text).matches(spaced(line).as_str()).count() >= 3;
                prop_assert!(is_mark || is_page || is_head || line.ends_with(|c: char| c.is_numeric()) , "{:?} of {:?}", line, text);
            }
        }
    }
}
