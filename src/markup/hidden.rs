//! Attributes that hide what is inside of their element.

use super::attribute::{Attributes, attribute};

/// Classes that style sheets agree on for words that only screen readers say.
const UNSEEN: [&str; 9] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader-only",
    "screenreader-only",
    "u-visually-hidden",
    "element-invisible",
    "accessibility-text",
];

/// Returns true if the attributes hide what is inside of an element of a captured page.
pub(crate) fn is_hidden(attributes: &str) -> bool {
    let is_streamed = || Attributes::of(attributes).any(|(name, value)| name == "id" && is_segment(value));
    Attributes::of(attributes).any(|(name, value)| match () {
        () if name.eq_ignore_ascii_case("hidden") => !value.eq_ignore_ascii_case("until-found") && !is_streamed(),
        () if name.eq_ignore_ascii_case("style") => hides(value),
        () if name.eq_ignore_ascii_case("class") => value.split_ascii_whitespace().any(|word| UNSEEN.contains(&word)),
        () => false,
    })
}

/// Returns true for an id that React gives to a part of a page that it sends late: it comes hidden, and a script beside
/// it puts it where the reader sees it.
fn is_segment(id: &str) -> bool {
    id.strip_prefix("S:")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Returns true if a style says that nothing is shown.
fn hides(style: &str) -> bool {
    let hides = |declaration: &str| {
        let (name, value) = declaration.split_once(':')?;
        let value = value.trim_ascii().trim_end_matches("!important").trim_ascii_end();
        Some(match name.trim_ascii() {
            name if name.eq_ignore_ascii_case("display") => value.eq_ignore_ascii_case("none"),
            name if name.eq_ignore_ascii_case("visibility") => value.eq_ignore_ascii_case("hidden"),
            _ => false,
        })
    };
    style.split(';').any(|declaration| hides(declaration) == Some(true))
}

/// Returns true if a tag of notes hides what is in its element: by a word `hidden`, wherever it stands, or a style that
/// has such words in it. Classes hide nothing, and `until-found` is hidden.
pub(crate) fn is_hidden_in_notes(tag: &str) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let words = tag.trim_end_matches(['/', '>']).split_whitespace().skip(1);
    let mut names = words.map(|word| word.split('=').next().unwrap_or_default());
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || names.any(|name| name.eq_ignore_ascii_case("hidden"))
}
