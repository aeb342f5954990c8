//! Many patterns, asked at once.

use super::rule::{Place, Rule, Unit};
use regex::{Regex, RegexSet, RegexSetBuilder};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What `{name}` and the like stand for in patterns.
pub(super) type Terms = BTreeMap<String, String>;

/// All rules for one unit and place: asked at once.
#[derive(Debug)]
pub(super) struct Sieve {
    pub unit: Unit,
    pub place: Place,
    indices: Vec<usize>,
    max: usize,
    set: RegexSet,
    singly: OnceLock<Vec<Regex>>,
}

impl Sieve {
    /// The index of the first rule that matches.
    pub(super) fn first(&self, text: &str, rules: &[Rule]) -> Option<usize> {
        // A character has at most four bytes.
        if text.len() > self.max * 4 {
            return None;
        }
        let chars = text.chars().count();
        let found = self.set.matches(text).into_iter().map(|at| self.indices[at]);
        found.filter(|&index| chars <= rules[index].max).min()
    }

    /// One of its rules, alone.
    pub(super) fn singly(&self, index: usize, rules: &[Rule], terms: &Terms) -> Option<&Regex> {
        let compile = |&index: &usize| compiled(&rules[index], terms).expect("rules are checked");
        let all = self.singly.get_or_init(|| self.indices.iter().map(compile).collect());
        all.get(self.indices.iter().position(|&of| of == index)?)
    }
}

pub(super) fn sieves(rules: &[Rule], terms: &Terms) -> Vec<Sieve> {
    let mut sieves: Vec<(Unit, Place, Vec<usize>)> = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let place = if rule.unit == Unit::Ending { Place::Anywhere } else { rule.place };
        match sieves.iter_mut().find(|(unit, at, _)| (*unit, *at) == (rule.unit, place)) {
            Some((_, _, indices)) => indices.push(index),
            None => sieves.push((rule.unit, place, vec![index])),
        }
    }
    let sieve = |(unit, place, indices): (Unit, Place, Vec<usize>)| {
        let patterns = indices.iter().map(|&index| spelled(&rules[index], terms));
        let set = RegexSetBuilder::new(patterns).size_limit(1 << 26).dfa_size_limit(1 << 25).build();
        let set = set.expect("every rule's pattern is a regular expression");
        let max = indices.iter().map(|&index| rules[index].max).max().unwrap_or(0);
        Sieve { unit, place, indices, max, set, singly: OnceLock::new() }
    };
    sieves.into_iter().map(sieve).collect()
}

/// The pattern with its terms put in. `\b` is spelled so that text beyond ASCII is as fast as text within.
fn spelled(rule: &Rule, terms: &Terms) -> String {
    let mut pattern = rule.pattern.replace(r"\b", r"(?-u:\b)");
    // A term may be made of others, but not without end.
    for _ in 0..4 {
        for (name, term) in terms {
            pattern = pattern.replace(&format!("{{{name}}}"), &format!("(?:{term})"));
        }
    }
    pattern
}

pub(super) fn compiled(rule: &Rule, terms: &Terms) -> Result<Regex, regex::Error> {
    Regex::new(&spelled(rule, terms))
}
