//! Words that markup strikes out, raises or lowers, and where that begins and ends.

use crate::markup::{Property, Tag, attribute};
use crate::text::{Raised, Span};

/// The open elements that an end tag reaches through.
const REACH: usize = 400;

/// Classes that strike out: Tailwind CSS (`line-through`) and Bootstrap.
const STRIKING: [&str; 2] = ["line-through", "text-decoration-line-through"];

/// The effect of markup on words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct TextEffect {
    pub struck: bool,
    pub raised: Option<Raised>,
}

impl TextEffect {
    pub const STRUCK: Self = Self { struck: true, raised: None };
    pub const RAISED: Self = Self { struck: false, raised: Some(Raised::Up) };
    pub const LOWERED: Self = Self { struck: false, raised: Some(Raised::Down) };

    /// The effect of an element of HTML with this start tag.
    pub fn of_tag(tag: Tag, text: &str) -> Self {
        let is_styled = text.contains('=');
        let style = attribute(text, "style").filter(|_| is_styled).unwrap_or_default().to_ascii_lowercase();
        let class = attribute(text, "class").filter(|_| is_styled).unwrap_or_default();
        let values = |wanted: &[&str]| {
            let values = style.split(';').filter_map(|one| one.split_once(':'));
            values.filter(|(name, _)| wanted.contains(&name.trim())).map(|(_, value)| value.trim()).next_back()
        };
        let decoration = values(&["text-decoration", "text-decoration-line"]);
        let strikes = matches!(tag, Tag::Del | Tag::S | Tag::Strike)
            || class.split_ascii_whitespace().any(|class| STRIKING.contains(&class));
        let raised = match (tag, values(&["vertical-align", "font-variant-position"])) {
            (Tag::Sup, _) => Some(Raised::Up),
            (Tag::Sub, _) => Some(Raised::Down),
            (_, Some(value)) if value.starts_with("super") => Some(Raised::Up),
            (_, Some(value)) if value.starts_with("sub") => Some(Raised::Down),
            (_, Some(length)) if length.starts_with('-') => Some(Raised::Down),
            (_, Some(length)) if length.starts_with(|c: char| matches!(c, '1'..='9' | '.')) => Some(Raised::Up),
            _ => None,
        };
        Self { struck: decoration.map_or(strikes, |value| value.contains("line-through")), raised }
    }

    /// The effect, inside of what `outer` makes of words.
    fn inside(self, outer: Self) -> Self {
        Self { struck: self.struck || outer.struck, raised: self.raised.or(outer.raised) }
    }
}

/// The markup that an effect begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EffectOpener {
    /// An element of HTML.
    Element(Tag),
    /// A mark, or a command, of another markup language.
    Mark,
}

/// An effect that is open.
#[derive(Debug)]
struct OpenEffect {
    opener: EffectOpener,
    /// The number of open elements inside it that have its name, and no effect.
    nested: usize,
    /// The block that it ends with, if nothing ends it before.
    node: Option<usize>,
    /// Its effect on words, with those around it; of a carried one, by itself.
    effect: TextEffect,
    /// True if its block has ended, while markup inside it is still open.
    is_over: bool,
}

/// Words with effects, in flow offsets.
#[derive(Debug, Default)]
pub(super) struct TextEffects {
    /// Words that are struck out. Ascending, disjoint.
    pub struck: Vec<Span>,
    /// Words that are raised or lowered. The same.
    pub raised: Vec<(Span, Raised)>,
    /// Places where what is raised or lowered begins or ends. Ascending.
    pub joints: Vec<usize>,
    /// The open ones, outermost first.
    open: Vec<OpenEffect>,
    /// Open elements that browsers carry on from one block into the next, as `<s>`.
    carried: Vec<OpenEffect>,
    /// The effect of all that is open, and from where on.
    now: TextEffect,
    since: usize,
}

/// Returns true for the formatting elements of HTML, which browsers open again in the next block
/// (<https://html.spec.whatwg.org/multipage/parsing.html#formatting>).
pub(super) fn is_carried(tag: Tag) -> bool {
    let rare = matches!(tag, Tag::Big | Tag::Code | Tag::Font | Tag::Small | Tag::Tt | Tag::U);
    rare || matches!(tag, Tag::A | Tag::B | Tag::Em | Tag::I | Tag::S | Tag::Strike | Tag::Strong)
}

impl TextEffects {
    /// Begins an effect where the text ends by now, at `at`; it lasts until its end, or that of the block `node`.
    pub fn begin(&mut self, opener: EffectOpener, effect: TextEffect, node: Option<usize>, at: usize) {
        let is_carried = matches!(opener, EffectOpener::Element(tag) if is_carried(tag));
        let stack = if is_carried { &mut self.carried } else { &mut self.open };
        let outer = stack.last().filter(|_| !is_carried).map(|open| open.effect);
        let effect = effect.inside(outer.unwrap_or_default());
        stack.push(OpenEffect { opener, nested: 0, node, effect, is_over: false });
        self.settle(at);
    }

    /// The element with the start tag `text` begins.
    pub fn begin_element(&mut self, (tag, text): (Tag, &str), node: Option<usize>, at: usize) {
        if tag.is(Property::Void) {
            return;
        }
        let effect = TextEffect::of_tag(tag, text);
        if effect != TextEffect::default() {
            return self.begin(EffectOpener::Element(tag), effect, node, at);
        }
        if let Some((stack, index)) = self.innermost(EffectOpener::Element(tag)) {
            stack[index].nested += 1;
        }
    }

