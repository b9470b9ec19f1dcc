//! Noting the auditors' own diary number of an arrival (OSL 5:1). A later entry corrects an earlier one, by whoever has seen it.

use serde::Deserialize;

use super::Confirmed;
use super::actions::RegisterArrival;
use super::overview;
use super::store::{self, Standing};
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl RegisterArrival, RegisterArrival, RoundPath => Standing, store::standing, holding store::hold
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Which of what has come in she saw.
    #[serde(default)]
    submission: i16,
    /// The number that stood there when she opened the page: two who note one at once do not correct each other unseen.
    #[serde(default)]
    was: String,
    diary_number: String,
}

pub(super) async fn act(gate: Gate<RegisterArrival>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, standing) = gate.open().await?;
    let form = posted.read(&change)?;
    let arrival = standing.seen(form.submission)?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let number = text::required(&text::tidy_line(&form.diary_number), 60);
    match faults.take("diary_number", number, |f| words.text_fault(f, t.diary_needed())) {
        None => Html::redraw(&overview::page(&mut change, &arrival, &form.diary_number, &faults).await?),
        // Clicked twice: that is what stands.
        Some(number) if arrival.diary_number.as_ref() == Some(&number) && form.was != number => Ok(SeeOther::unchanged(&change, arrival.name.verdict_url())),
        Some(_) if arrival.diary_number.as_deref().unwrap_or_default() != form.was => Err(Refusal::SomebodyWasFirst.into()),
        Some(number) => {
            store::register(&mut change, arrival.submission, &number).await?;
            let done = change.commit(Event::ArrivalRegistered { audit: arrival.audit, submission: arrival.submission }).await?;
            Ok(SeeOther::to(done, arrival.name.verdict_url()).saying(Confirmed::ArrivalRegistered))
        }
    }
}
