//! The form of an audit: the same whether a letter filled it in, somebody types it, or it is changed later.

use chrono::NaiveDate;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::facts::{AddresseeFacts, AuditFacts, Phrase};
use super::reading::Reading;
use super::store::KnownBoard;
use super::texts::Texts;
use crate::domain::audit::{AddresseeRole, PlannedRound};
use crate::domain::calendar::{self, DateFault};
use crate::domain::email::EmailAddress;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::gate::Passage;
use crate::platform::parts::Faults;
use crate::platform::words::Words;

/// What was typed. The board fields are columns of one table: a row per board.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub(super) title: String,
    pub(super) reference: String,
    pub(super) decided_by: String,
    pub(super) decided_on: String,
    pub(super) letter_date: String,
    pub(super) chair: String,
    pub(super) overall_assessment: String,
    pub(super) reply_to: String,
    pub(super) follow_up_period: String,
    pub(super) instruction_first: String,
    pub(super) instruction_follow_up: String,
    /// What the page said of all of it when it was drawn, for comparing; none where nothing is to be confirmed.
    #[serde(default)]
    pub(super) confirmed: Option<String>,
    /// The name in the letter, for rows that were read from one.
    #[serde(default)]
    pub(super) name: Vec<String>,
    #[serde(default)]
    pub(super) board: Vec<String>,
    #[serde(default)]
    pub(super) role: Vec<String>,
    #[serde(default)]
    pub(super) first: Vec<String>,
    #[serde(default)]
    pub(super) follow_up: Vec<String>,
    /// Which recorded facts the form was filled in on top of; see [`Form::fingerprint`].
    #[serde(default)]
    pub(super) seen: String,
}

impl Form {
    /// The single fields, by name, in the order of the page.
    pub(super) fn single(&self) -> [(&'static str, &str); 11] {
        [
            ("title", &self.title),
            ("reference", &self.reference),
            ("decided_by", &self.decided_by),
            ("decided_on", &self.decided_on),
            ("letter_date", &self.letter_date),
            ("chair", &self.chair),
            ("overall_assessment", &self.overall_assessment),
            ("reply_to", &self.reply_to),
            ("follow_up_period", &self.follow_up_period),
            ("instruction_first", &self.instruction_first),
            ("instruction_follow_up", &self.instruction_follow_up),
        ]
    }

    /// The boards that have a role, with their days, in alphabetical order.
    pub(super) fn addressed(&self) -> Vec<[&str; 4]> {
        let days = self.first.iter().zip(&self.follow_up);
        let mut rows: Vec<[&str; 4]> = self.board.iter().zip(&self.role).zip(days).map(|((b, r), (f, u))| [b.as_str(), r, f, u]).collect();
        rows.retain(|[_, role, ..]| !role.is_empty() && *role != NO_ROLE);
        rows.sort_unstable();
        rows
    }

    /// By what somebody else's save in between is noticed: everything that the form shows.
    pub(super) fn fingerprint(&self) -> String {
        let mut all = Sha256::new();
        for text in self.single().map(|(_, value)| value).into_iter().chain(self.addressed().into_iter().flatten()) {
            all.update(text.len().to_be_bytes());
            all.update(text);
        }
        text::hex(&all.finalize())
    }
}

/// Where the values came from: the phrases that are kept with the audit, and the letter while it is being checked.
#[derive(Clone, Copy, Default)]
pub(super) struct Source<'a> {
    pub(super) phrases: &'a [Phrase],
    pub(super) reading: Option<&'a Reading>,
}

