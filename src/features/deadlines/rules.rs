//! The municipality's rules for last days: when people are reminded, when a missing answer is taken up, how often a day
//! can be extended, what holds on weekends, and when the council's presidium is told of what is late.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SaveRules;
use super::store::{self, Rules};
use super::texts::Texts;
use crate::domain::email::EmailAddress;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The rules.
    ShowRules, Administer
);
crate::action!(impl SaveRules, Administer);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    before: String,
    after: String,
    letter_after: String,
    extension_limit: String,
    #[serde(default)]
    weekday: String,
    #[serde(default)]
    presidium_address: String,
    #[serde(default)]
    presidium_after: String,
}

#[derive(Template)]
#[template(path = "deadlines/rules.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    fields: Vec<Field>,
    weekday: Choices,
    presidium: Vec<Field>,
}

pub(super) async fn show(gate: Gate<ShowRules>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let rules = store::rules(look.conn()).await?;
    let form = Form {
        before: listed(&rules.remind_before),
        after: listed(&rules.remind_after),
        letter_after: rules.letter_after.to_string(),
        extension_limit: rules.extension_limit.map(|limit| limit.to_string()).unwrap_or_default(),
        weekday: if rules.move_to_weekday { "move" } else { "keep" }.to_owned(),
        presidium_address: rules.presidium_address.unwrap_or_default(),
        presidium_after: rules.presidium_after.map(|days| days.to_string()).unwrap_or_default(),
    };
    Html::page(&page(&mut look, &form, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SaveRules>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    let before = faults.take("before", days(&form.before), |()| t.days_fault().to_owned());
    let after = faults.take("after", days(&form.after), |()| t.days_fault().to_owned());
    let letter_after = faults.take("letter_after", number(&form.letter_after, 1, 365), |()| t.number_fault(1, 365));
    let limit = match form.extension_limit.trim() {
        "" => Some(None),
        typed => faults.take("extension_limit", number(typed, 0, 20), |()| t.number_fault(0, 20)).map(Some),
    };
    let move_to_weekday = match form.weekday.as_str() {
        "keep" => Some(false),
        "move" => Some(true),
        _ => {
            faults.add("weekday", t.choose_weekday());
            None
        }
    };
    let presidium = presidium(&form, t, &mut faults);
    match (before, after, letter_after, limit, move_to_weekday, presidium) {
        (Some(remind_before), Some(remind_after), Some(letter_after), Some(extension_limit), Some(move_to_weekday), Some(presidium)) => {
            let (presidium_address, presidium_after) = presidium.unzip();
            let rules = Rules { remind_before, remind_after, letter_after, extension_limit, move_to_weekday, presidium_address, presidium_after };
            store::save_rules(&mut change, &rules).await?;
            let done = change.commit(changed(rules)).await?;
            Ok(SeeOther::to(done, "/admin/sista-dagar").saying(Confirmed::RulesSaved))
        }
        _ => Html::redraw(&page(&mut change, &form, &faults).await?),
    }
}

fn changed(rules: Rules) -> Event {
    let Rules { remind_before, remind_after, letter_after, extension_limit, move_to_weekday, presidium_address, presidium_after } = rules;
    Event::DeadlineRulesChanged { remind_before, remind_after, letter_after, extension_limit, move_to_weekday, presidium_address, presidium_after }
}

/// Where and after how many days the presidium is told: both, or nothing.
fn presidium(form: &Form, t: Texts, faults: &mut Faults) -> Option<Option<(String, i16)>> {
    let (address, days) = (form.presidium_address.trim(), form.presidium_after.trim());
    if address.is_empty() && days.is_empty() {
        return Some(None);
    }
    let address = faults.take("presidium_address", EmailAddress::parse(address).ok_or(()), |()| t.presidium_address_wrong().to_owned());
    let days = faults.take("presidium_after", number(days, 1, 365), |()| t.number_fault(1, 365));
    Some(Some((address?.to_string(), days?)))
}

fn listed(days: &[i16]) -> String {
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Days with commas or spaces between, each once, the most distant first. None at all: nobody is reminded.
fn days(typed: &str) -> Result<Vec<i16>, ()> {
    let mut days = Vec::new();
    for word in typed.split([',', ' ', ';']).filter(|word| !word.is_empty()) {
        days.push(number(word, 1, 365)?);
    }
    days.sort_unstable_by(|a, b| b.cmp(a));
    days.dedup();
    if days.len() > 10 { Err(()) } else { Ok(days) }
}

fn number(typed: &str, from: i16, to: i16) -> Result<i16, ()> {
    typed.trim().parse().ok().filter(|n| (from..=to).contains(n)).ok_or(())
}

async fn page(visit: &mut Passage, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let fields = vec![
        Field::line(lang, "before", t.before(), &form.before, faults).hint(t.before_hint()),
        Field::line(lang, "after", t.after(), &form.after, faults).hint(t.after_hint()),
        Field::line(lang, "letter_after", t.letter_after(), &form.letter_after, faults).hint(t.letter_after_hint()).class("w6"),
        Field::line(lang, "extension_limit", t.extension_limit(), &form.extension_limit, faults).hint(t.extension_limit_hint()).class("w6"),
    ];
    let presidium = vec![
        Field::line(lang, "presidium_address", t.presidium_address(), &form.presidium_address, faults).hint(t.presidium_hint()),
        Field::line(lang, "presidium_after", t.presidium_after(), &form.presidium_after, faults).class("w6"),
    ];
    let choices = vec![Choice::new("keep", t.keep_day(), form.weekday == "keep"), Choice::new("move", t.move_day(), form.weekday == "move")];
    Ok(Page { summary: faults.summary(lang), fields, weekday: Choices::radios(lang, "weekday", t.weekday(), choices, faults), presidium, t, frame })
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_read_with_commas_and_kept_in_order_once() {
        assert_eq!(days("7, 30,1 14;7"), Ok(vec![30, 14, 7, 1]));
        assert_eq!(days(" "), Ok(vec![]));
        for wrong in ["0", "366", "sju", "-7", "1,2,3,4,5,6,7,8,9,10,11", "7.5"] {
            assert_eq!(days(wrong), Err(()), "{wrong}");
        }
    }
}
