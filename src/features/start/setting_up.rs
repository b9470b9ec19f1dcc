//! What there is to set up on the first day, each with whether it is done. Everything can be skipped: what was skipped stays on the
//! start page until it is done.

use super::administrator::plain;
use super::store::Arranged;
use super::texts::Texts;
use super::to_do::Row;
use crate::platform::parts::Chip;

/// The steps that are shown, and how many of all are done.
pub(super) struct SettingUp {
    pub(super) sentence: Option<String>,
    pub(super) rows: Vec<Row>,
}

/// A step: where it is done, what it is called, what it is for, and whether it is done.
struct Step {
    url: &'static str,
    name: &'static str,
    means: &'static str,
    done: bool,
}

/// Until audits can be sent all steps stand here, with those that are done; afterwards only what was skipped. That there is no mail
/// server is said among the mails, to whoever has sent without one.
pub(super) fn of(arranged: &Arranged, mails: bool, t: Texts) -> SettingUp {
    let step = |url, name, means, done| Step { url, name, means, done };
    let steps = [
        step("/admin/organisation", t.describe(), t.describe_means(), arranged.described),
        step("/admin/namnder/lagg-till", t.no_boards_yet(), t.boards_mean(), arranged.boards),
        step("/admin/personer/lagg-till", t.no_people_yet(), t.people_mean(), arranged.people),
        step("/admin/personer/lagg-till", t.second_administrator(), t.second_administrator_means(), arranged.administrators > 1),
        step("/admin/utskick", t.try_mail(), if mails { t.try_mail_means() } else { t.no_mail_server_means() }, arranged.last_sent_at.is_some()),
    ];
    let beginning = !(arranged.described && arranged.boards && arranged.people);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (all, done) = (count(steps.len()), count(steps.iter().filter(|step| step.done).count()));
    let shown = |step: &Step| beginning || (!step.done && (mails || step.url != "/admin/utskick"));
    let row = |step: Step| Row {
        chip: beginning.then(|| if step.done { Chip::plain(t.done()) } else { Chip::info(t.not_done()) }),
        meta: if step.done { String::new() } else { step.means.to_owned() },
        ..plain(step.url, step.name)
    };
    SettingUp { sentence: beginning.then(|| t.set_up(done, all)), rows: steps.into_iter().filter(shown).map(row).collect() }
}
