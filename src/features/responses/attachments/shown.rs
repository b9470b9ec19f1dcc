//! Attachments as the pages list them: the desk, the response, the receipt and the board pack.

use super::texts::Texts;
use crate::domain::ids::FileId;
use crate::domain::response::AttachedFile;
use crate::platform::parts::Chip;
use crate::platform::words::Words;

/// A file in a list.
pub(in crate::features::responses) struct ShownFile {
    /// What it is called, or that it is secret.
    pub(in crate::features::responses) name: String,
    /// Its item and its size, as far as the reader may know: "till R4, 1,2 MB".
    pub(in crate::features::responses) details: String,
    /// Where it is opened, for whoever may.
    pub(in crate::features::responses) url: Option<String>,
    pub(in crate::features::responses) chip: Option<Chip>,
    /// SHA-256, for whoever may know it.
    pub(in crate::features::responses) fingerprint: String,
}

/// The files, each opened at the address that this gives it.
pub(in crate::features::responses) fn listed(files: &[AttachedFile], words: Words, url: impl Fn(FileId) -> String) -> Vec<ShownFile> {
    files.iter().map(|file| ShownFile { url: file.is_open_to_reader().then(|| url(file.id)), ..shown(file, words) }).collect()
}

/// The files as they stand on paper that anybody may read: a secret one without its name.
pub(in crate::features::responses) fn printed(files: &[AttachedFile], words: Words) -> Vec<ShownFile> {
    let hidden = |file: &AttachedFile| AttachedFile { name: String::new(), byte_count: 0, fingerprint: String::new(), ..file.clone() };
    files.iter().map(|file| if file.is_secret() { shown(&hidden(file), words) } else { shown(file, words) }).collect()
}

fn shown(file: &AttachedFile, words: Words) -> ShownFile {
    let t = Texts::from(words.lang());
    let about = file.code.as_ref().map(|code| t.about_item(code));
    let size = file.is_open_to_reader().then(|| words.file_size(file.byte_count));
    ShownFile {
        name: if file.is_open_to_reader() { file.name.clone() } else { t.secret_file().to_owned() },
        details: about.into_iter().chain(size).collect::<Vec<_>>().join(", "),
        url: None,
        chip: file.is_secret().then(|| Chip::warn(t.secret(&file.ground))),
        fingerprint: file.fingerprint.clone(),
    }
}
