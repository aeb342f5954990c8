//! The effect of attributes, and of the style sheets of a page, on the words in an element: hide, show, strike, raise.
//!
//! Hidden words are no part of the story, so being hidden must be certain: in doubt, words are shown. A rule of a sheet hides only
//! by one class, id or element name, under no condition, and only if no rule shows the element in some medium or state.
//! docs/hidden.md has the lists.

mod declaration;
mod fold;
mod frameworks;
mod page;
mod rule;
mod scan;
mod selector;
mod setting;
mod sheet;
mod value;

use super::attribute::Attributes;
use super::hidden::is_segment;
use super::reference;
use super::tag::Tag;
use declaration::{Aspect, Declarations, Look};
use page::PageStyles;
use rule::{Condition, Precedence, Saying};
use std::borrow::Cow;

/// The rules of a page's own style sheets that hide, show, strike or raise the words of an element.
#[derive(Debug, Default)]
pub(crate) struct StyleSheets {
    page: PageStyles,
}

/// The effect of an element on the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Effect {
    /// Nothing in it is shown, whatever is said further in (`display: none`, a clip, the attribute `hidden`, a framework's class …).
    pub hides: bool,
    /// True if it hides as what opens at a click is closed, by `display: none`: inside of an element that `opens`, this hides nothing.
    pub is_closed: bool,
    /// `Some(false)`: hidden unless an element inside it says otherwise (`visibility: hidden`); `Some(true)`: shown again; `None`: as around it.
    pub visibility: Option<bool>,
    /// `Some(false)`: its letters have no size, or its lines begin off the screen, unless an element inside it says otherwise;
    /// `Some(true)`: they are seen again, as far as this goes; `None`: as around it.
    pub letters: Option<bool>,
    /// Its words are struck.
    pub struck: bool,
    /// `Some(true)`: raised, `Some(false)`: lowered.
    pub raised: Option<bool>,
    /// It opens at a click, or when a script has run: `details`, tabs, folds, cloaks. It never hides its words by itself.
    pub opens: bool,
}

impl StyleSheets {
    /// Reads all style sheets in a page, in linear time.
    pub(crate) fn of_page(source: &str) -> Self {
        Self { page: page::read(source) }
    }

    /// The effect of an element's tag, name (for those that are not listed) and attributes on the words in it.
    pub(crate) fn effect(&self, tag: Tag, name: &str, attributes: &str) -> Effect {
        let raised = match tag {
            Tag::Sup => Some(true),
            Tag::Sub => Some(false),
            _ => None,
        };
        let struck = matches!(tag, Tag::Del | Tag::S | Tag::Strike);
        let rules = &self.page.rules;
        if attributes.is_empty() && rules.elements.is_empty() && rules.any.is_empty() {
            let opens = tag == Tag::Details;
            return Effect { raised, struck, opens, ..Effect::default() };
        }
        let element = Element::of(tag, name, attributes);
        let mut cascade = Cascade::default();
        if struck {
            cascade.contend(Aspect::Line, Look::Struck, Precedence::BROWSER);
        }
        self.apply(&element, &mut cascade);
        let opens = element.opens(self);
        let is_unseen = self.is_unseen(&element, &cascade);
        let exempt = opens || element.is_of_story();
        let hides_by = |aspect: Aspect| !exempt && cascade.look(aspect) == Some(Look::Hidden);
        let is_closed = hides_by(Aspect::Display);
        Effect {
            hides: is_closed || hides_by(Aspect::Clip) || (is_unseen && !element.is_of_story()),
            is_closed: is_closed && !is_unseen && !hides_by(Aspect::Clip),
            visibility: cascade.shows(Aspect::Visibility).filter(|shows| *shows || !exempt),
            letters: cascade.shows(Aspect::Letters).filter(|shows| *shows || !exempt),
            struck: cascade.look(Aspect::Line) == Some(Look::Struck),
            raised: raised.or(match cascade.look(Aspect::Height) {
                Some(Look::Raised) => Some(true),
                Some(Look::Lowered) => Some(false),
                _ => None,
            }),
            opens,
        }
    }

