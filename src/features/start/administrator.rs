//! What an administrator has to arrange. No content: only people and boards.

use chrono::{DateTime, TimeDelta, Utc};

use super::access;
use super::setting_up;
use super::store::{self, Arranged, Ending, Invited, Unscannable};
use super::texts::Texts;
use super::to_do::{Group, List, Row};
use crate::domain::calendar;
use crate::domain::outbox::MAIL_STANDS_STILL;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::parts::Chip;
use crate::platform::texts::{Apart, together};
use crate::platform::words::Words;

/// A backup is made each night: one that is older than this has been missed.
const OLD: TimeDelta = TimeDelta::hours(36);
/// So long the jobs, which run every half minute, have not run before it is said.
const JOBS_STAND_STILL: TimeDelta = TimeDelta::minutes(10);
/// So many files that could not be scanned are named.
const UNSCANNABLE: i64 = 10;

pub(super) fn plain(url: &str, name: &str) -> Row {
    Row { url: url.to_owned(), name: name.to_owned(), meta: String::new(), chip: None, due: None, diary: None, prompt: None }
}

/// Whether mail goes at all, then what could not be sent, and whom it does not reach.
fn mail_rows(arranged: &Arranged, (mails, now): (bool, DateTime<Utc>), t: Texts, words: Words) -> Vec<Row> {
    let stands_still = arranged.mail_waits_since.filter(|since| now - *since > MAIL_STANDS_STILL);
    let none_goes = match (mails, stands_still) {
        (false, _) => Some(Row { meta: t.no_mail_server_means().to_owned(), ..plain("/admin/utskick?visa=vantar", t.no_mail_server()) }),
        (true, Some(since)) => Some(Row { meta: t.mail_waits_means(&words.instant(since)), ..plain("/admin/utskick?visa=vantar", t.mail_waits()) }),
        (true, None) => None,
    };
    let failed = (arranged.failed_mails > 0).then(|| plain("/admin/utskick?visa=misslyckade", &t.failed_mails(arranged.failed_mails)));
    let unreached = arranged.unreached.iter().map(|one| {
        let day = words.date(calendar::day_of(one.at));
        let who = if one.boards.is_empty() { one.name.clone() } else { format!("{} ({})", Apart(&one.name), together(&one.boards)) };
        let meta = if one.failed { t.unreached_failed(&day) } else { t.unreached_held(&day) };
        Row { meta, ..plain(&format!("/admin/personer/{}", one.id), &t.unreached(&who)) }
    });
    none_goes.into_iter().chain(failed).chain(unreached).collect()
}

/// Whether the jobs do not run, or have never run.
fn jobs_stand_still(arranged: &Arranged, now: DateTime<Utc>) -> bool {
    arranged.jobs_ran_at.is_none_or(|at| now - at > JOBS_STAND_STILL)
}

