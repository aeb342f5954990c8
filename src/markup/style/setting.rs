//! The properties and values of styles, as far as they hide, show, strike or raise words.

use super::value::Length;

/// A property that is read. Several names may be one property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Display,
    Visibility,
    FontSize,
    Indent,
    Position,
    Clip,
    ClipPath,
    Left,
    Top,
    Width,
    Height,
    Overflow,
    /// Properties that make a box larger than its width and height.
    Padding,
    /// Properties that move a box, or make it reach into sight.
    Moved,
    Line,
    Align,
    Animation,
}

/// The number of properties.
pub(super) const STYLES: usize = Style::Animation as usize + 1;

/// A value, as far as it matters: `On` is the one that hides, strikes or raises, or for a `Moved` box and the like, the one
/// that makes it doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    On,
    Neutral,
    Off,
}

/// Pixels to the left or above from which a box is off every screen. Not less: an image slider moves its slides by the
/// width of a screen, and a box at -999px is wide enough for a long line to reach back into sight.
const OFF_SCREEN: f64 = -5_000.0;
/// Pixels that pull words to the left without hiding them: hanging indents.
const NEAR: f64 = -999.0;

/// The properties that a declaration of this name is about.
pub(super) fn styles(name: &str) -> Option<&'static [Style]> {
    Some(match name {
        "display" => &[Style::Display],
        "visibility" => &[Style::Visibility],
        "font-size" | "font" => &[Style::FontSize],
        "text-indent" => &[Style::Indent],
        "position" => &[Style::Position],
        "clip" => &[Style::Clip],
        "clip-path" => &[Style::ClipPath],
        "left" => &[Style::Left],
        "top" => &[Style::Top],
        "inset" | "inset-inline" | "inset-block" | "inset-inline-start" | "inset-block-start" => &[Style::Moved],
        "width" | "inline-size" => &[Style::Width],
        "height" | "block-size" => &[Style::Height],
        "overflow" | "overflow-x" | "overflow-y" => &[Style::Overflow],
        "min-width" | "min-height" | "min-inline-size" | "min-block-size" => &[Style::Padding, Style::Moved],
        _ if name.starts_with("padding") => &[Style::Padding],
        "right" | "transform" | "translate" | "-webkit-transform" | "-ms-transform" | "zoom" | "scale" => {
            &[Style::Moved]
        }
        _ if name.starts_with("margin") => &[Style::Moved],
        "text-decoration" | "text-decoration-line" => &[Style::Line],
        "vertical-align" => &[Style::Align],
        "animation" | "animation-name" | "-webkit-animation" | "-webkit-animation-name" => &[Style::Animation],
        _ => return None,
    })
}

/// The setting that a valid value is; nothing if browsers drop it. What may be valid and is not known hides nothing.
pub(super) fn setting(style: Style, name: &str, value: &str) -> Option<Setting> {
    use Setting::{Neutral, Off, On};
    if value.is_empty() || value.contains('!') {
        return None;
    }
    let on = |is_on: bool| Some(if is_on { On } else { Off });
    // What functions come to is not known. `rect(…)` and shapes are read where they are.
    let computed =
        ["var(", "env(", "attr(", "calc(", "min(", "max(", "clamp(", "if("].iter().any(|f| value.contains(f));
    if computed {
        return on(matches!(style, Style::Padding | Style::Moved | Style::Animation));
    }
    let length = Length::of(value);
    match (style, value) {
        (Style::Visibility | Style::FontSize | Style::Indent, "inherit" | "unset") => Some(Neutral),
        (Style::Padding | Style::Moved | Style::Animation, "none" | "auto" | "initial" | "unset" | "revert") => {
            Some(Off)
        }
        (_, "initial" | "unset" | "revert" | "revert-layer") => Some(Off),
        // What is around may be hidden so, and is heard of there.
        (_, "inherit") => on(matches!(style, Style::Padding | Style::Moved | Style::Animation)),
        (Style::Display, _) => {
            if value == "none" {
                Some(On)
            } else {
                value.split(' ').all(is_display).then_some(Off)
            }
        }
        (Style::Visibility, "hidden" | "collapse") => Some(On),
        (Style::Visibility, _) => (value == "visible").then_some(Off),
        (Style::FontSize, _) if name == "font" => Some(font(value)),
        (Style::FontSize, "larger" | "smaller") => Some(Neutral),
        (Style::FontSize, _) => match length {
            Some(length) if length.is_zero() => Some(On),
            Some(Length::Relative(number)) => (number > 0.0).then_some(Neutral),
            Some(Length::Pixels(number)) => (number > 0.0).then_some(Off),
            None => Some(Off),
        },
        (Style::Indent, _) => on(pixels(value.split(' ').next()?).is_some_and(|at| at <= OFF_SCREEN)),
        (Style::Position, "absolute" | "fixed") => Some(On),
        (Style::Position, _) => matches!(value, "static" | "relative" | "sticky" | "-webkit-sticky").then_some(Off),
        (Style::Clip, _) => on(is_empty_rect(value)),
        (Style::ClipPath, _) => on(is_empty_shape(value)),
        (Style::Left | Style::Top, _) => match pixels(value) {
            Some(at) if at <= OFF_SCREEN => Some(On),
            Some(at) if at < NEAR => Some(Neutral),
            _ => Some(Off),
        },
        (Style::Width | Style::Height, _) => on(matches!(length, Some(Length::Pixels(number)) if number <= 1.0)),
        (Style::Overflow, _) => on(matches!(value, "hidden" | "clip")),
        (Style::Padding, _) => on(!value.split(' ').all(|word| Length::of(word).is_some_and(Length::is_zero))),
        (Style::Moved, _) if name == "right" || name.starts_with("inset") => Some(On),
        (Style::Moved, _) => on(!value.split(' ').all(stays)),
        (Style::Line, _) => {
            let has = |wanted: &str| value.split(' ').any(|word| word == wanted);
            on(has("line-through") && !has("none") && !has("transparent"))
        }
        (Style::Align, "super") => Some(On),
        (Style::Align, "sub") => Some(Neutral),
        (Style::Align, _) => Some(Off),
        (Style::Animation, _) => Some(On),
    }
}

