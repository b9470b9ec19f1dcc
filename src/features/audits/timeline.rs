//! Each board's timeline on an audit's page, and the audit's documents: as whoever looks may see them, on the day that is shown.

use super::put_right;
use super::store::{AuditPage, FileRow, NotReached, RoundRow};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar::{self, Standing};
use crate::domain::ids::BoardId;
use crate::domain::policy::Side;
use crate::domain::round::RoundState;
use crate::platform::listing::AsOf;
use crate::platform::parts::{Chip, Due};
use crate::platform::words::Words;

/// A step of a board's timeline. `stage` is `done`, `now` or empty.
pub(super) struct Step {
    pub(super) due: Option<Due>,
    pub(super) stage: &'static str,
    pub(super) stage_word: &'static str,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) reason: Option<(&'static str, String)>,
    pub(super) chip: Option<Chip>,
    pub(super) link: Option<(String, &'static str)>,
    /// Where the board is reminded, while this is late.
    pub(super) prompt: Option<String>,
}

pub(super) struct BoardLine {
    pub(super) name: String,
    /// Its page, which only shows today.
    pub(super) url: Option<String>,
    /// What it was called, and that it has ended: of today, as its page.
    pub(super) story: Vec<String>,
    pub(super) steps: Vec<Step>,
}

pub(super) struct FileLine {
    pub(super) name: String,
    pub(super) size: Option<String>,
    pub(super) url: Option<String>,
    pub(super) chip: Option<Chip>,
    /// That it was added afterwards, and why.
    pub(super) added: Option<String>,
}

pub(super) struct Drawing<'a> {
    pub(super) closed: bool,
    pub(super) may_send: bool,
    /// Whether any mail goes.
    pub(super) mails: bool,
    pub(super) t: Texts,
    pub(super) words: Words,
    pub(super) as_of: AsOf,
    pub(super) key: &'a str,
    pub(super) not_reached: Vec<NotReached>,
}

