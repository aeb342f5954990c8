//! What takes no room between the words of an article: markers of notes, struck words, hidden words; and digits that stand
//! raised or lowered.

#![allow(missing_docs, reason = "a test")]

use literatim::capture::Capture;
use literatim::manifest::Archive;
use literatim::segment::Rules;
use literatim::verify::{Format, NotesFile, NotesSet, Outcome, Policy, Settings, Style, Verifier};

/// The verdict on words that cite an article, whose file has the ending `kind`, and the ids of the rules that speak of it.
fn judged(style: &str, kind: &str, article: &str, words: &str) -> (Outcome, Vec<&'static str>) {
    let article = match kind {
        "html" => format!(
            "<html><head><title>The tide mill</title></head><body><main><article><h1>The tide mill</h1>\
             <p>The miller of Sandwick keeps a ledger of every tide, and has done so since the pier was built.</p>{article}\
             <p>Nobody else on the island has read it, and the miller shows it to no one but the harbour master.</p>\
             </article></main></body></html>"
        ),
        _ => format!(
            "# The tide mill\n\nThe miller of Sandwick keeps a ledger of every tide, and has done so since the pier was \
             built.\n\n{article}\n\nNobody else on the island has read it, and the miller shows it to no one.\n"
        ),
    };
    let capture = Capture::new(format!("archive/mill/20250101T000000Z.{kind}").parse().unwrap(), article);
    let settings = Settings::from(Style::named(style).unwrap());
    let verifier = Verifier::new(Archive::of([capture], &Rules::default()), Policy::from(settings));
    let text = format!("> {words}\n>\n> — [@mill]\n");
    let (name, folder, format) = ("a.md".to_owned(), Some(String::new()), Format::of_file("a.md").unwrap());
    let report = verifier.verify(&NotesSet::from(NotesFile { name, folder, text, format, ..NotesFile::default() }));
    let [judged] = &report.quotations[..] else { panic!("{words}: {} quotations", report.quotations.len()) };
    (judged.outcome(), judged.findings.iter().map(|finding| finding.rule.id()).collect())
}

fn holds(kind: &str, article: &str, words: &str) {
    for style in ["exact", "chicago"] {
        let (outcome, rules) = judged(style, kind, article, words);
        assert_eq!((outcome, &rules[..]), (Outcome::Verbatim, &[][..]), "{style}: {words:?} in {article:?}");
    }
}

fn is_refuted(kind: &str, article: &str, words: &str) {
    for style in ["exact", "chicago"] {
        let (outcome, rules) = judged(style, kind, article, words);
        assert_eq!(outcome, Outcome::Refuted, "{style}: {words:?} in {article:?}: {rules:?}");
    }
}

fn warns(kind: &str, article: &str, words: &str, rule: &str) {
    let (outcome, rules) = judged("exact", kind, article, words);
    assert_eq!((outcome, &rules[..]), (Outcome::Verbatim, &[rule][..]), "{words:?} in {article:?}");
}

/// Ways in which pages lead to a note, between two words.
const MARKERS: [&str; 14] = [
    "<sup><a href='#n1'>1</a></sup>",
    "<a href='#n1'><sup>1</sup></a>",
    "<sup class=reference id=r1><a href='#cite_note-1'><span>[</span>1<span>]</span></a></sup>",
    "<sup class=reference><a href='#cite_note-1'>[note 1]</a></sup>",
    "<a class=footnote-anchor href='#footnote-1'>1</a>",
    "<a href='#fn:1' role=doc-noteref>1</a>",
    "<a href='#fn1'>[1]</a>",
    "<a href='https://sandwick.example/mill#n1'><sup>1</sup></a>",
    "<sup><a href='#a'>a</a></sup>",
    "<sup><a href='#n1'>*</a></sup>",
    "<sup><a href='#n1'>†</a></sup>",
    "<sup><a href='#n1'>1</a>, <a href='#n2'>2</a></sup>",
    "<sup><a href='#n1'>[1]</a><a href='#n2'>[2]</a></sup>",
    "<span style='vertical-align:super'><a href='#n1'>iv</a></span>",
];

