//! Classes by which the sheets of frameworks hide, and classes by which they show again. All lists are closed.

use super::declaration::Aspect;

/// A class that hides, in which way, and true if the framework's rule is `!important`.
struct HidingClass(&'static str, Aspect, bool);

/// Sources: Bootstrap 4 and 5 (utilities, Display and Visibility), Bootstrap 3 (helper classes), GitHub Primer (`d-none`), Tailwind
/// CSS (Display, Visibility), HTML5 Boilerplate (`hidden`, `invisible`), Drupal (system module: `hidden`, `invisible`), Foundation
/// and Materialize (`hide`), Bulma (`is-hidden`, `is-invisible`), UIkit 3 (`uk-hidden`, `uk-invisible`), U.S. Web Design System
/// (`display-none`), Ionic (`ion-hide`), jQuery UI (`ui-helper-hidden`). W3.CSS's `w3-hide` is left out: it closes its accordions.
#[rustfmt::skip]
const HIDING: [HidingClass; 11] = [
    HidingClass("d-none", Aspect::Display, true), HidingClass("hidden", Aspect::Display, false),
    HidingClass("hide", Aspect::Display, false), HidingClass("is-hidden", Aspect::Display, false),
    HidingClass("uk-hidden", Aspect::Display, false), HidingClass("display-none", Aspect::Display, false),
    HidingClass("ion-hide", Aspect::Display, false), HidingClass("ui-helper-hidden", Aspect::Display, false),
    HidingClass("invisible", Aspect::Visibility, false), HidingClass("is-invisible", Aspect::Visibility, false),
    HidingClass("uk-invisible", Aspect::Visibility, false),
];

/// The way in which a class hides, and its importance.
pub(super) fn hiding(class: &str) -> Option<(Aspect, bool)> {
    HIDING.iter().find(|hiding| hiding.0 == class).map(|hiding| (hiding.1, hiding.2))
}

/// A bit for a class that hides: where the page has rules of its own for it, they alone count. `hidden` fades words in on some pages.
pub(super) fn is_defined_here(class: &str) -> u32 {
    HIDING.iter().position(|hiding| hiding.0 == class).map_or(0, |at| 1 << at)
}

/// Classes for words that only screen readers say. Sources: Drupal 7 (`element-invisible`), jQuery Mobile and jQuery UI
/// (`ui-…`), PrimeNG (`p-…`), Salesforce Lightning (`slds-…`), Bootstrap 5 and 4 (`…-focusable`), LinkedIn (`accessibility-text`).
const UNSEEN: [&str; 9] = [
    "screenreader-only",
    "element-invisible",
    "accessibility-text",
    "ui-hidden-accessible",
    "ui-helper-hidden-accessible",
    "p-hidden-accessible",
    "slds-assistive-text",
    "sr-only-focusable",
    "visually-hidden-focusable",
];
/// Names at the end of such classes. Sources: Bootstrap 3 and 4, Tailwind CSS, Font Awesome (`sr-only`), Bulma (`is-sr-only`), U.S.
/// Web Design System (`usa-sr-only`), Bootstrap 5, Drupal (`visually-hidden`), GOV.UK, NHS.UK, Angular CDK (`…-visually-hidden`),
/// inuitcss (`u-visually-hidden`), HTML5 Boilerplate (`visuallyhidden`), BBC Simorgh (`VisuallyHiddenText`), WordPress
/// (`screen-reader-text`); in camel case in CSS modules, in the spelling of components in Emotion.
#[rustfmt::skip]
const UNSEEN_ENDS: [&str; 14] = [
    "visually-hidden", "visuallyhidden", "visuallyHidden", "VisuallyHidden", "VisuallyHiddenText", "visually-hidden-text", "visually_hidden",
    "sr-only", "srOnly", "sr_only", "screen-reader-text", "screenReaderText", "screen-reader-only", "screenReaderOnly",
];
/// Words before or behind such a name for a medium, a state, or the contrary. Sources: the breakpoints of Bootstrap, Tailwind CSS,
/// Foundation, Bulma and Vuetify; `not-sr-only` of Tailwind CSS and others.
#[rustfmt::skip]
const CONDITIONS: [&str; 41] = [
    "not", "no", "non", "un", "undo", "never", "js", "nojs", "xs", "sm", "md", "lg", "xl", "xxl", "2xl", "small", "medium", "large",
    "xlarge", "xxlarge", "mobile", "phone", "tablet", "desktop", "touch", "widescreen", "fullhd", "wide", "narrow", "print", "screen",
    "portrait", "landscape", "until", "from", "up", "down", "focus", "hover", "if", "when",
];

/// Returns true for a class whose words only screen readers say.
pub(super) fn is_unseen(class: &str) -> bool {
    if UNSEEN.contains(&class) {
        return true;
    }
    if let Some(name) = UNSEEN_ENDS.iter().find(|name| class.ends_with(*name)) {
        return is_prefix(&class[..class.len() - name.len()]);
    }
    class.len() >= SHORTEST_HASHED
        && class.bytes().any(|byte| byte.is_ascii_digit())
        && UNSEEN_ENDS.iter().any(|name| {
            class
                .rsplit_once(name)
                .is_some_and(|(before, behind)| is_prefix(before) && is_hash(behind, name.contains('-')))
        })
}

/// The length of `srOnly_` with a hash.
const SHORTEST_HASHED: usize = 12;

/// Returns true if what stands before a name says whose it is, and sets no condition.
fn is_prefix(before: &str) -> bool {
    let words = || before.split(['-', '_']);
    (before.is_empty() || before.ends_with(['-', '_']))
        && before.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && !words().any(|word| CONDITIONS.iter().any(|condition| word.eq_ignore_ascii_case(condition)))
}

/// Returns true for what CSS modules put behind a name: `__3kdsl`, `_1a2b3_12`, `--1a2b3`. Words are none: at least one digit
/// stands before a letter. Behind a name with hyphens, one hyphen more is part of the name.
fn is_hash(behind: &str, is_hyphened: bool) -> bool {
    let hash = behind.trim_start_matches(['-', '_']);
    let signs = behind.len() - hash.len();
    let hash = hash
        .split_once('_')
        .map_or(hash, |(hash, line)| if line.bytes().all(|b| b.is_ascii_digit()) { hash } else { "" });
    let mut bytes = hash.bytes().skip_while(|byte| !byte.is_ascii_digit());
    (1 + usize::from(is_hyphened)..=3).contains(&signs)
        && (5..=10).contains(&hash.len())
        && hash.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && bytes.any(|byte| byte.is_ascii_alphabetic())
        && !CONDITIONS.iter().any(|condition| hash.eq_ignore_ascii_case(condition))
}

/// Values of `display` and the like in names of classes that show.
#[rustfmt::skip]
const SHOWING: [&str; 22] = [
    "block", "inline", "inline-block", "flex", "inline-flex", "grid", "inline-grid", "table", "inline-table", "table-cell", "table-row",
    "table-caption", "table-row-group", "table-header-group", "table-footer-group", "table-column", "table-column-group", "contents",
    "list-item", "flow-root", "visible", "not-sr-only",
];

/// Returns true for a class that shows again, in some medium or state, what another one of the element hides. Sources: Bootstrap 4, 5 and
/// Vuetify (`d-md-block`, `d-print-block`), Bootstrap 3 (`visible-xs`, `show`), Tailwind CSS (`md:block`, `group-hover:visible`,
/// `sm:not-sr-only`), Foundation (`show-for-medium`), Bulma (`is-block-tablet`), UIkit (`uk-visible@m`), U.S. Web Design System
/// (`tablet:display-block`).
pub(super) fn is_partner(class: &str) -> bool {
    let shows = |value: &str| SHOWING.contains(&value);
    if let Some((_, value)) = class.rsplit_once(':') {
        let value = value.trim_matches('!');
        return shows(value.strip_prefix("display-").unwrap_or(value))
            || matches!(value, "static" | "relative" | "opacity-100");
    }
    let of_bootstrap = |rest: &str| {
        let value =
            rest.split_once('-').filter(|(first, _)| CONDITIONS.contains(first)).map_or(rest, |(_, value)| value);
        shows(value)
    };
    let of_bulma = |rest: &str| {
        rest.rsplit_once('-').is_some_and(|(value, condition)| CONDITIONS.contains(&condition) && shows(value))
    };
    class.strip_prefix("d-").is_some_and(of_bootstrap)
        || class.strip_prefix("is-").is_some_and(of_bulma)
        || ["visible-", "show-", "uk-visible"].iter().any(|start| class.starts_with(start))
        || class == "not-sr-only"
        || is_state(class)
}

/// Classes that scripts give to what they open. Sources: Bootstrap (`show`, `active`, `open`), the SMACSS convention (`is-…`).
const STATES: [&str; 12] = [
    "show",
    "shown",
    "open",
    "opened",
    "active",
    "visible",
    "expanded",
    "is-open",
    "is-active",
    "is-visible",
    "is-expanded",
    "is-shown",
];

/// Returns true for a class that a script gives to what it opens.
pub(super) fn is_state(class: &str) -> bool {
    STATES.contains(&class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_for_screen_readers_are_known_by_their_ends() {
        for class in [
            "sr-only",
            "visually-hidden",
            "visuallyhidden",
            "visuallyHidden",
            "screen-reader-text",
            "element-invisible",
            "govuk-visually-hidden",
            "nhsuk-u-visually-hidden",
            "cdk-visually-hidden",
            "is-sr-only",
            "usa-sr-only",
            "card__visually-hidden",
            "Link_visuallyHidden__3kdsl",
            "_srOnly_1a2bc_12",
            "link-module--sr-only--9f3ab",
            "css-1gk2x-VisuallyHidden",
            "bbc-1pfktyq-VisuallyHiddenText",
        ] {
            assert!(is_unseen(class), "{class}");
        }
    }

    #[test]
    fn a_condition_or_another_word_makes_it_another_class() {
        for class in [
            "",
            "not-sr-only",
            "md:sr-only",
            "focus:sr-only",
            "sr-only-mobile",
            "mobile-sr-only",
            "u-visually-hidden-until-md",
            "sm-visually-hidden",
            "print-visually-hidden",
            "no-js-visually-hidden",
            "sr-onlyish",
            "visuallyHidden_mobile",
            "visuallyHidden__label",
            "unvisually-hidden",
            "news-only",
            "user-only",
            "hidden-text",
        ] {
            assert!(!is_unseen(class), "{class}");
        }
    }

    #[test]
    fn partners_show_what_another_class_hides() {
        for class in [
            "d-md-block",
            "d-print-inline-block",
            "d-flex",
            "md:block",
            "lg:inline-flex",
            "group-hover:visible",
            "data-[state=open]:block",
            "print:!block",
            "tablet:display-block",
            "visible-xs",
            "show-for-medium",
            "is-block-tablet",
            "uk-visible@m",
            "open",
            "sm:not-sr-only",
            "not-sr-only",
        ] {
            assert!(is_partner(class), "{class}");
        }
        for class in [
            "d-md-none",
            "d-print-none",
            "md:hidden",
            "print:hidden",
            "block",
            "is-large",
            "drop",
            "shower",
            "is-bold-tablet",
        ] {
            assert!(!is_partner(class), "{class}");
            assert_eq!(hiding(class), None, "{class}");
        }
    }
}