impl Drawing<'_> {
    fn state(&self, round: &RoundRow) -> RoundState {
        RoundState::of(round.last_day, round.received_on, round.assessed_at.is_some(), self.as_of.day()).closed(self.closed)
    }

    /// A board that is silent is overdue once: while an earlier response is missing, none can be written that follows it.
    pub(super) fn is_overdue(&self, rounds: &[RoundRow]) -> bool {
        rounds.iter().map(|round| self.state(round)).find(|state| matches!(state, RoundState::Awaited(_))).is_some_and(RoundState::is_overdue)
    }

    pub(super) fn board(&self, rounds: &[RoundRow], audit: &AuditPage) -> Option<BoardLine> {
        let first = rounds.first()?;
        let mut steps = vec![Step {
            stage: "done",
            stage_word: self.t.done(),
            title: self.t.sent_on().to_owned(),
            due: None,
            lines: vec![self.words.date(calendar::day_of(audit.sent_at))],
            reason: None,
            chip: None,
            link: None,
            prompt: None,
        }];
        let mut earlier_open = false;
        for round in rounds {
            steps.push(self.step(round, earlier_open));
            earlier_open |= round.received_on.is_none() && !round.last_day.withdrawn;
        }
        let story = self.words.board_story(&first.story.as_of(self.as_of.day()), self.as_of.day());
        Some(BoardLine { story, name: first.name.board_name.clone(), url: self.as_of.only_today(address::board(&first.name.board_slug)), steps })
    }

    fn step(&self, round: &RoundRow, earlier_open: bool) -> Step {
        let (t, words, state) = (self.t, self.words, self.state(round));
        let mut lines = Vec::new();
        let late = matches!(state, RoundState::Awaited(Standing::DaysLate(_))) && !earlier_open;
        let (stage, stage_word) = match state {
            RoundState::Awaited(_) if earlier_open => ("", t.coming()),
            RoundState::Awaited(_) => ("now", t.now()),
            RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered | RoundState::Withdrawn => ("done", t.done()),
        };
        match (state, round.received_on) {
            (RoundState::Received { late } | RoundState::Assessed { late }, Some(day)) => lines.push(t.received_line(&words.date(day), &words.lateness(late))),
            (RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered | RoundState::Withdrawn | RoundState::Awaited(_), _) => {}
        }
        if let (Some(day), Some(at)) = (round.withdrawn_came_on, round.withdrawn_at) {
            lines.push(t.withdrawn_line(&words.date(day), &words.date(calendar::day_of(at))));
        }
        if let Some((at, why)) = round.recalled_at.zip(round.recall_reason.as_ref()) {
            lines.push(put_right::Texts::from(t.lang).round_withdrawn(&words.date(calendar::day_of(at)), why));
        }
        if let Some((at, who)) = round.prompted_at.zip(round.prompted_by.as_ref()) {
            lines.push(t.prompted_line(round.prompts.into(), &words.date(calendar::day_of(at)), who));
            lines.extend((late && self.may_send && !self.mails).then(|| t.prompted_here_only().to_owned()));
        }
        if late {
            lines.extend(self.not_reached.iter().filter(|one| one.board == round.board).map(|one| self.not_reached_line(one)));
        }
        if let Some(at) = round.assessed_at {
            lines.push(t.verdict_line(&words.date(calendar::day_of(at))));
        }
        let deadline = match state {
            RoundState::Awaited(Standing::DaysLate(_)) if earlier_open => Some(Chip::plain(words.waits_for_first())),
            RoundState::Awaited(standing @ (Standing::DaysLate(_) | Standing::LastDay | Standing::DaysLeft(_))) => Chip::of_deadline(words, standing),
            RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered | RoundState::Withdrawn => None,
        };
        Step {
            prompt: (late && self.may_send).then(|| round.name.prompt_url()),
            stage,
            stage_word,
            title: words.round_title(round.name.kind, round.name.ordinal()),
            due: Some(Due::new(words, round.last_day, &round.name)),
            lines,
            reason: Some(if !round.opening.is_empty() {
                (t.opened_later(), round.opening.clone())
            } else if round.reason.is_empty() {
                ("", t.by_hand_reason().to_owned())
            } else {
                (t.from_letter(), round.reason.clone())
            }),
            chip: deadline.or_else(|| Some(Chip::of_round(words, state)).filter(|_| !matches!(state, RoundState::Awaited(_)))),
            link: round.received_on.or(round.withdrawn_came_on).map(|_| (round.name.response_url(), t.read_response())),
        }
    }

    /// A mail that was made reaches nobody by that.
    fn not_reached_line(&self, one: &NotReached) -> String {
        let day = self.words.date(calendar::day_of(one.at));
        if one.failed { self.t.mail_failed(&one.name, &day) } else { self.t.mail_held(&one.name, &day) }
    }

    /// That there are secret documents is told to everybody (OSL 5:5); what they are called, and what they hold, to those who
    /// may have them (OSL 10:17).
    pub(super) fn files(&self, files: Vec<FileRow>, side: Side, rounds: &[RoundRow], own: &[BoardId]) -> Vec<FileLine> {
        // A board that the audit was sent to without having to answer is told the name by the database.
        let mine = |file: &FileRow| !file.name.is_empty() || rounds.iter().any(|round| own.contains(&round.board));
        let (open, hidden): (Vec<FileRow>, Vec<FileRow>) = files.into_iter().partition(|file| !file.secret || side == Side::Audit || mine(file));
        let mut lines: Vec<FileLine> = open.into_iter().map(|file| self.file(file)).collect();
        if !hidden.is_empty() {
            let count = i64::try_from(hidden.len()).unwrap_or(i64::MAX);
            lines.push(FileLine { name: self.t.secret_files(count), size: None, url: None, chip: None, added: None });
        }
        lines
    }

    fn file(&self, file: FileRow) -> FileLine {
        let added = || put_right::Texts::from(self.t.lang).added_on(&self.words.date(calendar::day_of(file.added_at)), &file.added_reason);
        FileLine {
            added: (!file.added_reason.is_empty()).then(added),
            size: Some(self.words.file_size(file.byte_count)),
            url: Some(address::below_audit(self.key, &format!("filer/{}", file.id))),
            chip: file.secret.then(|| Chip::warn(self.t.secret())),
            name: file.name,
        }
    }
}
