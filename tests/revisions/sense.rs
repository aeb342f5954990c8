//! Changes that turn the sense, and are more than other words.

use crate::article::pair;
use literatim::diff::revision::{Class, Classes, revision};

const REST: &str =
    "The harbour office opened its new hall on the quay, and many people came to see it before the rain.";

fn classes(old: &str, new: &str) -> Classes {
    let article = |text: &str| [format!("# The hall\n\n{REST}"), text.to_owned(), format!("Later on, {REST}")];
    let (one, other) = pair(&article(old), &article(new));
    revision(&one, &other).changes.into_iter().flat_map(|change| change.classes).collect()
}

#[test]
fn some_for_all_is_more_than_other_words() {
    let old = "The committee will pay for all of the repairs at the north lock this year.";
    for new in ["some of the repairs", "most of the repairs", "many of the repairs", "the repairs"] {
        let new = old.replace("all of the repairs", new);
        assert_eq!(classes(old, &new), [Class::Quantifier].into(), "{new}");
        assert_eq!(classes(&new, old), [Class::Quantifier].into(), "{new}");
    }
    for (old, new) in [
        (
            "Der Rat zahlt in diesem Jahr alle Arbeiten an der Schleuse.",
            "Der Rat zahlt in diesem Jahr einige Arbeiten an der Schleuse.",
        ),
        (
            "Le conseil paie toujours les travaux de la grande écluse.",
            "Le conseil paie parfois les travaux de la grande écluse.",
        ),
        ("Совет оплатит все работы на шлюзе до конца года.", "Совет оплатит некоторые работы на шлюзе до конца года."),
        ("委員会は今年、水門の全部の修理費を払うと言った。", "委員会は今年、水門の一部の修理費を払うと言った。"),
    ] {
        assert_eq!(classes(old, new), [Class::Quantifier].into(), "{old} → {new}");
    }
}

#[test]
fn without_for_with_is_more_than_other_words() {
    let old = "With permission from the council, the crews may enter the tunnel before sunrise.";
    assert_eq!(classes(old, &old.replace("With", "Without")), [Class::Negation].into());
    for (old, new) in [
        ("They said that it was possible to open the gate.", "They said that it was impossible to open the gate."),
        ("The plan of the yard is legal in every town.", "The plan of the yard is illegal in every town."),
        ("The crews always count the lamps at noon.", "The crews never count the lamps at noon."),
        ("Die Lage am Hafen ist nach dem Sturm klar.", "Die Lage am Hafen ist nach dem Sturm unklar."),
        ("El plan del puerto es posible este año.", "El plan del puerto es imposible este año."),
        ("Это решение совета было законно, сказал он.", "Это решение совета было незаконно, сказал он."),
        ("この計画は来年までに可能だと彼は言った。", "この計画は来年までに不可能だと彼は言った。"),
        ("彼らは夜に門を開けると言った。", "彼らは夜に門を開けないと言った。"),
    ] {
        assert_eq!(classes(old, new), [Class::Negation].into(), "{old} → {new}");
        assert_eq!(classes(new, old), [Class::Negation].into(), "{new} → {old}");
    }
}

#[test]
fn other_words_stay_other_words() {
    for (old, new) in [
        ("They went to cover the lamps before the rain.", "They went to discover the lamps before the rain."),
        ("They began to form the crews at noon.", "They began to inform the crews at noon."),
        ("The wall of the yard was long and old.", "The hall of the yard was long and old."),
        ("Some said that the plan was good for the town.", "Several said that the plan was good for the town."),
        ("All crews of the yard came to the quay.", "Every crew of the yard came to the quay."),
        ("春の会議で、水門の話をした。", "秋の会議で、水門の話をした。"),
    ] {
        let found = classes(old, new);
        assert!(!found.contains(&Class::Negation) && !found.contains(&Class::Quantifier), "{old} → {new}: {found:?}");
    }
}