/// Reads the form. Everything that is wrong is noted at its place; `None` then.
pub(super) fn read(form: &Form, boards: &[KnownBoard], source: Source<'_>, visit: &Passage, faults: &mut Faults) -> Option<AuditFacts> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    let title = faults.take("title", text::required(&text::tidy_line(&form.title), 200), |f| words.text_fault(f, t.title_needed()));
    let reference = faults.take("reference", text::required(&text::tidy_line(&form.reference), 60), |f| words.text_fault(f, t.reference_needed()));
    let key = reference.as_deref().map(text::reference_key).unwrap_or_default();
    if reference.is_some() && (!key.chars().any(char::is_alphanumeric) || key == "ny") {
        faults.add("reference", t.reference_odd());
    }
    let mut short = |id: &str, raw: &str, limit| faults.take(id, text::optional(raw, limit), |f| words.text_fault(f, ""));
    let decided_by = short("decided_by", &text::tidy_line(&form.decided_by), 200);
    let chair = short("chair", &text::tidy_line(&form.chair), 200);
    let follow_up_period = short("follow_up_period", &text::tidy_line(&form.follow_up_period), 60);
    let overall_assessment = short("overall_assessment", &form.overall_assessment, FIELD_LIMIT);
    let instruction_first = short("instruction_first", &form.instruction_first, FIELD_LIMIT);
    let instruction_follow_up = short("instruction_follow_up", &form.instruction_follow_up, FIELD_LIMIT);
    let decided_on = optional_date("decided_on", &form.decided_on, words, faults);
    let letter_date = optional_date("letter_date", &form.letter_date, words, faults);
    let reply_to = read_reply_to(&form.reply_to, t, faults);
    let addressees = read_addressees(form, boards, source, visit, faults)?;
    let facts = AuditFacts {
        title: title?,
        reference: reference?,
        reference_key: key,
        decided_by: decided_by?,
        decided_on,
        letter_date,
        chair: chair?,
        overall_assessment: overall_assessment?,
        reply_to,
        follow_up_period: follow_up_period?,
        instruction_first: instruction_first?,
        instruction_follow_up: instruction_follow_up?,
        addressees,
    };
    faults.is_empty().then_some(facts)
}

pub(super) fn read_reply_to(raw: &str, t: Texts, faults: &mut Faults) -> String {
    let raw = text::tidy_line(raw);
    if raw.is_empty() {
        return raw;
    }
    faults.take("reply_to", EmailAddress::parse(&raw).ok_or(()), |()| t.reply_to_wrong().to_owned()).map(|address| address.to_string()).unwrap_or_default()
}

fn optional_date(id: &str, raw: &str, words: Words, faults: &mut Faults) -> Option<NaiveDate> {
    match calendar::date(raw) {
        Err(DateFault::Empty) => None,
        other => faults.take(id, other, |fault| words.date_fault(&fault)),
    }
}

/// A row of the form: one board.
pub(super) struct BoardRow<'a> {
    /// The name in the letter; empty when the row was not read from one.
    pub(super) name: &'a str,
    /// The board's name in addresses; empty when nobody has said which board it is.
    pub(super) slug: &'a str,
    pub(super) role: &'a str,
    pub(super) first: &'a str,
    pub(super) follow_up: &'a str,
    /// What its fields are called on the page.
    pub(super) id: String,
}

impl Form {
    /// Its rows; `None` when the columns do not fit together.
    pub(super) fn rows(&self, boards: &[KnownBoard]) -> Option<Vec<BoardRow<'_>>> {
        let unnamed = self.name.is_empty();
        let fits = |column: &[String]| column.len() == self.board.len();
        if !(fits(&self.role) && fits(&self.first) && fits(&self.follow_up) && (unnamed || fits(&self.name))) {
            return None;
        }
        let columns = self.board.iter().zip(&self.role).zip(self.first.iter().zip(&self.follow_up)).enumerate();
        let rows = columns.map(|(n, ((slug, role), (first, follow_up)))| {
            let name = self.name.get(n).map_or("", String::as_str);
            let own = boards.iter().any(|board| board.slug == *slug && (name.is_empty() || board.name == name));
            let id = if own { slug.clone() } else { format!("rad-{n}") };
            BoardRow { name, slug, role, first, follow_up, id }
        });
        Some(rows.collect())
    }
}

/// What a row says that belongs to no board of the register and is to be left out.
pub(super) const LEFT_OUT: &str = "-";
/// What a row says whose board does not receive the letter.
pub(super) const NO_ROLE: &str = "none";

/// Whether an audit cannot do without a value, or a board without it.
pub(super) fn is_needed(field: &str) -> bool {
    matches!(field, "title" | "reference" | "first" | "follow_up" | "role")
}

