//! Reports as people and programs get them. The files beside this one are what is written, letter for letter; the
//! colours are spelled `{red}`. `LITERATIM_BLESS=1 cargo test --test report` writes them anew.

mod exit;
mod golden;
mod held;
mod json;
mod lines;
mod sample;
mod together;
#[path = "../witnesses/mod.rs"]
mod witnesses;
