//! The rules of style sheets, by the names of the elements that they are about.

use super::declaration::{Aspect, Declarations, Look};
use super::frameworks::{is_defined_here, is_state};
use super::selector::{ComplexSelector, MOST_SPECIFIC, Name, SelectorReader};
use std::collections::HashMap;

/// The most names of which rules are kept; where a page has more, its rules hide nothing.
const MOST: usize = 1 << 15;

/// The place of a declaration in the cascade: important ones, then layers, then specificity, then order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Precedence(u64);

impl Precedence {
    /// The precedence of the browser's own style.
    pub(super) const BROWSER: Self = Self(1);
    /// An attribute `style`.
    pub(super) fn of_attribute(important: bool) -> Self {
        Self::of(important, true, MOST_SPECIFIC, u32::MAX)
    }

    /// A class of a framework whose sheet stands before those of the page.
    pub(super) fn of_framework(important: bool) -> Self {
        Self::of(important, !important, 1 << 8, 0)
    }

    fn of(important: bool, is_over: bool, specificity: u32, order: u32) -> Self {
        let bits = u64::from(important) << 1 | u64::from(is_over);
        Self(bits << 56 | u64::from(specificity.min(MOST_SPECIFIC)) << 32 | u64::from(order))
    }

    pub(super) fn is_important(self) -> bool {
        self.0 >> 57 != 0
    }
}

/// The condition under which a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    /// None.
    Always,
    /// A medium, a state, a place in the page.
    Sometimes,
    /// While the element itself has the focus, or is pointed at.
    PointedAt,
}

/// The statement of rules on one aspect under one condition: that of the highest precedence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saying {
    pub aspect: Aspect,
    pub condition: Condition,
    pub look: Look,
    pub precedence: Precedence,
}

/// The statements of all rules, by name.
#[derive(Debug, Default)]
pub(super) struct RuleIndex {
    pub classes: HashMap<Box<str>, Vec<Saying>>,
    pub ids: HashMap<Box<str>, Vec<Saying>>,
    pub elements: HashMap<Box<str>, Vec<Saying>>,
    /// Of the attribute `hidden`.
    pub hidden: Vec<Saying>,
    /// Of elements that may have any name.
    pub any: Vec<Saying>,
    /// The classes of frameworks that the page defines itself, as bits.
    pub defined: u32,
    /// The number of rules so far.
    order: u32,
    /// True if there are more names than are kept.
    is_overfull: bool,
}

/// The rules around a rule.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope {
    /// True in a medium, a nested rule and the like.
    pub is_conditional: bool,
    /// True in `@layer`: rules outside of it take precedence.
    pub is_layered: bool,
}

impl RuleIndex {
    /// Adds a rule: its selectors, and its declarations.
    pub(super) fn add(&mut self, selectors: &str, declarations: &Declarations, scope: Scope) {
        self.order = self.order.saturating_add(1);
        if self.is_overfull {
            return;
        }
        let looks = declarations.looks();
        let says = looks.iter().any(Option::is_some) || declarations.is_animated();
        let hides = looks.iter().flatten().any(|(look, _)| !matches!(look, Look::Shown | Look::AsAround));
        // Browsers drop the whole rule for one selector that they do not know.
        let is_sound = hides && SelectorReader::new(selectors).all(|selector| selector.is_sound);
        for selector in SelectorReader::new(selectors) {
            if let [Name::Class(class)] = &selector.names[..]
                && selector.is_simple
            {
                self.defined |= is_defined_here(class);
            }
            if !says || selector.is_pseudo_element {
                continue;
            }
            let is_plain = selector.is_simple && !scope.is_conditional;
            for (aspect, look) in Aspect::ALL.into_iter().zip(looks) {
                let Some((look, important)) = look else { continue };
                let is_showing = matches!(look, Look::Shown | Look::AsAround);
                let is_certain = is_plain && if is_showing { !scope.is_layered } else { is_sound };
                if !is_showing && !is_certain {
                    continue;
                }
                let condition = if is_certain { Condition::Always } else { Condition::Sometimes };
                self.say(&selector, (aspect, look, condition), important, scope);
            }
            if declarations.is_animated() {
                for aspect in Aspect::ALL.into_iter().take(Aspect::HIDING) {
                    self.say(&selector, (aspect, Look::Shown, Condition::Sometimes), true, scope);
                }
            }
        }
    }

    /// Makes the rules say nothing: some of them cannot be read.
    pub(super) fn give_up(&mut self) {
        self.is_overfull = true;
    }

    fn say(
        &mut self,
        selector: &ComplexSelector<'_>,
        (aspect, look, condition): (Aspect, Look, Condition),
        important: bool,
        scope: Scope,
    ) {
        let condition = match condition {
            Condition::Sometimes if selector.is_pointed_at => Condition::PointedAt,
            condition => condition,
        };
        // One that is pointed at shows no other line than before.
        if condition == Condition::PointedAt && matches!(aspect, Aspect::Line | Aspect::Height) {
            return;
        }
        // The order of layers is not known: in doubt the one that shows is the last one.
        let in_doubt = scope.is_layered && condition != Condition::Always;
        let specificity = if in_doubt { MOST_SPECIFIC } else { selector.specificity };
        let precedence = Precedence::of(important, scope.is_layered == important, specificity, self.order);
        let saying = Saying { aspect, condition, look, precedence };
        for name in &selector.names {
            match name {
                Name::Class(name) => {
                    if condition == Condition::Always && look == Look::Shown && is_state(name) {
                        // A script gives this class to what opens.
                        merge(&mut self.any, Saying { condition: Condition::Sometimes, ..saying });
                    }
                    insert(&mut self.classes, name, saying);
                }
                Name::Id(name) => insert(&mut self.ids, name, saying),
                Name::Element(name) => insert(&mut self.elements, name, saying),
                Name::HiddenAttribute => merge(&mut self.hidden, saying),
            }
        }
        if selector.is_about_any {
            merge(&mut self.any, saying);
        }
        self.is_overfull |= self.classes.len() + self.ids.len() + self.elements.len() > MOST;
    }

    /// The rules, or none if there are more than are kept: a rule that is not known may show what another hides.
    pub(super) fn finish(self) -> Self {
        if self.is_overfull { Self::default() } else { self }
    }
}

fn insert(sayings: &mut HashMap<Box<str>, Vec<Saying>>, name: &str, saying: Saying) {
    match sayings.get_mut(name) {
        Some(sayings) => merge(sayings, saying),
        None => {
            sayings.insert(name.into(), vec![saying]);
        }
    }
}

fn merge(sayings: &mut Vec<Saying>, saying: Saying) {
    // What always holds is one thing; what holds sometimes may be several.
    let same = |before: &&mut Saying| {
        (before.aspect, before.condition) == (saying.aspect, saying.condition)
            && (saying.condition == Condition::Always || before.look == saying.look)
    };
    match sayings.iter_mut().find(same) {
        Some(before) if before.precedence > saying.precedence => {}
        Some(before) => *before = saying,
        None => sayings.push(saying),
    }
}
