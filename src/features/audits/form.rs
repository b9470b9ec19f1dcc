//! The form of an audit: the same whether a letter filled it in, somebody types it, or it is changed later.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::store::KnownBoard;
use super::texts::Texts;
use crate::domain::audit::{AddresseeRole, Certainty, PlannedRound};
use crate::domain::calendar::{self, DateFault};
use crate::domain::ids::BoardId;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::page::Frame;
use crate::platform::parts::{Chip, Choice, Choices, Faults, Field, Summary};
use crate::platform::words::Words;

/// What was typed. The four board fields are columns of one table: a row per board.
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
    pub(super) fn rows(&self) -> Vec<[&str; 4]> {
        let days = self.first.iter().zip(&self.follow_up);
        let mut rows: Vec<[&str; 4]> = self.board.iter().zip(&self.role).zip(days).map(|((b, r), (f, u))| [b.as_str(), r, f, u]).collect();
        rows.retain(|[_, role, ..]| !role.is_empty());
        rows.sort_unstable();
        rows
    }

    /// By what somebody else's save in between is noticed: everything that the form shows.
    pub(super) fn fingerprint(&self) -> String {
        let mut all = Sha256::new();
        for text in self.single().map(|(_, value)| value).into_iter().chain(self.rows().into_iter().flatten()) {
            all.update(text.len().to_be_bytes());
            all.update(text);
        }
        all.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The facts of an audit, read from the form.
#[derive(Debug)]
pub(crate) struct AuditFacts {
    pub(crate) title: String,
    pub(crate) reference: String,
    pub(crate) reference_key: String,
    pub(crate) decided_by: String,
    pub(crate) decided_on: Option<NaiveDate>,
    pub(crate) letter_date: Option<NaiveDate>,
    pub(crate) chair: String,
    pub(crate) overall_assessment: String,
    pub(crate) reply_to: String,
    pub(crate) follow_up_period: String,
    pub(crate) instruction_first: String,
    pub(crate) instruction_follow_up: String,
    pub(crate) addressees: Vec<AddresseeFacts>,
}

/// Whom the audit addresses, and when the answers are due.
#[derive(Debug)]
pub(crate) struct AddresseeFacts {
    pub(crate) board: BoardId,
    pub(crate) role: AddresseeRole,
    pub(crate) rounds: Vec<PlannedRound>,
}

/// The phrase of the letter behind a proposed value. `body` names the board for values of one board.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) field: String,
    pub(crate) body: String,
    pub(crate) proposed: Option<String>,
    pub(crate) phrase: Option<String>,
    pub(crate) certainty: Certainty,
}

/// A board's rows in the form.
pub(super) struct BoardFields {
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) role: Choices,
    pub(super) first: Field,
    pub(super) follow_up: Field,
}

#[derive(Template)]
#[template(path = "audits/form.html")]
pub(super) struct Page {
    pub(super) frame: Frame,
    pub(super) t: Texts,
    pub(super) summary: Summary,
    pub(super) heading: &'static str,
    pub(super) lead: String,
    pub(super) warnings: Vec<String>,
    pub(super) fields: Vec<Field>,
    pub(super) instructions: Vec<Field>,
    pub(super) addressed: Vec<BoardFields>,
    pub(super) others: Vec<BoardFields>,
    pub(super) letter: String,
    pub(super) button: &'static str,
    pub(super) back: String,
    pub(super) seen: String,
}

