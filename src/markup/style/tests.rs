use super::*;
use proptest::prelude::*;

/// The effect of the first tag of `element`, in a page with this sheet.
fn effect(css: &str, element: &str) -> Effect {
    effect_in(&StyleSheets::of_page(&format!("<style>{css}</style>{element}")), element)
}

fn effect_in(sheets: &StyleSheets, element: &str) -> Effect {
    let inner = &element[1..element.find('>').unwrap()];
    let (name, attributes) = inner.split_at(inner.find(' ').unwrap_or(inner.len()));
    sheets.effect(Tag::of(name), name, attributes)
}

fn hides(css: &str, element: &str) -> bool {
    let effect = effect(css, element);
    effect.hides || effect.visibility == Some(false) || effect.letters == Some(false)
}

#[test]
fn attributes_and_inline_styles_hide() {
    for element in [
        "<p hidden>",
        "<p HIDDEN=''>",
        "<span style='display:none'>",
        "<span style='display&colon;none'>",
        "<span style='visibility:hidden'>",
        "<span style='font-size:0'>",
        "<span style='position:absolute;clip:rect(0,0,0,0)'>",
        "<span style='display:none' style='display:block'>",
        "<p class=hidden>",
        "<p class='mt-2 d-none'>",
        "<p class='invisible'>",
        "<span class='govuk-visually-hidden'>",
        "<span class='visually-hidden-focusable'>",
        "<p class='d-none d-md-none'>",
        "<p class='hidden md:hidden'>",
    ] {
        assert!(hides("", element), "{element}");
    }
}

#[test]
fn words_that_are_seen_in_some_state_are_not_hidden() {
    for element in [
        "<p>",
        "<p hidden=until-found>",
        "<div hidden id='S:1f'>",
        "<p hidden style='display:block'>",
        "<p style='display:none;display:block'>",
        "<p style='opacity:0'>",
        "<p style='color:transparent'>",
        "<p style='visibility:hidden;animation:appear 1s forwards'>",
        "<p class='d-none d-md-block'>",
        "<p class='d-none d-print-block'>",
        "<p class='hidden md:block'>",
        "<p class='hidden lg:flex'>",
        "<p class='hidden data-[open]:block'>",
        "<p class='sr-only sm:not-sr-only'>",
        "<p class='md:hidden'>",
        "<p class='print:hidden'>",
        "<p class='d-md-none'>",
        "<p class='d-print-none'>",
        "<p class='Hidden'>",
        "<p aria-hidden=true>",
    ] {
        assert!(!hides("", element), "{element}");
    }
}

#[test]
fn a_rule_for_one_class_id_or_element_hides() {
    for (css, element) in [
        (".q8{display:none}", "<p class=q8>"),
        ("#q8{visibility:hidden}", "<p id=q8>"),
        ("Aside{display:none}", "<aside class=x>"),
        ("x-note{display:none}", "<X-NOTE>"),
        (".a,.q8,p:hover{font-size:0}", "<p class='b q8'>"),
        (".\\71 8{display:none}", "<p class=q8>"),
        (".q8{display:block}.q8{display:none}", "<p class=q8>"),
        (".q8{display:none}p{display:block}", "<p class=q8>"),
        ("#x{display:none}.q8{display:block}", "<p class=q8 id=x>"),
        (".q8{display:none!important}", "<p class=q8 style='display:block'>"),
        (".q8{position:absolute;left:-9999px}", "<p class=q8>"),
        ("nav li{display:inline}.q8{display:none}", "<li class=q8>"),
        (".q8{display:none}@media print{.other{display:block}}", "<p class=q8>"),
        (".q8{display:none}.q8::before{display:block}", "<p class=q8>"),
        (".q8{display:none}.q8 b{display:inline}", "<p class=q8>"),
        (".hidden{display:none}", "<p class=hidden>"),
        (".sr-only{color:red}.sr-only:focus{position:static;clip:auto}", "<span class=sr-only>"),
        ("[hidden]{display:none!important}.b{display:flex}", "<p hidden class=b>"),
        ("*{margin:0}.clearfix:after{display:table}.clearfix{display:none}", "<p class=clearfix>"),
    ] {
        assert!(hides(css, element), "{css} {element}");
    }
}

