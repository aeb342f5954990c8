//! Judges quotations by chance with the program and with the contract written a second time.
//!
//! ```sh
//! cargo run --release --example lies -- --count 1000000 --seed 7
//! ```
//!
//! With `--pick`, it prints cases for `tests/conformance`, and with `--most N` it stops after so many disagreements. A run that
//! was stopped goes on with `--from N`.
//!
//! Prints every disagreement, made small, and after each million *0 of N of this generator*: see docs/matching.md.

#![allow(clippy::print_stdout, missing_docs)]

#[path = "../tests/oracle/lies.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod lies;

use lies::pick;
use std::process::ExitCode;
use std::time::Instant;

/// After so many quotations it says what was found so far.
const A_PART: u64 = 1_000_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, default: u64| {
        let at = arguments.iter().position(|one| one == name);
        at.and_then(|at| arguments.get(at + 1)).map_or(default, |one| one.parse().expect("a number"))
    };
    let (seed, most) = (number("--seed", 0), number("--most", 100));
    if arguments.iter().any(|one| one == "--pick") {
        pick::lines(seed, 200).iter().for_each(|line| println!("{line}"));
        return ExitCode::SUCCESS;
    }
    let begin = Instant::now();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let (from, count) = (number("--from", 0), number("--count", 100_000));
    let (mut judged, mut found) = (0, 0);
    while judged < count && found < most {
        let part = lies::judge_all(seed, from + judged, (count - judged).min(A_PART), most - found);
        part.disagreements.iter().for_each(|one| println!("{one}\n"));
        (judged, found) = (judged + part.count, found + part.disagreements.len());
        println!("{found} of {judged} of this generator, seed {seed}, from {from}, in {:.0?}", begin.elapsed());
    }
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
