//! What one has been told, newest first. Each line is one sentence and leads to where something can be done about it. The
//! same is there as a file.

use askama::Template;

use super::store::{self, Listed};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::ids::BoardId;
use crate::domain::notice::{Notice, Reader, RoundTold};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{Cell, Filters, Head, ListPage, Query, Sheet, Value};
use crate::platform::page::{Frame, Html};
use crate::platform::register::Register;
use crate::platform::telling::{Message, Reading};
use crate::platform::theirs::{Said, their_round};

crate::action!(
    /// One's own notices.
    ShowNotices, KeepOwnAccount
);

struct Line {
    sentence: String,
    url: String,
    when: String,
    unread: bool,
}

impl Line {
    fn said(&self) -> Said<'_> {
        Said(&self.sentence)
    }
}

struct Group {
    heading: &'static str,
    lines: Vec<Line>,
}

/// Which notices are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Unread,
}

impl Value for Shown {
    const ALL: &'static [Self] = &[Self::Unread];

    fn key(self) -> &'static str {
        match self {
            Self::Unread => "olasta",
        }
    }
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    list: ListPage,
    groups: Vec<Group>,
    /// The instant of the newest one that is shown unread.
    newest_unread: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowNotices>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let (register, roles) = (look.register(), roles(&look)?);
    let auditors = frame.auditors.clone();
    let reading = Reading { words, today, auditors: &auditors, reader: Reader::Board };
    let shown = query.one_of::<Shown>("visa", |_| true);
    let window = query.window();
    let listed = store::listed(look.conn(), shown.is_some(), &window).await?;
    let cut = window.cut(listed, |one| (one.made_at, one.id.uuid()));
    let count = store::count(look.conn(), shown.is_some(), cut.begins(store::before_all())).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let mut groups = [t.today(), t.yesterday(), t.earlier()].map(|heading| Group { heading, lines: Vec::new() });
    for one in &cut.rows {
        let [now, yesterday, earlier] = &mut groups;
        let group = match (today - calendar::day_of(one.made_at)).num_days() {
            ..=0 => now,
            1 => yesterday,
            _ => earlier,
        };
        group.lines.push(line(one, &register, &roles, reading)?);
    }
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.notices(),
            Filters::new(&query, frame.lang).list(&query, "visa", t.shown(), &[("olasta".to_owned(), t.only_unread().to_owned())], shown.map(Value::key)),
            Head::new(&query, &pages, |n| t.count(n), t.none(), "/aviseringar.csv"),
            pages,
        ),
        newest_unread: cut.rows.iter().find(|one| one.read_at.is_none()).map(|one| one.made_at.to_rfc3339()),
        groups: groups.into_iter().filter(|group| !group.lines.is_empty()).collect(),
        t,
        frame,
    })
}

/// The same notices as a file, all of them.
pub(super) async fn file(gate: Gate<ShowNotices>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let (t, words, today) = (Texts::from(look.lang()), look.words(), look.today());
    let (register, roles, auditors) = (look.register(), roles(&look)?, look.frame().await?.auditors);
    let shown = query.one_of::<Shown>("visa", |_| true);
    let window = query.window();
    let listed = store::listed(look.conn(), shown.is_some(), &window).await?;
    let cut = window.cut(listed, |one| (one.made_at, one.id.uuid()));
    let header = vec![t.when(), t.notice(), t.reference(), t.last_day(), t.read()];
    Sheet::new(&query, t.lang.pick("aviseringar", "notices"), header, cut, |one| {
        let reading = Reading { words, today, auditors: &auditors, reader: Reader::Board };
        let said = message(&one.notice, &register, &roles, reading).map_or_else(String::new, |message| message.sentence);
        let Notice { told_due_on, round, .. } = one.notice;
        vec![Cell::Moment(Some(one.made_at)), said.into(), round.name.reference.into(), Cell::Day(Some(told_due_on)), Cell::Moment(one.read_at)]
    })
}

/// A person's own roles, each with its board.
type Roles = Vec<(Role, Option<BoardId>)>;

fn roles(visit: &Passage) -> Result<Roles, Failure> {
    let person = visit.person().ok_or(Failure::NotFound)?;
    Ok(person.grants.iter().map(|grant| (grant.role(), grant.board())).collect())
}

/// As the slice that caused it says it to this person, with the way to where something can be done about it.
fn message(notice: &Notice, register: &Register, roles: &Roles, reading: Reading<'_>) -> Option<Message> {
    let reading = Reading { reader: Reader::of(roles, notice.round.board), ..reading };
    register.tells(notice.kind).map(|tells| (tells.message)(notice, &reading))
}

fn line(listed: &Listed, register: &Register, roles: &Roles, reading: Reading<'_>) -> Result<Line, Failure> {
    let notice = Notice {
        round: RoundTold { name: their_round(reading.words.lang(), &listed.notice.round.name), ..listed.notice.round.clone() },
        ..listed.notice.clone()
    };
    let said = message(&notice, register, roles, reading).ok_or_else(|| Failure::broken("a notice that no slice announces"))?;
    Ok(Line { sentence: said.sentence, url: said.path, when: reading.words.instant(listed.made_at), unread: listed.read_at.is_none() })
}
