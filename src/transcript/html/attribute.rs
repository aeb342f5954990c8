//! The attributes of a tag, by name.

use crate::markup::{Attributes, reference};

/// The value of an attribute, as read and without the white space around it.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let found = Attributes::of(attributes).find(|(found, _)| found.eq_ignore_ascii_case(name))?;
    Some(reference::value(found.1).trim_ascii().to_owned())
}

/// Returns true if a tag has an attribute.
pub(super) fn has_attribute(attributes: &str, name: &str) -> bool {
    Attributes::of(attributes).any(|(found, _)| found.eq_ignore_ascii_case(name))
}
