//! What the auditors have to do: who is late, what has come in, what is not sent, what comes next.

use chrono::{Days, NaiveDate};

use super::access;
use super::store::{self, AuditedCount, AuditedRound, ToLookAt, Waits};
use super::texts::Texts;
use super::to_do::{Diary, Group, List, Row, SHOWN};
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::ids::PersonId;
use crate::domain::policy::{Scope, Verb};
use crate::domain::register::BoardStory;
use crate::domain::round::RoundState;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::parts::{Chip, Due};
use crate::platform::texts::{Apart, together};
use crate::platform::theirs::theirs;
use crate::platform::words::Words;

/// Where all recommendations are that the auditors wanted to look at again by now.
const LOOKS: &str = "/rekommendationer?datum=revisionen-tittar&visa=bedomningar";
/// Where all are that are not settled, and for which no further look is planned.
const LEFT: &str = "/rekommendationer?datum=kvar-att-bestamma&visa=bedomningar";

pub(super) async fn list(visit: &mut Passage, t: Texts) -> Result<List, Failure> {
    let (words, today) = (visit.words(), visit.today());
    let near = today.checked_add_days(Days::new(30)).unwrap_or(today);
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let whose = Whose::of(visit);
    let store::Unsent { drafts, mine, without, ending_boards } = store::unsent(visit.conn(), whose.asked, today).await?;
    let (drafts, mine) = (drafts.0, mine.as_deref());
    let may_name = visit.may(Verb::RecordAudit, Scope::Common);
    let ending_boards: Vec<Row> = ending_boards.0.iter().map(|(slug, name, story)| ending_board(slug, name, story, (t, words, today))).collect();
    let without: Vec<Row> = without.0.into_iter().map(|one| unled(one, may_name, t)).collect();
    let rounds = store::audited_rounds(visit.conn(), today, near, mine, SHOWN).await?;
    let since = access::since(visit);
    let count = store::audited_count(visit.conn(), near, yesterday, mine, &since).await?;
    let told = access::group(&count.access.0, visit, t);
    let (due, left): (Vec<ToLookAt>, Vec<ToLookAt>) =
        store::looks(visit.conn(), today, mine, SHOWN).await?.into_iter().partition(|look| look.look_on.is_some());
    let of_all = |looks: &[ToLookAt]| looks.first().map_or(0, |look| look.of_all);
    let drawing = Drawing::of(visit, t);
    let may_prompt = drawing.may_prompt;
    let rows = |waits: Waits| by_audit(rounds.iter().filter(|round| round.waits == waits).collect()).into_iter().map(|round| drawing.row(round)).collect();
    let group = |waits, heading, of_all, list| Group::new(t, heading, rows(waits), of_all, whose.at(list));
    let nothing = rounds.is_empty() && due.is_empty() && left.is_empty() && drafts.is_empty() && without.is_empty() && count.due_yesterday == 0;
    Ok(List {
        health: Vec::new(),
        sentence: if nothing { t.nothing_waits().to_owned() } else { t.auditors_sentence(count.late, count.unread) },
        warning: day_after(&count, t),
        whose: whose.said(t),
        groups: vec![
            group(Waits::Late, t.late_responses(), count.late, "/yttranden?status=forsenat")
                .doing((may_prompt && count.late > 1).then(|| (t.prompt_all().to_owned(), whose.at("/yttranden/paminn")))),
            group(Waits::Asked, t.requests(), count.asked, "/yttranden?status=anstand-begart"),
            group(Waits::Unread, t.to_read(), count.unread, "/yttranden?status=inkommet"),
            group(Waits::Unregistered, t.to_register(), count.unregistered, "/yttranden?status=inte-diariefort"),
            group(Waits::Supplement, t.supplements(), count.supplements, "/yttranden?status=inkommet"),
            Group::new(t, t.looks(), due.iter().map(|look| drawing.look(look)).collect(), of_all(&due), whose.at(LOOKS)),
            Group::new(t, t.left(), left.iter().map(|look| drawing.look(look)).collect(), of_all(&left), whose.at(LEFT)),
            Group::of(t, t.ending_boards(), ending_boards, "/namnder"),
            Group::of(t, t.without_responsible(), without, "/granskningar"),
            Group::of(t, t.drafts(), drafts.into_iter().map(|one| draft(one, t)).collect(), whose.at("/granskningar?status=utkast")),
            group(Waits::Coming, t.coming(), count.coming, "/yttranden?status=vantar"),
            told,
        ],
        more: vec![("/sammantrade".to_owned(), t.next_meeting().to_owned()), ("/granskningar".to_owned(), t.all_audits().to_owned())],
    })
}

