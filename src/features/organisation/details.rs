//! Changing the organisation's details.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SaveOrganisation;
use super::store::{self, Details};
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::terms::VerdictWord;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The details.
    ShowOrganisation, Administer
);
crate::action!(impl SaveOrganisation, Administer);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    name: String,
    auditors_name: String,
    contact: String,
    #[serde(default)]
    verdict: String,
}

#[derive(Template)]
#[template(path = "organisation/details.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    fields: Vec<Field>,
    verdict: Choices,
}

pub(super) async fn show(gate: Gate<ShowOrganisation>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let details = store::details(look.conn()).await?;
    let form = Form { name: details.name, auditors_name: details.auditors_name, contact: details.contact, verdict: details.verdict.key().to_owned() };
    Html::page(&page(&mut look, &form, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SaveOrganisation>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let name = faults.take("name", text::required(&text::tidy_line(&form.name), 200), |f| words.text_fault(f, t.name_needed()));
    let auditors = faults.take("auditors_name", text::required(&text::tidy_line(&form.auditors_name), 200), |f| words.text_fault(f, t.auditors_needed()));
    let contact = faults.take("contact", text::optional(&text::tidy_line(&form.contact), 500), |f| words.text_fault(f, ""));
    let verdict = VerdictWord::of_key(&form.verdict);
    if verdict.is_none() {
        faults.add("verdict", t.verdict_needed());
    }
    match (name, auditors, contact, verdict) {
        (Some(name), Some(auditors_name), Some(contact), Some(verdict)) => {
            store::save(&mut change, &Details { name, auditors_name, contact, verdict }).await?;
            let done = change.commit(Event::OrganisationChanged).await?;
            Ok(SeeOther::to(done, "/admin/organisation").saying(Confirmed::OrganisationSaved))
        }
        _ => Html::redraw(&page(&mut change, &form, &faults).await?),
    }
}

async fn page(visit: &mut Passage, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let fields = vec![
        Field::line(lang, "name", t.name(), &form.name, faults).autocomplete("organization"),
        Field::line(lang, "auditors_name", t.auditors(), &form.auditors_name, faults).hint(t.auditors_hint()),
        Field::line(lang, "contact", t.contact(), &form.contact, faults).hint(t.contact_hint()),
    ];
    let words = VerdictWord::ALL.into_iter().map(|word| {
        // Each choice shows itself in a sentence, in the forms that it takes.
        let example = Texts::from(lang.calling(word)).verdict_example();
        Choice::new(word.key(), example, form.verdict == word.key())
    });
    let verdict = Choices::radios(lang, "verdict", t.verdict_word(), words.collect(), faults).hint(t.verdict_word_hint());
    Ok(Page { frame, t, summary: faults.summary(lang), fields, verdict })
}