/// How the service is, in a row: what is known, each with where more of it stands. What is to be done about it stands below.
fn health(arranged: &Arranged, (boards, invited): (usize, usize), (mails, now): (bool, DateTime<Utc>), t: Texts, words: Words) -> Vec<(&'static str, String)> {
    let stands_still = arranged.mail_waits_since.is_some_and(|since| now - since > MAIL_STANDS_STILL);
    let mail = match arranged.last_sent_at {
        _ if !mails => t.health_no_server().to_owned(),
        _ if stands_still => t.health_mail_waits().to_owned(),
        Some(at) => t.health_mail_sent(&words.instant(at)),
        None => t.health_no_mail_yet().to_owned(),
    };
    let jobs = match arranged.jobs_ran_at {
        Some(at) if jobs_stand_still(arranged, now) => t.health_jobs_stand_still(&words.instant(at)),
        Some(at) => t.health_jobs_ran(&words.instant(at)),
        None => t.health_jobs_not_yet().to_owned(),
    };
    let log = match arranged.log_whole_at {
        _ if arranged.broken_log => t.health_log_broken().to_owned(),
        _ if arranged.built_otherwise => t.health_built_otherwise().to_owned(),
        Some(at) => t.health_log_whole(&words.instant(at)),
        None => t.health_log_not_yet().to_owned(),
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let vouched = arranged.vouched.zip(arranged.vouched_at).map(|(gone, at)| {
        let when = words.instant(at);
        ("/admin/utskick", if gone { t.health_vouched(&when) } else { t.health_not_vouched(&when) })
    });
    let said = vec![
        ("/admin/utskick", mail),
        ("/admin/personer?lage=inbjuden", t.health_invitations(count(invited))),
        ("/admin/namnder", t.health_boards(count(boards))),
        ("/admin/utskick", jobs),
        ("/handelser", log),
    ];
    said.into_iter().chain(vouched).collect()
}

/// Roles that end by themselves before long: whether somebody else can hand in for the board is said with each.
fn ending(arranged: &Arranged, t: Texts, words: Words) -> Vec<Row> {
    let row = |one: &Ending| {
        let name = match &one.board_name {
            Some(board) => t.access_role_in(&one.person_name, words.role(one.role), board),
            None => t.access_role(&one.person_name, words.role(one.role)),
        };
        let nobody = one.board_name.as_deref().filter(|_| one.leaves_nobody).map(|board| t.then_nobody(board));
        let ends = format!("{}.", t.ends_on(&words.weekday_date(one.last_day)));
        Row {
            chip: Some(if nobody.is_some() { Chip::warn(t.ends()) } else { Chip::plain(t.ends()) }),
            meta: nobody.map_or_else(|| ends.clone(), |nobody| format!("{ends} {nobody}")),
            ..plain(&format!("/admin/personer/{}", one.person_id), &name)
        }
    };
    arranged.ending.iter().map(row).collect()
}

/// Only what is known: it can be that somebody backs up in another way.
fn backup(arranged: &Arranged, now: DateTime<Utc>, t: Texts, words: Words) -> Option<String> {
    match arranged.last_backup {
        None => Some(t.no_backup_known().to_owned()),
        Some(at) if now - at > OLD => Some(t.old_backup(&words.date(calendar::day_of(at)))),
        Some(_) => None,
    }
}

/// How the files stand with the scanner, where there is one; and which could not be scanned, so that somebody mends its limits.
async fn scans(visit: &mut Passage, t: Texts, words: Words) -> Result<(Option<(&'static str, String)>, Vec<Row>), Failure> {
    if !visit.scans() {
        return Ok((None, Vec::new()));
    }
    let scans = store::scans(visit.conn()).await?;
    let row = |file: Unscannable| {
        let (size, when, again) = (words.file_size(file.byte_count), words.instant(file.scanned_at), words.instant(file.again_at));
        let name = file.board_name.map_or_else(|| t.unscannable_of_auditors(&size), |board| t.unscannable_of(&board, &size));
        Row { meta: t.unscannable_means(&when, &file.said, &again), ..plain("/hjalp", &name) }
    };
    let rows = store::unscannable(visit.conn(), UNSCANNABLE).await?.into_iter().map(row).collect();
    Ok((Some(("/hjalp", t.health_scans(scans.waiting, scans.infected, scans.unscannable))), rows))
}

/// Those who have not come in are one row, however many. It leads to those whose link has expired, if there are any: they wait for
/// another one.
const INVITED: &str = "/admin/personer?lage=inbjuden";
const EXPIRED: &str = "/admin/personer?lage=utgangen";

fn invitations(invited: &[Invited], now: DateTime<Utc>, t: Texts, words: Words) -> Option<Row> {
    let many = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let day = |at| words.date(calendar::day_of(at));
    let over = invited.iter().filter(|person| person.expires_at <= now).count();
    let next = invited.iter().map(|person| person.expires_at).filter(|at| *at > now).min();
    let meta = [(over > 0).then(|| t.invitations_over(many(over))), next.map(|at| t.first_expires(&day(at)))];
    let name = match invited {
        [] => return None,
        [one] => one.name.clone(),
        all => t.have_not_come_in(many(all.len())),
    };
    let meta = match (invited, next) {
        ([_], Some(at)) => t.invited_until(&day(at)),
        _ => meta.into_iter().flatten().collect::<Vec<_>>().join(" "),
    };
    Some(Row { meta, ..plain(if over > 0 { EXPIRED } else { INVITED }, &name) })
}

pub(super) async fn list(visit: &mut Passage, mails: bool, t: Texts) -> Result<List, Failure> {
    let (words, today, now) = (visit.words(), visit.today(), visit.now());
    let boards = store::boards_without_secretary(visit.conn(), today).await?;
    let invited = store::unused_invitations(visit.conn()).await?;
    let keys = visit.two_step_keys();
    let marks = keys.as_ref().map(crate::platform::two_step::Keys::marks).unwrap_or_default();
    let arranged = store::arranged(visit.conn(), today, &marks).await?;
    let waiting = access::waiting(visit, t).await?;
    let setting_up = setting_up::of(&arranged, mails, t);
    let open = invited.iter().filter(|person| person.expires_at > now).count();
    let mut health = health(&arranged, (boards.len(), open), (mails, now), t, words);
    health.push(("/konto/tvasteg", if keys.is_some() { t.health_two_step(arranged.two_step) } else { t.health_no_two_step().to_owned() }));
    if visit.provider().is_some() || arranged.sign_on > 0 {
        health.push(("/konto/kommunen", t.health_sign_on(arranged.sign_on)));
    }
    let (scans, unscannable) = scans(visit, t, words).await?;
    health.extend(scans);
    if arranged.passkeys > 0 {
        health.push(("/konto/nycklar", t.health_passkeys(arranged.passkeys)));
    }
    let mails = mail_rows(&arranged, (mails, now), t, words);
    let jobs = jobs_stand_still(&arranged, now).then(|| Row { meta: t.jobs_stand_still_means().to_owned(), ..plain("/admin/utskick", t.jobs_stand_still()) });
    let ending = ending(&arranged, t, words);
    // Who has it on gets in with a code that she has kept, and not with her telephone.
    let without_key = (arranged.without_key > 0)
        .then(|| Row { meta: t.two_step_key_missing_means().to_owned(), ..plain("/konto/tvasteg", &t.two_step_key_missing(arranged.without_key)) });
    let nothing =
        [&setting_up.rows, &mails, &ending, &unscannable].into_iter().all(Vec::is_empty) && boards.is_empty() && invited.is_empty() && waiting.is_empty();
    let all_well = nothing && jobs.is_none() && without_key.is_none() && !arranged.broken_log && !arranged.built_otherwise;
    let boards = boards.into_iter().map(|(slug, name)| plain(&format!("/admin/namnder/{slug}"), &name));
    let invitations = invitations(&invited, now, t, words);
    let sentences = [setting_up.sentence, all_well.then(|| t.all_in_order().to_owned()), backup(&arranged, now, t, words)];
    Ok(List {
        sentence: sentences.into_iter().flatten().collect::<Vec<_>>().join(" "),
        warning: arranged.broken_log.then(|| t.broken_log().to_owned()).or_else(|| arranged.built_otherwise.then(|| t.built_otherwise().to_owned())),
        whose: None,
        groups: vec![
            waiting,
            Group::of(t, t.get_started(), setting_up.rows, "/att-gora"),
            Group::of(t, t.jobs(), jobs.into_iter().collect(), "/admin/utskick"),
            Group::of(t, t.two_step(), without_key.into_iter().collect(), "/konto/tvasteg"),
            Group::of(t, t.mail(), mails, "/admin/utskick?visa=misslyckade"),
            Group::of(t, t.unscannable(), unscannable, "/hjalp"),
            Group::of(t, t.boards_without_secretary(), boards.collect(), "/admin/namnder"),
            Group::of(t, t.ending(), ending, "/admin/personer"),
            Group::of(t, t.unused_invitations(), invitations.into_iter().collect(), INVITED),
        ],
        more: Vec::new(),
        health,
    })
}