    /// Ends the innermost effect that was begun so, and all inside it.
    pub fn end(&mut self, opener: EffectOpener, at: usize) {
        let is_carried = matches!(opener, EffectOpener::Element(tag) if is_carried(tag));
        let Some((stack, index)) = self.innermost(opener) else { return };
        match stack[index].nested {
            0 if is_carried => drop(stack.remove(index)),
            0 => stack.truncate(index),
            _ => stack[index].nested -= 1,
        }
        self.settle(at);
    }

    /// The block `node` ends.
    pub fn leave(&mut self, node: usize, at: usize) {
        if self.open.is_empty() && self.carried.is_empty() {
            return;
        }
        let near = self.open.iter_mut().rev().take(REACH).filter(|open| open.node == Some(node));
        near.for_each(|open| open.is_over = true);
        while self.carried.pop_if(|open| open.node == Some(node)).is_some() {}
        self.settle(at);
    }

    /// Ends all that is open.
    pub fn end_all(&mut self, at: usize) {
        self.open.clear();
        self.carried.clear();
        self.settle(at);
    }

    fn innermost(&mut self, opener: EffectOpener) -> Option<(&mut Vec<OpenEffect>, usize)> {
        let is_carried = matches!(opener, EffectOpener::Element(tag) if is_carried(tag));
        let stack = if is_carried { &mut self.carried } else { &mut self.open };
        let least = stack.len().saturating_sub(REACH);
        let index = stack[least..].iter().rposition(|open| open.opener == opener)?;
        Some((stack, least + index))
    }

    /// Takes account of what is open from `at` on.
    fn settle(&mut self, at: usize) {
        while self.open.pop_if(|open| open.is_over).is_some() {}
        let carried = self.carried.iter().rev().take(REACH).map(|open| open.effect);
        let carried = carried.fold(TextEffect::default(), |inner, outer| inner.inside(outer));
        let effect = self.open.last().map(|open| open.effect).unwrap_or_default().inside(carried);
        if effect == self.now {
            return;
        }
        let span = Span::new(self.since.min(at), at);
        if self.now.struck && !span.is_empty() {
            match self.struck.last_mut() {
                Some(last) if last.end >= span.start => last.end = span.end,
                _ => self.struck.push(span),
            }
        }
        if let Some(raised) = self.now.raised.filter(|_| !span.is_empty()) {
            self.raised.push((span, raised));
        }
        if effect.raised != self.now.raised {
            self.joints.push(at);
        }
        (self.now, self.since) = (effect, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_styles_strike_out_raise_and_lower() {
        for (tag, text, effect) in [
            (Tag::Del, "<del>", TextEffect::STRUCK),
            (Tag::S, "<s class=\"x\">", TextEffect::STRUCK),
            (Tag::Span, "<span style=\"color:red; text-decoration: underline line-through\">", TextEffect::STRUCK),
            (Tag::Span, "<span class='old line-through'>", TextEffect::STRUCK),
            (Tag::Del, "<del style='text-decoration:none'>", TextEffect::default()),
            (Tag::Sup, "<sup>", TextEffect::RAISED),
            (Tag::Span, "<span style='vertical-align:super'>", TextEffect::RAISED),
            (Tag::Span, "<span style='Vertical-Align: -3pt'>", TextEffect::LOWERED),
            (Tag::Span, "<span style='vertical-align:baseline'>", TextEffect::default()),
            (Tag::Span, "<span style='text-decoration:underline'>", TextEffect::default()),
        ] {
            assert_eq!(TextEffect::of_tag(tag, text), effect, "{text}");
        }
    }

    #[test]
    fn an_effect_ends_with_its_own_end_tag() {
        let mut effects = TextEffects::default();
        let (struck, plain) = ("<span style='text-decoration:line-through'>", "<span>");
        effects.begin_element((Tag::Span, struck), Some(1), 2);
        effects.begin_element((Tag::Span, plain), Some(1), 3);
        effects.end(EffectOpener::Element(Tag::Span), 4);
        effects.end(EffectOpener::Element(Tag::Span), 6);
        effects.end(EffectOpener::Element(Tag::Span), 9);
        assert_eq!(effects.struck, [Span::new(2, 6)]);
    }

    #[test]
    fn an_effect_ends_with_its_block() {
        for (tag, text, node, end) in [(Tag::Del, "<del>", 2, 5), (Tag::S, "<s>", 2, 5), (Tag::S, "<s>", 1, 7)] {
            let mut effects = TextEffects::default();
            effects.begin_element((tag, text), Some(node), 2);
            effects.leave(2, 5);
            effects.leave(1, 7);
            effects.end_all(9);
            assert_eq!(effects.struck, [Span::new(2, end)], "{text}");
        }
    }

    #[test]
    fn what_is_raised_inside_of_what_is_lowered_is_raised() {
        let mut effects = TextEffects::default();
        effects.begin(EffectOpener::Mark, TextEffect::LOWERED, None, 0);
        effects.begin(EffectOpener::Element(Tag::Sup), TextEffect::RAISED, None, 1);
        effects.end(EffectOpener::Element(Tag::Sup), 2);
        effects.end(EffectOpener::Mark, 3);
        let spans = [(0, 1, Raised::Down), (1, 2, Raised::Up), (2, 3, Raised::Down)];
        assert_eq!(effects.raised, spans.map(|(start, end, raised)| (Span::new(start, end), raised)));
        assert_eq!(effects.joints, [0, 1, 2, 3]);
    }
}