/// What is about one audit stands together, at the place of what comes first of it.
fn by_audit(rounds: Vec<&AuditedRound>) -> Vec<&AuditedRound> {
    let mut audits: Vec<Vec<&AuditedRound>> = Vec::new();
    for round in rounds {
        match audits.iter_mut().find(|audit| audit.iter().any(|other| other.name.reference_key == round.name.reference_key)) {
            Some(audit) => audit.push(round),
            None => audits.push(vec![round]),
        }
    }
    audits.concat()
}

/// Whose the page is: everybody's, or what she is responsible for herself.
struct Whose {
    /// Whether she can be responsible for anything.
    may_be: bool,
    asked: Option<PersonId>,
}

impl Whose {
    fn of(visit: &Passage) -> Self {
        let me = visit.person().filter(|_| visit.may(Verb::SendAudit, Scope::Common)).map(|person| person.id);
        Self { may_be: me.is_some(), asked: me.filter(|_| visit.asked_for("ansvarig").is_some_and(|value| value == "mina")) }
    }

    /// A list, narrowed as the page is.
    fn at(&self, list: &str) -> String {
        match self.asked {
            Some(_) => format!("{list}{}ansvarig=mina", if list.contains('?') { '&' } else { '?' }),
            None => list.to_owned(),
        }
    }

    fn said(&self, t: Texts) -> Option<(Option<&'static str>, &'static str, &'static str)> {
        self.may_be.then(|| match self.asked {
            Some(_) => (Some(t.only_mine()), "/att-gora", t.show_everybodys()),
            None => (None, "/att-gora?ansvarig=mina", t.show_mine()),
        })
    }
}

/// On the day after a last day: how many had it, how many came in time.
fn day_after(count: &AuditedCount, t: Texts) -> Option<String> {
    (count.due_yesterday > 0).then(|| t.yesterday(count.due_yesterday, (count.came_in_time, count.came_by_letter), count.missing))
}

/// A board that ends with something left to hand in, and who answers for it.
fn ending_board(slug: &str, name: &str, story: &BoardStory, (t, words, today): (Texts, Words, NaiveDate)) -> Row {
    let (day, answering) = (story.ended_on.unwrap_or(today), together(&story.answering(today)));
    let date = words.date(day);
    let (name, who) = match (day < today, answering.is_empty()) {
        (true, true) => (t.board_has_ended(name, &date), t.its_own_answer().to_owned()),
        (true, false) => (t.board_has_ended(name, &date), t.heir_answers(&answering)),
        (false, true) => (t.board_ends(name, &date), t.its_own_will_answer().to_owned()),
        (false, false) => (t.board_ends(name, &date), t.heir_will_answer(&answering)),
    };
    Row { url: address::board(slug), name, meta: who, chip: None, due: None, diary: None, prompt: None }
}

/// An audit that nobody looks after: whoever was responsible is no auditor any more. It leads to where another is named.
fn unled((key, reference, title, was): (String, String, String, String), may_name: bool, t: Texts) -> Row {
    let url = if may_name { address::below_audit(&key, "ansvarig") } else { address::audit(&key) };
    Row { url, name: theirs(t.lang, &title), meta: [reference, t.was_responsible(&was)].join(" · "), chip: None, due: None, diary: None, prompt: None }
}

fn draft((key, reference, title): (String, String, String), t: Texts) -> Row {
    Row { url: address::audit(&key), name: theirs(t.lang, &title), meta: reference, chip: None, due: None, diary: None, prompt: None }
}

struct Drawing {
    may_register: bool,
    may_decide: bool,
    may_prompt: bool,
    may_follow_up: bool,
    t: Texts,
    words: Words,
    today: NaiveDate,
}