    /// All that is said of an element.
    fn apply(&self, element: &Element<'_>, cascade: &mut Cascade) {
        let rules = &self.page.rules;
        if element.is_hidden {
            cascade.contend(Aspect::Display, Look::Hidden, Precedence::BROWSER);
            cascade.say(&rules.hidden, false);
        }
        cascade.say(&rules.any, false);
        let name = || rules.elements.get(&*element.name.to_ascii_lowercase());
        if !rules.elements.is_empty()
            && let Some(sayings) = name()
        {
            cascade.say(sayings, false);
        }
        if let Some(sayings) = element.id.as_deref().and_then(|id| rules.ids.get(id)) {
            cascade.say(sayings, true);
        }
        for class in element.classes() {
            if let Some(sayings) = rules.classes.get(class) {
                cascade.say(sayings, true);
            }
        }
        for class in element.classes() {
            if let Some((aspect, important)) = frameworks::hiding(class)
                && rules.defined & frameworks::is_defined_here(class) == 0
                && !cascade.is_partnered(element)
            {
                cascade.contend(aspect, Look::Hidden, Precedence::of_framework(important));
            }
        }
        if let Some(style) = &element.style {
            cascade.attribute(&Declarations::of_attribute(style));
        }
    }

    /// Returns true if an element has a class for words that only screen readers say.
    fn is_unseen(&self, element: &Element<'_>, cascade: &Cascade) -> bool {
        // What is seen while it has the focus is a link to skip to the story, and not seen in it.
        let shows = |saying: &Saying| {
            saying.aspect == Aspect::Clip && saying.look == Look::Shown && saying.condition != Condition::PointedAt
        };
        let is_unseen = |class: &str| {
            frameworks::is_unseen(class)
                && !self.page.rules.classes.get(class).is_some_and(|sayings| sayings.iter().any(shows))
        };
        element.classes().any(is_unseen)
            && !element.classes().any(frameworks::is_partner)
            && !cascade.shown_by_attribute
    }
}

/// The names and attributes of an element.
#[derive(Debug, Default)]
struct Element<'s> {
    tag: Option<Tag>,
    name: &'s str,
    class: Cow<'s, str>,
    id: Option<Cow<'s, str>>,
    style: Option<Cow<'s, str>>,
    is_hidden: bool,
    is_panel: bool,
    is_body: bool,
}

impl<'s> Element<'s> {
    fn of(tag: Tag, name: &'s str, attributes: &'s str) -> Self {
        let name = if tag.name().is_empty() { name } else { tag.name() };
        let mut element = Self { tag: Some(tag), name, ..Self::default() };
        let (mut has_class, mut has_hidden) = (false, false);
        for (name, value) in Attributes::of(attributes) {
            match () {
                // Of two attributes of a name the first one counts.
                () if name.eq_ignore_ascii_case("class") && !std::mem::replace(&mut has_class, true) => {
                    element.class = reference::value(value);
                }
                () if name.eq_ignore_ascii_case("id") && element.id.is_none() => {
                    element.id = Some(reference::value(value))
                }
                () if name.eq_ignore_ascii_case("style") && element.style.is_none() => {
                    element.style = Some(reference::value(value));
                }
                () if name.eq_ignore_ascii_case("hidden") && !std::mem::replace(&mut has_hidden, true) => {
                    // `until-found` opens when a reader searches the page.
                    element.is_hidden = !value.eq_ignore_ascii_case("until-found");
                }
                () if name.eq_ignore_ascii_case("role") => {
                    element.is_panel |= value.trim_ascii().eq_ignore_ascii_case("tabpanel")
                }
                () if name.eq_ignore_ascii_case("itemprop") => {
                    element.is_body |=
                        value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("articleBody"));
                }
                () => element.is_panel |= fold::is_of_script(name),
            }
        }
        element.is_hidden &= !element.id.as_deref().is_some_and(is_segment);
        element
    }

    fn classes(&self) -> impl Iterator<Item = &str> {
        self.class.split_ascii_whitespace()
    }

    /// Returns true for what holds the story as a whole.
    fn is_of_story(&self) -> bool {
        self.is_body || matches!(self.tag, Some(Tag::Html | Tag::Body | Tag::Main | Tag::Article))
    }

    fn opens(&self, sheets: &StyleSheets) -> bool {
        self.is_panel
            || self.tag == Some(Tag::Details)
            || (self.tag == Some(Tag::Custom) && fold::is_fold(self.name))
            || self.id.as_deref().is_some_and(|id| fold::is_fold(id) || sheets.page.controlled.contains(id))
            || self.classes().any(fold::is_fold)
    }
}

