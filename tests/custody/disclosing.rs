//! Text withheld: what is public proves the quotations of notes, and nothing else.

use crate::archive::{Archive, Ran, literatim, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const STORY: &str = "The bridge reopens\n\nThe “old bridge” was closed for 11,000 hours, the town’s engineer said on Monday \
    morning in the hall.\n\nNobody had expected that the repairs would take so long, and nobody could say what they had \
    cost by the end of the second winter.\n\nThe bridge, which is older than the town, carries nine buses an hour.\n\n\
    A bus on the new bridge (Photo: Ann Lamp)\n\nThis article was originally published by The Other Lamp.\n";
const LATER: &str = "The bridge reopens\n\nThe “old bridge” was closed for 12,000 hours, the town’s engineer said on Monday \
    morning in the hall.\n\nNobody had expected that the repairs would take so long.\n";
const WHEN: &str = "2014-06-11T09:30:00Z";
const NOTES: &str = "He said “was closed for 11,000 hours” [@bridge].\n\n“Nobody had expected that […] the second winter” \
    [@bridge], and “carries nine buses an hour” [@bridge].\n";

/// An archive, and its public part in a folder beside it, with the notes.
struct Both {
    archive: Archive,
    public: PathBuf,
}

impl Both {
    fn with(notes: &str) -> Self {
        let archive = Archive::empty();
        archive.add("bridge", WHEN, STORY.as_bytes()).ends_with(0);
        archive.add("other", WHEN, b"Another story\n\nOther words were said of the bridge in the hall.\n").ends_with(0);
        let both = Self { public: archive.folder.path().join("public"), archive };
        fs::write(both.archive.path("notes.md"), notes).unwrap();
        both.disclose().ends_with(0);
        both.write("notes.md", notes);
        both
    }

    fn disclose(&self) -> Ran {
        self.archive.run(&["disclose", "notes.md", "--public", self.public.to_str().unwrap()])
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.public.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.public.join(name)).unwrap()
    }

    fn in_public(&self, args: &[&str]) -> Ran {
        run(literatim().current_dir(&self.public).args(args))
    }

    fn verify(&self) -> Ran {
        self.in_public(&["verify", "notes.md"])
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.in_public(&["verify", "notes.md", "--format", "json"]).out).unwrap()
    }

    /// Verifies other notes, and brings the disclosed ones back.
    fn verify_instead(&self, notes: &str) -> Ran {
        self.write("notes.md", notes);
        let ran = self.verify();
        self.write("notes.md", NOTES);
        ran
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn quotations_are_verbatim_without_their_article() {
    let both = Both::with(NOTES);
    assert_eq!(names(&both.public), ["literatim.toml", "notes.md", "quotations.proofs", "withheld.json"]);
    both.verify().ends_with(0).says("3 verbatim").says("3 quotations proven by disclosed words");
    let json = both.json();
    for quotation in json["quotations"].as_array().unwrap() {
        assert_eq!((&quotation["verdict"], &quotation["evidence"]), (&"verbatim".into(), &"disclosed".into()));
        assert_eq!(quotation["disclosed"]["role"], "body");
        assert_eq!(quotation["loci"], Value::Array(Vec::new()));
    }
    both.in_public(&["audit"]).ends_with(0).says("2 captures withheld: 3 proofs valid");
    both.archive.run(&["audit"]).ends_with(0);
    both.archive.run(&["manifest", "--check"]).ends_with(0);
}

#[test]
fn commitments_that_a_branch_exchanged_do_not_pass_beside_the_base() {
    let both = Both::with(NOTES);
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=n", "-c", "user.email=n@n.example", "-c", "commit.gpgsign=false"];
        let git = std::process::Command::new("git").current_dir(&both.public).args(identity).args(args).output();
        git.is_ok_and(|output| output.status.success())
    };
    if !(git(&["init", "-q", "-b", "main"]) && git(&["add", "-A"]) && git(&["commit", "-qm", "x"])) {
        return skipped!("there is no git");
    }
    let path = std::env::var_os("PATH").unwrap();
    let beside = |args: &[&str]| run(literatim().env("PATH", &path).current_dir(&both.public).args(args));
    beside(&["verify", "notes.md", "--base", "main"]).ends_with(0).says("3 verbatim");
    beside(&["audit", "--base", "main"]).ends_with(0);
    let theirs = Archive::empty();
    theirs.add("bridge", WHEN, STORY.replace("11,000", "12,000").as_bytes()).ends_with(0);
    let notes = NOTES.replace("11,000", "12,000");
    fs::write(theirs.path("notes.md"), &notes).unwrap();
    let public = theirs.folder.path().join("public");
    theirs.run(&["disclose", "notes.md", "--public", public.to_str().unwrap()]).ends_with(0);
    for name in ["withheld.json", "quotations.proofs"] {
        fs::copy(public.join(name), both.public.join(name)).unwrap();
    }
    both.write("notes.md", &notes);
    both.verify().ends_with(0).says("3 verbatim");
    beside(&["verify", "notes.md", "--base", "main"]).ends_with(2).says("archive-rewritten");
    beside(&["audit", "--base", "main"]).ends_with(2).says("recommitted");
    // Or the article itself, of which nothing is withheld then.
    assert!(git(&["checkout", "-q", "."]));
    for part in ["archive", "manifests", "history"] {
        let copied = std::process::Command::new("cp").arg("-r").arg(theirs.path(part)).arg(&both.public).status();
        assert!(copied.unwrap().success());
    }
    both.write("notes.md", "He said “was closed for 12,000 hours” [@bridge].\n");
    both.verify().ends_with(0).says("1 verbatim");
    beside(&["verify", "notes.md", "--base", "main"]).ends_with(2).says("archive-rewritten");
}

