//! Judges quotations by chance with the program and with the contract written a second time.
//!
//! ```sh
//! cargo run --release --example lies -- --count 1000000 --seed 7
//! ```
//!
//! Prints every disagreement, made small, and *0 of N of this generator*: see docs/oracle.md.

#![allow(clippy::print_stdout, missing_docs)]

#[path = "../tests/oracle/lies.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod lies;

use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, default: u64| {
        let at = arguments.iter().position(|one| one == name);
        at.and_then(|at| arguments.get(at + 1)).map_or(default, |one| one.parse().expect("a number"))
    };
    let (seed, most) = (number("--seed", 0), number("--most", 100));
    if arguments.iter().any(|one| one == "--time") {
        let begin = Instant::now();
        let rounds: Vec<_> = (0..20).map(|number| lies::round(seed, number)).collect();
        println!("made {:?}", begin.elapsed());
        let begin = Instant::now();
        rounds.iter().for_each(|(bench, quoted)| quoted.iter().for_each(|one| drop(bench.program(&one.words))));
        println!("program {:?}", begin.elapsed());
        let begin = Instant::now();
        rounds.iter().for_each(|(bench, quoted)| quoted.iter().for_each(|one| drop(bench.contract(&one.words, false))));
        println!("contract {:?}", begin.elapsed());
        return ExitCode::SUCCESS;
    }
    let begin = Instant::now();
    let (count, found) = lies::judge_all(seed, number("--count", 100_000), usize::try_from(most).unwrap_or(usize::MAX));
    for one in &found {
        println!("{one}\n");
    }
    println!("{} of {count} of this generator, seed {seed}, in {:.0?}", found.len(), begin.elapsed());
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
