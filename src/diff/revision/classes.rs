//! Sets of classes.

use super::class::Class;
use std::fmt;

/// The classes of one change, in their order. Four bytes: an article that was rewritten has one of these for each
/// change of its words.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Classes(u32);

impl Classes {
    /// None.
    pub const fn new() -> Self {
        Self(0)
    }

    /// Returns true if there is none.
    pub const fn is_empty(&self) -> bool {
        self.0 == 0
    }

    /// Returns true if `class` is among them.
    pub const fn contains(&self, class: &Class) -> bool {
        self.0 & bit(*class) != 0
    }

    /// Puts `class` in.
    pub const fn insert(&mut self, class: Class) {
        self.0 |= bit(class);
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &'static Class> + use<> {
        let all = *self;
        Class::ALL.iter().filter(move |class| all.contains(class))
    }
}

const fn bit(class: Class) -> u32 {
    1 << class as u32
}

impl fmt::Debug for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Extend<Class> for Classes {
    fn extend<I: IntoIterator<Item = Class>>(&mut self, classes: I) {
        classes.into_iter().for_each(|class| self.insert(class));
    }
}

impl FromIterator<Class> for Classes {
    fn from_iter<I: IntoIterator<Item = Class>>(classes: I) -> Self {
        let mut all = Self::new();
        all.extend(classes);
        all
    }
}

impl<const N: usize> From<[Class; N]> for Classes {
    fn from(classes: [Class; N]) -> Self {
        classes.into_iter().collect()
    }
}

impl IntoIterator for Classes {
    type Item = Class;
    type IntoIter = std::vec::IntoIter<Class>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter().copied().collect::<Vec<_>>().into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in_once_and_in_order() {
        let all: Classes = Class::ALL.into_iter().rev().chain(Class::ALL).collect();
        assert_eq!(all.iter().copied().collect::<Vec<_>>(), Class::ALL);
        let mut some = Classes::from([Class::Wording]);
        some.insert(Class::Number);
        assert_eq!(some.into_iter().collect::<Vec<_>>(), [Class::Number, Class::Wording]);
        assert!(!some.contains(&Class::Revert) && Classes::new().is_empty());
    }
}