#[test]
fn nothing_of_the_article_is_public_but_the_words_that_were_quoted() {
    let both = Both::with(NOTES);
    let public = both.read("withheld.json") + &both.read("quotations.proofs");
    for hidden in ["engineer", "repairs", "older", "Photo", "Lamp", "Another", "reopens"] {
        assert!(!public.contains(hidden), "{hidden}");
    }
    let holdings = both.archive.load();
    for witness in holdings.witnesses {
        for digest in [witness.manifest().sha256, literatim::digest::Digest::of(witness.text().as_bytes())] {
            assert!(!public.contains(&digest.hex()));
        }
    }
    let seed = fs::read_to_string(both.archive.path("archive/.disclosure-seed")).unwrap();
    assert!(!public.contains(seed.trim()));
    let bag = both.archive.folder.path().join("bag");
    both.archive.run(&["export", bag.to_str().unwrap()]).ends_with(0);
    assert!(!bag.join("data/archive/.disclosure-seed").exists());
}

#[test]
fn any_other_words_cannot_be_told() {
    let both = Both::with(NOTES);
    for (was, is) in [
        ("11,000", "12,000"),
        ("was closed", "were closed"),
        ("closed for 11,000 hours", "for 11,000 hours closed"),
        ("11,000 hours", "11,000 Hours"),
        // Words that do stand in the article, but that nobody disclosed.
        ("was closed for", "“old bridge” was closed for"),
        ("11,000 hours", "11,000 hours, the town’s engineer"),
        ("carries nine buses an hour", "which is older than the town"),
        // A shifted start, a dropped last word, and both at an ellipsis.
        ("was closed", "closed"),
        ("11,000 hours", "11,000"),
        ("nine buses an hour", "nine buses an"),
        ("expected that […]", "expected […]"),
        ("[…] the second", "[…] second"),
        ("[…] the second winter", ""),
        ("Nobody had expected that […] the second winter", "the second winter […] Nobody had expected that"),
        ("was closed for 11,000 hours", "was closed for 11,000 hours […] carries nine buses an hour"),
        // Another article, and one that is none.
        ("hours” [@bridge]", "hours” [@other]"),
        // What stands for words that are hidden.
        ("that […] the second", "that \u{1a}\u{1a}\u{1a} the second"),
    ] {
        let notes = NOTES.replacen(was, is, 1);
        assert_ne!(notes, NOTES, "{was}");
        both.verify_instead(&notes).ends_with(2).says("quote-withheld").says("2 verbatim");
    }
    both.verify_instead(&NOTES.replacen("hours” [@bridge]", "hours” [@nowhere]", 1)).says("citation-unknown");
}

