//! How one wants to be told. Whoever hands in for a board can choose when she is reminded of last days, but not that she is not.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SaveSettings;
use super::store::{self, Settings};
use super::texts::Texts;
use crate::domain::actor::{BoardRole, Grant};
use crate::domain::notice::Delivery;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// How one is told.
    ShowSettings, KeepOwnAccount
);
crate::action!(impl SaveSettings, KeepOwnAccount);
impl WithoutEvent for SaveSettings {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    #[serde(default)]
    deadlines: String,
    #[serde(default)]
    responses: String,
    #[serde(default)]
    extensions: String,
    #[serde(default)]
    lang: String,
}

#[derive(Template)]
#[template(path = "notices/settings.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    fields: Vec<Choices>,
}

pub(super) async fn show(gate: Gate<ShowSettings>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let Some(person) = look.person().map(|person| person.id) else { return Err(Failure::NotFound) };
    let now = store::settings(look.conn(), person).await?;
    let form = Form {
        deadlines: key(now.deadlines).to_owned(),
        responses: key(now.responses).to_owned(),
        extensions: key(now.extensions).to_owned(),
        lang: if now.english { "en" } else { "sv" }.to_owned(),
    };
    Html::page(&page(&mut look, &form, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SaveSettings>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    let mut chosen = |field: &'static str, typed: &str| faults.take(field, delivery(typed), |()| t.choose().to_owned());
    let (deadlines, responses, extensions) =
        (chosen("deadlines", &form.deadlines), chosen("responses", &form.responses), chosen("extensions", &form.extensions));
    if deadlines == Some(Delivery::InApp) && hands_in(&change) {
        faults.add("deadlines", t.secretary_fault());
    }
    if !matches!(form.lang.as_str(), "sv" | "en") {
        faults.add("lang", t.choose());
    }
    match (deadlines, responses, extensions, faults.is_empty()) {
        (Some(deadlines), Some(responses), Some(extensions), true) => {
            store::save(&mut change, Settings { deadlines, responses, extensions, english: form.lang == "en" }).await?;
            let done = change.keep().await?;
            Ok(SeeOther::to(done, "/aviseringar/installningar").saying(Confirmed::SettingsSaved))
        }
        _ => Html::redraw(&page(&mut change, &form, &faults).await?),
    }
}

fn hands_in(visit: &Passage) -> bool {
    visit.person().is_some_and(|person| person.grants.iter().any(|grant| matches!(grant, Grant::Board(BoardRole::Secretary | BoardRole::Approver, _))))
}

fn key(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::AtOnce => "at_once",
        Delivery::Digest => "digest",
        Delivery::InApp => "in_app",
    }
}

fn delivery(typed: &str) -> Result<Delivery, ()> {
    [Delivery::AtOnce, Delivery::Digest, Delivery::InApp].into_iter().find(|delivery| key(*delivery) == typed).ok_or(())
}

async fn page(visit: &mut Passage, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let hands_in = hands_in(visit);
    let ways = |chosen: &str, all: bool| -> Vec<Choice> {
        [(Delivery::AtOnce, t.at_once()), (Delivery::Digest, t.digest()), (Delivery::InApp, t.in_app())]
            .into_iter()
            .filter(|(delivery, _)| all || *delivery != Delivery::InApp)
            .map(|(delivery, name)| Choice::new(key(delivery), name, key(delivery) == chosen))
            .collect()
    };
    let languages = vec![Choice::new("sv", t.swedish(), form.lang == "sv"), Choice::new("en", t.english(), form.lang == "en")];
    let deadlines = Choices::radios(lang, "deadlines", t.deadlines(), ways(&form.deadlines, !hands_in), faults);
    let fields = vec![
        if hands_in { deadlines.hint(t.secretary_hint()) } else { deadlines },
        Choices::radios(lang, "responses", t.responses(), ways(&form.responses, true), faults),
        Choices::radios(lang, "extensions", t.extensions(), ways(&form.extensions, true), faults),
        Choices::radios(lang, "lang", t.language(), languages, faults),
    ];
    Ok(Page { summary: faults.summary(lang), fields, t, frame })
}