/// Returns true if a margin moves nothing into sight.
fn stays(word: &str) -> bool {
    word == "auto"
        || matches!(Length::of(word), Some(Length::Pixels(number) | Length::Relative(number)) if number <= 0.0)
}

/// At least so many pixels to the left or above.
fn pixels(word: &str) -> Option<f64> {
    match Length::of(word)? {
        Length::Pixels(number) => Some(number),
        // Letters are 8 pixels high, or more. A share of another box is none.
        Length::Relative(number) => (!word.ends_with('%')).then_some(number * 8.0),
    }
}

/// The size in the shorthand `font`, such as `0/0 a`, by which images stand in for words.
fn font(value: &str) -> Setting {
    if matches!(value, "inherit" | "unset") {
        return Setting::Neutral;
    }
    let mut words = value.split(' ');
    let size = words.find(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '.'));
    let size = size.and_then(|word| Length::of(word.split('/').next()?));
    if words.next().is_some() && size.is_some_and(Length::is_zero) { Setting::On } else { Setting::Off }
}

/// Values of `display` (CSS Display Level 4, section 2; `-webkit-box` of the Compatibility Standard), but for `none`.
#[rustfmt::skip]
const DISPLAYS: [&str; 38] = [
    "block", "inline", "inline-block", "run-in", "flow", "flow-root", "flex", "inline-flex", "grid", "inline-grid", "grid-lanes",
    "inline-grid-lanes", "masonry", "table", "inline-table", "table-row-group", "table-header-group", "table-footer-group", "table-row",
    "table-cell", "table-column-group", "table-column", "table-caption", "ruby", "block-ruby", "ruby-base", "ruby-text",
    "ruby-base-container", "ruby-text-container", "list-item", "contents", "math", "compact", "marker", "-webkit-box",
    "-webkit-inline-box", "-webkit-flex", "-webkit-inline-flex",
];

/// Returns true for a word of a value of `display` that shows. A vendor's own may be valid in some browser.
fn is_display(word: &str) -> bool {
    DISPLAYS.contains(&word) || ["-ms-", "-moz-"].iter().any(|vendor| word.starts_with(vendor))
}

/// The words between the brackets of a function of this name.
fn arguments<'v>(value: &'v str, name: &str) -> Option<impl Iterator<Item = &'v str>> {
    let inner = value.strip_prefix(name)?.trim_ascii_start().strip_prefix('(')?.strip_suffix(')')?;
    Some(inner.split([' ', ',']).filter(|word| !word.is_empty()))
}

/// Returns true for a rectangle (top, right, bottom, left) of at most a pixel in width or height.
fn is_empty_rect(value: &str) -> bool {
    let Some(sides) = arguments(value, "rect") else { return false };
    let sides: Vec<_> = sides.take(5).map(Length::of).collect();
    let [
        Some(Length::Pixels(top)),
        Some(Length::Pixels(right)),
        Some(Length::Pixels(bottom)),
        Some(Length::Pixels(left)),
    ] = sides[..]
    else {
        return false;
    };
    bottom - top <= 1.0 || right - left <= 1.0
}

/// Returns true for `inset(50%)` or more, and for a circle or polygon of no size.
fn is_empty_shape(value: &str) -> bool {
    let inset = arguments(value, "inset").map(|mut words| (words.next(), words.next()));
    if let Some((Some(word), None)) = inset {
        return matches!(Length::of(word), Some(Length::Relative(share)) if word.ends_with('%') && share >= 50.0);
    }
    let nothing =
        |name| arguments(value, name).map(|mut words| words.all(|word| Length::of(word).is_some_and(Length::is_zero)));
    let is_circle = value.starts_with("circle(0)") || value.starts_with("circle(0px)");
    (is_circle && !value.contains("at ")) || (value.starts_with("polygon(0") && nothing("polygon") == Some(true))
}
