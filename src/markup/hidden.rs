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

/// Returns true if the attributes hide what is inside of an element of a captured page, to the reader `html 1`. Manifests
/// commit to what it read, so this never changes; later readers ask [`super::StyleSheets`].
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
pub(super) fn is_segment(id: &str) -> bool {
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

/// Classes of frameworks that hide what is in their element: Bootstrap (utilities, Display), Tailwind CSS (`hidden`, `invisible`),
/// HTML5 Boilerplate (`hidden`), WordPress and Drupal (`hide`).
const HIDING: [&str; 5] = ["d-none", "hidden", "invisible", "hide", "is-hidden"];
/// Parts of styles, without blanks, by which nothing can be seen.
#[rustfmt::skip]
const INVISIBLE: [&str; 17] = [
    "display:none", "visibility:hidden", "visibility:collapse", "font-size:0;", "font-size:0px", "font-size:0em", "font-size:0pt",
    "font-size:0%", "opacity:0;", "color:transparent", "clip:rect(0", "clip:rect(1px", "clip-path:inset(50%", "clip-path:inset(100%",
    "text-indent:-9", "left:-9", "transform:scale(0)",
];

/// Returns true if a tag of notes hides what is in its element: by a word `hidden`, wherever it stands, a class, or a style
/// that has such words in it; `until-found` is hidden. Between the marks of a quotation, what may be hidden is not read: so
/// in doubt it is.
pub(crate) fn is_hidden_in_notes(tag: &str) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).chain([';']).collect();
    let classes = attribute(tag, "class").unwrap_or_default();
    let hides = |class: &str| HIDING.contains(&class) || UNSEEN.contains(&class);
    let words = tag.trim_end_matches(['/', '>']).split_whitespace().skip(1);
    let mut names = words.map(|word| word.split('=').next().unwrap_or_default());
    INVISIBLE.iter().any(|part| style.contains(part))
        || classes.split_ascii_whitespace().any(hides)
        || names.any(|name| name.eq_ignore_ascii_case("hidden"))
}
