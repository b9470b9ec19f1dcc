//! What an administrator has to arrange. No content: only people and boards.

use chrono::TimeDelta;

use super::access;
use super::store;
use super::texts::Texts;
use super::to_do::{Group, List, Row};
use crate::domain::calendar;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;

/// A backup is made each night: one that is older than this has been missed.
const OLD: TimeDelta = TimeDelta::hours(36);

pub(super) async fn list(visit: &mut Passage, t: Texts) -> Result<List, Failure> {
    let (words, today, now) = (visit.words(), visit.today(), visit.now());
    let boards = store::boards_without_secretary(visit.conn(), today).await?;
    let invited = store::unused_invitations(visit.conn()).await?;
    let arranged = store::arranged(visit.conn()).await?;
    let failed_mails = arranged.failed_mails;
    let waiting = access::waiting(visit, t).await?;
    let plain =
        |url: &str, name: &str| Row { url: url.to_owned(), name: name.to_owned(), meta: String::new(), chip: None, due: None, diary: None, prompt: None };
    let mut beginnings = Vec::new();
    if !arranged.boards {
        beginnings.push(plain("/admin/namnder/lagg-till", t.no_boards_yet()));
    }
    if !arranged.people {
        beginnings.push(plain("/admin/personer/lagg-till", t.no_people_yet()));
    }
    let all_well = beginnings.is_empty() && boards.is_empty() && invited.is_empty() && failed_mails == 0 && waiting.is_empty() && !arranged.broken_log;
    let invitations = invited.into_iter().map(|person| {
        let day = words.date(calendar::day_of(person.expires_at));
        let meta = if person.expires_at > now { t.invited_until(&day) } else { t.invitation_over(&day) };
        Row { url: format!("/admin/personer/{}", person.id), name: person.name, meta, chip: None, due: None, diary: None, prompt: None }
    });
    // Only what is known: it can be that somebody backs up in another way.
    let backup = match arranged.last_backup {
        None => Some(t.no_backup_known().to_owned()),
        Some(at) if now - at > OLD => Some(t.old_backup(&words.date(calendar::day_of(at)))),
        Some(_) => None,
    };
    let mails = (failed_mails > 0).then(|| plain("/admin/utskick?visa=misslyckade", &t.failed_mails(failed_mails)));
    Ok(List {
        sentence: [all_well.then(|| t.all_in_order().to_owned()), backup].into_iter().flatten().collect::<Vec<_>>().join(" "),
        warning: arranged.broken_log.then(|| t.broken_log().to_owned()),
        whose: None,
        groups: vec![
            waiting,
            Group::of(t, t.get_started(), beginnings, "/admin/personer"),
            Group::of(t, t.mail(), mails.into_iter().collect(), "/admin/utskick?visa=misslyckade"),
            Group::of(
                t,
                t.boards_without_secretary(),
                boards.into_iter().map(|(slug, name)| plain(&format!("/admin/namnder/{slug}"), &name)).collect(),
                "/admin/namnder",
            ),
            Group::of(t, t.unused_invitations(), invitations.collect(), "/admin/personer?lage=inbjuden"),
        ],
        more: Vec::new(),
    })
}
