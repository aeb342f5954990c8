//! Work and memory grow no faster than the notes: whatever form repeats in them, twice as much takes about twice as much.
//!
//! No clock is asked. The library is built as a module of WebAssembly, and an interpreter counts every instruction of it
//! that is executed, an allocator the bytes: nothing is left out, and a machine that is slow or busy counts the same.
//! The forms are in `linear/forms.rs`, and the limit in `linear/host.rs`.
//!
//! `LITERATIM_LINEAR=2000000000 cargo test --test linear -- --nocapture` doubles each form until it takes that many
//! instructions, and prints a line for each.

#![allow(clippy::print_stderr, missing_docs, reason = "a test, and a table for those who ask for it")]

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// A form is doubled until it takes so many instructions.
const ENOUGH: &str = "200000000";

fn has_library_for_target() -> bool {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().unwrap().stdout;
    Path::new(String::from_utf8(sysroot).unwrap().trim()).join("lib/rustlib").join(TARGET).is_dir()
}

#[test]
fn twice_as_much_of_any_form_takes_about_twice_the_work_and_memory() {
    if !has_library_for_target() {
        skipped!("the standard library for {TARGET} is not here (rustup target add {TARGET})");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("linear");
    let cargo = |command: &str, profile: &str| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([command, "--locked", "--quiet", "--profile", profile, "--target-dir"]).arg(&folder);
        cargo.arg("--manifest-path").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linear/Cargo.toml"));
        cargo
    };
    let built = cargo("build", "guest").args(["--lib", "--target", TARGET]).status().unwrap();
    assert!(built.success(), "the library is not built for {TARGET}");
    let enough = std::env::var("LITERATIM_LINEAR").unwrap_or_else(|_| ENOUGH.to_owned());
    let module = folder.join(TARGET).join("guest/guest.wasm");
    let output = cargo("run", "release").args(["--bin", "host", "--"]).arg(module).arg(enough).output().unwrap();
    eprintln!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
