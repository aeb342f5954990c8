//! Many patterns, asked at once.

use super::rule::{SegmentRule, Unit, Zone};
use regex::{Regex, RegexSet, RegexSetBuilder};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The patterns that `{name}` and the like stand for.
pub(super) type Terms = BTreeMap<String, String>;

/// All rules for one unit and zone: asked at once.
#[derive(Debug)]
pub(super) struct RegexPrefilter {
    pub unit: Unit,
    pub zone: Zone,
    indices: Vec<usize>,
    max: usize,
    set: RegexSet,
    singly: OnceLock<Vec<Regex>>,
}

impl RegexPrefilter {
    /// The index of the first rule that matches.
    pub(super) fn first(&self, text: &str, rules: &[SegmentRule]) -> Option<usize> {
        // A character has at most four bytes.
        if text.len() > self.max * 4 {
            return None;
        }
        let chars = text.chars().count();
        let found = self.set.matches(text).into_iter().map(|at| self.indices[at]);
        found.filter(|&index| chars <= rules[index].max).min()
    }

    /// One of its rules, alone.
    pub(super) fn singly(&self, index: usize, rules: &[SegmentRule], terms: &Terms) -> Option<&Regex> {
        let compile = |&index: &usize| compiled(&rules[index], terms).expect("rules are checked");
        let all = self.singly.get_or_init(|| self.indices.iter().map(compile).collect());
        all.get(self.indices.iter().position(|&of| of == index)?)
    }
}

pub(super) fn prefilters(rules: &[SegmentRule], terms: &Terms) -> Vec<RegexPrefilter> {
    // Patterns that begin with the text are done after a few characters; with those that may begin anywhere they would go on
    // together, in many more states.
    let mut prefilters: Vec<(Unit, Zone, bool, Vec<usize>)> = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let zone = if rule.unit == Unit::Ending { Zone::Anywhere } else { rule.zone };
        let key = (rule.unit, zone, is_at_start(&rule.pattern));
        match prefilters.iter_mut().find(|(unit, at, starts, _)| (*unit, *at, *starts) == key) {
            Some((.., indices)) => indices.push(index),
            None => prefilters.push((key.0, key.1, key.2, vec![index])),
        }
    }
    let prefilter = |(unit, zone, _, indices): (Unit, Zone, bool, Vec<usize>)| {
        let patterns = indices.iter().map(|&index| spelled(&rules[index], terms));
        let set = RegexSetBuilder::new(patterns).size_limit(1 << 26).dfa_size_limit(1 << 25).build();
        let set = set.expect("every rule's pattern is a regular expression");
        let max = indices.iter().map(|&index| rules[index].max).max().unwrap_or(0);
        RegexPrefilter { unit, zone, indices, max, set, singly: OnceLock::new() }
    };
    prefilters.into_iter().map(prefilter).collect()
}

/// Returns true if a pattern begins with the start of the text, behind flags at most. Which patterns are asked together matters to
/// nothing but speed.
fn is_at_start(pattern: &str) -> bool {
    let behind = pattern.strip_prefix("(?").and_then(|flags| flags.split_once(')'));
    let rest = behind
        .filter(|(flags, _)| flags.bytes().all(|byte| byte.is_ascii_lowercase()))
        .map_or(pattern, |(_, rest)| rest);
    rest.starts_with('^')
}

/// The pattern with its terms put in. `\b` is spelled so that text beyond ASCII is as fast as text within.
fn spelled(rule: &SegmentRule, terms: &Terms) -> String {
    let mut pattern = rule.pattern.replace(r"\b", r"(?-u:\b)");
    // A term may be made of others, but not without end.
    for _ in 0..4 {
        for (name, term) in terms {
            pattern = pattern.replace(&format!("{{{name}}}"), &format!("(?:{term})"));
        }
    }
    pattern
}

pub(super) fn compiled(rule: &SegmentRule, terms: &Terms) -> Result<Regex, regex::Error> {
    Regex::new(&spelled(rule, terms))
}
