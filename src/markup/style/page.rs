//! The style sheets of a page, and the controls that open parts of it.

use super::fold::is_control;
use super::rule::{RuleIndex, Scope};
use super::sheet::{self, is_everywhere};
use crate::markup::reference;
use crate::markup::{Attributes, Dialect, HtmlToken, HtmlTokens, Property, Tag};
use std::collections::HashSet;

/// The most ids that controls name; where a page has more, its rules hide nothing.
const MOST_CONTROLLED: usize = 1 << 15;

/// The rules and names that are read of a page.
#[derive(Debug, Default)]
pub(super) struct PageStyles {
    pub rules: RuleIndex,
    /// The ids that controls name.
    pub controlled: HashSet<Box<str>>,
}

/// The offset of the last thing in `source` that matters here.
fn last(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    let is_style = |at: &usize| bytes.get(at + 1..at + 6).is_some_and(|name| name.eq_ignore_ascii_case(b"style"));
    let style = memchr::memrchr_iter(b'<', bytes).find(is_style);
    // Attributes are written in lower case by all that makes pages. Forward is much faster than from the end.
    let control = ["aria-controls", "data-target", "data-bs-target", "popovertarget", "commandfor"];
    let control = control.iter().filter_map(|name| memchr::memmem::find_iter(bytes, name).last()).max();
    style.max(control)
}

/// Reads the styles of a page, each byte a bounded number of times.
pub(super) fn read(source: &str) -> PageStyles {
    let mut page = PageStyles::default();
    if let Some(last) = last(source) {
        PageReader { source, page: &mut page, templates: Vec::new(), drawings: 0, is_without_script: false }.read(last);
    }
    if page.controlled.len() > MOST_CONTROLLED {
        page.rules.give_up();
        page.controlled.clear();
    }
    page.rules = page.rules.finish();
    page
}

struct PageReader<'s, 'p> {
    source: &'s str,
    page: &'p mut PageStyles,
    /// The templates that are open; true for those that are shown as the inside of an element.
    templates: Vec<bool>,
    /// The number of drawings, formulas and lists of choices that are open: what a `<style>` in them is, browsers differ on.
    drawings: usize,
    /// True in `noscript`, which most readers do not see.
    is_without_script: bool,
}

