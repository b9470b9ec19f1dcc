//! What is missing in an answer, in words.

use super::texts::Texts as Slice;
use crate::domain::calendar::DateFault;
use crate::domain::response::Missing;
use crate::platform::words::Words;

crate::texts! {
    summary { sv: "Skriv det sammanfattande svaret.", en: "Enter the summary answer." }
    stance { sv: "Välj vad nämnden planerar.", en: "Choose what the board plans." }
    action { sv: "Skriv vilken åtgärden är.", en: "Enter the measure." }
    effect { sv: "Skriv vilken effekt åtgärden ger.", en: "Enter the effect of the measure." }
    date { sv: "Skriv när åtgärden senast ska vara genomförd, till exempel december 2025.", en: "Enter when the measure is to be completed, for example December 2025." }
    not_a_date(raw: &str) { sv: "”{raw}” är inget datum. Skriv när åtgärden senast ska vara genomförd, till exempel december 2025.", en: "“{raw}” is not a date. Enter when the measure is to be completed, for example December 2025." }
    reason { sv: "Skriv varför nämnden inte planerar några åtgärder.", en: "Enter why the board plans no measures." }
    reference { sv: "Skriv diarienumret för svaret.", en: "Enter the reference of the answer." }
    outcome { sv: "Välj hur det gick med åtgärden.", en: "Choose how the measure went." }
    outcome_action { sv: "Skriv vad som har gjorts, eller varför inget har gjorts.", en: "Enter what has been done, or why nothing has." }
    outcome_effect { sv: "Skriv vilken effekt åtgärden har haft.", en: "Enter the effect the measure has had." }
    outcome_date { sv: "Skriv när åtgärden blev klar eller ska vara klar.", en: "Enter when the measure was or will be completed." }
    done_too_early(letter: &str) { sv: "Dagen är före missivet, som är från den {letter}. Det som planerades som svar på det kan inte ha varit genomfört då.", en: "The day is before the covering letter, which is from {letter}. What was planned in answer to it cannot have been done then." }
    planned_too_early(day: &str) { sv: "Dagen är före revisionens missiv, {day}. Kontrollera årtalet, eller välj att åtgärden redan är genomförd.", en: "The day is before the auditors’ letter, {day}. Check the year, or choose that the measure is already done." }
    done_in_future { sv: "Dagen har inte kommit än. Skriv dagen då åtgärden blev klar.", en: "That day has not come yet. Enter the day on which the measure was completed." }
    outcome_in_future { sv: "Dagen har inte kommit än. Skriv dagen då åtgärden blev klar, eller välj att den pågår.", en: "That day has not come yet. Enter the day on which the measure was completed, or choose that it is under way." }
    new_day_is_over { sv: "Den nya sista dagen har redan passerat. Skriv när åtgärden nu ska vara klar.", en: "The new last day has already passed. Enter when the measure will now be completed." }
    new_day { sv: "Skriv när åtgärden nu ska vara klar, eller välj att den inte ska genomföras.", en: "Enter when the measure will now be completed, or choose that it will not be carried out." }
    elsewhere_again { sv: "Kryssa för att svaret lämnas i särskild ordning, eller berätta här vad som har gjorts.", en: "Tick that the answer is given separately, or tell here what has been done." }
    agreement_reason { sv: "Skriv varför nämnden inte instämmer, eller bara delvis.", en: "Enter why the board does not agree, or only in part." }
    look_again(raw: &str) { sv: "”{raw}” är inget datum. Skriv när frågan ses över igen, till exempel december 2026.", en: "“{raw}” is not a date. Enter when the question is looked at again, for example December 2026." }
    look_again_is_over { sv: "Dagen har redan kommit. Skriv när frågan ses över nästa gång.", en: "That day has already come. Enter when the question is looked at next." }
    looked_again { sv: "Skriv vad nämnden kom fram till när frågan sågs över.", en: "Enter what the board came to when it looked at the question again." }
    same_as { sv: "Välj en punkt som har en åtgärd.", en: "Choose an item that has a measure." }
    not_marked { sv: "Skrivet, men inte markerat som klart.", en: "Written, but not marked as done." }
    untouched { sv: "Inte besvarad", en: "Not answered" }
    unreadable { sv: "Den sparade texten kan inte läsas här. Skriv svaret på nytt.", en: "The saved text cannot be read here. Write the answer again." }
}

impl Slice {
    /// What is missing, as a sentence with the way out.
    pub(super) fn gap(self, missing: &Missing, typed_date: &str) -> String {
        let t = Texts::from(self.lang);
        let date = |fault: &DateFault, empty: &'static str| match fault {
            DateFault::Empty => empty.to_owned(),
            DateFault::NotADate => t.not_a_date(typed_date.trim()),
            DateFault::Impossible(_) | DateFault::FarAway(_) => Words::new(self.lang).date_fault(fault),
        };
        match missing {
            Missing::Summary => t.summary().to_owned(),
            Missing::Stance => t.stance().to_owned(),
            Missing::Action | Missing::UnplannedAction => t.action().to_owned(),
            Missing::Effect | Missing::UnplannedEffect => t.effect().to_owned(),
            Missing::Date(fault) | Missing::UnplannedDate(fault) => date(fault, t.date()),
            Missing::Reason => t.reason().to_owned(),
            Missing::Reference => t.reference().to_owned(),
            Missing::Outcome => t.outcome().to_owned(),
            Missing::OutcomeAction => t.outcome_action().to_owned(),
            Missing::OutcomeEffect => t.outcome_effect().to_owned(),
            Missing::OutcomeDate(fault) => date(fault, t.outcome_date()),
            Missing::DoneTooEarly(letter) => t.done_too_early(&Words::new(self.lang).date(*letter)),
            Missing::PlannedTooEarly(letter) => t.planned_too_early(&Words::new(self.lang).date(*letter)),
            Missing::DoneInFuture => t.done_in_future().to_owned(),
            Missing::OutcomeInFuture => t.outcome_in_future().to_owned(),
            Missing::NewDayIsOver => t.new_day_is_over().to_owned(),
            Missing::NewDay => t.new_day().to_owned(),
            Missing::ElsewhereAgain => t.elsewhere_again().to_owned(),
            Missing::NotMarked => t.not_marked().to_owned(),
            Missing::AgreementReason => t.agreement_reason().to_owned(),
            Missing::LookAgain(fault @ (DateFault::Impossible(_) | DateFault::FarAway(_))) => Words::new(self.lang).date_fault(fault),
            Missing::LookAgain(DateFault::Empty | DateFault::NotADate) => t.look_again(typed_date.trim()),
            Missing::LookAgainIsOver => t.look_again_is_over().to_owned(),
            Missing::SameAs => t.same_as().to_owned(),
            Missing::LookedAgain => t.looked_again().to_owned(),
            Missing::Untouched => t.untouched().to_owned(),
            Missing::Unreadable => t.unreadable().to_owned(),
        }
    }
}
