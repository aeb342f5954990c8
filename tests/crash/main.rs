//! Whatever fails, and whenever a run is killed: the state before or the one after, and the next run goes on.
//!
//! The real program runs on a real disk. A tracer (`crash/tracer.c`) stops at each of its system calls that changes a file,
//! and lets it fail there, or kills it. Then the same command runs again, or another one that writes, and everything must be
//! as if nothing had happened. The commands are in `crash/commands.txt`, one in a line.
//!
//! Some of the points are tried in each run of the tests. All of them, some thousands:
//! `LITERATIM_CRASH=all cargo test --release --test crash -- --nocapture`. A number in place of `all`: so many of each
//! command. Words: the commands that have them.

#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(clippy::print_stderr, missing_docs, reason = "a test, and a table for those who ask for it")]

#[macro_use]
#[path = "../skipped/mod.rs"]
mod skipped;

mod faults;
mod plans;
mod points;
mod states;
mod tracer;

use points::Line;
use states::States;
use tracer::Tracer;

/// The points of each command that are tried where nobody asks for all.
const SAMPLE: usize = 6;

#[test]
fn each_command_that_writes_goes_on_where_it_stopped() {
    let Some(tracer) = Tracer::build() else { return };
    let asked = std::env::var("LITERATIM_CRASH").ok();
    let states = States::new();
    let number: Option<usize> = asked.as_deref().map_or(Some(SAMPLE), |asked| asked.parse().ok());
    let lines = Line::all().into_iter().filter(|line| match asked.as_deref() {
        Some(words) if words != "all" && number.is_none() => line.about().contains(words),
        _ => true,
    });
    let (mut count, mut wrong) = (0, Vec::new());
    for line in lines {
        if line.about().contains("--key") && !states.has_key() {
            skipped!("there is no ssh-keygen here: {}", line.about());
            continue;
        }
        let tried = line.try_out(&tracer, &states, number);
        if asked.is_some() {
            eprintln!("{:5} points, {:3} wrong  {}", tried.count, tried.wrong.len(), line.about());
            tried.wrong.iter().take(8).for_each(|one| eprintln!("      {one}"));
        }
        count += tried.count;
        wrong.extend(tried.wrong.into_iter().map(|one| format!("{}: {one}", line.about())));
    }
    eprintln!("{count} points");
    assert!(wrong.is_empty(), "{} of {count} points:\n{}", wrong.len(), wrong.join("\n"));
    assert!(asked.is_none_or(|asked| asked != "all" || count >= 5000), "only {count} points");
}