#[test]
fn a_quotation_runs_over_the_marker_of_a_note() {
    for marker in MARKERS {
        let page = format!(
            "<p>The wheel turned in 1871{marker} and was mended{marker} twice.{marker} Nobody{marker} paid for it.</p>\
             <ol><li id=n1>See the ledger.</li></ol>"
        );
        for words in [
            "The wheel turned in 1871 and was mended twice. Nobody paid for it.",
            "turned in 1871",
            "mended twice",
            "Nobody paid",
            "Nobody",
        ] {
            if words == "Nobody" {
                // Too short to prove anything, and no cut.
                assert_eq!(judged("exact", "html", &page, words).1, ["quote-short"], "{marker}");
            } else if words.split(' ').count() < 4 {
                assert_eq!(judged("exact", "html", &page, words), (Outcome::Verbatim, vec!["quote-short"]), "{marker}");
            } else {
                holds("html", &page, words);
            }
        }
    }
}

#[test]
fn a_marker_may_be_quoted_as_it_is_shown() {
    let page = "<p>The wheel turned in 1871<sup><a href='#n1'>[1]</a></sup> and was mended<sup><a href='#n2'>2</a></sup> twice.</p>";
    for words in [
        "The wheel turned in 1871[1] and was mended² twice.",
        "and was mended2 twice.",
        "and was mended² twice.",
        "wheel turned in 1871[1] and was mended",
    ] {
        let (outcome, _) = judged("exact", "html", page, words);
        assert_eq!(outcome, Outcome::Verbatim, "{words}");
    }
    for words in
        ["The wheel turned in 18711 and was mended", "The wheel turned in 1871 1 and was", "and was mended22 twice."]
    {
        is_refuted("html", page, words);
    }
}

#[test]
fn the_letter_of_a_note_makes_no_other_word() {
    let page = "<p>He saw the<sup><a href='#m'>m</a></sup> keepers, and 10<s><sup>6</sup></s> boats on the pond.</p>";
    is_refuted("html", page, "He saw them keepers, and 10 boats");
    is_refuted("html", page, "keepers, and 106 boats on the pond.");
    holds("html", page, "He saw the keepers, and 10 boats on the pond.");
}

#[test]
fn what_leads_elsewhere_or_is_no_label_is_text() {
    for (article, words) in [
        // Links to other pages and to sections, powers, words.
        (
            "<p>The wheel turned<sup><a href='https://x.example/'>12</a></sup> times in a day.</p>",
            "The wheel turned times in a day.",
        ),
        (
            "<h2 id=s1>Ropes</h2><p>As part <a href='#s1'>(2)</a> says, the rope is new.</p>",
            "As part says, the rope is new.",
        ),
        ("<p>The pond has 40 m<sup>2</sup> of ice in it.</p>", "The pond has 40 m of ice in it."),
        ("<p>He was <a href='#n1'>not</a> at the mill that day.</p>", "He was at the mill that day."),
        ("<p>He was <sup><a href='#n1'>not</a></sup> at the mill that day.</p>", "He was at the mill that day."),
        ("<p>It took <a href='#n1'>12</a> men to lift the wheel.</p>", "It took men to lift the wheel."),
        (
            "<p id=c4>Ropes are new.</p><p>As clause <a href='#c4'>[4]</a> says, the rope is new.</p>",
            "As clause says, the rope is new.",
        ),
        // The marker stands between two digits: they do not become one number.
        (
            "<p>The ledger has 7<sup><a href='#n1'>1</a></sup>2 leaves of paper in it.</p>",
            "The ledger has 72 leaves of paper in it.",
        ),
        (
            "<p>The ledger has 7<a role=doc-noteref href='#n1'>2</a> leaves in it.</p>",
            "The ledger has 72 leaves in it.",
        ),
    ] {
        is_refuted("html", article, words);
    }
}