/// The statements on each aspect of one element.
#[derive(Debug, Default)]
struct Cascade {
    /// The statement that takes precedence of all that hold always.
    always: [Option<(Precedence, Look)>; Aspect::ALL.len()],
    /// The highest precedence of what shows the element sometimes.
    sometimes: [Option<Precedence>; Aspect::ALL.len()],
    /// True if that is said to be shown, whatever is around it.
    is_seen: [bool; Aspect::ALL.len()],
    /// True if a rule that names a class or the id of the element shows it sometimes: its precedence does not matter then.
    is_named: [bool; Aspect::ALL.len()],
    /// True if another class of the element shows it again, once that was asked for.
    is_partnered: Option<bool>,
    /// True if the attribute `style` takes back a clip.
    shown_by_attribute: bool,
}

impl Cascade {
    /// Returns true if another class of the element shows it again; found once.
    fn is_partnered(&mut self, element: &Element<'_>) -> bool {
        *self.is_partnered.get_or_insert_with(|| element.classes().any(frameworks::is_partner))
    }

    fn contend(&mut self, aspect: Aspect, look: Look, precedence: Precedence) {
        let before = &mut self.always[aspect as usize];
        if before.is_none_or(|(before, _)| before <= precedence) {
            *before = Some((precedence, look));
        }
    }

    fn say(&mut self, sayings: &[Saying], is_named: bool) {
        for saying in sayings {
            if saying.condition == Condition::Always {
                self.contend(saying.aspect, saying.look, saying.precedence);
                continue;
            }
            let aspect = saying.aspect as usize;
            self.sometimes[aspect] = self.sometimes[aspect].max(Some(saying.precedence));
            self.is_named[aspect] |= is_named;
            self.is_seen[aspect] |= saying.look == Look::Shown;
        }
    }

    fn attribute(&mut self, style: &Declarations) {
        for (aspect, look) in Aspect::ALL.into_iter().zip(style.looks()) {
            let Some((look, important)) = look else { continue };
            self.contend(aspect, look, Precedence::of_attribute(important));
            self.shown_by_attribute |= aspect == Aspect::Clip && look == Look::Shown && important;
        }
        if style.is_animated() {
            self.sometimes[..Aspect::HIDING].fill(Some(Precedence::of_attribute(true)));
            self.is_seen[..Aspect::HIDING].fill(true);
        }
    }

    /// The look that is certain of an aspect.
    fn look(&self, aspect: Aspect) -> Option<Look> {
        let (precedence, look) = self.always[aspect as usize]?;
        let is_beaten = self.sometimes[aspect as usize].is_some_and(|sometimes| sometimes > precedence);
        let is_of_attribute = precedence >= Precedence::of_attribute(precedence.is_important());
        let is_shown = is_beaten || (self.is_named[aspect as usize] && !is_of_attribute);
        (look == Look::Shown || look == Look::AsAround || !is_shown).then_some(look)
    }

    /// `Some(false)` if it hides, `Some(true)` if it may show again.
    fn shows(&self, aspect: Aspect) -> Option<bool> {
        match self.look(aspect) {
            Some(Look::Hidden) => Some(false),
            Some(Look::Shown) => Some(true),
            // It may be shown in some state, in whatever it stands.
            Some(_) | None => self.is_seen[aspect as usize].then_some(true),
        }
    }
}

#[cfg(test)]
mod tests;