/// Reads the form. Everything that is wrong is noted at its place; `None` then.
pub(super) fn read(form: &Form, boards: &[KnownBoard], phrases: &[Phrase], visit: &Passage, faults: &mut Faults) -> Option<AuditFacts> {
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
    let addressees = read_addressees(form, boards, phrases, visit, faults)?;
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

fn read_reply_to(raw: &str, t: Texts, faults: &mut Faults) -> String {
    let raw = text::tidy_line(raw);
    if raw.is_empty() {
        return raw;
    }
    faults.take("reply_to", text::email(&raw).ok_or(()), |()| t.reply_to_wrong().to_owned()).unwrap_or_default()
}

fn optional_date(id: &str, raw: &str, words: Words, faults: &mut Faults) -> Option<NaiveDate> {
    match calendar::date(raw) {
        Err(DateFault::Empty) => None,
        other => faults.take(id, other, |fault| words.date_fault(&fault)),
    }
}

/// `None` only when the form's columns do not fit together or name an unknown board: then it is none of ours.
fn read_addressees(form: &Form, boards: &[KnownBoard], phrases: &[Phrase], visit: &Passage, faults: &mut Faults) -> Option<Vec<AddresseeFacts>> {
    if [form.role.len(), form.first.len(), form.follow_up.len()].iter().any(|length| *length != form.board.len()) {
        return None;
    }
    let rows = form.board.iter().zip(&form.role).zip(form.first.iter().zip(&form.follow_up));
    let mut read = Vec::new();
    for ((slug, role), (first, follow_up)) in rows {
        let board = boards.iter().find(|board| board.slug == *slug)?;
        let first = optional_date(&format!("first-{slug}"), first, visit.words(), faults);
        let follow_up = optional_date(&format!("follow_up-{slug}"), follow_up, visit.words(), faults);
        let role = role_of(role);
        judge_days(board, role, first, follow_up, visit, faults);
        if let Some(role) = role {
            let days = [(1, first), (2, follow_up)];
            let rounds = days
                .into_iter()
                .filter(|_| role == AddresseeRole::Respond)
                .filter_map(|(ordinal, day)| Some(PlannedRound { ordinal, due_on: day?, phrase: phrase_of(phrases, board, ordinal, day?) }))
                .collect();
            read.push(AddresseeFacts { board: board.id, role, rounds });
        }
    }
    Some(read)
}

fn judge_days(board: &KnownBoard, role: Option<AddresseeRole>, first: Option<NaiveDate>, follow_up: Option<NaiveDate>, visit: &Passage, faults: &mut Faults) {
    let (t, words) = (Texts::from(visit.lang()), visit.words());
    let (first_id, follow_up_id) = (format!("first-{}", board.slug), format!("follow_up-{}", board.slug));
    match (role, first, follow_up) {
        (Some(AddresseeRole::Respond), None, _) if faults.at(&first_id).is_none() => faults.add(first_id, t.first_day_needed(&board.name)),
        (Some(AddresseeRole::Respond), Some(first), Some(later)) if later <= first => {
            faults.add(follow_up_id, t.follow_up_after(&board.name, &words.date(first)));
        }
        (None, Some(_), _) | (None, _, Some(_)) => faults.add(format!("role-{}", board.slug), t.role_needed(&board.name)),
        (Some(_), _, _) | (None, None, None) => {}
    }
}

/// The letter's phrase for a date, as long as the date is still the one that was read from it.
fn phrase_of(phrases: &[Phrase], board: &KnownBoard, ordinal: i16, day: NaiveDate) -> String {
    let field = if ordinal == 1 { "first" } else { "follow_up" };
    phrases
        .iter()
        .find(|phrase| phrase.field == field && phrase.body == board.name && phrase.proposed.as_deref() == Some(day.to_string().as_str()))
        .and_then(|phrase| phrase.phrase.clone())
        .unwrap_or_default()
        .chars()
        .take(2000)
        .collect()
}

fn role_of(key: &str) -> Option<AddresseeRole> {
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

/// What surrounds the form on its three pages.
pub(super) struct Surroundings {
    pub(super) heading: &'static str,
    pub(super) lead: String,
    pub(super) warnings: Vec<String>,
    pub(super) letter: String,
    pub(super) button: &'static str,
    pub(super) back: String,
}

/// Draws the form with what was typed or proposed, and where each value came from.
pub(super) async fn page(
    visit: &mut Passage,
    form: &Form,
    boards: &[KnownBoard],
    phrases: &[Phrase],
    faults: &Faults,
    around: Surroundings,
) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    let draw = Drawing { t, phrases, faults };
    let (addressed, others) = draw.boards(form, boards, visit.words());
    Ok(Page {
        summary: faults.summary(frame.lang),
        seen: form.seen.clone(),
        fields: draw.fields(form),
        instructions: draw.instructions(form),
        addressed,
        others,
        t,
        heading: around.heading,
        lead: around.lead,
        warnings: around.warnings,
        letter: around.letter,
        button: around.button,
        back: around.back,
        frame,
    })
}

struct Drawing<'a> {
    t: Texts,
    phrases: &'a [Phrase],
    faults: &'a Faults,
}