#[test]
fn what_any_rule_shows_in_some_medium_or_state_is_not_hidden() {
    for (css, element) in [
        (".q8{display:none}", "<p class=Q8>"),
        (".q8{display:none}.q8{display:block}", "<p class=q8>"),
        (".q8{display:none}", "<p class=q8 style='display:block'>"),
        (".q8{display:none}@media print{.q8{display:block}}", "<p class=q8>"),
        ("@media print{.q8{display:block}}.q8{display:none}", "<p class=q8>"),
        (".q8{display:none}.open .q8{display:block}", "<p class=q8>"),
        (".q8{display:none}.q8.active{display:block}", "<p class=q8>"),
        (".q8{display:none}.q8:target{display:block}", "<p class=q8>"),
        (".q8{display:none}.q8:not(.y){display:flex}", "<p class=q8>"),
        (".q8{display:none}:is(.q8,.q9):hover{display:flex}", "<p class=q8>"),
        (".q8{display:none}input:checked + p{display:block}", "<p class=q8>"),
        (".q8{display:none}.open > *{display:block}", "<p class=q8>"),
        (".q8{display:none}.show{display:block}", "<p class=q8>"),
        (".q8{display:none;.open &{display:block}}", "<p class=q8>"),
        (".q8{display:none}@layer x{.q8{display:block}}", "<p class=q8>"),
        ("@media (max-width:9px){.q8{display:none}}", "<p class=q8>"),
        ("p.q8{display:none}", "<p class=q8>"),
        ("*{display:none}", "<p class=q8>"),
        (".q8{visibility:hidden;animation:x 1s}", "<p class=q8>"),
        (".q8,::-foo{display:none}", "<p class=q8>"),
        // The attribute is weaker than any rule.
        (".b{display:flex}", "<p class=b hidden>"),
        ("p{display:block}", "<p hidden>"),
        // Pages that give these names another sense.
        (".hidden{opacity:0}", "<p class=hidden>"),
        (".sr-only{position:static}", "<p class=sr-only>"),
    ] {
        assert!(!hides(css, element), "{css} {element}");
    }
}

#[test]
fn what_holds_the_story_or_opens_at_a_click_is_never_hidden() {
    let css = ".q8,body,main,.tab-pane{display:none}.q7{visibility:hidden}";
    for element in [
        "<html class=q8>",
        "<body>",
        "<main hidden>",
        "<article style='display:none'>",
        "<article class=sr-only>",
        "<div itemprop='articleBody' class=q8>",
        "<div role=tabpanel hidden>",
        "<div class=tab-pane>",
        "<div class='accordion-body q8'>",
        "<div class=collapse style='display:none'>",
        "<div class='q7 mw-collapsible'>",
        "<div x-show=open style='display:none'>",
        "<div v-cloak class=q8>",
        "<span id=more style='display:none'>",
    ] {
        assert!(!hides(css, element), "{element}");
    }
    assert!(effect(css, "<div class=tab-pane>").opens);
    assert!(effect("", "<details>").opens);
    let sheets = StyleSheets::of_page("<button aria-controls=x>More</button>");
    assert!(!effect_in(&sheets, "<p id=x hidden>").hides);
    assert!(effect_in(&sheets, "<p id=y hidden>").hides);
}

#[test]
fn what_closes_a_fold_is_told_from_what_nobody_sees() {
    assert!(effect("", "<p hidden>").is_closed);
    assert!(!effect("", "<p class=sr-only>").is_closed);
    assert!(!effect("", "<p style='clip-path:inset(50%)'>").is_closed);
}

#[test]
fn an_element_inside_may_be_visible_again() {
    assert_eq!(effect("", "<p style='visibility:visible'>").visibility, Some(true));
    assert_eq!(effect("", "<p style='visibility:inherit'>").visibility, None);
    assert_eq!(effect(".a:hover .b{visibility:visible}", "<p class=b>").visibility, Some(true));
    assert_eq!(effect("p{font-size:18px}", "<p>").letters, Some(true));
    assert_eq!(effect("p{font-size:1.2em}", "<p>").letters, None);
    assert_eq!(effect("", "<p style='font-size:0'>").letters, Some(false));
}

