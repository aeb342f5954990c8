//! Names and passwords to sign in with that somebody wrote into a record.

use super::draft::DraftManifest;
use crate::capture::without_userinfo;
use crate::history::History;
use crate::manifest::Trouble;

/// Records with an address that has such in it, where the inventory does not have that address yet. It would go into
/// the log, out of which nothing is ever taken. What an older version listed is there already, and refusing it helps
/// nobody.
pub(super) fn new_secrets(history: &History, drafts: &[DraftManifest]) -> Vec<(String, Trouble)> {
    let secrets = drafts.iter().filter_map(|draft| {
        let url = draft.manifest.urls.iter().find_map(|url| without_userinfo(url))?;
        Some((&draft.manifest, url))
    });
    let is_new = secrets.filter(|(manifest, _)| {
        history.listed().get(&manifest.capture).is_none_or(|entry| entry.urls != manifest.urls)
    });
    let declared = is_new.map(|(manifest, url)| {
        let why =
            format!("an address in it has a user name or password, which would stay in the log (remove it: {url})");
        (manifest.capture.record(), Trouble::Unreadable(why))
    });
    declared.collect()
}
