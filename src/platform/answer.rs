//! An answer as people read it: one part for the preview, the board pack, the received response and the verdict page.
//! Which lines there are is decided in `domain::response::Drawing`; here they get their words.

use askama::Template;
use askama::filters::HtmlSafe;

use super::texts::Apart;
use super::words::Words;
use crate::domain::response::{Agreement, Drawing, DrawnMeasure, Label, Statement};

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
    in_document { sv: "Svaret står i det som kom in.", en: "The answer stands in what was received." }
    was_in_document { sv: "Det första yttrandet kom in på annat sätt än genom tjänsten, och svaret står där.", en: "The first response came another way than through the service, and the answer stands there." }
    nothing_promised { sv: "I det första yttrandet redovisades inga planerade åtgärder här.", en: "No planned measures were stated here in the first response." }
    same_as(code: &str) { sv: "Samma åtgärd som {code}.", en: "The same measure as {code}." }
    told_under(code: &str) { sv: "Åtgärden är densamma som för {code} och redovisas där.", en: "The measure is the same as for {code}, and is reported on there." }
    agrees { sv: "Nämnden instämmer.", en: "The board agrees." }
    agrees_in_part { sv: "Nämnden instämmer delvis.", en: "The board agrees in part." }
    does_not_agree { sv: "Nämnden instämmer inte.", en: "The board does not agree." }
    looks_again(day: &str) { sv: "Frågan ses över igen senast: {day}", en: "The question is looked at again no later than: {day}" }
    was_to_be_looked_at(day: &str) { sv: "I det första yttrandet planerades inga åtgärder här. Frågan skulle ses över igen senast: {day}", en: "In the first response no measures were planned here. The question was to be looked at again no later than: {day}" }
    looked_again { sv: "Det nämnden kom fram till", en: "What the board came to" }
    was_done { sv: "I det första yttrandet redovisades att åtgärden redan var genomförd.", en: "The first response stated that the measure was already done." }
    was_done_nothing_more { sv: "I det första yttrandet redovisades att åtgärden redan var genomförd, och inget mer redovisas nu.", en: "The first response stated that the measure was already done, and nothing more is reported now." }
    was_elsewhere(reference: &str) { sv: "Det första svaret lämnades i särskild ordning, diarienummer {reference}.", en: "The first answer was given separately, reference {reference}." }
    settled { sv: "Det som utlovades här är redovisat i en tidigare omgång.", en: "What was promised here has been reported in an earlier round." }
    told_before { sv: "Redovisat i en tidigare omgång", en: "Reported in an earlier round" }
    nothing_reported { sv: "I det första yttrandet redovisades inga planerade åtgärder här, och inget mer redovisas nu.", en: "No planned measures were stated here in the first response, and nothing more is reported now." }
}

/// An answer, drawn.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/answer.html")]
pub struct DrawnAnswer {
    /// Whether the board agrees, and why not.
    agreement: Option<(&'static str, String)>,
    sentence: Option<String>,
    reason: Option<String>,
    /// When a question without measures is looked at again.
    again: Option<String>,
    /// What the board came to then, with its label.
    looked_again: Option<(&'static str, String)>,
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
            Some(Statement::InDocument) => (Some(t.in_document().to_owned()), None),
            Some(Statement::WasInDocument) => (Some(t.was_in_document().to_owned()), None),
            Some(Statement::NothingPromised) => (Some(if drawing.measures.is_empty() { t.nothing_reported() } else { t.nothing_promised() }.to_owned()), None),
            Some(Statement::WasDone) => (Some(if drawing.measures.is_empty() { t.was_done_nothing_more() } else { t.was_done() }.to_owned()), None),
            Some(Statement::WasElsewhere(reference)) => (Some(t.was_elsewhere(reference)), None),
            Some(Statement::WasToBeLookedAt(day)) => (Some(t.was_to_be_looked_at(day)), None),
            Some(Statement::Settled) => (Some(t.settled().to_owned()), None),
            Some(Statement::SameAs(code)) => (Some(t.same_as(code)), None),
            Some(Statement::ToldUnder(code)) => (Some(t.told_under(code)), None),
            None => (None, None),
        };
        let agreement = drawing.agreement.map(|(agreement, why)| (agreement_words(agreement, t), why.to_owned()));
        let again = drawing.again.map(|day| t.looks_again(day));
        let looked_again = drawing.looked_again.map(|text| (t.looked_again(), text.to_owned()));
        Self { agreement, sentence, reason, again, looked_again, measures: Vec::new() }
    }
}

fn agreement_words(agreement: Agreement, t: Texts) -> &'static str {
    match agreement {
        Agreement::Agrees => t.agrees(),
        Agreement::InPart => t.agrees_in_part(),
        Agreement::Disagrees => t.does_not_agree(),
    }
}

fn rows(measure: &DrawnMeasure<'_>, t: Texts, words: Words) -> Vec<(&'static str, String)> {
    let promised = measure.promise.map(|promise| (t.was_promised(), format!("{} ({})", Apart(&promise.measure.action), Apart(&promise.measure.due.text))));
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
    let since = measure.promise.and_then(|promise| promise.since.as_ref()).map(|since| (t.told_before(), words.told_since(since)));
    promised.into_iter().chain(since).chain(measure.lines().into_iter().map(line)).collect()
}