#[test]
fn markers_of_archived_markdown_have_no_width_either() {
    for marker in
        ["[^1]", "[1](#fn1)", "[\\[1\\]](https://sandwick.example/mill#cite_note-1)", "<sup>[1](#n1)</sup>", "[^a b]"]
    {
        let article = format!("The wheel turned in 1871{marker} and was mended{marker} twice by the smith.");
        if marker != "[^a b]" {
            holds(
                "md",
                &format!("{article}\n\n[^1]: See the ledger."),
                "The wheel turned in 1871 and was mended twice by the smith.",
            );
        }
    }
    is_refuted("md", "The wheel turned [12](https://x.example/) times in a day.", "The wheel turned times in a day.");
    is_refuted("md", "As clause [\\[4\\]](#clause-4) says, the rope is new.", "As clause says, the rope is new.");
    is_refuted("md", "The wheel turned [not](#fn1) once in a day.", "The wheel turned once in a day.");
    // Labels that stand in a sentence, and notes that do not have their names.
    for (link, page) in
        [("12", "https://x.example/a#note"), ("5", "https://x.example/a#notes-2020"), ("I", "#footnote")]
    {
        is_refuted("md", &format!("Then [{link}]({page}) boats lay at the mill."), "Then boats lay at the mill.");
    }
    is_refuted("md", "Then [(13)](https://x.example/a#noteworthy) boats lay there.", "Then boats lay there.");
}

#[test]
fn a_marker_inside_of_a_number_does_not_make_another_one() {
    for (kind, marker) in [("html", "<sup><a href='#n1'>2</a></sup>"), ("md", "[^2]")] {
        for (before, behind) in [("1,", "000"), ("1.", "5"), ("1871.", "12"), ("11:", "30"), ("1/", "4")] {
            let article = format!("{before}{marker}{behind} keepers saw the mill.");
            let article =
                if kind == "html" { format!("<p>There {article}</p>") } else { format!("There {article}\n\n[^2]: x") };
            is_refuted(kind, &article, &format!("There {before}{behind} keepers saw the mill."));
        }
    }
}

#[test]
fn what_calls_itself_a_reference_may_be_one_to_anything() {
    for link in [
        "<a class='reference internal' href='#fig-3'>3</a>",
        "<span class=reference><a href='#mills'>3</a></span>",
        "<a href='#noteworthy'>(3)</a>",
        "<a id=v3 href='#v3'><sup>3</sup></a>",
        "<sup><a href='#n1'>不</a></sup>",
    ] {
        is_refuted(
            "html",
            &format!("<p>They built {link} mills on the island.</p>"),
            "They built mills on the island.",
        );
    }
}

#[test]
fn one_tilde_strikes_nothing_in_an_article() {
    let page = "They paid ~500~ 50 crowns for the mill.";
    is_refuted("md", page, "They paid 50 crowns for the mill.");
    holds("md", page, "They paid 500 50 crowns for the mill.");
}

#[test]
fn sheets_that_are_not_applied_hide_nothing() {
    for style in [
        "<style title=day>.x{color:red}</style><style title=night>.x{display:none}</style>",
        "<style>@namespace url(http://www.w3.org/2000/svg); .x{display:none}</style>",
    ] {
        let page = format!("{style}<p>The wheel does <span class=x><b>not</b></span> turn in the winter.</p>");
        is_refuted("html", &page, "The wheel does turn in the winter.");
        holds("html", &page, "The wheel does not turn in the winter.");
    }
    is_refuted(
        "html",
        "<p>It does <b class='sr-only not-sr-only'>not</b> turn in the winter.</p>",
        "It does turn in the winter.",
    );
    let reset = "<p>It does <i style='visibility:hidden'><b style='all:initial'>not</b></i> turn in the winter.</p>";
    is_refuted("html", reset, "It does turn in the winter.");
    let unstruck = "<p>It does <b style='text-decoration:line-through none'>not</b> turn in the winter.</p>";
    is_refuted("html", unstruck, "It does turn in the winter.");
}

