//! Elements that open at a click, or when a script has run: each is closed in the page as it was saved, and its words are shown to readers.
//! All lists are closed.

/// Parts of classes and ids, in lower case and without `-` and `_`. Sources: Bootstrap, Foundation, jQuery UI, Elementor
/// (`accordion`); Bootstrap, MediaWiki, GitHub (`collapse`, `mw-collapsible`); Bootstrap and ARIA (`tab-pane`, `tabpanel`);
/// Foundation and jQuery UI (`tabs-panel`, `tabs-content`); Bootstrap, Elementor, W3Schools (`tab-content`, `tabcontent`); Divi (`toggle_content`);
/// Discourse and forums (`spoiler`); HTML and GOV.UK (`details`); Headless UI (`disclosure`); Wikipedia (`NavContent`); Bootstrap, Slick,
/// W3Schools (`carousel`, `slide`, `mySlides`); Vue, Angular, Alpine (`cloak`); scripts that shorten texts (`read-more`, `show-more`,
/// `more-text`, `more-content`, `expandable`).
#[rustfmt::skip]
const PARTS: [&str; 22] = [
    "accordion", "collaps", "tabpane", "tabspanel", "tabcontent", "tabscontent", "togglecontent", "spoiler", "details", "disclosure",
    "navcontent", "carousel", "slide", "cloak", "readmore", "showmore", "moretext", "morecontent", "expand", "foldable", "faq",
    "toggletarget",
];
/// Whole classes and ids. Source: W3Schools (accordion, "Read More").
const WHOLE: [&str; 2] = ["panel", "more"];

/// The longest name that is read; a longer one may be any.
const LONGEST: usize = 128;

/// Returns true for a class or an id of something that opens.
pub(super) fn is_fold(name: &str) -> bool {
    let mut plain = [0; LONGEST];
    if name.len() > LONGEST {
        return true;
    }
    let mut length = 0;
    for byte in name.bytes().filter(|byte| !matches!(byte, b'-' | b'_')) {
        plain[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    let plain = &plain[..length];
    let begins = |at: usize| {
        let rest = &plain[at..];
        PARTS.iter().any(|part| part.as_bytes()[0] == rest[0] && rest.starts_with(part.as_bytes()))
    };
    WHOLE.iter().any(|whole| whole.as_bytes() == plain) || (0..length).any(begins)
}

/// Attributes of what a script shows. Sources: Alpine.js, Vue, AngularJS, Livewire; HTML (`popover`).
#[rustfmt::skip]
const ATTRIBUTES: [&str; 14] = [
    "x-show", "x-collapse", "x-cloak", "v-show", "v-cloak", "ng-show", "ng-hide", "ng-cloak", "data-ng-show", "data-ng-hide",
    "data-ng-cloak", "wire:show", "wire:cloak", "popover",
];

/// Returns true for an attribute of what a script shows.
pub(super) fn is_of_script(attribute: &str) -> bool {
    ATTRIBUTES.iter().any(|name| name.eq_ignore_ascii_case(attribute))
}

/// Attributes that name the elements which a control opens. Sources: ARIA, Bootstrap, HTML (popover and command).
const CONTROLS: [&str; 5] = ["aria-controls", "data-target", "data-bs-target", "popovertarget", "commandfor"];

/// Returns true for an attribute that names what a control opens.
pub(super) fn is_control(attribute: &str) -> bool {
    CONTROLS.iter().any(|name| name.eq_ignore_ascii_case(attribute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_tabs_and_cloaks_are_known_by_their_names() {
        for name in [
            "tab-pane",
            "accordion-body",
            "collapse",
            "mw-collapsible",
            "ui-tabs-panel",
            "tabcontent",
            "mySlides",
            "more",
            "ng-cloak",
        ] {
            assert!(is_fold(name), "{name}");
        }
        for name in ["", "note", "moreover", "table-content", "panel-2", "q8"] {
            assert!(!is_fold(name), "{name}");
        }
    }
}
