//! Words that notes strike out, and digits that they raise or lower: read as their reader sees them, in every format.

use super::*;

/// The words of the only quotation of `notes`, in the format of files that end so.
fn words(ending: &str, notes: &str) -> String {
    let read = read_as(notes, Format::of_file(&format!("notes.{ending}")).unwrap());
    assert_eq!(read.quotations.len(), 1, "{notes}\n{read:#?}");
    read.quotations[0].readings[0].text.clone()
}

/// Asserts that each of some notes quotes the words beside it.
fn quotes(ending: &str, pairs: &[(&str, &str)]) {
    for (notes, wanted) in pairs {
        assert_eq!(words(ending, notes), *wanted, "{notes}");
    }
}

#[test]
fn what_is_struck_out_is_left_out() {
    let wanted = "The sluice was finished";
    for (ending, notes) in [
        ("md", "“The sluice was ~~not~~ finished”"),
        ("md", "“The sluice was ~not~ finished”"),
        ("md", "> The sluice was <s>not</s> finished"),
        ("md", "> The sluice <del>was *not*</del> was finished"),
        ("md", "“The sluice was <strike>not yet</strike> finished”"),
        ("md", "“The sluice was <span style=\"text-decoration: line-through\">not</span> finished”"),
        ("md", "“The sluice was {--not --}finished”"),
        ("md", "“The sluice {++was++} finished”"),
        ("md", "“The sluice {~~is~>was~~} finished”"),
        ("html", "<p>“The sluice was <del>not</del> finished”"),
        ("html", "<p>“The sluice was <s>not <b>at all</b></s> finished”"),
        (
            "html",
            "<p>“The sluice was <span style='text-decoration:line-through'>not <span>yet</span> so</span> finished”",
        ),
        ("html", "<blockquote>The sluice <span class=line-through>was not</span> was finished</blockquote>"),
        ("html", "<blockquote><p style='text-decoration:line-through'>Not so.<p>The sluice was finished</blockquote>"),
        ("wiki", "“The sluice was <s>not</s> finished”"),
        ("wiki", "“The sluice was <strike>'''not'''</strike> finished”"),
        ("wiki", "“The sluice was {{strike|not}} finished”"),
        ("wiki", "{{quote|The sluice was <del>not</del> finished}}"),
        ("wiki", "“The sluice was <span style=\"text-decoration:line-through;\">not</span> finished”"),
        ("adoc", "“The sluice was [.line-through]#not# finished”"),
        ("adoc", "“The sluice was [line-through]#not# finished”"),
        ("adoc", "“The sluice was [.red.strike]##not##finished”"),
        ("rst", "“The sluice was :strike:`not` finished”"),
        ("rst", "“The sluice was :del:`not` finished”"),
        ("org", "“The sluice was +not+ finished”"),
        ("org", "“The sluice was +not\nat all+ finished”"),
        ("tex", "``The sluice was \\sout{not} finished''"),
        ("tex", "\\enquote{The sluice was \\st{not \\emph{yet}} finished}"),
        ("tex", "“The sluice was \\deleted[id=a]{not} finished”"),
    ] {
        assert_eq!(words(ending, notes).split_whitespace().collect::<Vec<_>>().join(" "), wanted, "{notes}");
        assert_eq!(words(ending, notes), wanted, "{notes}");
    }
}

#[test]
fn a_quotation_that_is_struck_out_whole_is_read_as_it_stands() {
    for (ending, notes) in [
        ("md", "~~“The sluice was finished”~~"),
        ("md", "“~~The sluice was finished~~.”"),
        ("md", "> ~~The sluice~~ ~~was finished~~"),
        ("md", "He ~~wrote “The sluice was finished” and~~ left"),
        ("html", "<del><p>“The sluice was finished”</p></del>"),
        ("wiki", "<s>“The sluice was finished”</s>"),
        ("org", "+“The sluice was finished”+"),
        ("tex", "\\sout{“The sluice was finished”}"),
    ] {
        assert_eq!(words(ending, notes).trim_end_matches('.'), "The sluice was finished", "{notes}");
    }
}

#[test]
fn a_mark_in_struck_words_takes_its_words_with_it() {
    quotes("md", &[("~~He said “The~~ sluice was finished”", "sluice was finished")]);
    quotes("md", &[("“The sluice was ~~finished” he~~ said", "The sluice was")]);
}

#[test]
fn what_only_looks_struck_out_stays() {
    quotes(
        "md",
        &[
            ("“The sluice was ~~not finished”", "The sluice was ~~not finished"),
            ("“The sluice was `~~not~~` finished”", "The sluice was ~~not~~ finished"),
            ("“The sluice was \\~\\~not\\~\\~ finished”", "The sluice was ~~not~~ finished"),
        ],
    );
    quotes(
        "org",
        &[
            ("“The sluice rose +5 feet and fell”", "The sluice rose +5 feet and fell"),
            ("“The sluice rose + 5 feet + 3”", "The sluice rose + 5 feet + 3"),
            ("“a C++ sluice and a+b”", "a C++ sluice and a+b"),
        ],
    );
    quotes("adoc", &[("“The sluice [1]#5# was finished”", "The sluice [1]5 was finished")]);
    quotes(
        "html",
        &[("<p>“The sluice was <s style='text-decoration:none'>not</s> finished”", "The sluice was not finished")],
    );
}

