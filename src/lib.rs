//! `literatim` proves that the quotations in notes stand, letter for letter, in the body of archived articles.
//!
//! *Verbatim* means: the words between the marks occur in this order, contiguously except where the notes show an
//! ellipsis or brackets, in the body of the cited article, in bytes whose digest is in the manifest. It does not mean
//! that the article is true, that the site served it, or that the quotation is fair.
//!
//! ```
//! use literatim::{capture::Capture, manifest::Archive, notes::Reference, segment::Rules};
//! use literatim::verify::{Outcome, Policy, Verifier};
//!
//! let text = "The dam will hold for years, the engineers said on Monday.";
//! let capture = Capture::new("archive/dam/20250101T000000Z.txt".parse()?, text);
//! let verifier = Verifier::new(Archive::of([capture], &Rules::default()), Policy::default());
//! let quotation = verifier.judge("The dam will hold for decades", Some(Reference::Key("dam".into())));
//! assert_eq!(quotation.outcome(), Outcome::Refuted);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Everything here but [`store`], [`workspace`] and [`cli`] is pure: no disk, no clock, no environment, no printing.
//! Data flows down this list of rooms and never back up:
//!
//! 1. [`text`], [`digest`], [`progress`] and `parallel`: strings, their words, fingerprints; work that is counted, and done on
//!    all processors.
//! 2. [`capture`]: the bytes of an article as fetched once.
//! 3. [`document`]: files that hold other files, and the pages of PDF; [`web_archive`]: captures in web archives; [`markup`]: tokens of HTML; [`transcript`]: the text read out of a
//!    capture, with the way back.
//! 4. [`segment`]: what each part of that text is: body, caption, disclaimer …
//! 5. [`disclosure`]: words proven without the rest of their article; [`manifest`]: what was committed to; a
//!    [`manifest::Witness`] is a capture that still is what it was.
//! 6. [`history`]: how the archive came to be so, and proofs of it.
//! 7. [`notes`]: the quotations of somebody's notes, and what they cite.
//! 8. [`matching`]: where the words stand, letter for letter.
//! 9. [`diff`]: how words differ, what changed between captures, and what became of passages.
//! 10. [`verify`]: the judgement on each quotation: [`verify::Verifier`] is the whole of it.
//! 11. [`fix`]: notes put right by what the archive says.
//! 12. [`report`]: the same, for people and for programs.
//! 13. [`export`]: archive and report in the forms of other tools.
//! 14. [`store`]: the archive on the disk.
//! 15. [`workspace`]: notes and configuration on the disk.
//! 16. [`cli`]: the command line.

#![cfg_attr(not(test), deny(clippy::disallowed_methods))]

/// The page of the book about the library: its example is run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/tutorial/engineer.md")]
pub struct EngineerPage;

pub mod capture;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diff;
pub mod digest;
pub mod disclosure;
pub mod document;
pub mod export;
pub mod fix;
pub mod history;
pub mod manifest;
pub mod markup;
pub mod matching;
pub mod notes;
mod parallel;
pub mod progress;
pub mod report;
pub mod segment;
#[cfg(feature = "store")]
pub mod store;
pub mod text;
pub mod transcript;
pub mod verify;
pub mod web_archive;
#[cfg(feature = "store")]
pub mod workspace;
