//! Naming a substitute, and ending one before her last day.

use askama::Template;
use chrono::{Days, NaiveDate};
use serde::Deserialize;

use super::Confirmed;
use super::actions::{EndSubstitute, NameSubstitute};
use super::store::{self, Board, Colleague};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::ids::{GrantId, PersonId};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// Who stands in, and the form.
    ShowSubstitutes, SubmitResponse, String => Board, find
);
crate::action!(
    impl NameSubstitute, SubmitResponse, String => Board, find
);
crate::action!(
    impl EndSubstitute, SubmitResponse, (String, GrantId) => Board, store::board_of
);

pub(super) async fn find(conn: &mut sqlx::PgConnection, slug: &str) -> sqlx::Result<Option<Board>> {
    store::board(conn, slug).await
}

/// A substitute is named for so many days at most.
const LONGEST: u64 = 366;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    #[serde(default)]
    who: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

struct Row {
    line: String,
    name: String,
    /// Where it is ended, by whoever named her.
    end_url: Option<String>,
}

#[derive(Template)]
#[template(path = "substitutes/name.html")]
struct Page {
    frame: Frame,
    t: Texts,
    board: String,
    board_url: String,
    lead: String,
    summary: Summary,
    rows: Vec<Row>,
    /// Why there is no form.
    without: Option<&'static str>,
    who: Choices,
    from: Field,
    to: Field,
}

pub(super) async fn show(gate: Gate<ShowSubstitutes>) -> Result<Html, Failure> {
    let (mut look, board) = gate.look().await?;
    let today = look.today();
    let colleagues = store::colleagues(look.conn(), board.id, today).await?;
    Html::page(&page(&mut look, &board, &colleagues, &Form::default(), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<NameSubstitute>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, board) = gate.open().await?;
    let form = posted.read(&change)?;
    let today = change.today();
    let colleagues = store::colleagues(change.conn(), board.id, today).await?;
    let mut faults = Faults::none();
    let Some((person, from, to)) = read(&form, &colleagues, &change, &mut faults).filter(|_| faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &board, &colleagues, &form, &faults).await?);
    };
    let grant = GrantId::new(change.now());
    store::name(&mut change, &board, grant, person, (from, to)).await?;
    let done = change.commit(Event::SubstituteNamed { board: board.id, grant, person, from, to }).await?;
    Ok(SeeOther::to(done, url(&board)).saying(Confirmed::SubstituteNamed))
}

fn url(board: &Board) -> String {
    format!("/ersattare/{}", board.slug)
}

/// Whom she names, and for which days. What only the database can know it refuses itself.
fn read(form: &Form, colleagues: &[Colleague], visit: &Passage, faults: &mut Faults) -> Option<(PersonId, NaiveDate, NaiveDate)> {
    let (t, words, today) = (Texts::from(visit.lang()), visit.words(), visit.today());
    let me = visit.person().map(|person| person.id);
    let chosen = others(colleagues, me).into_iter().find(|(person, _)| person.to_string() == form.who);
    let chosen = faults.take("who", chosen.ok_or(()), |()| t.who_needed().to_owned());
    let from = faults.take("from", calendar::date(&form.from), |fault| words.date_fault(&fault));
    let to = faults.take("to", calendar::date(&form.to), |fault| words.date_fault(&fault));
    let ((person, name), from, to) = (chosen?, from?, to?);
    if from < today {
        faults.add("from", t.from_is_over());
    }
    if to < from {
        faults.add("to", t.to_before_from());
    } else if from.checked_add_days(Days::new(LONGEST)).is_some_and(|last| to > last) {
        faults.add("to", t.too_long());
    }
    let own = own(colleagues, me, today);
    if let Some(last) = own.and_then(|own| own.to).filter(|last| to > *last) {
        faults.add("to", t.beyond_own(&words.date(last)));
    }
    let overlaps = |one: &&Colleague| one.person == person && one.from <= to && one.to.is_none_or(|last| last >= from);
    if colleagues.iter().filter(overlaps).any(|one| Some(one.role) == own.map(|own| own.role)) {
        faults.add("who", t.there_already(&name));
    }
    Some((person, from, to))
}

/// The role that she gives: her own, and no other one's that she stands in for.
fn own(colleagues: &[Colleague], me: Option<PersonId>, today: NaiveDate) -> Option<&Colleague> {
    let answers = |one: &&Colleague| matches!(one.role, Role::Secretary | Role::Approver);
    let held = |one: &&Colleague| Some(one.person) == me && one.instead_of.is_none() && one.from <= today;
    colleagues.iter().filter(answers).filter(held).min_by_key(|one| one.role != Role::Secretary)
}

/// Everybody else who works for the board, each once.
fn others(colleagues: &[Colleague], me: Option<PersonId>) -> Vec<(PersonId, String)> {
    let mut others: Vec<(PersonId, String)> =
        colleagues.iter().filter(|one| Some(one.person) != me && one.instead_of.is_none()).map(|one| (one.person, one.name.clone())).collect();
    others.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.uuid().cmp(&b.0.uuid())));
    others.dedup();
    others
}

pub(super) async fn end(gate: Gate<EndSubstitute>, posted: Posted<Nothing>) -> Result<SeeOther, Failure> {
    let grant = gate.path().1;
    let (mut change, board) = gate.open().await?;
    let Nothing {} = posted.read(&change)?;
    let today = change.today();
    let here = store::colleagues(change.conn(), board.id, today).await?.iter().any(|one| one.grant == grant);
    if !here || !store::end(&mut change, grant).await? {
        return Err(Failure::NotFound);
    }
    let done = change.commit(Event::SubstituteEnded { board: board.id, grant }).await?;
    Ok(SeeOther::to(done, url(&board)).saying(Confirmed::SubstituteEnded))
}

async fn page(visit: &mut Passage, board: &Board, colleagues: &[Colleague], form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (t, me) = (Texts::from(frame.lang), visit.person().map(|person| person.id));
    let substitutes = colleagues.iter().filter_map(|one| Some((one, one.instead_of?, one.instead_of_name.as_ref()?, one.to?)));
    let rows = substitutes.map(|(one, of, other, to)| Row {
        line: t.stands_in(&one.name, other, &words.date(one.from), &words.date(to)),
        name: one.name.clone(),
        end_url: (Some(of) == me).then(|| format!("{}/{}/avsluta", url(board), one.grant)),
    });
    let rows = rows.collect();
    let choosable = others(colleagues, me);
    let without = match (own(colleagues, me, visit.today()), choosable.is_empty()) {
        (None, _) => Some(t.only_own()),
        (Some(_), true) => Some(t.nobody_to_choose()),
        (Some(_), false) => None,
    };
    let mut choices = vec![Choice::new("", t.choose(), form.who.is_empty())];
    choices.extend(choosable.into_iter().map(|(person, name)| Choice::new(person.to_string(), name, person.to_string() == form.who)));
    Ok(Page {
        board: board.name.clone(),
        board_url: format!("/namnder/{}", board.slug),
        lead: t.lead(&board.name),
        summary: faults.summary(frame.lang),
        rows,
        without,
        who: Choices::list(frame.lang, "who", t.who(), choices, faults).hint(t.who_hint()),
        from: Field::date(frame.lang, "from", t.from_day(), &form.from, faults),
        to: Field::date(frame.lang, "to", t.to_day(), &form.to, faults),
        t,
        frame,
    })
}
