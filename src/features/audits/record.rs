//! Recording an audit: what was read from the letter is checked, corrected and saved together with the letter itself.

use super::Confirmed;
use super::actions::{RecordByHand, RecordLetter, Records};
use super::facts::Phrase;
use super::form::{self, Form, Source};
use super::form_page::{self, Surroundings};
use super::outline::Outline;
use super::reading::Reading;
use super::store::{self, Intake, KnownBoard};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::ids::IntakeId;
use crate::domain::missive::Recognised;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::page::{Download, Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    /// The form, filled in from a letter.
    ShowRecord, RecordAudit, IntakeId => Intake, store::intake
);
crate::action!(
    /// The letter while it is being checked.
    DownloadIntake, RecordAudit, IntakeId => Intake, store::intake
);
crate::action!(
    impl RecordLetter, RecordAudit, IntakeId => Intake, store::intake
);
crate::action!(
    /// The form without a letter.
    ShowBlank, RecordAudit
);
crate::action!(impl RecordByHand, RecordAudit);

pub(super) async fn show(gate: Gate<ShowRecord>) -> Result<Html, Failure> {
    let (mut look, intake) = gate.look().await?;
    let today = look.today();
    let boards = store::living_boards(look.conn(), today).await?;
    let gate = look.step_out();
    let (intake, boards, reading) = gate.aside(move || beside(intake, boards)).await?;
    let (mut look, _) = gate.look().await?;
    let around = around(&reading, Texts::from(look.lang()), &intake);
    let source = Source { phrases: &reading.phrases, reading: Some(&reading) };
    Html::page(&form_page::page(&mut look, &reading.form, &boards, source, &Faults::none(), around).await?)
}

pub(super) async fn act(gate: Gate<RecordLetter>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, intake) = gate.open().await?;
    let typed = posted.read(&change)?;
    let today = change.today();
    let boards = store::living_boards(change.conn(), today).await?;
    let gate = change.step_out();
    let (_, boards, reading) = gate.aside(move || beside(intake, boards)).await?;
    let (change, intake) = gate.open().await?;
    let around = around(&reading, Texts::from(change.lang()), &intake);
    let source = Source { phrases: &reading.phrases, reading: Some(&reading) };
    save(change, &typed, &boards, Some((&intake, &reading.phrases)), source, around).await
}

/// The letter as text, for whoever checks a long one that is not shown in full beside the form.
pub(super) async fn download(gate: Gate<DownloadIntake>) -> Result<Download, Failure> {
    let (_, intake) = gate.look().await?;
    Ok(Download { name: "missiv.txt".to_owned(), media_type: "text/plain; charset=utf-8".to_owned(), content: intake.letter.into_bytes() })
}

pub(super) async fn show_blank(gate: Gate<ShowBlank>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let today = look.today();
    let boards = store::living_boards(look.conn(), today).await?;
    let around = blank(&look);
    Html::page(&form_page::page(&mut look, &Form::default(), &boards, Source::default(), &Faults::none(), around).await?)
}

pub(super) async fn act_blank(gate: Gate<RecordByHand>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let typed = posted.read(&change)?;
    let today = change.today();
    let boards = store::living_boards(change.conn(), today).await?;
    let around = blank(&change);
    save(change, &typed, &boards, None, Source::default(), around).await
}

fn blank(visit: &Passage) -> Surroundings {
    let t = Texts::from(visit.lang());
    Surroundings {
        heading: t.blank_heading(),
        lead: String::new(),
        warnings: Vec::new(),
        letter: String::new(),
        button: t.save_and_items(),
        back: "/granskningar/ny".to_owned(),
        whole: String::new(),
    }
}

async fn save<A: Records>(
    mut change: Change<A>,
    typed: &Form,
    boards: &[KnownBoard],
    letter: Option<(&Intake, &[Phrase])>,
    source: Source<'_>,
    around: Surroundings,
) -> Result<SeeOther, Failure> {
    let mut faults = Faults::none();
    let facts = form::read(typed, boards, source, &change, &mut faults);
    match facts {
        Some(facts) if !is_confirmed(typed, boards, &change) => {
            faults.add("confirm", Texts::from(change.lang()).look_again(facts.addressees.len()));
        }
        Some(facts) => {
            if let Some(audit) = store::record(&mut change, &facts, letter).await? {
                let done = change.commit(Event::AuditRecorded { audit }).await?;
                return Ok(SeeOther::to(done, address::below_audit(&facts.reference_key, "punkter")).saying(Confirmed::AuditRecorded));
            }
            faults.add("reference", Texts::from(change.lang()).reference_taken(&facts.reference));
        }
        None if faults.is_empty() => return Err(Refusal::BadForm.into()),
        None => {}
    }
    Html::redraw(&form_page::page(&mut change, typed, boards, source, &faults, around).await?)
}

/// Whether what is saved is what the page said would be: who answers, and the days that are odd.
fn is_confirmed(typed: &Form, boards: &[KnownBoard], visit: &Passage) -> bool {
    let outline = Outline::of(typed, boards, visit.today(), Texts::from(visit.lang()), visit.words());
    typed.confirmed.as_ref().is_none_or(|confirmed| *confirmed == outline.signature)
}

/// Read where it keeps nobody waiting, with what it was read from.
fn beside(intake: Intake, boards: Vec<KnownBoard>) -> (Intake, Vec<KnownBoard>, Reading) {
    let reading = Reading::of(&intake.letter, &boards);
    (intake, boards, reading)
}

fn around(reading: &Reading, t: Texts, intake: &Intake) -> Surroundings {
    let (found, all, asked) = reading.counts();
    let mut warnings = Vec::new();
    match reading.recognised {
        Recognised::Yes => {}
        Recognised::Perhaps => warnings.push(t.perhaps_a_letter().to_owned()),
        Recognised::No => warnings.push(t.no_letter().to_owned()),
    }
    warnings.extend(reading.against.iter().map(|evidence| t.evidence(*evidence)));
    if intake.mended {
        warnings.push(t.letter_mended().to_owned());
    }
    if intake.damaged {
        warnings.push(t.letter_damaged().to_owned());
    }
    Surroundings {
        heading: t.check(),
        lead: t.check_lead(found, all, asked),
        warnings,
        letter: intake.letter.clone(),
        button: t.save_and_items(),
        back: "/granskningar/ny".to_owned(),
        whole: format!("/granskningar/ny/kontrollera/{}/missiv", intake.id),
    }
}
