//! Documents of an audit: the report, appendices. Attached until the audit is sent.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{AttachFile, RemoveFile};
use super::store::{self, OwnAudit, OwnFile, Unsent};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::attachment::{AUDIT_BYTES, AUDIT_FILES, AUDIT_ROOM, DAY_FILES, Full};
use crate::domain::event::Event;
use crate::domain::ids::FileId;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::files::{self, Upload};
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Chip, Faults, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The attached documents.
    ShowFiles, RecordAudit, String => OwnAudit, find
);
crate::action!(
    impl AttachFile, RecordAudit, String => OwnAudit, find, holding store::hold_audit
);
crate::action!(
    impl RemoveFile, RecordAudit, (String, FileId) => OwnFile, store::own_file, holding store::hold_audit_of
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    store::own_audit(conn, key).await
}

struct Line {
    name: String,
    size: String,
    url: String,
    chip: Option<Chip>,
}

#[derive(Template)]
#[template(path = "audits/files.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    error: Option<String>,
    letter_error: Option<String>,
    audit_title: String,
    audit_url: String,
    letter: Option<Line>,
    lines: Vec<Line>,
    /// What is taken, in words and for the browser's choice of files.
    taken: &'static str,
    accept: String,
}

pub(super) async fn show(gate: Gate<ShowFiles>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    Html::page(&page(&mut look, &audit, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<AttachFile>, upload: Upload) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let uploaded = upload.read(&change)?;
    let audit = Unsent::checked(&change, audit)?;
    let (lang, words) = (change.lang(), change.words());
    let used = store::used(&mut change, audit.id).await?;
    let file = uploaded.file.map_err(|fault| files::said(&fault, lang));
    let file = file.and_then(|file| AUDIT_ROOM.for_one_more(used, file.byte_count).map(|()| file).map_err(|full| say(full, Texts::from(lang), words)));
    match file {
        Err(sentence) => {
            let mut faults = Faults::none();
            faults.add("file", sentence);
            Html::redraw(&page(&mut change, &audit, &faults).await?)
        }
        Ok(mut file) => {
            let file = store::attach(&mut change, &audit, &mut file, uploaded.secret).await?;
            let done = change.commit(Event::FileAttached { audit: audit.id, file }).await?;
            Ok(SeeOther::to(done, address::below_audit(&audit.key, "filer")).saying(Confirmed::FileAttached))
        }
    }
}

pub(super) fn say(full: Full, t: Texts, words: Words) -> String {
    match full {
        Full::Files => t.files_full(AUDIT_FILES),
        Full::Bytes(left) => t.bytes_full(&words.file_size(AUDIT_BYTES), &words.file_size(left)),
        Full::Day => t.day_full(DAY_FILES),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

pub(super) async fn remove(gate: Gate<RemoveFile>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, file) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let file = Unsent::checked(&change, file)?;
    store::remove_file(&mut change, &file).await?;
    let done = change.commit(Event::FileRemoved { audit: file.audit.id, file: file.id }).await?;
    Ok(SeeOther::to(done, address::below_audit(&file.audit.key, "filer")).saying(Confirmed::FileRemoved))
}

pub(super) async fn page(visit: &mut Passage, audit: &OwnAudit, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, words) = (Texts::from(frame.lang), visit.words());
    let files = store::own_files(visit.conn(), audit.id).await?;
    let letter = store::own_letter(visit.conn(), audit.id).await?.map(|letter| Line {
        size: words.file_size(letter.byte_count),
        url: address::below_audit(&audit.key, "missiv"),
        chip: None,
        name: t.letter_document(letter.name.as_deref()),
    });
    let lines = files.into_iter().map(|file| Line {
        size: words.file_size(file.byte_count),
        url: address::below_audit(&audit.key, &format!("filer/{}", file.id)),
        chip: file.secret.then(|| Chip::warn(t.secret())),
        name: file.name,
    });
    Ok(Page {
        summary: faults.summary(frame.lang),
        error: faults.at("file"),
        letter_error: faults.at("letter"),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        letter,
        lines: lines.collect(),
        taken: files::taken(frame.lang),
        accept: files::accept(),
        t,
        frame,
    })
}
