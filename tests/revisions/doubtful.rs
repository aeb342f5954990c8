//! Changes that look like one of meaning, and are none; found in real posts.

use crate::article::pair;
use literatim::diff::revision::{Class, Classes, revision};

const REST: &str =
    "The harbour office opened its new hall on the quay, and many people came to see it before the rain.";

/// The classes of a change of one paragraph between others.
fn classes(old: &str, new: &str) -> Classes {
    let article = |text: &str| [format!("# The hall\n\n{REST}"), text.to_owned(), format!("Later on, {REST}")];
    let (one, other) = pair(&article(old), &article(new));
    revision(&one, &other).changes.into_iter().flat_map(|change| change.classes).collect()
}

#[test]
fn a_name_in_another_case_or_number_is_no_other_name() {
    for (old, new) in [
        ("We worked with GHX’ compliance crew on it.", "We worked with GHX’s compliance crew on it."),
        ("Ask your Harbour Safety Warden to guide you.", "Ask your Harbour Safety Wardens (HSW) to guide you."),
        ("We met Tavish at the gate of the yard.", "We met Rosalind Tavish at the gate of the yard."),
    ] {
        assert!(!classes(old, new).contains(&Class::Name), "{old} → {new}");
    }
}

#[test]
fn a_slip_in_a_title_of_common_words_makes_no_other_name() {
    let old = "They built what is called a Minimal Landing Stage (MLS) in a week.";
    assert!(!classes(old, &old.replace("Minimal", "Minimum")).contains(&Class::Name));
    let old = "The prize went to Jessica Dunmor (of the yard) and nobody else.";
    assert!(classes(old, &old.replace("Dunmor", "Dunmore")).contains(&Class::Name));
}

#[test]
fn a_machine_address_is_no_number() {
    let old = "The lamp answers at 10.33.35.139 when it is asked.";
    assert!(!classes(old, &old.replace("10.33.35.139", "10.85.89.67")).contains(&Class::Number));
}

#[test]
fn another_word_is_no_slip_of_the_pen_unless_the_text_says_so() {
    let old = "They had to adopt the plan for the winter.";
    assert_eq!(classes(old, &old.replace("adopt", "adapt")), [Class::Wording].into());
    let old = "The committee met, and the comittee then voted.";
    assert_eq!(classes(old, &old.replace("comittee", "committee")), [Class::Spelling].into());
}

#[test]
fn words_in_a_directive_of_a_template_are_not_of_the_article() {
    let old = "“It was a good year,” she told us. {{ \"ada-marsh\" | portrait }}";
    let new = old.replace("ada-marsh", "adamarsh");
    let article = |text: &str| [format!("# The hall\n\n{REST}"), text.to_owned()];
    let (one, other) = pair(&article(old), &article(&new));
    let found = revision(&one, &other);
    assert!(found.is_empty() && found.noise.markup == 1, "{found:?}");
    assert_eq!(found.changes[0].classes, [Class::Markup].into());
}

#[test]
fn a_change_of_words_beside_a_directive_is_told() {
    let old = "She told us of a good year. {% image \"hall.png\" %}";
    let found = classes(old, "She told us of a bad year. {% image \"hall-2.png\" %}");
    assert!(found.contains(&Class::Wording), "{found:?}");
}
