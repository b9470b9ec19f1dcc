//! `yttrande remind`: one round of the service's own work by hand, for timers; and what it will do in the coming days.

use std::io::{IsTerminal as _, Write as _};

use anyhow::bail;
use chrono::NaiveDate;
use yttrande::domain::event::NoticeKind;
use yttrande::domain::notice::Delivery;
use yttrande::jobs::{self, Done, Jobs, Planned};
use yttrande::platform::clock::Clock;
use yttrande::platform::language::Lang;
use yttrande::platform::mail::URL;
use yttrande::platform::words::{Words, capital};
use yttrande::platform::worker::Worker;

use super::mail::{self, Mail};
use super::serve;
use super::{print, tell};
use crate::config::Remind;

pub(super) async fn run(options: Remind) -> anyhow::Result<()> {
    // A dry run sends nothing, and needs no mail server.
    let mail = if options.dry_run { None } else { mail::given(options.public_url.as_deref())? };
    let (database, local) = serve::open(options.data.as_deref(), &[]).await?;
    let worker = Worker::new(database.clone(), Clock::system());
    let outcome = if options.dry_run { dry_run(&worker, options.days).await } else { once(worker, mail).await };
    database.close().await;
    if let Some(local) = local {
        local.stop().await?;
    }
    outcome
}

async fn once(worker: Worker, mail: Option<Mail>) -> anyhow::Result<()> {
    let mut begun = 0_u32;
    let progress = || {
        begun += 1;
        if std::io::stderr().is_terminal() && begun > 1 {
            drop(write!(std::io::stderr(), "\rSending mail … {}", begun - 1));
        }
        false
    };
    let done = Jobs::new(worker, mail.map(Mail::into_parts))?.round(progress).await?;
    print(&said(&done))?;
    if done.made.failed > 0 {
        bail!("{} rounds could not be reminded of. The lines above say why; the next run tries again.", done.made.failed);
    }
    Ok(())
}

fn said(done: &Done) -> String {
    let made = format!("Reminders made: {}, with {} notices. Daily mails: {}.\n", done.made.reminders, done.made.notices, done.digests);
    let Some(mails) = done.delivered else {
        return format!("{made}No mail was sent, because {URL} is not set.\n");
    };
    let sent =
        format!("Mail sent: {}. Not needed any more: {}. To be tried again: {}. Failed: {}.\n", mails.sent, mails.dropped, mails.postponed, mails.failed);
    let advice = match (mails.failed, mails.postponed) {
        (0, 0) => "",
        (0, _) => "The mail server's answers stand at /admin/utskick. The next run tries again.\n",
        _ => "What to do: look at /admin/utskick, which has the mail server's answers and a button for trying again.\n",
    };
    format!("{made}{sent}{advice}")
}

async fn dry_run(worker: &Worker, days: u16) -> anyhow::Result<()> {
    let planned = jobs::ahead(worker, usize::from(days)).await?;
    if planned.is_empty() {
        tell(&format!("Nobody is reminded of anything in the next {days} days."));
        return Ok(());
    }
    print(&table(&planned))
}

/// By day: what, about what, to whom and how.
fn table(planned: &[Planned]) -> String {
    let words = Words::new(Lang::EN);
    let (mut text, mut day): (String, Option<NaiveDate>) = (String::new(), None);
    for one in planned {
        if day != Some(one.day) {
            day = Some(one.day);
            text.push_str(&format!("{}{}\n", if text.is_empty() { "" } else { "\n" }, capital(&words.weekday_date(one.day))));
        }
        let (round, name) = (&one.round, &one.round.name);
        let about = format!("{} {} – {}, {}", name.reference, name.title, name.board_name, words.round(name.kind, name.ordinal()));
        text.push_str(&format!("  {:16}  {about}, last day {}\n", what(words, one), words.date(round.due_on)));
        for (way, people) in ways(&one.to) {
            text.push_str(&format!("  {:16}  {way}: {people}\n", ""));
        }
    }
    text
}

fn what(words: Words, one: &Planned) -> String {
    if one.kind == NoticeKind::BoardWithoutSecretary {
        return "nobody to remind".to_owned();
    }
    if one.kind == NoticeKind::ResponseMissing {
        return "missing".to_owned();
    }
    match i64::from(one.days) {
        0 => "last day".to_owned(),
        late if late > 0 => words.days_late(late),
        left => words.days_left(-left),
    }
}

fn ways(to: &[(String, Delivery)]) -> Vec<(&'static str, String)> {
    if to.is_empty() {
        return vec![("to", "nobody".to_owned())];
    }
    let ways = [(Delivery::AtOnce, "mail to"), (Delivery::Digest, "in the daily mail to"), (Delivery::InApp, "only in the service to")];
    let people = |wanted: Delivery| to.iter().filter(|(_, way)| *way == wanted).map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    ways.into_iter().map(|(way, said)| (said, people(way))).filter(|(_, people)| !people.is_empty()).collect()
}
