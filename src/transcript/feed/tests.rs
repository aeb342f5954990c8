use crate::capture::Capture;
use crate::text::Span;
use crate::transcript::{BlockKind, DecodeError, Transcript, decode};
use proptest::prelude::*;

fn read(file: &str) -> Result<Transcript, DecodeError> {
    decode(&Capture::new("archive/a/20250101T000000Z.rss".parse().unwrap(), file))
}

const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"c\" xmlns:media=\"m\"><channel><title>The Lantern</title>\
    <item><media:title>Not this</media:title><title>The lamp &amp; the lock</title><description>Short.</description><content:encoded>\
    <![CDATA[<p>The lamp &amp; all was <b>lit</b>.</p><p>It held.</p>]]></content:encoded></item>\
    <item><title>Later</title><description>It was &lt;i&gt;dry&lt;/i&gt;.</description></item></channel></rss>";

#[test]
fn a_feed_is_its_entries_with_their_longest_words() {
    let feed = read(RSS).unwrap();
    assert_eq!(feed.text(), "The lamp & the lock\n\nThe lamp & all was lit.\n\nIt held.\n\nLater\n\nIt was dry.");
    let kinds = Vec::from_iter(feed.blocks().iter().map(|block| block.kind));
    let (heading, paragraph) = (BlockKind::Heading(2), BlockKind::Paragraph);
    assert_eq!(kinds, [heading, paragraph, paragraph, heading, paragraph]);
    let at = feed.text().find("dry").unwrap();
    assert_eq!(&RSS[feed.origins(Span::new(at, at + 3))[0].bytes.range()], "dry");
    assert_eq!(feed.facts()[0].value, "The Lantern");
}

#[test]
fn entries_of_atom_say_what_they_are_written_in() {
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Lantern</title><entry><title type=\"html\">The &lt;b>lamp&lt;/b></title>\
        <summary>Short.</summary><content type=\"xhtml\"><div xmlns=\"x\"><p>It was <br/>lit.</p></div></content></entry>\
        <entry><title>Other</title><content>3 &lt; 4</content></entry></feed>";
    assert_eq!(read(atom).unwrap().text(), "The lamp\n\nIt was\nlit.\n\nOther\n\n3 < 4");
}

#[test]
fn a_file_that_is_no_feed_says_so() {
    assert!(
        read("<html><p>Lit.</p></html>")
            .unwrap_err()
            .to_string()
            .starts_with("it is no feed: its first element is \"html\"")
    );
    assert!(read("words").unwrap_err().to_string().contains("no elements"));
}

proptest! {
    #[test]
    fn no_feed_makes_it_panic(inner in "(<(item|entry|title|content|b)( type=\"xhtml\")?>|</(item|entry|title|content)>|<!\\[CDATA\\[|\\]\\]>|&amp;|&lt;|[a<>é ]){0,20}") {
        let _ = read(&format!("<rss>{inner}</rss>"));
    }
}
