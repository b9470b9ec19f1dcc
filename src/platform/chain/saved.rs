//! Checkpoints that came by mail and were saved in a folder: as the mail itself (`.eml`), or its text (`.txt`).

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use mail_parser::MessageParser;

use crate::domain::checkpoint::{Checkpoint, VerifyingKey};

/// A mail that was saved: where, and what it says.
pub(super) struct Saved {
    path: PathBuf,
    text: String,
}

/// All mails that were saved in a folder. `besides`: a file of it that is none.
pub(super) fn all(folder: &Path, besides: &str) -> anyhow::Result<Vec<Saved>> {
    let mut saved = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let is_mail = match extension.as_deref() {
            Some("eml") => true,
            Some("txt") if path.file_name().is_none_or(|name| name != besides) => false,
            _ => continue,
        };
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let text =
            if is_mail { text_of(&bytes).ok_or_else(|| anyhow!("{} is no mail", path.display()))? } else { String::from_utf8_lossy(&bytes).into_owned() };
        saved.push(Saved { path, text });
    }
    saved.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(saved)
}

/// What a mail says, in whichever form it was sent.
fn text_of(bytes: &[u8]) -> Option<String> {
    let message = MessageParser::default().parse(bytes)?;
    let texts = (0..message.text_body_count()).filter_map(|n| message.body_text(n));
    Some(texts.map(|text| text.into_owned()).collect::<Vec<_>>().join("\n"))
}

/// The key that stands in them: whoever has no other knows by it that they are of one service, from the first mail on.
pub(super) fn key(saved: &[Saved]) -> anyhow::Result<Option<VerifyingKey>> {
    let mut found: Option<(VerifyingKey, &Path)> = None;
    for Saved { path, text } in saved {
        let Some(key) = VerifyingKey::in_text(text) else { continue };
        match &found {
            Some((first, where_from)) if first.written() != key.written() => bail!(
                "{} and {} name two keys: one of them is not of the same service, or was changed.\n\
                 What to do: lay the key that you know beside them, as verifying-key.txt",
                where_from.display(),
                path.display()
            ),
            Some(_) => {}
            None => found = Some((key, path)),
        }
    }
    Ok(found.map(|(key, _)| key))
}

/// What stands in them. One that was changed keeps nobody from knowing it.
pub(super) fn checkpoints(saved: &[Saved], key: &VerifyingKey) -> anyhow::Result<Vec<Checkpoint>> {
    let mut known = Vec::new();
    for Saved { path, text } in saved {
        let (good, broken) = Checkpoint::all_in(text, key);
        if broken > 0 {
            bail!("{} has {broken} checkpoints that were not signed with the known key: it has been changed", path.display());
        }
        known.extend(good);
    }
    Ok(known)
}
