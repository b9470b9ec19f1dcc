//! The list of audits: the nearest last day first.

use askama::Template;
use serde::Deserialize;

use super::store::{self, AuditRow};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::policy::{Scope, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Choice, Choices, Faults, Field};
use crate::platform::words::Words;

crate::action!(
    /// All audits that the reader may see.
    ListAudits, ReadPublished
);

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    q: String,
    status: String,
}

/// A line, ready to be drawn.
struct Line {
    url: String,
    title: String,
    reference: String,
    boards: String,
    next_due: Option<(String, String)>,
    chip: Chip,
    status: Status,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Draft,
    Late,
    Sent,
    FollowUp,
    Closed,
}

impl Status {
    const ALL: [Self; 5] = [Self::Draft, Self::Late, Self::Sent, Self::FollowUp, Self::Closed];

    fn of(row: &AuditRow) -> Self {
        match row {
            AuditRow { sent: false, .. } => Self::Draft,
            AuditRow { closed: true, .. } => Self::Closed,
            AuditRow { overdue: 1.., .. } => Self::Late,
            AuditRow { received: 1.., .. } => Self::FollowUp,
            _ => Self::Sent,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Draft => "utkast",
            Self::Late => "forsenat",
            Self::Sent => "skickad",
            Self::FollowUp => "uppfoljning",
            Self::Closed => "avslutad",
        }
    }

    fn name(self, t: Texts) -> &'static str {
        match self {
            Self::Draft => t.status_draft(),
            Self::Late => t.status_late(),
            Self::Sent => t.status_sent(),
            Self::FollowUp => t.status_follow_up(),
            Self::Closed => t.status_closed(),
        }
    }

    fn chip(self, t: Texts) -> Chip {
        match self {
            Self::Draft => Chip::plain(self.name(t)),
            Self::Late => Chip::bad(self.name(t)),
            Self::Sent | Self::FollowUp => Chip::info(self.name(t)),
            Self::Closed => Chip::ok(self.name(t)),
        }
    }
}

#[derive(Template)]
#[template(path = "audits/list.html")]
struct Page {
    frame: Frame,
    t: Texts,
    may_record: bool,
    q: Field,
    status: Choices,
    count: String,
    lines: Vec<Line>,
    filtered: bool,
}

pub(super) async fn show(gate: Gate<ListAudits>, filters: Filters) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, today, words) = (look.frame().await?, look.today(), look.words());
    let t = Texts::from(frame.lang);
    let like = like(&filters.q);
    let may_read_drafts = look.may(Verb::ReadAuditWork, Scope::Common);
    let mut rows = if may_read_drafts { store::unsent_audits(look.conn(), &like).await? } else { Vec::new() };
    rows.extend(store::sent_audits(look.conn(), &like, today).await?);
    let chosen = Status::ALL.into_iter().find(|status| status.key() == filters.status);
    let lines: Vec<Line> = rows.iter().map(|row| line(row, t, words)).filter(|line| chosen.is_none_or(|status| line.status == status)).collect();
    let mut choices = vec![Choice::new("", t.all_statuses(), chosen.is_none())];
    let shown = Status::ALL.into_iter().filter(|status| may_read_drafts || *status != Status::Draft);
    choices.extend(shown.map(|status| Choice::new(status.key(), status.name(t), chosen == Some(status))));
    Html::page(&Page {
        may_record: look.may(Verb::RecordAudit, Scope::Common),
        q: Field::line(frame.lang, "q", t.search_label(), &filters.q, &Faults::none()),
        status: Choices::list(frame.lang, "status", t.status_label(), choices, &Faults::none()),
        count: t.found_audits(i64::try_from(lines.len()).unwrap_or(0)),
        filtered: !filters.q.trim().is_empty() || chosen.is_some(),
        lines,
        t,
        frame,
    })
}

fn line(row: &AuditRow, t: Texts, words: Words) -> Line {
    let status = Status::of(row);
    Line {
        url: address::audit(&row.key),
        title: row.title.clone(),
        reference: row.reference.clone(),
        boards: row.boards.join(", "),
        next_due: row.next_due.map(|day| (day.to_string(), words.date(day))),
        chip: status.chip(t),
        status,
    }
}

/// The words as a pattern that finds them literally.
fn like(query: &str) -> String {
    let query = query.trim();
    if query.is_empty() {
        return String::new();
    }
    let literal = query.chars().take(200).filter(|c| *c != '\0').fold(String::new(), |mut out, c| {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
        out
    });
    format!("%{literal}%")
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn what_is_searched_for_is_meant_literally() {
        assert_eq!(like("  "), "");
        assert_eq!(like("100 %_\\"), "%100 \\%\\_\\\\%");
    }
}
