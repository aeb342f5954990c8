//! The beginnings of web pages.

/// Returns true if a text begins as the source of a web page does.
pub(crate) fn begins_as_page(head: &str) -> bool {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    while let Some((_, behind)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = behind.trim_start();
    }
    let starts = |with: &str| rest.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    starts("<!doctype html") || starts("<html>") || starts("<html ")
}
