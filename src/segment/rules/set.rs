//! The rules that segments are made by, and where they come from.

use super::layout;
use super::prefilter::{RegexPrefilter, Terms, compiled, prefilters};
use super::rule::{SegmentRule, Unit, Zone};
use crate::digest::Digest;
use crate::segment::Role;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, OnceLock};

/// The version of the rules that come with the program: it changes when their segments may.
const VERSION: &str = "7";

/// The versions before it. What they gave a role is not made again, and stays as it was committed to.
const EARLIER: [&str; 2] = ["5", "6"];

/// The rules: the ones that come with the program, and those of `literatim.toml`.
#[derive(Debug, Clone)]
pub struct Rules {
    rules: Arc<Vec<SegmentRule>>,
    terms: Arc<Terms>,
    disabled: Arc<BTreeSet<String>>,
    extra: Option<Digest>,
    prefilters: Arc<OnceLock<Vec<RegexPrefilter>>>,
}

/// Why the rules of `literatim.toml` cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RulesError {
    /// It is not TOML, or its rules are not of the right form.
    #[error("its segment rules are invalid: {0}")]
    Form(String),
    /// A pattern is not a regular expression; the rule's id, and what is wrong with it.
    #[error("the pattern of the segment rule `{0}` is invalid: {1}")]
    Pattern(String, String),
    /// An id has other characters than lowercase letters, digits and hyphens, or does not begin with a letter.
    #[error(
        "the id of a segment rule must have lowercase letters, digits and hyphens only, and begin with a letter: {0:?}"
    )]
    Id(String),
    /// Two rules have one id.
    #[error("two segment rules have the id `{0}`; rename one of them")]
    Twice(String),
    /// A rule has a role that no pattern can give.
    #[error("the segment rule `{0}` cannot give that role: `duplicate` is found by the program")]
    Role(String),
    /// A rule for the end of a block has no group to say where it begins.
    #[error("the segment rule `{0}` needs a group `( )` around the text that gets the role")]
    NoGroup(String),
    /// A rule does not match its own example, which is given, or matches its counter.
    #[error("the segment rule `{0}` must match its example and must not match its counter; it fails for {1:?}")]
    Example(String, String),
    /// There is no rule of this id to disable.
    #[error("there is no segment rule `{0}` to disable")]
    Unknown(String),
}

/// The rules of a file.
#[derive(Deserialize)]
struct RulesFile {
    #[serde(default)]
    terms: Terms,
    #[serde(default)]
    rule: Vec<SegmentRule>,
    #[serde(default)]
    disable: Vec<String>,
}

static BUILT_IN: LazyLock<Rules> = LazyLock::new(|| {
    let file: RulesFile =
        toml::from_str(include_str!("rules.toml")).expect("the rules that come with the program are TOML");
    Rules::of(file.rule, file.terms, BTreeSet::new(), None)
});

impl Default for Rules {
    fn default() -> Self {
        BUILT_IN.clone()
    }
}

impl Rules {
    fn of(rules: Vec<SegmentRule>, terms: Terms, disabled: BTreeSet<String>, extra: Option<Digest>) -> Self {
        let (rules, terms, disabled) = (Arc::new(rules), Arc::new(terms), Arc::new(disabled));
        Self { rules, terms, disabled, extra, prefilters: Arc::default() }
    }

    /// The rules that come with the program, and those in `extra`: TOML with `[[rule]]` tables of the same form as
    /// the program's, and `disable = ["id"]`; other keys are left alone. A rule of a known id takes that rule's place,
    /// and any new one is asked before the program's.
    pub fn with(extra: &str) -> Result<Self, RulesError> {
        let file: RulesFile = toml::from_str(extra).map_err(|why| RulesError::Form(why.to_string()))?;
        if file.rule.is_empty() && file.disable.is_empty() {
            return Ok(Self::default());
        }
        let written = serde_json::to_vec(&(&file.rule, &file.disable, &file.terms)).expect("rules are text");
        let mut terms = Terms::clone(&BUILT_IN.terms);
        terms.extend(file.terms);
        check(&file.rule, &terms)?;
        let disabled = known(file.disable, &file.rule)?;
        let rules = file.rule.iter().cloned();
        let rest = BUILT_IN.rules.iter().filter(|rule| !file.rule.iter().any(|own| own.id == rule.id)).cloned();
        let rules = rules.chain(rest).filter(|rule| !disabled.contains(&rule.id)).collect();
        Ok(Self::of(rules, terms, disabled, Some(Digest::of(&written))))
    }

    /// The same rules, which share nothing that is compiled: once they are dropped, the memory for it is free.
    pub fn apart(&self) -> Self {
        Self { prefilters: Arc::default(), ..self.clone() }
    }

    /// The version of the rules that come with the program; and, if others were added, `+` and the first twelve
    /// digits of their digest.
    pub fn version(&self) -> String {
        match &self.extra {
            None => VERSION.to_owned(),
            Some(digest) => format!("{VERSION}+{}", &digest.hex()[..12]),
        }
    }

    /// Returns true if `version` is one of an earlier program, with or without rules of `literatim.toml`.
    pub fn is_earlier(version: &str) -> bool {
        EARLIER.contains(&version.split('+').next().unwrap_or(version))
    }

    /// Every rule, in the order in which they are asked.
    pub fn iter(&self) -> impl Iterator<Item = &SegmentRule> {
        self.rules.iter()
    }

    /// Returns true if a rule of the layout is to be asked.
    pub(in crate::segment) fn allows(&self, id: &str) -> bool {
        !self.disabled.contains(id)
    }

