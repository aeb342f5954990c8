//! Temporary.
use super::Tag;
#[derive(Debug, Default)]
pub(crate) struct StyleSheets;
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Effect {
    pub hides: bool,
    pub visibility: Option<bool>,
    pub struck: bool,
    pub raised: Option<bool>,
}
impl StyleSheets {
    pub(crate) fn of_page(_: &str) -> Self {
        Self
    }
    pub(crate) fn effect(&self, tag: Tag, _: &str, attributes: &str) -> Effect {
        Effect {
            hides: super::is_hidden(attributes),
            visibility: None,
            struck: matches!(tag, Tag::Del | Tag::S | Tag::Strike),
            raised: match tag {
                Tag::Sup => Some(true),
                Tag::Sub => Some(false),
                _ => None,
            },
        }
    }
}