#[test]
fn what_the_house_style_allows_is_allowed_here_too() {
    let both = Both::with(NOTES);
    let notes = NOTES.replacen("“was closed", "“[W]as closed", 1);
    both.verify_instead(&notes).ends_with(0).says("(2 with edits)");
    both.write("notes.md", &NOTES.replacen("an hour”", "an hour,”", 1));
    both.verify().ends_with(2);
    both.in_public(&["verify", "--style", "chicago", "notes.md"]).ends_with(0);
}

#[test]
fn a_changed_proof_or_commitment_proves_nothing() {
    let both = Both::with(NOTES);
    let (proofs, withheld) = (both.read("quotations.proofs"), both.read("withheld.json"));
    let bridge = "archive/bridge/20140611T093000Z.txt";
    for (was, is) in [
        ("11,000", "12,000"),
        ("\"token\":3", "\"token\":4"),
        ("\"token\":3", "\"token\":2"),
        ("\"paragraph\":1", "\"paragraph\":2"),
        (bridge, "archive/other/20140611T093000Z.txt"),
        (bridge, "archive/nowhere/20140611T093000Z.txt"),
        ("hours, ", ""),
        ("was ", ""),
        ("\"salts\":\"", "\"salts\":\"AAAA"),
        ("{\"capture\"", "{ \"capture\""),
    ] {
        let edited = proofs.replacen(was, is, 1);
        assert_ne!(edited, proofs, "{was}");
        both.write("quotations.proofs", &edited);
        both.verify().ends_with(2).says("quotations.proofs:").says("quote-withheld");
        both.in_public(&["audit"]).ends_with(2).says("quotations.proofs:");
    }
    both.write("quotations.proofs", &proofs);
    for (was, is) in
        [("\"depth\":6", "\"depth\":7"), ("\"role\":\"body\"", "\"role\":\"caption\""), ("words-1", "words-2")]
    {
        let edited = withheld.replacen(was, is, 1);
        assert_ne!(edited, withheld, "{was}");
        both.write("withheld.json", &edited);
        both.verify().ends_with(2).lacks("verbatim notes").says("withheld.json");
    }
    both.write("withheld.json", &withheld);
    both.write("quotations.proofs", "");
    both.verify().ends_with(2).says("3 could not be checked");
    fs::remove_file(both.public.join("quotations.proofs")).unwrap();
    both.verify().ends_with(2).says("3 could not be checked");
}

#[test]
fn only_what_is_verbatim_in_the_body_is_disclosed() {
    let both = Both::with(NOTES);
    for (quotation, why) in [
        ("“was closed for 12,000 hours” [@bridge]", "refuted"),
        ("“A bus on the new bridge” [@bridge]", "outside the body"),
        ("“originally published by The Other Lamp” [@bridge]", "refuted"),
        ("“Nobody had expected that the repairs”", "cites no article"),
    ] {
        fs::write(both.archive.path("notes.md"), format!("{NOTES}\n\nHe said {quotation}.\n")).unwrap();
        both.disclose().ends_with(1).says(why).says("3 quotations disclosed");
        let proofs = both.read("quotations.proofs");
        assert!(!proofs.contains("new bridge") && !proofs.contains("Lamp"));
    }
    both.verify().ends_with(0);
}

#[test]
fn words_of_an_older_capture_are_said_to_be_superseded() {
    let both = Both::with(NOTES);
    both.archive.add("bridge", "2014-06-12T09:30:00Z", LATER.as_bytes()).ends_with(0);
    both.disclose().ends_with(0);
    both.verify().ends_with(0).says("quote-superseded").says("2014-06-12T09:30:00Z");
    both.in_public(&["verify", "--strict", "notes.md"]).ends_with(1);
    both.verify_instead(&NOTES.replace("[@bridge]", "[@bridge, 2014-06-11]")).ends_with(0).lacks("quote-superseded");
}

