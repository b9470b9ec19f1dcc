//! All boards that are late are reminded at once: one page that says who gets what, with the same words of the auditors to all. Whoever
//! was reminded today, has asked for an extension or has nobody who could hand in stands below, each with its own way.

use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::Confirmed;
use super::actions::PromptLate;
use super::reached::{self, WORDS_LIMIT};
use super::store::{self, HandsIn, Round, Unreached};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::listing::SIZE;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::{Apart, together};
use crate::platform::words::{self, Words};

crate::action!(
    /// Who gets what.
    ShowPromptLate, SendAudit
);
crate::action!(impl PromptLate, SendAudit);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Each with how often its board had been reminded when the page was drawn.
    #[serde(default)]
    round: Vec<String>,
    words: String,
}

/// Somebody who is not reminded here: why, and what can be done instead.
struct Left {
    said: String,
    why: String,
    url: String,
    link: &'static str,
}

#[derive(Template)]
#[template(path = "prompts/late.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    lead: String,
    more: Option<String>,
    mine: Option<&'static str>,
    warning: Option<String>,
    which: Option<Choices>,
    /// How the mail to the first of them begins.
    beginning: Vec<String>,
    words: Field,
    left: Vec<Left>,
}

/// What is late, and who hands in for whom.
struct Late {
    rounds: Vec<Round>,
    people: Vec<HandsIn>,
    /// There are more than a page shows.
    more: bool,
    /// Only of audits for which the reader is responsible.
    mine: bool,
}

impl Late {
    async fn load(visit: &mut Passage) -> Result<Self, Failure> {
        let today = visit.today();
        let mine = visit.person().filter(|_| visit.asked_for("ansvarig").is_some_and(|value| value == "mina")).map(|person| person.id);
        let mut rounds = store::late(visit.conn(), today, mine, i64::try_from(SIZE + 1).unwrap_or(i64::MAX)).await?;
        let more = rounds.len() > SIZE;
        rounds.truncate(SIZE);
        let boards: Vec<Uuid> = rounds.iter().map(|round| round.board.uuid()).collect();
        Ok(Self { people: store::who_hands_in(visit.conn(), &boards, today).await?, rounds, more, mine: mine.is_some() })
    }

    /// Whether a board is reminded here: it is there, has not been reminded today, and does not wait for an answer of the auditors.
    fn is_prompted(&self, round: &Round, visit: &Passage) -> bool {
        round.prompted_on(visit.today()).is_none() && !round.last_day.extension_asked && reached::names(&self.people, round.board).is_some()
    }

    fn to_prompt(&self, visit: &Passage) -> Vec<&Round> {
        self.rounds.iter().filter(|round| self.is_prompted(round, visit)).collect()
    }
}

/// By which a form means a round as it was seen.
fn meant(round: &Round) -> String {
    format!("{}:{}", round.id, round.n)
}

pub(super) async fn show(gate: Gate<ShowPromptLate>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let late = Late::load(&mut look).await?;
    let form = Form { round: late.to_prompt(&look).into_iter().map(meant).collect(), words: words::to_several().join("\n\n") };
    Html::page(&page(&mut look, &late, &form, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<PromptLate>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let asked: Vec<(Uuid, i16)> =
        form.round.iter().filter_map(|one| one.split_once(':')).filter_map(|(id, n)| Some((id.parse().ok()?, n.parse().ok()?))).collect();
    let ids: Vec<Uuid> = asked.iter().map(|(id, _)| *id).collect();
    store::hold_all(change.conn(), &ids).await?;
    let late = Late::load(&mut change).await?;
    let mut faults = Faults::none();
    let typed = faults.take("words", text::required(&form.words, WORDS_LIMIT), |fault| words.text_fault(fault, t.words_needed()));
    if let Some(typed) = typed.as_deref().filter(|_| !asked.is_empty()) {
        let (person, numbers) = (change.person_id()?, asked.iter().map(|(_, n)| n.saturating_add(1)).collect::<Vec<_>>());
        let made = store::made(change.conn(), &ids, &numbers, typed, person).await?;
        if usize::try_from(made).is_ok_and(|made| made == ids.len()) {
            return Ok(SeeOther::unchanged(&change, "/att-gora"));
        }
    }
    let chosen: Vec<&Round> = late.to_prompt(&change).into_iter().filter(|round| form.round.contains(&meant(round))).collect();
    if form.round.is_empty() {
        faults.add("round", t.which_needed());
    } else if chosen.len() != form.round.len() {
        faults.add("round", t.changed_since());
    }
    let Some(typed) = typed.filter(|_| faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &late, &form, &faults).await?);
    };
    let facts = prompt_all(&mut change, &chosen, &typed).await?;
    let done = change.commit(facts).await?;
    Ok(SeeOther::to(done, "/att-gora").saying(Confirmed::BoardsPrompted))
}

