//! What is the same of many quotations in one file: one entry for all of them.

use super::HumanReport;
use crate::report::concise::place;
use crate::report::sentences_for_all::{help_for_all, message_for_all};
use crate::verify::{FindingData, Judged, Rule, Severity, Variant, VariantKind};
use std::collections::HashMap;
use std::io;
use std::mem::{Discriminant, discriminant};

/// The rules whose findings differ in nothing but their places: what to do is the same for all.
const RULES: [Rule; 9] = [
    Rule::QuoteOutsideStory,
    Rule::QuoteAltered,
    Rule::QuoteTypography,
    Rule::QuoteUncited,
    Rule::QuoteShort,
    Rule::QuoteAmbiguous,
    Rule::QuoteWithinQuote,
    Rule::CitationMissing,
    Rule::CitationUnknown,
];
/// Fewer findings of a rule in a file are shown one by one.
const FEWEST: usize = 2;
/// The places that are listed, at most.
const MOST_PLACES: usize = 12;

/// The quotations of a report that are shown together, by file and rule.
pub(super) struct Together<'r>(HashMap<Key<'r>, Vec<&'r Judged>>);

/// The file, the rule, its severity, the kind of fact, and the source that is not there.
type Key<'r> = (&'r str, Rule, Severity, Discriminant<FindingData>, Option<&'r [String]>);

impl<'r> Together<'r> {
    /// Those of `reported`.
    pub(super) fn of(reported: impl Iterator<Item = &'r Judged>) -> Self {
        let mut all: HashMap<_, Vec<&Judged>> = HashMap::new();
        for judged in reported {
            if let Some(key) = key(judged) {
                all.entry(key).or_default().push(judged);
            }
        }
        all.retain(|_, quotations| quotations.len() >= FEWEST);
        Self(all)
    }

    /// The quotations that are shown together with this one.
    pub(super) fn with(&self, judged: &'r Judged) -> Option<&[&'r Judged]> {
        self.0.get(&key(judged)?).map(Vec::as_slice)
    }
}

/// The key that a quotation with one finding may be shown together by.
fn key(judged: &Judged) -> Option<Key<'_>> {
    let mut counted = judged.counted();
    let finding = counted.next().filter(|finding| RULES.contains(&finding.rule))?;
    let source = match &finding.data {
        // What is similar is different for each.
        FindingData::CitationMissing { nearest: Some(_), .. }
        | FindingData::CitationUnknown { stands_in: Some(_), .. } => {
            return None;
        }
        FindingData::CitationUnknown { names, .. } => Some(names.as_slice()),
        FindingData::Refuted(_) if finding.rule == Rule::QuoteAltered && !is_at_edges(judged) => return None,
        _ => None,
    };
    let kind = discriminant(&finding.data);
    counted.next().is_none().then_some((judged.file.as_str(), finding.rule, finding.severity, kind, source))
}

/// Returns true if a quotation differs in nothing but the case of its first letter and the mark at its end.
fn is_at_edges(judged: &Judged) -> bool {
    let text = judged.text.trim();
    let Some(nearest) = judged.nearest() else { return false };
    let is_edge = |variant: &Variant| match variant.kind {
        VariantKind::Case => {
            let (one, other) = (variant.quoted.trim(), variant.archived.trim());
            let rest = |word: &str| word.chars().skip(1).collect::<String>();
            text.starts_with(one) && rest(one) == rest(other)
        }
        VariantKind::Punctuation => !variant.quoted.trim().is_empty() && text.ends_with(variant.quoted.trim()),
        _ => false,
    };
    !nearest.variants.is_empty() && nearest.variants.iter().all(is_edge)
}

impl HumanReport<'_> {
    /// Writes the entry of all of them, in the place of the first.
    pub(super) fn together(&mut self, quotations: &[&Judged]) -> io::Result<()> {
        let [first, rest @ ..] = quotations else { return Ok(()) };
        let Some(finding) = first.counted().next() else { return Ok(()) };
        let others = rest.iter().take(MOST_PLACES).map(|other| format!(", {}:{}", other.line, other.column));
        let further = rest.len().saturating_sub(MOST_PLACES);
        let further = if further > 0 { format!(" and {further} more") } else { String::new() };
        let places = format!("{}{}{further}", place(&first.file, first.line, first.column), others.collect::<String>());
        self.header(finding.severity, finding.rule, &places)?;
        self.labelled("", &message_for_all(finding, quotations.len()))?;
        self.labelled("help: ", &help_for_all(finding.rule, &first.file))?;
        self.line("")
    }
}
