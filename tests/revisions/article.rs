//! Articles made by chance, from a fixed seed.

#[path = "../witnesses/mod.rs"]
mod witnesses;

use literatim::capture::Record;
use literatim::manifest::{Holdings, Witness};
use std::sync::Arc;

/// Numbers that look drawn by lot, and are the same on every run (Steele and others, SplitMix64).
pub struct Lot(pub u64);

impl Lot {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % bound as u64) as usize
    }

    pub fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

pub const NAMES: [&str; 12] = [
    "Ardan",
    "Belwick",
    "Corrin",
    "Dunmore",
    "Elsbeth",
    "Fenwright",
    "Garrow",
    "Hollis",
    "Iverly",
    "Jaskin",
    "Kettering",
    "Lomond",
];
const PLACES: [&str; 8] = ["harbour", "market", "library", "station", "bridge", "school", "theatre", "reservoir"];
const DEEDS: [&str; 8] = ["repaired", "inspected", "painted", "reopened", "measured", "cleaned", "surveyed", "drained"];
const THINGS: [&str; 10] =
    ["lanterns", "ledgers", "timbers", "cables", "windows", "pumps", "benches", "engines", "barrels", "ropes"];
const TIMES: [&str; 8] = [
    "before dawn",
    "after the storm",
    "in heavy rain",
    "without much noise",
    "over the winter",
    "under supervision",
    "by hand",
    "at low tide",
];
const ADDS: [&str; 8] = ["quickly", "carefully", "twice", "again", "together", "slowly", "alone", "willingly"];

pub fn sentence(lot: &mut Lot) -> String {
    let (name, other) = (lot.of(&NAMES), lot.of(&NAMES));
    let (place, deed, thing, time, add) =
        (lot.of(&PLACES), lot.of(&DEEDS), lot.of(&THINGS), lot.of(&TIMES), lot.of(&ADDS));
    let count = 12 + lot.below(900);
    match lot.below(5) {
        0 => format!(
            "Workers at the {place} {deed} {count} {thing} {time}, and the crew of {name} was pleased with them."
        ),
        1 => format!("The council of {name} was told that the {thing} at the {place} had been {deed} {add} {time}."),
        2 => format!(
            "“We have {deed} the {thing} {add} and the {place} is now open to all,” said {name} of the committee, {time}."
        ),
        3 => format!(
            "It was {count} days until the {place} could be {deed} {time}, which the families of {other} had expected."
        ),
        _ => {
            format!("Nearby, the old {place} of {name} is {add} {deed} whenever the {thing} of {other} arrive {time}.")
        }
    }
}

pub fn paragraph(lot: &mut Lot) -> String {
    (0..2 + lot.below(3)).map(|_| sentence(lot)).collect::<Vec<_>>().join(" ")
}

/// A headline and paragraphs.
pub fn article(lot: &mut Lot, paragraphs: usize) -> Vec<String> {
    let headline = format!("# The {} of {} and its {}", lot.of(&PLACES), lot.of(&NAMES), lot.of(&THINGS));
    std::iter::once(headline).chain((0..paragraphs).map(|_| paragraph(lot))).collect()
}

pub fn witness(name: &str, text: &str) -> Witness {
    witnesses::witness(&format!("archive/gazette/{name}.md"), text, Record::default())
}

/// A web page of the same article.
pub fn page(name: &str, bytes: impl Into<Vec<u8>>) -> Witness {
    witnesses::witness(&format!("archive/gazette/{name}.html"), bytes, Record::default())
}

/// An archive that has these captures of the article and no others.
pub fn holdings(captures: Vec<Witness>) -> Arc<Holdings> {
    witnesses::holdings(captures)
}

pub fn pair(old: &[String], new: &[String]) -> (Witness, Witness) {
    (witness("20260101T000000Z", &old.join("\n\n")), witness("20260102T000000Z", &new.join("\n\n")))
}
