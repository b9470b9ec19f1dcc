//! A new audit begins with the letter: it is pasted as it is, and read on the next page.

use askama::Template;
use serde::Deserialize;

use super::actions::PasteLetter;
use super::store;
use super::texts::Texts;
use crate::domain::{missive, text};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form for pasting.
    ShowPaste, RecordAudit
);
crate::action!(impl PasteLetter, RecordAudit);
// A pasted letter is working material until somebody has checked it.
impl WithoutEvent for PasteLetter {}

/// The longest letter, in characters.
const LETTER_LIMIT: usize = 200_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    letter: String,
}

#[derive(Template)]
#[template(path = "audits/paste_letter.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    letter: Field,
}

pub(super) async fn show(gate: Gate<ShowPaste>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(&mut look, "", &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<PasteLetter>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    let words = change.words();
    let read = text::required(&form.letter, LETTER_LIMIT);
    let letter = faults.take("letter", read, |fault| match fault {
        text::TextFault::Empty => t.paste_needed().to_owned(),
        text::TextFault::TooLong(..) => words.text_fault(fault, ""),
    });
    let gate = change.step_out();
    if let Some(letter) = letter.clone()
        && !gate.aside(move || missive::read(&letter, &[]).is_letter).await?
    {
        faults.add("letter", t.not_a_letter());
    }
    let (mut change, _) = gate.open().await?;
    match letter.filter(|_| faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &form.letter, &faults).await?),
        Some(letter) => {
            let id = store::save_intake(&mut change, &letter).await?;
            let done = change.keep().await?;
            Ok(SeeOther::to(done, format!("/granskningar/ny/kontrollera/{id}")))
        }
    }
}

async fn page(visit: &mut Passage, letter: &str, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    Ok(Page {
        frame,
        t,
        summary: faults.summary(lang),
        letter: Field::area(lang, "letter", t.paste_label(), letter, faults).hint(t.paste_hint()).class("tall"),
    })
}