async fn prompt_all(change: &mut Change<PromptLate>, rounds: &[&Round], words: &str) -> Result<Facts, Failure> {
    let mut events = Vec::new();
    for round in rounds {
        let entry = store::prompt(change, round, words, false).await?;
        events.push(Event::BoardPrompted { audit: round.audit, round: round.id, entry, due_on: round.last_day.due_on });
    }
    let mut events = events.into_iter();
    let first = events.next().ok_or_else(|| Failure::broken("nobody was reminded"))?;
    Ok(Facts::of(first, events.collect()))
}

async fn page(visit: &mut Passage, late: &Late, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, now) = (visit.frame().await?, visit.words(), visit.now());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let to_prompt = late.to_prompt(visit);
    let count = i64::try_from(to_prompt.len()).unwrap_or(i64::MAX);
    let choice = |round: &&Round| Choice::new(meant(round), line(round, &late.people, visit, t), form.round.contains(&meant(round)));
    Ok(Page {
        summary: faults.summary(lang),
        lead: if to_prompt.is_empty() { t.nothing_to_prompt().to_owned() } else { t.all_lead(count) },
        more: late.more.then(|| t.more_left(i64::try_from(SIZE).unwrap_or(i64::MAX))),
        mine: late.mine.then(|| t.only_mine()),
        warning: reached::mail_waits(&late.people, (frame.mails, now), t, words),
        which: (!to_prompt.is_empty()).then(|| Choices::boxes(lang, "round", t.which(), to_prompt.iter().map(choice).collect(), faults)),
        beginning: to_prompt.first().map(|round| reached::beginning(round, visit, &frame.auditors)).unwrap_or_default(),
        words: Field::area(lang, "words", t.words_to_all(), &form.words, faults).hint(t.words_hint()).class("tall"),
        left: late.rounds.iter().filter(|round| !late.is_prompted(round, visit)).map(|round| left(round, visit, t, words)).collect(),
        t,
        frame,
    })
}

fn called(round: &Round, words: Words) -> String {
    let name = &round.name;
    format!("{}, {}, {}", Apart(&name.board_name), words.round(name.kind, name.ordinal()), Apart(&name.title))
}

/// Who is late with what, who gets the mail, and whom the last one did not reach.
fn line(round: &Round, people: &[HandsIn], visit: &Passage, t: Texts) -> String {
    let words = visit.words();
    let late = words.days_late(calendar::days_late(round.last_day.due_on, visit.today()).unwrap_or(0));
    let said = t.line(&called(round, words), &late, &reached::names(people, round.board).unwrap_or_default());
    let (mut failed, mut held) = (Vec::new(), Vec::new());
    for (name, why) in reached::unreached(people, round.board) {
        match why {
            Unreached::Failed(_) => failed.push(name),
            Unreached::Held(_) => held.push(name),
        }
    }
    let failed = (!failed.is_empty()).then(|| t.last_failed(&together(&failed)));
    let held = (!held.is_empty()).then(|| t.last_held(&together(&held)));
    [Some(said), failed, held].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn left(round: &Round, visit: &Passage, t: Texts, words: Words) -> Left {
    let said = called(round, words);
    if round.last_day.extension_asked {
        return Left { said, why: t.asks_for_time().to_owned(), url: round.name.extension_decision_url(), link: t.decide() };
    }
    match round.prompted_on(visit.today()) {
        Some((at, who)) => Left { said, why: t.prompted_today(&words.instant(at), who), url: round.name.prompt_url(), link: t.once_more() },
        None => Left { said, why: t.nobody_there().to_owned(), url: round.name.reminder_letter_url(), link: t.to_letter() },
    }
}
