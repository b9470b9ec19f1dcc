//! What one has been told, newest first. Each line is one sentence and leads to where something can be done about it.

use askama::Template;

use super::store::{self, Listed};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::ids::BoardId;
use crate::domain::notice::Reader;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::register::Register;
use crate::platform::telling::Reading;

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

struct Group {
    heading: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    groups: Vec<Group>,
    /// The instant of the newest one that is shown unread.
    newest_unread: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowNotices>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let Some(person) = look.person() else { return Err(Failure::NotFound) };
    let roles: Vec<(Role, Option<BoardId>)> = person.grants.iter().map(|grant| (grant.role(), grant.board())).collect();
    let (register, listed) = (look.register(), store::newest(look.conn()).await?);
    let reading = Reading { words, today, auditors: &frame.auditors, reader: Reader::Board };
    let mut groups = [t.today(), t.yesterday(), t.earlier()].map(|heading| Group { heading, lines: Vec::new() });
    for one in &listed {
        let [now, yesterday, earlier] = &mut groups;
        let group = match (today - calendar::day_of(one.made_at)).num_days() {
            ..=0 => now,
            1 => yesterday,
            _ => earlier,
        };
        group.lines.push(line(one, &register, &roles, reading)?);
    }
    let newest_unread = listed.iter().find(|one| one.read_at.is_none()).map(|one| one.made_at.to_rfc3339());
    Html::page(&Page { groups: groups.into_iter().filter(|group| !group.lines.is_empty()).collect(), newest_unread, t, frame })
}

/// As the slice that caused it says it to this person, with the way to where something can be done about it.
fn line(listed: &Listed, register: &Register, roles: &[(Role, Option<BoardId>)], reading: Reading<'_>) -> Result<Line, Failure> {
    let notice = &listed.notice;
    let tells = register.tells(notice.kind).ok_or_else(|| Failure::broken("a notice that no slice announces"))?;
    let message = (tells.message)(notice, &Reading { reader: Reader::of(roles, notice.round.board), ..reading });
    Ok(Line { sentence: message.sentence, url: message.path, when: reading.words.instant(listed.made_at), unread: listed.read_at.is_none() })
}