#[test]
fn struck_words_are_left_out_or_quoted_with_a_warning() {
    for (kind, article) in [
        (
            "html",
            "<p>The toll is <del>40</del> <ins>14</ins> crowns, and the miller <s>left his post at noon</s> asked for a count.</p>",
        ),
        (
            "html",
            "<p>The toll is <strike>40</strike> 14 crowns, and the miller <s>left his post <b>at</b> noon</s> asked for a count.</p>",
        ),
        ("md", "The toll is ~~40~~ 14 crowns, and the miller ~~left his post at noon~~ asked for a count."),
        ("md", "The toll is <del>40</del> 14 crowns, and the miller <s>left his post at noon</s> asked for a count."),
    ] {
        holds(kind, article, "The toll is 14 crowns, and the miller asked for a count.");
        holds(kind, article, "the miller asked for a count.");
        warns(kind, article, "the miller left his post at noon asked for a count.", "quote-struck");
        warns(kind, article, "The toll is 40 14 crowns", "quote-struck");
        warns(kind, article, "the miller left his post", "quote-struck");
        // One struck stretch with its words and another without: nobody ever read that.
        is_refuted(kind, article, "The toll is 40 14 crowns, and the miller asked for a count.");
        is_refuted(kind, article, "The toll is 4014 crowns, and the miller");
    }
    is_refuted(
        "html",
        "<p>The boat carries 1<s>0</s>5 men in the winter.</p>",
        "The boat carries 15 men in the winter.",
    );
}

#[test]
fn hidden_words_are_outside_the_body_and_take_no_room() {
    for (kind, article) in [
        (
            "html",
            "<p>The county <a href=x>wrote on Tuesday<span class=sr-only>, opens in a new tab</span></a> that the beams split.</p>",
        ),
        ("html", "<p>The county wrote on Tuesday<span hidden>, opens in a new tab</span> that the beams split.</p>"),
        (
            "html",
            "<p>The county wrote on Tuesday<span style='display:none'>, opens in a new tab</span> that the beams split.</p>",
        ),
        ("md", "The county wrote on Tuesday<span hidden>, opens in a new tab</span> that the beams split."),
    ] {
        holds(kind, article, "The county wrote on Tuesday that the beams split.");
        let (outcome, rules) =
            judged("exact", kind, article, "The county wrote on Tuesday, opens in a new tab that the beams split.");
        assert_eq!((outcome, &rules[..]), (Outcome::Refuted, &["quote-outside-body"][..]), "{article}");
    }
    for (kind, article) in [
        ("html", "<p hidden>The warden took nine bribes from the timber company.</p>"),
        ("html", "<div style='display:none'><p>The warden took nine bribes from the timber company.</div>"),
        ("md", "<div hidden>The warden took nine bribes from the timber company.</div>"),
        ("md", "<div hidden>\n\nThe warden took nine bribes from the timber company.\n\n</div>"),
    ] {
        for words in ["The warden took nine bribes from the timber company.", "took nine bribes from the"] {
            let (outcome, rules) = judged("exact", kind, article, words);
            assert_eq!((outcome, &rules[..]), (Outcome::Refuted, &["quote-outside-body"][..]), "{article}: {words}");
        }
    }
}

#[test]
fn hidden_words_that_turn_the_sense_are_named() {
    for hidden in ["not", "never", "perhaps", "12", "no"] {
        let page = format!("<p>The prices have <span hidden>{hidden}</span> fallen since the flood.</p>");
        warns("html", &page, "The prices have fallen since the flood.", "hidden-negates");
    }
    holds(
        "html",
        "<p>The prices have <span hidden>really</span> fallen since the flood.</p>",
        "The prices have fallen since the flood.",
    );
}