#[test]
fn what_was_given_away_is_counted_and_much_of_it_is_warned_of() {
    let both = Both::with(NOTES);
    both.disclose().ends_with(0).says("3 quotations disclosed").says("archive/bridge/").says("warning");
    let tally = fs::read_to_string(both.archive.path("archive/.disclosed")).unwrap();
    both.disclose().ends_with(0);
    assert_eq!(fs::read_to_string(both.archive.path("archive/.disclosed")).unwrap(), tally, "twice is once");
    fs::write(both.archive.path("notes.md"), "“in the hall” [@bridge]\n").unwrap();
    both.disclose().ends_with(0);
    assert_ne!(fs::read_to_string(both.archive.path("archive/.disclosed")).unwrap(), tally);
    both.verify().ends_with(0);
}

#[test]
fn the_same_archive_makes_the_same_public_files_and_can_say_so() {
    let both = Both::with(NOTES);
    let public = both.public.to_str().unwrap();
    let before = [both.read("withheld.json"), both.read("quotations.proofs")];
    both.disclose().ends_with(0);
    assert_eq!([both.read("withheld.json"), both.read("quotations.proofs")], before);
    both.archive.run(&["disclose", "--check", "--public", public]).ends_with(0);
    both.write("quotations.proofs", &before[1].replacen("11,000", "12,000", 1));
    both.archive.run(&["disclose", "--check", "--public", public]).ends_with(1).says("proof 2");
    both.write("withheld.json", &before[0].replacen("other", "athor", 1));
    both.archive.run(&["disclose", "--check", "--public", public]).ends_with(1).says("withheld.json");
    fs::write(both.archive.path("archive/.disclosure-seed"), "lost").unwrap();
    both.disclose().ends_with(2).says("restore the seed");
}

#[test]
fn an_archive_that_is_in_trouble_discloses_nothing() {
    let both = Both::with(NOTES);
    let before = both.read("withheld.json");
    both.archive.edit("archive/other/20140611T093000Z.txt", "Other", "Older");
    both.disclose().ends_with(2).says("nothing was written");
    assert_eq!(both.read("withheld.json"), before);
}

#[test]
fn what_is_held_goes_before_what_is_only_disclosed() {
    let both = Both::with(NOTES);
    both.archive.run(&["disclose", "notes.md"]).ends_with(0);
    assert!(both.archive.path("withheld.json").is_file());
    both.archive.run(&["verify", "notes.md"]).ends_with(0).lacks("disclosed words").says("2 captures proven");
    both.archive.edit("archive/bridge/20140611T093000Z.txt", "11,000", "12,000");
    both.archive.run(&["verify", "notes.md"]).ends_with(2).says("fixity-breach");
}

#[test]
fn digests_of_bare_bytes_beside_what_is_public_are_warned_of() {
    let both = Both::with(NOTES);
    both.disclose().lacks("do not publish it");
    fs::create_dir(both.public.join("manifests")).unwrap();
    both.disclose().ends_with(0).says("public/manifests").says("do not publish it");
}

#[test]
fn scripts_without_spaces_give_away_no_more_than_is_quoted() {
    let archive = Archive::empty();
    let story = "橋の再開\n\n古い橋は一万一千時間閉鎖されていたと技師は月曜日に語った。\n";
    archive.add("hashi", WHEN, story.as_bytes()).ends_with(0);
    let notes = "「一万一千時間閉鎖」 [@hashi]\n";
    let both = Both { public: archive.folder.path().join("public"), archive };
    fs::write(both.archive.path("notes.md"), notes).unwrap();
    both.disclose().ends_with(0);
    both.write("notes.md", notes);
    assert!(both.read("quotations.proofs").contains("[\"一万一千時間閉鎖\"]"));
    both.verify().says("1 verbatim");
}
