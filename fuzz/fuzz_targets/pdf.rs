#![no_main]

#[path = "../../tests/laws/pdf.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::pdf(bytes));
