//! Changing one item.

use askama::Template;
use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::ChangeItem;
use super::super::store::{self, OwnItem, Unsent};
use super::super::texts::Texts;
use super::seen::Seen;
use super::{Fields, Typed};
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::ids::BoardId;
use crate::domain::refusal::Refusal;
use crate::domain::text::{self, with_words_joined};
use crate::platform::broken::{self, Offered};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::together;

crate::action!(
    /// The form of an item.
    ShowItem, RecordAudit, (String, String) => OwnItem, store::own_item
);
crate::action!(
    impl ChangeItem, RecordAudit, (String, String) => OwnItem, store::own_item, holding store::hold_audit_of
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    kind: String,
    heading: String,
    body: String,
    #[serde(default)]
    boards: Vec<String>,
    /// Which item the form was filled in on top of, and what it said.
    #[serde(default)]
    seen: String,
    #[serde(default, rename = "do")]
    button: Button,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Button {
    #[default]
    Save,
    /// Save, with the words put together that lines break in two.
    Join,
}

#[derive(Template)]
#[template(path = "audits/item.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: String,
    audit_title: String,
    audit_url: String,
    back: String,
    seen: String,
    fields: Fields,
    /// Words that lines break in two.
    broken: Option<Offered>,
}

pub(crate) async fn show(gate: Gate<ShowItem>) -> Result<Html, Failure> {
    let (mut look, item) = gate.look().await?;
    if item.audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    let typed = recorded(&item);
    Html::page(&page(&mut look, &item, &typed, Seen::from(&item).to_string(), &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<ChangeItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, item) = gate.open().await?;
    let form = posted.read(&change)?;
    let addressed = Unsent::checked(&change, item)?;
    let body = if form.button == Button::Join { with_words_joined(&text::tidy(&form.body)) } else { form.body };
    let typed = Typed { kind: form.kind, heading: form.heading, body, boards: form.boards };
    let mut faults = Faults::none();
    let Some(item) = super::meant(&mut change, &addressed, &form.seen).await? else {
        faults.add("body", Texts::from(change.lang()).item_gone_meanwhile());
        return Html::redraw(&page(&mut change, &addressed, &typed, form.seen, &faults).await?);
    };
    let (now, respondents) = (Seen::from(&*item), store::respondents(change.conn(), item.audit.id).await?);
    if Seen::read(&form.seen).as_ref() != Some(&now) {
        // Nobody's save is lost without a word: what somebody else has saved stands at its place, and saving again replaces it.
        note_other_changes(&typed, &recorded(&item), &respondents, &change, &mut faults);
        return Html::redraw(&page(&mut change, &item, &typed, now.to_string(), &faults).await?);
    }
    match super::read(&typed, &respondents, &change, &mut faults, "") {
        None => Html::redraw(&page(&mut change, &item, &typed, form.seen, &faults).await?),
        Some(new) => {
            store::change_item(&mut change, &item, &new).await?;
            let done = change.commit(Event::AuditChanged { audit: item.audit.id }).await?;
            Ok(match form.button {
                Button::Save => SeeOther::to(done, address::below_audit(&item.audit.key, "punkter")).saying(Confirmed::ItemSaved),
                Button::Join => SeeOther::to(done, address::below_audit(&item.audit.key, &format!("punkter/{}", item.code))).saying(Confirmed::WordsJoined),
            })
        }
    }
}

/// What the form shows of an item as it is.
fn recorded(item: &OwnItem) -> Typed {
    Typed {
        kind: super::kind_key(item.kind).to_owned(),
        heading: item.heading.clone(),
        body: item.body.clone(),
        boards: item.boards.iter().map(ToString::to_string).collect(),
    }
}

/// What is saved now, at each field in which it differs from what was typed.
fn note_other_changes(typed: &Typed, now: &Typed, respondents: &[(BoardId, String)], visit: &Passage, faults: &mut Faults) {
    let (t, words) = (Texts::from(visit.lang()), visit.words());
    if typed.kind != now.kind {
        faults.add("kind", t.saved_meanwhile(super::kind_of(&now.kind).map_or("", |kind| words.item_kind(kind))));
    }
    for (field, own, saved) in [("heading", &typed.heading, &now.heading), ("body", &typed.body, &now.body)] {
        if own != saved {
            faults.add(field, t.saved_meanwhile(saved));
        }
    }
    let named = |ticked: &[String]| respondents.iter().filter(|(id, _)| ticked.contains(&id.to_string())).map(|(_, name)| name.clone()).collect::<Vec<_>>();
    if named(&typed.boards) != named(&now.boards) {
        faults.add("boards", t.saved_meanwhile(&together(&named(&now.boards))));
    }
    if faults.is_empty() {
        faults.add("body", t.item_same_meanwhile());
    }
}

async fn page(visit: &mut Passage, item: &OwnItem, typed: &Typed, seen: String, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    let respondents = store::respondents(visit.conn(), item.audit.id).await?;
    Ok(Page {
        summary: faults.summary(frame.lang),
        heading: t.change_item(&item.code),
        audit_title: item.audit.called(),
        audit_url: address::audit(&item.audit.key),
        back: address::below_audit(&item.audit.key, "punkter"),
        seen,
        fields: super::fields(t, typed, &respondents, faults, ""),
        broken: broken::offered(&serde_json::Value::from(typed.body.as_str()), frame.lang),
        t,
        frame,
    })
}
