//! The contract of matching, written a second time, against the program: see docs/matching.md.

#![allow(missing_docs, reason = "a test")]

#[path = "lies.rs"]
#[allow(dead_code, reason = "examples/lies.rs uses the rest")]
mod lies;

mod settled;

#[test]
fn the_program_and_the_contract_agree_on_quotations_by_chance() {
    let count = std::env::var("LITERATIM_LIES").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let lies::Outcome { count, disagreements } = lies::judge_all(0, 0, count, 20);
    let listed: String = disagreements.iter().map(|one| format!("{one}\n\n")).collect();
    assert!(listed.is_empty(), "{listed}{} of {count} of this generator", disagreements.len());
}