    /// The first rule for such a unit, in one of such zones, that matches `text`.
    pub(in crate::segment) fn find(&self, unit: Unit, zones: &[Zone], text: &str) -> Option<&SegmentRule> {
        let prefilter =
            self.prefilters().iter().filter(|prefilter| prefilter.unit == unit && zones.contains(&prefilter.zone));
        prefilter.filter_map(|prefilter| prefilter.first(text, &self.rules)).min().map(|index| &self.rules[index])
    }

    /// The first rule that matches at the end of `text`, and where what it matches begins.
    pub(in crate::segment) fn ending(&self, text: &str) -> Option<(&SegmentRule, usize)> {
        let endings = self.prefilters().iter().filter(|prefilter| prefilter.unit == Unit::Ending);
        let found = endings.filter_map(|prefilter| Some((prefilter.first(text, &self.rules)?, prefilter)));
        let (index, prefilter) = found.min_by_key(|(index, _)| *index)?;
        let start = prefilter.singly(index, &self.rules, &self.terms)?.captures(text)?.get(1)?.start();
        Some((&self.rules[index], start))
    }

    fn prefilters(&self) -> &[RegexPrefilter] {
        self.prefilters.get_or_init(|| prefilters(&self.rules, &self.terms))
    }
}

/// Returns true if each rule can be used, and does what it says.
fn check(rules: &[SegmentRule], terms: &Terms) -> Result<(), RulesError> {
    let mut ids = BTreeSet::new();
    for rule in rules {
        let id = || rule.id.clone();
        if !is_id(&rule.id) {
            return Err(RulesError::Id(id()));
        }
        let pattern = compiled(rule, terms).map_err(|why| RulesError::Pattern(id(), why.to_string()))?;
        if !ids.insert(&rule.id) || layout::meaning(&rule.id).is_some() {
            return Err(RulesError::Twice(id()));
        }
        if rule.role == Role::Duplicate {
            return Err(RulesError::Role(id()));
        }
        if rule.unit == Unit::Ending && pattern.captures_len() < 2 {
            return Err(RulesError::NoGroup(id()));
        }
        for (text, expected) in [(&rule.example, true), (&rule.counter, false)] {
            let matches = pattern.is_match(text) && text.chars().count() <= rule.max;
            if matches != expected {
                return Err(RulesError::Example(id(), text.clone()));
            }
        }
    }
    Ok(())
}

/// Returns true if manifests can write `id`: they put it between a role and numbers.
fn is_id(id: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(is_part)
}

/// The ids to disable, each of a rule that there is.
fn known(disable: Vec<String>, own: &[SegmentRule]) -> Result<BTreeSet<String>, RulesError> {
    let is_known =
        |id: &String| layout::meaning(id).is_some() || BUILT_IN.rules.iter().chain(own).any(|rule| rule.id == *id);
    match disable.iter().find(|id| !is_known(id)) {
        Some(id) => Err(RulesError::Unknown(id.clone())),
        None => Ok(disable.into_iter().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_matches_its_example_and_not_its_counter() {
        assert_eq!(check(&BUILT_IN.rules, &BUILT_IN.terms), Ok(()));
    }

    #[test]
    fn ids_are_words_joined_by_hyphens() {
        for rule in BUILT_IN.iter() {
            assert!(
                rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
                "{}",
                rule.id
            );
        }
    }

    const OWN: &str = r#"
        style = "exact"
        disable = ["crosshead", "copyright-line"]
        [[rule]]
        id = "price"
        role = "engagement"
        pattern = '^Price: \d+'
        example = "Price: 3"
        counter = "The price: 3"
    "#;

    #[test]
    fn a_reader_adds_rules_and_the_version_says_so() {
        let rules = Rules::with(OWN).unwrap();
        assert_eq!(rules.find(Unit::Block, &[Zone::Anywhere], "Price: 12").unwrap().id, "price");
        assert!(!rules.allows("crosshead") && !rules.iter().any(|rule| rule.id == "copyright-line"));
        let version = rules.version();
        assert!(version.starts_with("7+") && version.len() == 14, "{version}");
        assert_eq!(Rules::with(&OWN.replace("exact", "chicago")).unwrap().version(), version);
        assert_eq!(Rules::with("style = \"exact\"").unwrap().version(), "7");
    }

    #[test]
    fn an_id_that_a_manifest_cannot_write_is_refused() {
        for id in ["", "1st", "-x", "a b", "a\"b", "Preis", "a=1", "ä"] {
            let rules = Rules::with(&OWN.replace("\"price\"", &format!("{id:?}")));
            assert_eq!(rules.unwrap_err(), RulesError::Id(id.to_owned()));
        }
    }

    #[test]
    fn what_is_wrong_with_a_rule_is_said() {
        let wrong = |old: &str, new: &str| Rules::with(&OWN.replace(old, new)).unwrap_err();
        assert!(matches!(wrong(r"\d+", "("), RulesError::Pattern(id, _) if id == "price"));
        assert!(matches!(wrong("Price: 3\"", "Cost: 3\""), RulesError::Example(..)));
        assert!(matches!(wrong("\"engagement\"", "\"duplicate\""), RulesError::Role(_)));
        assert!(matches!(wrong("\"engagement\"", "\"nonsense\""), RulesError::Form(_)));
        assert_eq!(wrong("crosshead", "cross-head"), RulesError::Unknown("cross-head".into()));
        assert_eq!(wrong("\"price\"", "\"headline\""), RulesError::Twice("headline".into()));
    }
}
