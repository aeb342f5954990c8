//! Revisions whose outcome is known: edits of every class from a fixed seed, words carried forward, real pairs.

#![allow(clippy::print_stderr, reason = "a test that skips must say so")]

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

#[path = "revisions/agree.rs"]
mod agree;
#[path = "revisions/article.rs"]
mod article;
#[path = "revisions/carried.rs"]
mod carried;
#[path = "revisions/classes.rs"]
mod classes;
#[path = "revisions/doubtful.rs"]
mod doubtful;
#[path = "revisions/large.rs"]
mod large;
#[path = "revisions/pages.rs"]
mod pages;
#[path = "revisions/read.rs"]
mod read;
#[path = "revisions/real.rs"]
mod real;
#[path = "revisions/sense.rs"]
mod sense;
