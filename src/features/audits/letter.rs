//! The covering letter as a document of its audit, for everybody who reads the audit: as the file that it came as, or as its
//! text. An audit that was typed by hand has none until somebody brings it.

use super::Confirmed;
use super::actions::AttachLetter;
use super::store::{self, OwnAudit, ShownAudit, Unsent};
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::file_text;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::files::{self, Upload};
use crate::platform::gate::Gate;
use crate::platform::page::{Download, Html, SeeOther};
use crate::platform::parts::Faults;

crate::action!(
    /// The letter is fetched.
    DownloadLetter, ReadPublished, String => ShownAudit, find
);
crate::action!(
    impl AttachLetter, RecordAudit, String => OwnAudit, find_own, holding store::hold_audit
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<ShownAudit>> {
    store::shown_audit(conn, key).await
}

async fn find_own(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    store::own_audit(conn, key).await
}

/// So much of a letter's text is kept beside its file, in characters.
const KEPT: usize = 200_000;

pub(super) async fn act(gate: Gate<DownloadLetter>) -> Result<Download, Failure> {
    let (mut look, audit) = gate.look().await?;
    let side = look.side();
    let letter = store::letter_document(look.conn(), side, audit.id).await?.ok_or(Failure::NotFound)?;
    // What it came as; its text is no file that anybody sent.
    if letter.name.is_some() {
        look.may_go(audit.id.uuid()).await?;
    }
    let name = letter.name.unwrap_or_else(|| format!("missiv-{}.txt", audit.key));
    Ok(Download { name, media_type: letter.media_type, content: letter.content })
}

pub(super) async fn attach(gate: Gate<AttachLetter>, upload: Upload) -> Result<SeeOther, Failure> {
    let (change, _) = gate.open().await?;
    let uploaded = upload.read(&change)?;
    let lang = change.lang();
    let gate = change.step_out();
    let file = match uploaded.file {
        Ok(file) => Ok(file.whole().await?),
        Err(fault) => Err(files::said(&fault, lang)),
    };
    // Its text is kept for finding items in it. A scan has none, and is a letter all the same.
    let read = gate.aside(move || file.map(|file| (file_text::read(&file.content).map(|read| read.text).unwrap_or_default(), file))).await?;
    let (mut change, audit) = gate.open().await?;
    let audit = Unsent::checked(&change, audit)?;
    match read {
        Err(sentence) => {
            let mut faults = Faults::none();
            faults.add("letter", sentence);
            Html::redraw(&super::attach::page(&mut change, &audit, &faults).await?)
        }
        Ok((text, file)) => {
            let text: String = text.chars().take(KEPT).collect();
            if !store::attach_letter(&mut change, &audit, &text, &file).await? {
                return Err(Refusal::SomebodyWasFirst.into());
            }
            let done = change.commit(Event::AuditChanged { audit: audit.id }).await?;
            Ok(SeeOther::to(done, address::below_audit(&audit.key, "filer")).saying(Confirmed::FileAttached))
        }
    }
}
