//! Findings that differ in their places only, in words for all of them.

use super::sentences::message;
use crate::verify::{Finding, FindingData, Rule};

/// The fact that so many findings of a rule in one file have in common, in a sentence.
pub(super) fn message_for_all(finding: &Finding, count: usize) -> String {
    match finding.rule {
        _ if matches!(finding.data, FindingData::CitationDoubtful) => {
            format!(
                "nothing similar to {count} quotations is in the archive, and their citations may be for something else"
            )
        }
        Rule::QuoteAltered => {
            format!("{count} quotations differ from the archive in their first letter’s case or their last mark only")
        }
        Rule::QuoteOutsideStory => {
            format!(
                "the words of {count} quotations are only in a headline, a caption or the like, not in the body of their article"
            )
        }
        Rule::QuoteWithinQuote => format!("the article itself quotes the words of {count} quotations from others"),
        Rule::QuoteTypography => format!("{count} quotations differ from the archive in typography only"),
        Rule::QuoteUncited => {
            format!("no citation leads to the articles that have the words of {count} quotations")
        }
        Rule::QuoteShort => format!("{count} quotations are too short to prove anything"),
        Rule::QuoteAmbiguous => format!("the words of {count} quotations are in several places of the article"),
        Rule::CitationMissing => {
            format!(
                "no citation leads to an article with the words of {count} quotations, and nothing similar is archived"
            )
        }
        _ => format!("{}: {count} quotations cite it", message(finding)),
    }
}

/// Advice on all of them.
pub(super) fn help_for_all(rule: Rule, file: &str) -> String {
    const EACH: &str = "`--verbose` shows each of them";
    match rule {
        Rule::QuoteTypography => {
            format!("`literatim fix {file}` writes the archived characters, `--style chicago` accepts these; {EACH}")
        }
        Rule::QuoteAltered => format!("mark the letter, as `[t]he`, or verify with `--style chicago`; {EACH}"),
        Rule::QuoteOutsideStory => format!("quote the body of the article; {EACH}"),
        Rule::QuoteWithinQuote => format!("say whose words they are; {EACH}"),
        Rule::QuoteUncited => {
            format!("`literatim fix {file}` cites the article where the sentence names no other source; {EACH}")
        }
        Rule::CitationUnknown => format!("add the article with `literatim add`, or correct the citation; {EACH}"),
        Rule::CitationMissing => format!("archive the articles that they are from, and cite them; {EACH}"),
        Rule::QuoteShort | Rule::QuoteAmbiguous => format!("quote more of the sentences; {EACH}"),
        _ => EACH.to_owned(),
    }
}
