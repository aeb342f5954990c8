//! The contract of matching, written a second time, against the program: see docs/oracle.md.

#![allow(missing_docs, reason = "a test")]

#[path = "lies.rs"]
mod lies;

#[test]
fn the_program_and_the_contract_agree_on_quotations_by_chance() {
    let count = std::env::var("LITERATIM_LIES").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let (count, found) = lies::judge_all(0, count, 20);
    for one in &found {
        println!("{one}\n");
    }
    assert!(found.is_empty(), "{} of {count} of this generator", found.len());
}