/// `None` only when the form's columns do not fit together or name an unknown board: then it is none of ours.
fn read_addressees(form: &Form, boards: &[KnownBoard], source: Source<'_>, visit: &Passage, faults: &mut Faults) -> Option<Vec<AddresseeFacts>> {
    let t = Texts::from(visit.lang());
    let mut read: Vec<AddresseeFacts> = Vec::new();
    for row in form.rows(boards)? {
        if row.slug == LEFT_OUT && !row.name.is_empty() {
            continue;
        }
        if row.slug.is_empty() && !row.name.is_empty() {
            faults.add(format!("board-{}", row.id), t.which_board_needed(row.name));
            continue;
        }
        let board = boards.iter().find(|board| board.slug == row.slug)?;
        let first = optional_date(&format!("first-{}", row.id), row.first, visit.words(), faults);
        let follow_up = optional_date(&format!("follow_up-{}", row.id), row.follow_up, visit.words(), faults);
        let role = role_of(row.role);
        let was_read = source.reading.is_some_and(|reading| reading.note_of("role", row.name).is_some());
        if was_read && row.role.is_empty() {
            faults.add(format!("role-{}", row.id), t.role_not_chosen(&board.name));
            continue;
        }
        judge_days(&board.name, &row.id, role, first, follow_up, visit, faults);
        let Some(role) = role else { continue };
        if read.iter().any(|other| other.board == board.id) {
            faults.add(format!("role-{}", row.id), t.board_twice(&board.name));
            continue;
        }
        let days = [(1, first), (2, follow_up)];
        let named = if row.name.is_empty() { board.name.as_str() } else { row.name };
        let rounds = days
            .into_iter()
            .filter(|_| role == AddresseeRole::Respond)
            .filter_map(|(ordinal, day)| Some(PlannedRound { ordinal, due_on: day?, phrase: phrase_of(source.phrases, named, ordinal, day?) }))
            .collect();
        read.push(AddresseeFacts { board: board.id, role, rounds });
    }
    Some(read)
}

/// What a row's days must be; what is wrong is said at the row.
fn judge_days(
    board: &str,
    id: &str,
    role: Option<AddresseeRole>,
    first: Option<NaiveDate>,
    follow_up: Option<NaiveDate>,
    visit: &Passage,
    faults: &mut Faults,
) {
    let (t, words) = (Texts::from(visit.lang()), visit.words());
    let (first_id, follow_up_id) = (format!("first-{id}"), format!("follow_up-{id}"));
    match (role, first, follow_up) {
        (Some(AddresseeRole::Respond), None, _) if faults.at(&first_id).is_none() => faults.add(first_id, t.first_day_needed(board)),
        (Some(AddresseeRole::Respond), Some(first), Some(later)) if later <= first => {
            faults.add(follow_up_id, t.follow_up_after(board, &words.date(first)));
        }
        (Some(AddresseeRole::Respond), _, _) => {}
        // Whoever does not answer has no last day: it would be lost without a word.
        (Some(_), Some(_), _) => faults.add(first_id, t.day_without_answer(board)),
        (Some(_), None, Some(_)) => faults.add(follow_up_id, t.day_without_answer(board)),
        (None, Some(_), _) | (None, _, Some(_)) => faults.add(format!("role-{id}"), t.role_needed(board)),
        (Some(_) | None, None, None) => {}
    }
}

/// The letter's phrase for a date, as long as the date is still the one that was read from it.
fn phrase_of(phrases: &[Phrase], body: &str, ordinal: i16, day: NaiveDate) -> String {
    let field = if ordinal == 1 { "first" } else { "follow_up" };
    phrases
        .iter()
        .find(|phrase| phrase.field == field && phrase.body == body && phrase.proposed.as_deref() == Some(day.to_string().as_str()))
        .and_then(|phrase| phrase.phrase.clone())
        .unwrap_or_default()
        .chars()
        .take(2000)
        .collect()
}

pub(super) fn role_of(key: &str) -> Option<AddresseeRole> {
    match key {
        "respond" => Some(AddresseeRole::Respond),
        "information" => Some(AddresseeRole::Information),
        "action" => Some(AddresseeRole::Action),
        "consideration" => Some(AddresseeRole::Consideration),
        _ => None,
    }
}

/// The name of a role in the form.
pub(super) fn role_key(role: AddresseeRole) -> &'static str {
    match role {
        AddresseeRole::Respond => "respond",
        AddresseeRole::Information => "information",
        AddresseeRole::Action => "action",
        AddresseeRole::Consideration => "consideration",
    }
}
