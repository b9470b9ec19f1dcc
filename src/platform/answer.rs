//! An answer as people read it: one part for the preview, the board pack, the received response and the verdict page.
//! Which lines there are is decided in `domain::response::Drawing`; here they get their words.

use askama::Template;
use askama::filters::HtmlSafe;

use super::words::Words;
use crate::domain::response::{Drawing, DrawnMeasure, Label, Statement};

crate::texts! {
    planned_measure { sv: "Planerad åtgärd", en: "Planned measure" }
    done_measure { sv: "Genomförd åtgärd", en: "Completed measure" }
    unplanned_measure { sv: "Åtgärd som inte var planerad", en: "Measure that was not planned" }
    expected_effect { sv: "Förväntad effekt", en: "Expected effect" }
    effect { sv: "Effekt", en: "Effect" }
    latest_date { sv: "Senast genomförd", en: "Completed no later than" }
    done_on { sv: "Genomförd", en: "Done on" }
    replacement_date { sv: "Den nya åtgärdens dag", en: "Day of the new measure" }
    new_latest_date { sv: "Ny sista dag", en: "New last day" }
    responsible { sv: "Ansvarig funktion", en: "Responsible function" }
    was_promised { sv: "Planerades", en: "Planned" }
    what_happened { sv: "Utfall", en: "Outcome" }
    no_measures { sv: "Nämnden planerar inga åtgärder.", en: "The board plans no measures." }
    elsewhere(reference: &str) { sv: "Svaret lämnas i särskild ordning, diarienummer {reference}.", en: "The answer is given separately, reference {reference}." }
    nothing_promised { sv: "I det första yttrandet redovisades inga planerade åtgärder här.", en: "No planned measures were stated here in the first response." }
    was_done { sv: "I det första yttrandet redovisades att åtgärden redan var genomförd.", en: "The first response stated that the measure was already done." }
    was_done_nothing_more { sv: "I det första yttrandet redovisades att åtgärden redan var genomförd, och inget mer redovisas nu.", en: "The first response stated that the measure was already done, and nothing more is reported now." }
    was_elsewhere(reference: &str) { sv: "Det första svaret lämnades i särskild ordning, diarienummer {reference}.", en: "The first answer was given separately, reference {reference}." }
    nothing_reported { sv: "I det första yttrandet redovisades inga planerade åtgärder här, och inget mer redovisas nu.", en: "No planned measures were stated here in the first response, and nothing more is reported now." }
}

/// An answer, drawn.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/answer.html")]
pub struct DrawnAnswer {
    sentence: Option<String>,
    reason: Option<String>,
    measures: Vec<Vec<(&'static str, String)>>,
}
impl HtmlSafe for DrawnAnswer {}

impl DrawnAnswer {
    /// The whole answer, measure by measure.
    #[must_use]
    pub fn of(words: Words, drawing: &Drawing<'_>) -> Self {
        let t = Texts::from(words.lang());
        Self { measures: drawing.measures.iter().map(|measure| rows(measure, t, words)).collect(), ..Self::statement(words, drawing) }
    }

    /// Only what it says as a whole, where its measures are drawn beside what was promised.
    #[must_use]
    pub fn statement(words: Words, drawing: &Drawing<'_>) -> Self {
        let t = Texts::from(words.lang());
        let (sentence, reason) = match drawing.statement {
            Some(Statement::NoMeasures(reason)) => (Some(t.no_measures().to_owned()), Some(reason.to_owned())),
            Some(Statement::Elsewhere(reference)) => (Some(t.elsewhere(reference)), None),
            Some(Statement::NothingPromised) => (Some(if drawing.measures.is_empty() { t.nothing_reported() } else { t.nothing_promised() }.to_owned()), None),
            Some(Statement::WasDone) => (Some(if drawing.measures.is_empty() { t.was_done_nothing_more() } else { t.was_done() }.to_owned()), None),
            Some(Statement::WasElsewhere(reference)) => (Some(t.was_elsewhere(reference)), None),
            None => (None, None),
        };
        Self { sentence, reason, measures: Vec::new() }
    }
}

fn rows(measure: &DrawnMeasure<'_>, t: Texts, words: Words) -> Vec<(&'static str, String)> {
    let promised = measure.promise.map(|promise| (t.was_promised(), format!("{} ({})", promise.measure.action, promise.measure.due.text)));
    let line = |(label, text): (Label, &str)| match label {
        Label::PlannedMeasure => (t.planned_measure(), text.to_owned()),
        Label::DoneMeasure => (t.done_measure(), text.to_owned()),
        Label::UnplannedMeasure => (t.unplanned_measure(), text.to_owned()),
        Label::Outcome(outcome) => (t.what_happened(), format!("{}. {text}", words.outcome(outcome))),
        Label::ExpectedEffect => (t.expected_effect(), text.to_owned()),
        Label::Effect => (t.effect(), text.to_owned()),
        Label::LatestDate => (t.latest_date(), text.to_owned()),
        Label::DoneOn => (t.done_on(), text.to_owned()),
        Label::NewLatestDate => (t.new_latest_date(), text.to_owned()),
        Label::ReplacementDate => (t.replacement_date(), text.to_owned()),
        Label::Responsible => (t.responsible(), text.to_owned()),
    };
    promised.into_iter().chain(measure.lines().into_iter().map(line)).collect()
}