impl Drawing {
    fn of(visit: &Passage, t: Texts) -> Self {
        Self {
            may_register: visit.may(Verb::RegisterArrival, Scope::Common),
            may_decide: visit.may(Verb::DecideDeadline, Scope::Common),
            may_prompt: visit.may(Verb::SendAudit, Scope::Common),
            may_follow_up: visit.may(Verb::PublishVerdict, Scope::Common),
            t,
            words: visit.words(),
            today: visit.today(),
        }
    }

    /// A request for an extension leads to its decision.
    fn request(&self, round: &AuditedRound) -> String {
        if self.may_decide { round.name.extension_decision_url() } else { round.name.ledger_url() }
    }

    /// What is left to decide leads to where it is decided, for whoever may.
    fn look(&self, look: &ToLookAt) -> Row {
        let page = address::recommendation(&look.key, &look.code, &look.board_slug);
        let judged = || look.grade.map(|grade| self.t.judged_as(self.words.grade_of(look.kind, grade))).unwrap_or_default();
        let said = look.look_on.map_or_else(judged, |day| self.t.look_planned(&self.words.date(day)));
        Row {
            url: if look.look_on.is_none() && self.may_follow_up { format!("{page}/uppfoljning") } else { page },
            name: format!("{}: {} {}", theirs(self.t.lang, &look.board_name), look.code, theirs(self.t.lang, &look.heading)),
            meta: format!("{} · {said}", Apart(&look.reference)),
            chip: None,
            due: None,
            diary: None,
            prompt: None,
        }
    }

    fn row(&self, round: &AuditedRound) -> Row {
        let (t, words, name) = (self.t, self.words, &round.name);
        let state = RoundState::of(round.last_day, round.received_on, round.assessed, self.today);
        let mut meta = vec![name.reference.clone()];
        let (url, chip) = match (state, round.received_on) {
            (RoundState::Received { late } | RoundState::Assessed { late }, Some(on)) => {
                meta.push(t.received(&words.received(round.received_at, on), &words.lateness(late)));
                meta.push(round.diary_number.as_deref().map_or_else(|| t.not_registered().to_owned(), |number| t.diary(number)));
                if !round.assessed {
                    meta.push(t.verdicts(round.judged, round.items));
                }
                (name.verdict_url(), Some(Chip::of_round(words, state)))
            }
            (RoundState::Awaited(standing), _) => (name.response_url(), Chip::of_deadline(words, standing)),
            (RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered | RoundState::Withdrawn, _) => (name.audit_url(), None),
        };
        if let Some(day) = round.supplement_due_on.filter(|_| round.waits == Waits::Supplement) {
            return self.supplement(round, day);
        }
        Row {
            url: if round.waits == Waits::Asked { self.request(round) } else { url },
            name: format!("{}: {}, {}", theirs(t.lang, &name.board_name), words.round(name.kind, name.ordinal()), theirs(t.lang, &name.title)),
            meta: meta.join(" · "),
            chip,
            due: Some(Due::new(words, round.last_day, name)),
            diary: self.diary(round),
            prompt: (self.may_prompt && round.waits == Waits::Late).then(|| name.prompt_url()),
        }
    }

    /// A supplement that is waited for, by its own day.
    fn supplement(&self, round: &AuditedRound, day: NaiveDate) -> Row {
        let (t, words, name) = (self.t, self.words, &round.name);
        Row {
            url: name.response_url(),
            name: format!("{}: {}, {}", theirs(t.lang, &name.board_name), words.round(name.kind, name.ordinal()), theirs(t.lang, &name.title)),
            meta: [name.reference.clone(), t.supplement_by(&words.weekday_date(day))].join(" · "),
            chip: Chip::of_deadline(words, calendar::standing(day, self.today)),
            due: None,
            diary: None,
            prompt: None,
        }
    }

    /// The field for the diary number, where an arrival has none and the reader may note it.
    fn diary(&self, round: &AuditedRound) -> Option<Diary> {
        let number = round.number.filter(|_| self.may_register && round.diary_number.is_none())?;
        Some(Diary {
            url: round.name.registration_url(),
            id: format!("diary-{}-{}-{}", round.name.reference_key, round.name.board_slug, round.name.key),
            number,
        })
    }
}
