//! Files that programs made.

use super::builder::{insets, pages_of, read};
use literatim::transcript::{BlockKind, DecodeError, InsetKind, Transcript};

fn file(name: &str) -> Result<Transcript, DecodeError> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/made");
    read(&std::fs::read(folder.join(name)).unwrap())
}

/// Sentences of each file.
const TYPST: &[&str] = &[
    "It could be clarified that the extraordinary budget, worth €734.7 million, would superficially replace the offence of 1984 at the Coffer Dam Board.",
    "In 2024 the Flood Authority refurbished 5927 artificial cases, and Émile Garnier didn’t accept the development before June.",
    "Márton Szőke refurbished the municipal infrastructure; the Ministry of Fisheries was told until 2 December 2006, 8625 days later.",
    "Of 5526 offshore files on the infrastructure, the Café Owners’ Association has not acknowledged more than 88, and the recommendation costs £150.6 billion since 1975.",
];
const CHROMIUM: &[&str] = &[
    "It could be clarified that the extraordinary budget, worth €734.7 million, would superficially replace the offence of 1984 at the Coffer Dam Board.",
    "In 2024 the Flood Authority refurbished 5927 artificial cases, and Émile Garnier didn’t accept the development before June.",
    "Márton Szőke refurbished the municipal infrastructure; the Ministry of Fisheries was told until 2 December 2006, 8625 days later.",
    "Of 5526 offshore files on the infrastructure, the Café Owners’ Association has not acknowledged more than 88, and the recommendation costs £150.6 billion since 1975.",
];
const WRITER: &[&str] = &[
    "It could be clarified that the extraordinary budget, worth €734.7 million, would superficially replace the offence of 1984 at the Coffer Dam Board.",
    "In 2024 the Flood Authority refurbished 5927 artificial cases, and Émile Garnier didn’t accept the development before June.",
    "Márton Szőke refurbished the municipal infrastructure; the Ministry of Fisheries was told until 2 December 2006, 8625 days later.",
    "Of 5526 offshore files on the infrastructure, the Café Owners’ Association has not acknowledged more than 88, and the recommendation costs £150.6 billion since 1975.",
];
const REPORTLAB: &[&str] = &[
    "“We have simplified the measurement,” said Søren Kjær, who had unanimously asked for €419.9 million in 1992 and 2713 letters.",
    "“We have certified the hospital,” said Émile Garnier, who had deliberately asked for €83.7 million in 2001 and 4312 letters.",
    "“We have offered the staffing,” said Émile Garnier, who had officially asked for €758.2 million in 1976 and 5651 letters.",
    "In 2016 the Harbour Office rejected 7957 insufficient cases, and Ines Kaya didn’t accept the investigation before March.",
];
const LATEX: &[&str] = &[
    "It could be clarified that the extraordinary budget, worth €734.7 million, would superficially replace the offence of 1984 at the Coffer Dam Board.",
    "Of 8385 international files on the compensation, the Coffer Dam Board has confirmed more than 84, and the reclassification costs 10 025 tonnes since 1953.",
];

/// The words of a transcript, with one space between two.
fn words(transcript: &Transcript) -> String {
    transcript.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_program_that_makes_pdfs_is_read() {
    for (name, head, sentences) in [
        ("typst.pdf", "Offence papers of the river office, volume 3", TYPST),
        ("latex.pdf", "Staffing papers of the river office, volume 3", LATEX),
        ("chromium.pdf", "Tariff papers of the river office, volume 3", CHROMIUM),
        ("writer.pdf", "Affidavit papers of the river office, volume 3", WRITER),
        ("reportlab.pdf", "Bridge papers of the river office, volume 4", REPORTLAB),
    ] {
        let transcript = file(name).unwrap();
        assert!(!transcript.text().contains(head), "{name}");
        assert!(insets(&transcript, InsetKind::PageBreak).contains(&head.to_owned()), "{name}");
        let text = words(&transcript);
        for sentence in sentences {
            assert!(text.contains(sentence), "{name}: {sentence}");
        }
        assert!(!text.contains('\u{fffd}'), "{name}");
    }
}

#[test]
fn notes_of_each_program_are_notes() {
    for name in ["typst.pdf", "latex.pdf", "writer.pdf"] {
        let transcript = file(name).unwrap();
        let notes = transcript.blocks().iter().filter(|block| block.kind == BlockKind::Note).count();
        assert_eq!((notes, insets(&transcript, InsetKind::NoteMarker).len()), (2, 4), "{name}");
    }
}

#[test]
fn a_file_that_opens_without_a_password_is_read_and_a_locked_one_is_told() {
    for name in ["rc4.pdf", "aes.pdf", "aes-256.pdf"] {
        assert!(words(&file(name).unwrap()).contains(REPORTLAB[0]), "{name}");
    }
    assert_eq!(file("locked.pdf").unwrap_err(), DecodeError::Encrypted);
}

#[test]
fn a_sentence_over_two_pages_stands_on_both() {
    let transcript = file("latex.pdf").unwrap();
    let pages: Vec<u32> = pages_of(&transcript, LATEX[1]);
    assert_eq!(pages.len(), 2, "{pages:?}");
}

#[test]
fn no_damage_makes_a_reader_fail_without_a_reason() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/made");
    for name in ["reportlab.pdf", "aes.pdf", "typst.pdf"] {
        let whole = std::fs::read(folder.join(name)).unwrap();
        for part in 1..40 {
            let cut = whole.len() * part / 40;
            drop(read(&whole[..cut]));
            let mut turned = whole.clone();
            turned[cut] ^= 0x5a;
            turned[cut / 2] = b'(';
            drop(read(&turned));
        }
    }
}
