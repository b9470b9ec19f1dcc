//! The form of an audit as it is drawn: what was found as plain text with a way to change it, what must be looked at open and
//! marked, and the letter beside it.

use askama::Template;
use askama::filters::HtmlSafe;

use super::beside::Beside;
use super::facts::Phrase;
use super::form::{BoardRow, Form, LEFT_OUT, NO_ROLE, Source, is_needed, role_key, role_of};
use super::outline::Outline;
use super::reading::{Note, mark_id};
use super::store::KnownBoard;
use super::texts::Texts;
use crate::domain::audit::{AddresseeRole, Certainty};
use crate::domain::calendar;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::page::Frame;
use crate::platform::parts::{Chip, Choice, Choices, Faults, Field, Summary};
use crate::platform::words::{Words, capital};

/// One board, or one name that the register does not know.
#[derive(Template)]
#[template(path = "audits/board_fields.html")]
struct BoardFields {
    t: Texts,
    id: String,
    legend: String,
    name: String,
    slug: String,
    /// Which board of the register it is, for a name that the register does not know.
    choose: Option<Choices>,
    /// What was found, when nothing of it must be looked at.
    settled: Option<String>,
    chip: Option<Chip>,
    notes: Vec<String>,
    link: Option<String>,
    role: Choices,
    first: Field,
    follow_up: Field,
}
impl HtmlSafe for BoardFields {}

#[derive(Template)]
#[template(path = "audits/form.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: &'static str,
    lead: String,
    warnings: Vec<String>,
    fields: Vec<Field>,
    instructions: Vec<Field>,
    addressed: Vec<BoardFields>,
    others: Vec<BoardFields>,
    /// What is confirmed by saving, while a letter is being checked.
    outline: Option<Outline>,
    beside: Option<Beside>,
    letter: String,
    button: &'static str,
    back: String,
    /// Which recorded facts it is filled in on top of; empty while nothing is recorded.
    seen: String,
}

/// What surrounds the form on its three pages.
pub(super) struct Surroundings {
    pub(super) heading: &'static str,
    pub(super) lead: String,
    pub(super) warnings: Vec<String>,
    pub(super) letter: String,
    pub(super) button: &'static str,
    pub(super) back: String,
    /// Where the whole letter is, while it is being checked.
    pub(super) whole: String,
}

/// Draws the form with what was typed or proposed, and where each value came from.
pub(super) async fn page(
    visit: &mut Passage,
    form: &Form,
    boards: &[KnownBoard],
    source: Source<'_>,
    faults: &Faults,
    around: Surroundings,
) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, words, today) = (Texts::from(frame.lang), visit.words(), visit.today());
    let draw = Drawing { t, words, source, faults, boards };
    let (addressed, others) = draw.rows(form);
    let outline = source.reading.map(|_| Outline::of(form, boards, today, t, words));
    let beside = source.reading.map(|reading| Beside::new(t, &around.letter, reading, around.whole));
    Ok(Page {
        summary: faults.summary(frame.lang),
        seen: form.seen.clone(),
        fields: draw.fields(form),
        instructions: draw.instructions(form),
        addressed,
        others,
        outline,
        letter: if beside.is_some() { String::new() } else { around.letter },
        beside,
        t,
        heading: around.heading,
        lead: around.lead,
        warnings: around.warnings,
        button: around.button,
        back: around.back,
        frame,
    })
}

struct Drawing<'a> {
    t: Texts,
    words: Words,
    source: Source<'a>,
    faults: &'a Faults,
    boards: &'a [KnownBoard],
}