#[test]
fn struck_and_raised_words_are_known_by_tag_style_and_rule() {
    for (css, element, struck) in [
        ("", "<del>", true),
        ("", "<S class=x>", true),
        ("", "<strike>", true),
        ("", "<span style='text-decoration:line-through'>", true),
        (".old{text-decoration-line:line-through}", "<b class=old>", true),
        (".old{text-decoration:line-through}a:hover{text-decoration:none}", "<a class=old>", true),
        (".old:hover{text-decoration:line-through}", "<b class=old>", false),
        ("@media print{.old{text-decoration:line-through}}", "<b class=old>", false),
        (".b .old{text-decoration:line-through}", "<b class=old>", false),
        ("del{text-decoration:none}", "<del>", false),
        ("", "<ins>", false),
    ] {
        assert_eq!(effect(css, element).struck, struck, "{css} {element}");
    }
    for (css, element, raised) in [
        ("", "<sup>", Some(true)),
        ("sup{vertical-align:baseline;top:-.5em;position:relative}", "<sup>", Some(true)),
        ("", "<sub>", Some(false)),
        (".r{vertical-align:super}", "<a class=r>", Some(true)),
        (".r{vertical-align:super}", "<a class=r style='vertical-align:middle'>", None),
        ("", "<i style='vertical-align:sub'>", Some(false)),
        ("", "<i>", None),
    ] {
        assert_eq!(effect(css, element).raised, raised, "{css} {element}");
    }
}

#[test]
fn sheets_that_nothing_ends_are_read_to_their_end_in_linear_time() {
    let size = 200_000;
    for piece in [
        "(",
        "{",
        "}",
        "[",
        "\"",
        "'",
        "\\",
        "/*",
        "<style>",
        "@media x{",
        "a{",
        "a,",
        ".a{",
        ":is(",
        ":not(",
        "url(",
        "a:b;",
        ";",
        "a{b{",
        "--x:{",
        "<template>",
        "<noscript><style>",
        "<svg><style>",
        ".a.a",
        "#a ",
        "/**/",
        "!important",
        ".a{display:none}",
        "@",
        "a/**/",
        ".a{display:none;b{display:block}",
        "-",
        "\\a",
        "[a",
        "<style media='",
        "*/",
    ] {
        let page = format!("<style>{}", piece.repeat(size / piece.len()));
        let sheets = StyleSheets::of_page(&page);
        sheets.effect(Tag::P, "p", " class='a b' style='display:none'");
        let style = &page[7..];
        Declarations::of_attribute(style).looks();
        let page = piece.repeat(size / piece.len());
        StyleSheets::of_page(&page);
    }
}

proptest! {
    #[test]
    fn any_sheet_and_any_attributes_are_read(css in ".{0,80}", attributes in ".{0,80}") {
        let sheets = StyleSheets::of_page(&format!("<style>{css}</style>"));
        sheets.effect(Tag::P, "p", &attributes);
        sheets.effect(Tag::P, "p", &format!(" style=\"{attributes}\" class='{attributes}'"));
    }

    #[test]
    fn no_sheet_hides_what_an_important_rule_of_the_attribute_shows(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                ".a", "#b", "p", "*", ":hover", ":is(", ")", "{", "}", ";", ",", " ", "display:none", "visibility:hidden", "/*", "*/",
                "@media print{", "@media all{", "@layer x{", "&", "'", "\\", "url(", "display:block", "font-size:0", "animation:x 1s",
                "all:unset", "<!--", "-->", "</style><style>", "<style media=print>",
            ]),
            0..24,
        ),
    ) {
        let page = format!("<style>{}</style>", pieces.concat());
        let sheets = StyleSheets::of_page(&page);
        let style = " style='display:block!important;visibility:visible!important;font-size:9px!important;position:static!important'";
        let effect = sheets.effect(Tag::P, "p", &format!(" class=a id=b{style}"));
        prop_assert!(!effect.hides && effect.visibility == Some(true) && effect.letters == Some(true));
        // A rule that shows in some state takes away every rule that hides by the same names.
        let shown = "@media print{.a,#b,p{display:block!important;visibility:visible!important;font-size:9px!important}}";
        let sheets = StyleSheets::of_page(&format!("<style>{shown}</style>{page}"));
        let effect = sheets.effect(Tag::P, "p", " class=a id=b");
        prop_assert!(!effect.hides && effect.visibility != Some(false) && effect.letters != Some(false));
    }
}