impl Drawing<'_> {
    fn fields(&self, form: &Form) -> Vec<Field> {
        let (t, lang, faults) = (self.t, self.t.lang, self.faults);
        vec![
            self.sourced("title", Field::line(lang, "title", t.title(), &form.title, faults).hint(t.title_hint())),
            self.sourced("reference", Field::line(lang, "reference", t.reference(), &form.reference, faults).class("w20")),
            self.sourced("decided_by", Field::line(lang, "decided_by", t.decided_by(), &form.decided_by, faults)),
            self.sourced("decided_on", Field::date(lang, "decided_on", t.decided_on(), &form.decided_on, faults)),
            self.sourced("letter_date", Field::date(lang, "letter_date", t.letter_date(), &form.letter_date, faults)),
            self.sourced("chair", Field::line(lang, "chair", t.chair(), &form.chair, faults)),
            self.sourced("overall_assessment", Field::area(lang, "overall_assessment", t.overall(), &form.overall_assessment, faults)),
            self.sourced("reply_to", Field::email(lang, "reply_to", t.reply_to(), &form.reply_to, faults).hint(t.reply_to_hint())),
            self.sourced(
                "follow_up_period",
                Field::line(lang, "follow_up_period", t.period(), &form.follow_up_period, faults).hint(t.period_hint()).class("w20"),
            ),
        ]
    }

    fn instructions(&self, form: &Form) -> Vec<Field> {
        let (t, lang, faults) = (self.t, self.t.lang, self.faults);
        let area = |id, label, value: &str| Field::area(lang, id, label, value, faults).hint(t.instruction_hint());
        vec![
            self.sourced("instruction_first", area("instruction_first", t.instruction_first(), &form.instruction_first)),
            self.sourced("instruction_follow_up", area("instruction_follow_up", t.instruction_follow_up(), &form.instruction_follow_up)),
        ]
    }

    /// Boards that must respond first, then whoever else is addressed, so that nobody must look for them.
    fn boards(&self, form: &Form, boards: &[KnownBoard], words: Words) -> (Vec<BoardFields>, Vec<BoardFields>) {
        let at = |list: &[String], row: Option<usize>| row.and_then(|row| list.get(row)).cloned().unwrap_or_default();
        let (mut respond, mut addressed, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for board in boards {
            let row = form.board.iter().position(|slug| *slug == board.slug);
            let typed = (at(&form.role, row), at(&form.first, row), at(&form.follow_up, row));
            let used = [&typed.0, &typed.1, &typed.2].iter().any(|value| !value.is_empty());
            let fields = self.board(board, &typed, words);
            let list = match (typed.0.as_str(), used) {
                ("respond", _) => &mut respond,
                (_, true) => &mut addressed,
                (_, false) => &mut others,
            };
            list.push(fields);
        }
        respond.extend(addressed);
        (respond, others)
    }

    fn board(&self, board: &KnownBoard, (role, first, follow_up): &(String, String, String), words: Words) -> BoardFields {
        let (t, lang, faults, slug) = (self.t, self.t.lang, self.faults, &board.slug);
        let roles = [AddresseeRole::Respond, AddresseeRole::Information, AddresseeRole::Action, AddresseeRole::Consideration];
        let mut choices = vec![Choice::new("", t.not_addressed(), role.is_empty())];
        choices.extend(roles.into_iter().map(|r| Choice::new(role_key(r), crate::platform::words::capital(words.addressee_role(r)), role_key(r) == role)));
        BoardFields {
            name: board.name.clone(),
            slug: slug.clone(),
            role: Choices::list(lang, format!("role-{slug}"), t.what_to_do(), choices, faults).named("role"),
            first: self.sourced_board("first", board, Field::date(lang, format!("first-{slug}"), t.first_day(), first, faults).named("first")),
            follow_up: self.sourced_board(
                "follow_up",
                board,
                Field::date(lang, format!("follow_up-{slug}"), t.follow_up_day(), follow_up, faults).named("follow_up").hint(t.optional()),
            ),
        }
    }

    fn sourced(&self, field: &str, drawn: Field) -> Field {
        self.with_source(self.phrases.iter().find(|phrase| phrase.field == field), drawn)
    }

    fn sourced_board(&self, field: &str, board: &KnownBoard, drawn: Field) -> Field {
        self.with_source(self.phrases.iter().find(|phrase| phrase.field == field && phrase.body == board.name), drawn)
    }

    fn with_source(&self, phrase: Option<&Phrase>, drawn: Field) -> Field {
        let Some(phrase) = phrase else { return drawn };
        let chip = match phrase.certainty {
            Certainty::Found => Chip::ok(self.t.found_chip()),
            Certainty::Check => Chip::warn(self.t.check_chip()),
            Certainty::Missing => Chip::bad(self.t.missing_chip()),
        };
        drawn.from(Some(chip), phrase.phrase.clone().unwrap_or_default())
    }
}
