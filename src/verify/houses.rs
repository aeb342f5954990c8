//! The house styles: which silent changes each takes, and the rule of its guide that says so.
//!
//! The one table that there is. What a guide asks to be shown in brackets or by an ellipsis needs no entry: those marks
//! are read in every style.

use super::Accept::{self, Decoding, FinalPunctuation, InitialCase, Parentheses, Typography};

/// A house style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct House {
    /// Its name, as `--style` and `literatim.toml` have it.
    pub name: &'static str,
    /// The guide that it is read from.
    pub guide: &'static str,
    /// The edits that it takes, each with the guide's rule in our words.
    pub allowances: &'static [(Accept, &'static str)],
    /// The edits that the guide refuses and one might expect it to take; may be empty.
    pub refuses: &'static str,
}

/// The edit that no guide speaks of: the fault is the archive's, not the editor's.
const DEBRIS: (Accept, &str) =
    (Decoding, "not in the guide: characters left by a wrong decoding of the archived bytes are nobody's words");

/// Every house style, the default first.
pub static HOUSES: [House; 7] = [
    House {
        name: "exact",
        guide: "no guide: exactly as archived",
        allowances: &[],
        refuses: "every silent change except white space",
    },
    House {
        name: "chicago",
        guide: "The Chicago Manual of Style, permissible changes to quotations (17th ed., 13.7)",
        allowances: &[
            (
                Typography,
                "single and double marks may change places; dashes, ellipses and letterforms follow the house",
            ),
            (InitialCase, "the first letter may be made a capital or a small one to fit the sentence"),
            (FinalPunctuation, "the mark at the end may be left out, or be the one that the sentence needs"),
            DEBRIS,
        ],
        refuses: "silent correction of misspellings: a corrected word is another word",
    },
    House {
        name: "mla",
        guide: "MLA Handbook, accuracy of quotations and punctuation with quotations",
        allowances: &[
            (Typography, "marks inside the quotation become single ones; type follows the essay"),
            (FinalPunctuation, "the last mark may give way to the sentence's own comma or stop"),
            DEBRIS,
        ],
        refuses: "changes of spelling, capitals or inner punctuation that no bracket shows",
    },
    House {
        name: "ap",
        guide: "The Associated Press Stylebook, quotations in the news, parentheses, quotation marks",
        allowances: &[
            (Typography, "marks inside the quotation become single ones; dashes are spaced, ellipses are three points"),
            (FinalPunctuation, "comma and stop always go inside the marks"),
            (Parentheses, "brackets cannot be sent by wire: insertions by the editor are in parentheses"),
            DEBRIS,
        ],
        refuses: "any other change of words, even to correct grammar",
    },
    House {
        name: "bluebook",
        guide: "The Bluebook, rules 5.2 (alterations) and 5.3 (omissions)",
        allowances: &[],
        refuses: "every change that no bracket or ellipsis shows, the first letter's case too; (cleaned up) or (citation \
                  modified) behind a citation covers quotation marks, square brackets and ellipses of the source",
    },
    House {
        name: "oxford",
        guide: "New Hart's Rules, chapter 9, quotations",
        allowances: &[
            (Typography, "marks, dashes, ellipses and ligatures follow the house"),
            (InitialCase, "the first letter may be made a capital or a small one to fit the sentence"),
            DEBRIS,
        ],
        refuses: "a final mark that is not the source's: punctuation is placed by sense, outside the marks",
    },
    House {
        name: "wikipedia",
        guide: "Wikipedia's Manual of Style, quotations (MOS:CONFORM, MOS:LQ)",
        allowances: &[
            (Typography, "typographical elements are adapted without comment: marks, dashes, ellipses, ligatures"),
            (InitialCase, "a quotation that is part of the sentence may begin with a small letter, unmarked"),
            DEBRIS,
        ],
        refuses: "a final mark that is not the source's: quotation is logical",
    },
];

/// The house style of this name.
pub fn house(name: &str) -> Option<&'static House> {
    HOUSES.iter().find(|house| house.name == name)
}
