//! The archive from outside: the real binary, on a real disk, with whatever can go wrong there.

#![allow(clippy::print_stderr, reason = "figures for those who ask for them")]

#[macro_use]
#[path = "../skipped/mod.rs"]
mod skipped;

mod added;
mod adding;
mod alike;
mod anything;
mod archive;
#[cfg(unix)]
mod attacks;
mod branches;
mod captures;
mod claimed;
mod command;
mod commands_json;
mod dates;
mod disclosing;
mod editing;
mod exporting;
mod fixity;
mod flips;
mod folders;
mod foreign_files;
mod furniture;
mod history;
mod in_place;
mod in_place_attacks;
mod kept_layout;
mod lists;
mod manifests;
mod names;
#[cfg(unix)]
mod oddities;
mod page_lists;
mod pages;
mod planted;
mod reader;
mod saved;
mod secrets;
mod source_files;
mod steering;
mod upgrading;
mod web_archives;
#[cfg(unix)]
mod writing;
