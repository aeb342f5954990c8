//! Evidence: why a segment has its role, in one line each.

use crate::segment::model::{lines, page};
use crate::segment::rules::layout;
use crate::segment::{Rules, Segment};
use crate::transcript::Transcript;

/// The longest pattern that is shown, in characters.
const LONGEST: usize = 90;

/// The evidence for the role of each segment: the pattern that its words match, or what its rule looks at; and where a
/// model separated story from furniture, the features that decided most.
pub fn evidence(transcript: &Transcript, rules: &Rules, segments: &[Segment]) -> Vec<String> {
    let reasons = match transcript.elements().is_empty() {
        _ if transcript.exceeds_limits() => Vec::new(),
        true => lines::reasons(transcript, rules, segments),
        false => page::reasons(transcript),
    };
    let weighed = |segment: &&Segment| {
        [layout::BODY, layout::LIST, layout::TABLE, layout::BLOCK_QUOTATION, layout::LINE].contains(&&*segment.rule)
            || segment.rule.starts_with("page-")
    };
    let line = |segment: &Segment| {
        let block = transcript.blocks().before(segment.span.start);
        let basis = basis(rules, &segment.rule);
        match reasons.get(block).filter(|reasons| !reasons.is_empty() && weighed(&segment)) {
            Some(reasons) => format!("{basis} (by {})", reasons.join(", ")),
            None => basis,
        }
    };
    segments.iter().map(line).collect()
}

/// The evidence of a rule that comes with the program; `None` for the id of another.
pub fn meaning(id: &str) -> Option<String> {
    let rules = Rules::default();
    let is_known = layout::meaning(id).is_some() || rules.iter().any(|rule| rule.id == id);
    is_known.then(|| basis(&rules, id))
}

fn basis(rules: &Rules, id: &str) -> String {
    if let Some(rule) = rules.iter().find(|rule| rule.id == id) {
        let shown: String = rule.pattern.chars().take(LONGEST).collect();
        let cut = if shown.len() < rule.pattern.len() { "…" } else { "" };
        return format!("its words match {shown}{cut}");
    }
    layout::meaning(id).unwrap_or("this rule no longer exists; run `literatim manifest`").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Capture, Record};
    use crate::segment::segment;
    use crate::transcript::decode;

    #[test]
    fn every_segment_can_say_why_it_is_what_it_is() {
        let html = "<nav class=menu><a href=/>Home</a></nav><h1>The lamp is lit</h1><p>The lamp over the bridge was lit \
            again last night, for the first time since the flood, said the mayor.<p>It went out, and all of the people \
            who had come to see it went home in the rain.<footer>© 2020 The Lantern. All rights reserved.</footer>";
        let path = "archive/a/20250101T000000Z.html".parse().unwrap();
        let transcript = decode(&Capture { path, bytes: html.into(), record: Record::default() }).unwrap();
        let segments = segment(&transcript, &Rules::default());
        let evidence = evidence(&transcript, &Rules::default(), &segments);
        assert_eq!(evidence.len(), segments.len());
        assert!(evidence[0].starts_with("page furniture"), "{evidence:#?}");
        assert!(evidence.last().unwrap().starts_with("its words match ^(?:©"), "{evidence:#?}");
    }
}