impl Drawing<'_> {
    fn fields(&self, form: &Form) -> Vec<Field> {
        let (t, lang, faults) = (self.t, self.t.lang, self.faults);
        vec![
            self.sourced("title", Field::line(lang, "title", t.title(), &form.title, faults), Some(t.title_hint())),
            self.sourced("reference", Field::line(lang, "reference", t.reference(), &form.reference, faults).class("w20"), None),
            self.sourced("decided_by", Field::line(lang, "decided_by", t.decided_by(), &form.decided_by, faults), None),
            self.sourced("decided_on", Field::date(lang, "decided_on", t.decided_on(), &form.decided_on, faults), None),
            self.sourced("letter_date", Field::date(lang, "letter_date", t.letter_date(), &form.letter_date, faults), None),
            self.sourced("chair", Field::line(lang, "chair", t.chair(), &form.chair, faults), None),
            self.sourced("overall_assessment", Field::area(lang, "overall_assessment", t.overall(), &form.overall_assessment, faults), None),
            self.sourced("reply_to", Field::email(lang, "reply_to", t.reply_to(), &form.reply_to, faults), Some(t.reply_to_hint())),
            self.sourced(
                "follow_up_period",
                Field::line(lang, "follow_up_period", t.period(), &form.follow_up_period, faults).class("w20"),
                Some(t.period_hint()),
            ),
        ]
    }

    fn instructions(&self, form: &Form) -> Vec<Field> {
        let (t, lang, faults) = (self.t, self.t.lang, self.faults);
        let area = |id, label, value: &str| Field::area(lang, id, label, value, faults);
        let hint = Some(t.instruction_hint());
        vec![
            self.sourced("instruction_first", area("instruction_first", t.instruction_first(), &form.instruction_first), hint),
            self.sourced("instruction_follow_up", area("instruction_follow_up", t.instruction_follow_up(), &form.instruction_follow_up), hint),
        ]
    }

    /// A field of the audit itself, with where its value came from.
    fn sourced(&self, id: &'static str, field: Field, hint: Option<&str>) -> Field {
        let phrase = self.source.phrases.iter().find(|phrase| phrase.field == id && phrase.body.is_empty());
        let Some(reading) = self.source.reading else {
            return with_phrase(self.t, phrase, field.hint(hint.unwrap_or_default()));
        };
        let note = reading.note_of(id, "");
        self.checked(id, "", note, phrase, field, hint)
    }

    /// A field while a letter is being checked: plain text where nothing is in doubt, open and marked where something is.
    fn checked(&self, id: &str, body: &str, note: Option<&Note>, phrase: Option<&Phrase>, field: Field, hint: Option<&str>) -> Field {
        let t = self.t;
        let proposed = phrase.and_then(|phrase| phrase.proposed.as_deref()).unwrap_or_default();
        let untouched = field.value() == proposed && !field.is_wrong();
        let link = note.filter(|note| note.place.is_some()).map(|note| format!("#{}", mark_id(note.field, body)));
        let certainty = note.map_or(Certainty::Missing, |note| note.certainty);
        let said = [hint.map(ToOwned::to_owned)].into_iter().flatten().chain(note.into_iter().flat_map(|note| &note.doubts).map(|doubt| t.doubt(*doubt)));
        let field = field.hint(said.collect::<Vec<_>>().join(" ")).to_mark(link);
        match certainty {
            Certainty::Found if untouched => field.settled(t.change()),
            Certainty::Missing if untouched && !is_needed(id) => field.settled(t.fill_in()).shown_as(t.not_in_letter()),
            Certainty::Found => field,
            Certainty::Check => field.from(Some(Chip::warn(t.check_chip())), ""),
            Certainty::Missing if is_needed(id) => field.from(Some(Chip::bad(t.missing_chip())), ""),
            Certainty::Missing => field,
        }
    }

    /// What was read or typed first, in the order of the letter; then the other boards of the register.
    fn rows(&self, form: &Form) -> (Vec<BoardFields>, Vec<BoardFields>) {
        let typed = form.rows(self.boards).unwrap_or_default();
        let is_used = |row: &BoardRow<'_>| !row.name.is_empty() || [row.role, row.first, row.follow_up].iter().any(|value| !value.is_empty());
        let (mut respond, mut addressed, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for row in &typed {
            let list = match row.role {
                "respond" => &mut respond,
                _ if is_used(row) => &mut addressed,
                _ => &mut others,
            };
            list.push(self.row(row));
        }
        for board in self.boards.iter().filter(|board| !typed.iter().any(|row| row.id == board.slug)) {
            others.push(self.row(&BoardRow { name: "", slug: &board.slug, role: "", first: "", follow_up: "", id: board.slug.clone() }));
        }
        respond.extend(addressed);
        (respond, others)
    }

    fn row(&self, row: &BoardRow<'_>) -> BoardFields {
        let (t, faults, id) = (self.t, self.faults, &row.id);
        let board = self.boards.iter().find(|board| board.slug == row.slug && (row.name.is_empty() || row.name == board.name));
        let note = self.source.reading.and_then(|reading| reading.note_of("role", row.name));
        let guessed = note.is_some_and(|note| note.certainty != Certainty::Found);
        let mut notes: Vec<String> = note.into_iter().flat_map(|note| &note.doubts).map(|doubt| t.doubt(*doubt)).collect();
        if let Some(role) = note.filter(|_| guessed).and_then(|note| note.role) {
            notes.push(t.role_guessed(self.words.addressee_role(role)));
        }
        BoardFields {
            legend: board.map_or_else(|| t.unknown_name(row.name), |board| board.name.clone()),
            name: row.name.to_owned(),
            slug: row.slug.to_owned(),
            choose: board.is_none().then(|| self.choose_board(row, note)),
            settled: self.settled(row, board, note),
            chip: guessed.then(|| Chip::warn(t.check_chip())),
            notes,
            link: note.filter(|note| note.place.is_some()).map(|_| format!("#{}", mark_id("role", row.name))),
            role: self.roles(row, guessed),
            first: self.day("first", t.first_day(), row.first, row, None),
            follow_up: self.day("follow_up", t.follow_up_day(), row.follow_up, row, Some(t.optional())),
            id: id.clone(),
            t,
        }
        .with(faults)
    }

    fn choose_board(&self, row: &BoardRow<'_>, note: Option<&Note>) -> Choices {
        let t = self.t;
        let mut choices = vec![Choice::new("", t.choose_board(), row.slug.is_empty())];
        choices.extend(self.boards.iter().map(|board| Choice::new(&board.slug, &board.name, row.slug == board.slug)));
        choices.push(Choice::new(LEFT_OUT, t.leave_out(), row.slug == LEFT_OUT));
        let meant = note.and_then(|note| note.meant.as_deref()).map(|meant| t.did_you_mean(meant));
        let hint = [meant, Some(t.board_can_be_added().to_owned())].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Choices::list(t.lang, format!("board-{}", row.id), t.which_board(), choices, self.faults).named("board").hint(hint)
    }

    fn roles(&self, row: &BoardRow<'_>, guessed: bool) -> Choices {
        let t = self.t;
        let roles = [AddresseeRole::Respond, AddresseeRole::Information, AddresseeRole::Action, AddresseeRole::Consideration];
        let none = if row.name.is_empty() { "" } else { NO_ROLE };
        let mut choices = Vec::new();
        if guessed {
            choices.push(Choice::new("", t.choose_role(), row.role.is_empty()));
        }
        choices.push(Choice::new(none, t.not_addressed(), row.role == none));
        choices.extend(roles.into_iter().map(|role| Choice::new(role_key(role), capital(self.words.addressee_role(role)), role_key(role) == row.role)));
        Choices::list(t.lang, format!("role-{}", row.id), t.what_to_do(), choices, self.faults).named("role")
    }

    fn day(&self, field: &'static str, label: &'static str, value: &str, row: &BoardRow<'_>, hint: Option<&str>) -> Field {
        let drawn = Field::date(self.t.lang, format!("{field}-{}", row.id), label, value, self.faults).named(field);
        let named =
            if row.name.is_empty() { self.boards.iter().find(|board| board.slug == row.slug).map_or("", |board| board.name.as_str()) } else { row.name };
        let phrase = self.source.phrases.iter().find(|phrase| phrase.field == field && phrase.body == named);
        match self.source.reading.and_then(|reading| reading.note_of(field, row.name)) {
            // Inside of its board, which is folded as a whole, a day is never folded by itself.
            Some(note) => self.checked(field, row.name, Some(note), phrase, drawn, hint).open(),
            None => with_phrase(self.t, phrase, drawn.hint(hint.unwrap_or_default())),
        }
    }

    /// What was found of a board, in a sentence, when all of it was found and nothing of it has been changed.
    fn settled(&self, row: &BoardRow<'_>, board: Option<&KnownBoard>, role: Option<&Note>) -> Option<String> {
        let reading = self.source.reading?;
        let (board, role) = (board?, role?);
        let wrong = ["role", "first", "follow_up"].iter().any(|field| self.faults.at(&format!("{field}-{}", row.id)).is_some());
        let mut days = Vec::new();
        for (field, typed) in [("first", row.first), ("follow_up", row.follow_up)] {
            let phrase = self.source.phrases.iter().find(|phrase| phrase.field == field && phrase.body == board.name);
            let proposed = phrase.and_then(|phrase| phrase.proposed.as_deref()).unwrap_or_default();
            let sure = reading.note_of(field, &board.name).is_none_or(|note| note.certainty == Certainty::Found);
            if !sure || proposed != typed {
                return None;
            }
            days.push(calendar::date(typed).ok().map(|day| self.words.weekday_date(day)));
        }
        let same_role = role.certainty == Certainty::Found && role.role == role_of(row.role) && role.role.is_some();
        let sentence = self.t.found_of_board(&capital(self.words.addressee_role(role.role?)), days.first()?.as_deref(), days.get(1)?.as_deref());
        (same_role && !wrong).then_some(sentence)
    }
}

impl BoardFields {
    /// Opened where something is wrong.
    fn with(mut self, faults: &Faults) -> Self {
        if faults.at(&format!("board-{}", self.id)).is_some() {
            self.settled = None;
        }
        self
    }
}

/// The phrase behind a value that has been recorded.
fn with_phrase(t: Texts, phrase: Option<&Phrase>, drawn: Field) -> Field {
    let Some(phrase) = phrase else { return drawn };
    let chip = match phrase.certainty {
        Certainty::Found => Chip::ok(t.found_chip()),
        Certainty::Check => Chip::warn(t.check_chip()),
        Certainty::Missing => Chip::bad(t.missing_chip()),
    };
    drawn.from(Some(chip), phrase.phrase.clone().unwrap_or_default())
}
