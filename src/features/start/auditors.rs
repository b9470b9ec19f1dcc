//! What the auditors have to do: who is late, what has come in, what is not sent, what comes next.

use chrono::Days;

use super::store::{self, AuditedRound};
use super::texts::Texts;
use super::to_do::{Diary, Group, List, Row};
use crate::domain::address;
use crate::domain::policy::{Scope, Verb};
use crate::domain::round::{RoundKey, RoundState};
use crate::platform::failure::Failure;
use crate::platform::gate::Visit;
use crate::platform::parts::{Chip, Due};
use crate::platform::words::Words;

pub(super) async fn list(visit: &mut Visit, t: Texts) -> Result<List, Failure> {
    let (words, today) = (visit.words(), visit.today());
    let near = today.checked_add_days(Days::new(30)).unwrap_or(today);
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let rounds = store::audited_rounds(visit.conn(), near, yesterday).await?;
    let drafts = store::unsent(visit.conn()).await?;
    let drawing =
        Drawing { may_register: visit.may(Verb::RegisterArrival, Scope::Common), may_decide: visit.may(Verb::DecideDeadline, Scope::Common), t, words, today };
    let rows = |wanted: &dyn Fn(&&AuditedRound) -> bool| rounds.iter().filter(wanted).map(|round| drawing.row(round)).collect::<Vec<_>>();
    let late = rows(&|round| round.received_on.is_none() && round.due_on < today);
    let asked = rounds.iter().filter(|round| round.extension_asked).map(|round| drawing.request(round)).collect();
    let unread = rows(&|round| round.received_on.is_some() && !round.assessed);
    let unregistered = rows(&|round| round.received_on.is_some() && round.assessed && round.diary_number.is_none());
    let coming = rows(&|round| round.received_on.is_none() && round.due_on >= today && round.due_on <= near);
    let count = |rows: &[Row]| i64::try_from(rows.len()).unwrap_or(0);
    let sentence = if rounds.is_empty() && drafts.is_empty() { t.nothing_waits().to_owned() } else { t.auditors_sentence(count(&late), count(&unread)) };
    Ok(List {
        sentence,
        warning: day_after(&rounds, yesterday, t),
        groups: vec![
            Group::new(t, t.late_responses(), late, "/yttranden?status=forsenat"),
            Group::new(t, t.requests(), asked, "/yttranden?status=anstand-begart"),
            Group::new(t, t.to_read(), unread, "/yttranden?status=inkommet"),
            Group::new(t, t.to_register(), unregistered, "/yttranden?status=inte-diariefort"),
            Group::new(t, t.drafts(), drafts.into_iter().map(draft).collect(), "/granskningar?status=utkast"),
            Group::new(t, t.coming(), coming, "/yttranden?status=vantar"),
        ],
        more: vec![("/sammantrade", t.next_meeting()), ("/granskningar", t.all_audits())],
    })
}

/// On the day after a last day: how many had it, how many came in time.
fn day_after(rounds: &[AuditedRound], yesterday: chrono::NaiveDate, t: Texts) -> Option<String> {
    let due: Vec<&AuditedRound> = rounds.iter().filter(|round| round.due_on == yesterday).collect();
    let came = due.iter().filter(|round| round.received_on.is_some_and(|day| day <= yesterday)).count();
    let missing = due.iter().filter(|round| round.received_on.is_none()).count();
    let number = |n: usize| i64::try_from(n).unwrap_or(0);
    (!due.is_empty()).then(|| t.yesterday(number(due.len()), number(came), number(missing)))
}

fn draft((key, reference, title): (String, String, String)) -> Row {
    Row { url: address::audit(&key), name: title, meta: reference, chip: None, due: None, diary: None }
}

struct Drawing {
    may_register: bool,
    may_decide: bool,
    t: Texts,
    words: Words,
    today: chrono::NaiveDate,
}

impl Drawing {
    /// A request for an extension leads to its decision.
    fn request(&self, round: &AuditedRound) -> Row {
        let url = address::below_response(&round.key, &round.board_slug, RoundKey::new(round.ordinal), "anstand/beslut");
        Row {
            url: if self.may_decide { url } else { format!("{}/sista-dag", address::response(&round.key, &round.board_slug, RoundKey::new(round.ordinal))) },
            ..self.row(round)
        }
    }

    fn row(&self, round: &AuditedRound) -> Row {
        let (t, words, key) = (self.t, self.words, RoundKey::new(round.ordinal));
        let state = RoundState::of(round.due_on, round.received_on, round.assessed, self.today);
        let mut meta = vec![round.reference.clone()];
        let (url, chip) = match (state, round.received_on) {
            (RoundState::Received { late } | RoundState::Assessed { late }, Some(on)) => {
                meta.push(t.received(&words.received(round.received_at, on), &words.lateness(late)));
                meta.push(round.diary_number.as_deref().map_or_else(|| t.not_registered().to_owned(), |number| t.diary(number)));
                if !round.assessed {
                    meta.push(t.verdicts(round.judged, round.items));
                }
                (address::below_response(&round.key, &round.board_slug, key, "omdome"), Some(Chip::of_round(words, state)))
            }
            (RoundState::Awaited(standing), _) => (address::audit(&round.key), Chip::of_deadline(words, standing)),
            (RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered, _) => (address::audit(&round.key), None),
        };
        Row {
            url,
            name: format!("{}: {}, {}", round.board_name, words.round(round.kind, round.ordinal), round.title),
            meta: meta.join(" · "),
            chip,
            due: Some(Due::new(words, round.last_day(), &address::response(&round.key, &round.board_slug, key))),
            diary: self.diary(round, key),
        }
    }

    /// The field for the diary number, where an arrival has none and the reader may note it.
    fn diary(&self, round: &AuditedRound, key: RoundKey) -> Option<Diary> {
        let wanted = self.may_register && round.received_on.is_some() && round.diary_number.is_none();
        wanted.then(|| Diary {
            url: address::below_response(&round.key, &round.board_slug, key, "diarienummer"),
            id: format!("diary-{}-{}-{key}", round.key, round.board_slug),
        })
    }
}