#[test]
fn a_story_that_a_page_hides_until_it_is_paid_for_is_its_body() {
    let story =
        "The rope was paid for by the county in the wet year of the flood, and the bill lies in the drawer. ".repeat(5);
    for open in ["<div style='display:none'>", "<div hidden class=paywalled>", "<div hidden><div itemprop=articleBody>"]
    {
        let page = format!("{open}<p>{story}</p><p>The smith said that the lower gate is new.</p></div></div>");
        holds("html", &page, "The smith said that the lower gate is new.");
    }
    let dialog =
        format!("<div hidden class='cookie-dialog'><p>{story}</p></div><p>The smith said that the gate is new.</p>");
    assert_eq!(judged("exact", "html", &dialog, "The rope was paid for by the county").1, ["quote-outside-body"]);
}

#[test]
fn a_power_is_one_however_it_is_written() {
    for (kind, article) in [
        ("html", "<p>The basin lost 2.5 × 10<sup>6</sup> litres, and 10<sup>−12</sup> grams of salt.</p>"),
        ("md", "The basin lost 2.5 × 10<sup>6</sup> litres, and 10<sup>-12</sup> grams of salt."),
        ("txt", "The basin lost 2.5 × 10⁶ litres, and 10⁻¹² grams of salt."),
        ("txt", "The basin lost 2.5 × 10^6 litres, and 10^{-12} grams of salt."),
        ("txt", "The basin lost 2.5 × 10^{6} litres, and 10^-12 grams of salt."),
    ] {
        holds(kind, article, "The basin lost 2.5 × 10⁶ litres, and 10⁻¹² grams of salt.");
        holds(kind, article, "The basin lost 2.5 × 10^6 litres, and 10^{-12} grams");
        for words in [
            "The basin lost 2.5 × 106 litres, and",
            "The basin lost 2.5 × 10 6 litres, and",
            "The basin lost 2.5 × 10₆ litres, and",
            "The basin lost 2.5 × 10",
            "litres, and 10⁻¹",
            "litres, and 10¹² grams of salt.",
            "litres, and 10-12 grams of salt.",
            "6 litres, and 10^{-12} grams",
        ] {
            is_refuted(kind, article, words);
        }
    }
}

#[test]
fn behind_a_letter_a_digit_may_stand_on_the_line() {
    for (kind, article) in [
        ("html", "<p>The shed has 40 m<sup>2</sup>, and CO<sub>2</sub> in its air, said the clerk.</p>"),
        ("md", "The shed has 40 m<sup>2</sup>, and CO<sub>2</sub> in its air, said the clerk."),
        ("txt", "The shed has 40 m², and CO₂ in its air, said the clerk."),
        ("txt", "The shed has 40 m2, and CO2 in its air, said the clerk."),
    ] {
        holds(kind, article, "The shed has 40 m2, and CO2 in its air, said the clerk.");
        holds(kind, article, "The shed has 40 m², and CO₂ in its air, said the clerk.");
        is_refuted(kind, article, "The shed has 40 m3, and CO2 in its air");
        is_refuted(kind, article, "The shed has 40 m, and CO2 in its air");
    }
    is_refuted("txt", "The sum of x² and y is known to the clerk.", "The sum of x₂ and y is known");
    is_refuted(
        "html",
        "<p>It cost 1<sup>1</sup>/<sub>2</sub> crowns to cross the weir.</p>",
        "It cost 11/2 crowns to cross the weir.",
    );
    is_refuted("txt", "It cost 1½ crowns to cross the weir.", "It cost 11/2 crowns to cross the weir.");
}

#[test]
fn the_marks_that_browsers_show_may_be_quoted_or_left_out() {
    let page = "<p>The warden called it <q>a gate of <q>moss</q> and prayer</q> and asked the keepers to wait.</p>";
    holds("html", page, "The warden called it a gate of moss and prayer and asked the keepers");
    holds("html", page, "called it “a gate of ‘moss’ and prayer” and asked the keepers");
    is_refuted("html", page, "called it “a gate of ‘moss and prayer” and asked the keepers");
}