impl PageReader<'_, '_> {
    fn read(mut self, last: usize) {
        let mut tokens = HtmlTokens::new(self.source, Dialect::Page);
        while let Some((token, span)) = tokens.next() {
            if span.start > last {
                break;
            }
            match token {
                HtmlToken::Start(tag, attributes, is_empty) => {
                    let attributes = &self.source[attributes.range()];
                    self.start(tag, attributes, is_empty, &mut tokens);
                }
                HtmlToken::End(Tag::Template) => {
                    self.templates.pop();
                }
                HtmlToken::End(Tag::Svg | Tag::Math | Tag::Select) => self.drawings = self.drawings.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: Tag, attributes: &str, is_empty: bool, tokens: &mut HtmlTokens<'_>) {
        if tag.breaks_out() {
            self.drawings = 0;
        }
        let is_drawn = self.drawings > 0;
        if is_drawn && is_empty {
            return;
        }
        match tag {
            Tag::Template => {
                let is_shown = |(name, _): (&str, &str)| name.eq_ignore_ascii_case("shadowrootmode");
                self.templates.push(Attributes::of(attributes).any(is_shown));
            }
            Tag::Svg | Tag::Math | Tag::Select if !is_empty || tag == Tag::Select => self.drawings += 1,
            Tag::Style => {
                let css = tokens.skip_raw(tag);
                self.style(attributes, &self.source[css.range()]);
            }
            Tag::Noscript if !is_drawn => {
                let inner = &self.source[tokens.skip_raw(tag).range()];
                if let Some(last) = last(inner).filter(|_| !self.is_without_script) {
                    let templates = self.templates.clone();
                    let page = &mut *self.page;
                    PageReader { source: inner, page, templates, drawings: 0, is_without_script: true }.read(last);
                }
            }
            _ if tag.is(Property::Raw) && !is_drawn => tokens.enter_raw(tag),
            _ => {}
        }
        self.controls(attributes);
    }

    fn controls(&mut self, attributes: &str) {
        if !attributes.contains("control") && !attributes.contains("target") && !attributes.contains("command") {
            return;
        }
        for (name, value) in Attributes::of(attributes) {
            if is_control(name) && self.page.controlled.len() <= MOST_CONTROLLED {
                let value = reference::value(value);
                let ids = value.split_ascii_whitespace().map(|id| id.trim_start_matches('#').into());
                self.page.controlled.extend(ids);
            }
        }
    }

    fn style(&mut self, attributes: &str, css: &str) {
        let first = |wanted: &str| Attributes::of(attributes).find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let kind = first("type").map_or("", |(_, value)| value).trim_ascii();
        let is_css = kind.is_empty() || kind.eq_ignore_ascii_case("text/css");
        // What a template holds is shown once a script has taken it out, if ever.
        if !is_css || self.templates.iter().any(|is_shown| !is_shown) {
            return;
        }
        let media = first("media").map_or("".into(), |(_, value)| reference::value(value));
        // The sheet of an element's inside hides nothing elsewhere, and elements elsewhere may have the same classes.
        // Of sheets with titles, only those of one title are applied.
        let is_titled = first("title").is_some_and(|(_, title)| !title.is_empty());
        let is_partial = is_titled || !self.templates.is_empty() || self.drawings > 0 || self.is_without_script;
        let scope = Scope { is_conditional: is_partial || !is_everywhere(&media), is_layered: false };
        sheet::read(css, scope, &mut self.page.rules);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of sayings about the class `a` that always hold, and that sometimes do.
    fn sayings(page: &str) -> (usize, usize) {
        use super::super::rule::Condition::Always;
        let sayings = read(page).rules.classes.remove("a").unwrap_or_default();
        let always = sayings.iter().filter(|saying| saying.condition == Always).count();
        (always, sayings.len() - always)
    }

    #[test]
    fn the_sheets_that_browsers_apply_to_the_page_are_read() {
        for page in [
            "<style>.a{display:none}</style>",
            "<STYLE type='text/css' media=screen>.a{display:none}</STYLE ><p>",
            "<p>x<style>.a{display:none}",
            "<style></style><svg/><style>.a{display:none}</style>",
            "<svg><p><style>.a{display:none}</style>",
            "<svg><title>x</title><style/></svg><style>.a{display:none}</style>",
            "<textarea><style></textarea><style>.a{display:none}</style>",
        ] {
            assert_eq!(sayings(page), (1, 0), "{page}");
        }
    }

    #[test]
    fn what_is_no_sheet_of_the_page_hides_nothing() {
        for page in [
            "<!-- <style>.a{display:none}</style> -->",
            "<script>'<style>.a{display:none}</style>'</script>",
            "<template><style>.a{display:none}</style></template>",
            "<template><template></template><style>.a{display:block}</style></template>",
            "<textarea><style>.a{display:none}</style></textarea>",
            "<style type='text/less'>.a{display:none}</style>",
            "<style media=print>.a{display:none}</style>",
            "<noscript><style>.a{display:none}</style></noscript>",
            "<svg><style>.a{display:none}</style></svg>",
            "<x-y><template shadowrootmode=open><style>.a{display:none}</style></template></x-y>",
            "<styled>.a{display:none}</styled>",
            "<style title=day></style><style title=night>.a{display:none}</style>",
        ] {
            assert_eq!(sayings(page), (0, 0), "{page}");
        }
    }

    #[test]
    fn what_shows_without_scripts_or_in_print_is_kept() {
        for page in [
            "<noscript><style>.a{display:block}</style></noscript>",
            "<style media=print>.a{display:block}</style>",
            "<x-y><template shadowrootmode=open><style>.a{display:block}</style></template></x-y>",
        ] {
            assert_eq!(sayings(page), (0, 1), "{page}");
        }
    }

    #[test]
    fn the_ids_that_controls_open_are_kept() {
        let page = read("<button aria-controls='b c'></button><a data-bs-target='#d' href=x>");
        let mut ids: Vec<_> = page.controlled.iter().map(AsRef::as_ref).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["b", "c", "d"]);
    }
}
