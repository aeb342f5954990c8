#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(notes) = std::str::from_utf8(bytes) { laws::notes_as(literatim::verify::Format::MediaWiki, notes); }
});
