//! One item with one of its boards: its whole life, from the letter on.

use askama::Template;

use super::asked::Asked;
use super::life::{self, Plan, Step};
use super::list::{me, own_boards};
use super::remarks;
use super::store::{self, Alike, Found, ItemPath, Row, TakenUp};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::policy::{Scope, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look};
use crate::platform::listing::{Query, Window};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// An item with one of its boards.
    ShowRecommendation, ReadPublished, ItemPath => Found, store::find
);

/// An item of another audit that asks for nearly the same.
struct AlikeLine {
    url: String,
    heading: String,
    /// "R3 i REV-2023-4, skickad 3 mars 2023".
    said: String,
    board: String,
    same_board: bool,
    chip: Chip,
}

/// A wording of before: until when, its heading, and its text.
struct Before {
    until: String,
    heading: String,
    body: String,
}

#[derive(Template)]
#[template(path = "register/item.html")]
struct Page {
    frame: Frame,
    t: Texts,
    register_url: String,
    audit_url: String,
    board_url: String,
    reference: String,
    title: String,
    board: String,
    /// "Rekommendation R4".
    name: String,
    heading: String,
    chip: Chip,
    prioritised: bool,
    /// What it is about, and where the register has all that is.
    tags: Vec<(String, String)>,
    /// Where the auditors sort it.
    sort_url: Option<String>,
    /// Where the auditors go on, once the rounds are over.
    follow_up_url: Option<String>,
    remarks: Vec<String>,
    body: String,
    before: Vec<Before>,
    plans: Vec<Plan>,
    steps: Vec<Step>,
    others: Vec<(String, String)>,
    /// What it takes up of earlier audits, and what takes it up: where it is, and what it is called.
    takes_up: Vec<(String, String)>,
    taken_up: Vec<(String, String)>,
    /// What has been asked before, or since, in nearly the same words.
    alike: Vec<AlikeLine>,
    /// That this is its whole life, where the register was of a day that is over.
    whole_life: Option<String>,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
}

pub(super) async fn show(gate: Gate<ShowRecommendation>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, found) = gate.look().await?;
    let (mut frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let as_of = query.as_of(today);
    let asked = Asked::of(&mut query, own_boards(&look), None, me(&look), today);
    // Where it stood on another day, others stood beside it.
    let (previous, next) = if as_of.past().is_none() { neighbours(&mut look, &found, &asked, &query).await? } else { (None, None) };
    let came = store::life(look.conn(), &found).await?;
    frame.here = query.here();
    let mut wordings: Vec<_> = found.wordings.iter().collect();
    let newest = wordings.pop().ok_or_else(|| Failure::broken("an item without a wording"))?;
    let ends = found.wordings.iter().skip(1).map(|wording| calendar::day_of(wording.worded_at));
    Html::page(&Page {
        register_url: query.at("/rekommendationer"),
        whole_life: as_of.past().map(|day| t.came_from_a_day(&words.date(day))),
        audit_url: as_of.url(&address::audit(&found.key)),
        board_url: address::board(&found.board_slug),
        reference: found.reference.clone(),
        title: found.title.clone(),
        board: found.board_name.clone(),
        name: t.place_of(words.item_kind(found.kind), &found.code),
        heading: found.heading.clone(),
        chip: remarks::chip(found.kind, found.standing, t),
        prioritised: found.prioritised,
        tags: found.tags.iter().map(|tag| (address::register_of_tag(tag), tag.clone())).collect(),
        sort_url: look
            .may(Verb::PublishVerdict, Scope::Common)
            .then(|| format!("{}/etiketter", address::recommendation(&found.key, &found.code, &found.board_slug))),
        follow_up_url: (found.may_be_followed_up() && look.may(Verb::PublishVerdict, Scope::Common))
            .then(|| format!("{}/uppfoljning", address::recommendation(&found.key, &found.code, &found.board_slug))),
        remarks: life::remarks_of(&found, today, t, words),
        body: newest.body.clone(),
        before: wordings
            .iter()
            .zip(ends)
            .map(|(wording, end)| Before { until: t.wording_until(&words.date(end)), heading: wording.heading.clone(), body: wording.body.clone() })
            .collect(),
        plans: life::plans(&found, &came, today, t, words),
        steps: life::steps(&found, &came, today, t, words),
        others: found.others.iter().map(|other| (address::recommendation(&found.key, &found.code, &other.slug), other.name.clone())).collect(),
        takes_up: found.takes_up.iter().map(|one| elsewhere(one, t)).collect(),
        taken_up: found.taken_up.iter().map(|one| elsewhere(one, t)).collect(),
        alike: found.alike.iter().map(|one| alike_line(one, t, words)).collect(),
        previous,
        next,
        t,
        frame,
    })
}

fn alike_line(one: &Alike, t: Texts, words: Words) -> AlikeLine {
    AlikeLine {
        url: address::recommendation(&one.key, &one.code, &one.board_slug),
        heading: one.heading.clone(),
        said: t.item_sent(&t.item_of(&one.code, &one.reference), &words.date(one.sent_on)),
        board: one.board_name.clone(),
        same_board: one.same_board,
        chip: remarks::chip(one.kind, one.standing, t),
    }
}

/// An item of another audit: where it is, and what it is called.
fn elsewhere(one: &TakenUp, t: Texts) -> (String, String) {
    (format!("{}#{}", address::audit(&one.key), one.code), t.item_of(&one.code, &one.reference))
}

type Neighbour = Option<(String, String)>;

/// The rows before and after it in the register, as far as the reader had narrowed it.
async fn neighbours(look: &mut Look<ShowRecommendation>, found: &Found, asked: &Asked, query: &Query) -> sqlx::Result<(Neighbour, Neighbour)> {
    let (before, after) = Window::beside(found.place());
    let previous = before.cut(store::rows(look.conn(), &asked.wanted, &before).await?, Row::place).rows.pop();
    let next = after.cut(store::rows(look.conn(), &asked.wanted, &after).await?, Row::place).rows.into_iter().next();
    let link = |row: Row| {
        (
            query.at(&address::recommendation(&row.key, &row.code, &row.board_slug)),
            format!("{} {}, {}", Apart(&row.reference), row.code, Apart(&row.board_name)),
        )
    };
    Ok((previous.map(link), next.map(link)))
}
