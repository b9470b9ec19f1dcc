//! A document that should have gone along and was forgotten. It is part of the record from then on, and is not taken away.

use askama::Template;
use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::AddDocument;
use super::super::store::{self, SentAudit};
use super::{Texts, audit_texts, hub, read_reason, reason_field, refuse_closed};
use crate::domain::address;
use crate::domain::attachment::AUDIT_ROOM;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::files::{self, Upload};
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};

crate::action!(
    /// The form.
    ShowAddDocument, SendAudit, String => SentAudit, super::find
);
crate::action!(
    impl AddDocument, SendAudit, String => SentAudit, super::find, holding store::hold_rounds
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    reason: String,
    /// Read apart from the other fields, by `platform/files`.
    #[serde(skip)]
    secret: bool,
}

#[derive(Template)]
#[template(path = "audits/add_document.html")]
struct Page {
    frame: Frame,
    t: Texts,
    s: super::AuditTexts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    back: String,
    error: Option<String>,
    secret: bool,
    reason: Field,
    taken: &'static str,
    accept: String,
}

pub(crate) async fn show(gate: Gate<ShowAddDocument>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    refuse_closed(&audit)?;
    Html::page(&page(&mut look, &audit, &Form::default(), &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<AddDocument>, upload: Upload) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let (uploaded, form) = upload.read_with(&change)?;
    let form = Form { secret: uploaded.secret, ..form };
    refuse_closed(&audit)?;
    let (lang, words) = (change.lang(), change.words());
    let used = store::used(&mut change, audit.id).await?;
    let mut faults = Faults::none();
    let reason = read_reason(&form.reason, &change, &mut faults);
    let file = uploaded.file.map_err(|fault| files::said(&fault, lang));
    let room = |file: files::File| {
        AUDIT_ROOM.for_one_more(used, file.byte_count).map(|()| file).map_err(|full| super::super::attach::say(full, audit_texts(Texts::from(lang)), words))
    };
    match (file.and_then(room), reason) {
        (Ok(mut file), Some(reason)) => {
            let file = store::add_document(&mut change, audit.id, &mut file, form.secret, &reason).await?;
            let done = change.commit(Event::DocumentAdded { audit: audit.id, file, rounds: audit.rounds }).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::DocumentAdded))
        }
        (file, _) => {
            // A browser does not keep the file: whoever forgot the reason chooses it again, and is told so.
            faults.add("file", file.err().unwrap_or_else(|| Texts::from(lang).document_again().to_owned()));
            Html::redraw(&page(&mut change, &audit, &form, &faults).await?)
        }
    }
}

async fn page(visit: &mut Passage, audit: &SentAudit, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    Ok(Page {
        summary: faults.summary(frame.lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        back: hub(audit),
        error: faults.at("file"),
        secret: form.secret,
        reason: reason_field(t, &form.reason, faults),
        taken: files::taken(frame.lang),
        accept: files::accept(),
        s: audit_texts(t),
        t,
        frame,
    })
}