#[test]
fn struck_words_end_where_browsers_end_them() {
    quotes(
        "html",
        &[
            ("<blockquote><p>It was <del>new<p>not finished</blockquote>", "It was not finished"),
            ("<blockquote><p>It was <s>new<p>not</s> finished</blockquote>", "It was finished"),
            ("<blockquote>It was <del>new<p>not</p></del> finished</blockquote>", "It was finished"),
        ],
    );
    quotes(
        "md",
        &[
            ("> It was <s>new\n>\n> not</s> finished", "It was finished"),
            ("> It was\n>\n> <del>\n>\n> not\n>\n> </del>\n>\n> finished", "It was\n\nfinished"),
        ],
    );
}

#[test]
fn numbers_on_either_side_of_what_is_struck_out_stay_apart() {
    quotes(
        "md",
        &[("“It held 10~~5~~6 boats”", "It held 10 6 boats"), ("“It held 1<s>0</s>,5 boats”", "It held 1,5 boats")],
    );
}

#[test]
fn raised_and_lowered_digits_are_read_as_such() {
    for (ending, notes, wanted) in [
        ("md", "“It held 10<sup>6</sup> boats”", "It held 10⁶ boats"),
        ("md", "> It held 10<sup>−6</sup> boats", "It held 10⁻⁶ boats"),
        ("md", "<p>“It held 10<sup>6</sup> boats”</p>", "It held 10⁶ boats"),
        ("md", "“It held 10<span style='vertical-align: super'>6</span> boats”", "It held 10⁶ boats"),
        ("md", "“It held CO<sub>2</sub> boats”", "It held CO₂ boats"),
        ("md", "“It held H~2~O boats”", "It held H₂O boats"),
        ("md", "“It held 1<sup>1</sup>/<sub>2</sub> boats”", "It held 1¹/₂ boats"),
        ("md", "“It held 10<sup></sup>6 boats”", "It held 10 6 boats"),
        ("md", "“It held {sup}`6` boats of CO{sub}`2`”", "It held ⁶ boats of CO₂"),
        ("md", "“the 19<sup>th</sup> boat”", "the 19th boat"),
        ("md", "“the boat<sup>[1]</sup> sank”", "the boat[1] sank"),
        ("md", "“the boat<sup>1</sup> sank”", "the boat¹ sank"),
        ("html", "<p>“It held 10<sup>6</sup> boats”", "It held 10⁶ boats"),
        ("html", "<p>“It held 10<span style=\"vertical-align:super\">6</span> boats”", "It held 10⁶ boats"),
        ("html", "<p>“It held CO<sub><i>2</i></sub> boats”", "It held CO₂ boats"),
        ("wiki", "“It held 10<sup>6</sup> boats”", "It held 10⁶ boats"),
        ("wiki", "“It held 10{{sup|6}} boats of CO{{sub|2}}”", "It held 10⁶ boats of CO₂"),
        ("adoc", "“It held 10^6^ boats of CO~2~”", "It held 10⁶ boats of CO₂"),
        ("adoc", "“the 19^th^ boat”", "the 19th boat"),
        ("rst", "“It held 10\\ :sup:`6` boats of CO\\ :sub:`2`\\ ”", "It held 10⁶ boats of CO₂"),
        ("org", "“It held 10^{6} boats of CO_{2}”", "It held 10⁶ boats of CO₂"),
        ("org", "“It held H_2O and CO_2”", "It held H₂O and CO₂"),
        ("org", "“It held night_2.html and a_2_b”", "It held night_2.html and a_2_b"),
        ("tex", "“It held 10\\textsuperscript{6} boats of CO\\textsubscript{2}”", "It held 10⁶ boats of CO₂"),
        ("tex", "“It held 10$^6$ boats of CO$_2$”", "It held 10⁶ boats of CO₂"),
        ("tex", "“It held $10^6$ boats of $\\mathrm{CO_2}$”", "It held 10⁶ boats of CO₂"),
        ("tex", "“It held \\(10^{-6}\\) boats”", "It held 10⁻⁶ boats"),
        ("tex", "“It held $2.5 \\times 10^{12}$ boats”", "It held 2.5 × 10¹² boats"),
        ("tex", "“It held \\ce{CO2} and \\ce{2H2O} and \\ce{Ca^{2+}}”", "It held CO₂ and 2H₂O and Ca²⁺"),
        ("tex", "“It held $\\frac{1}{2}$ boats”", "It held \\frac{1}{2} boats"),
    ] {
        assert_eq!(words(ending, notes), wanted, "{notes}");
    }
}
