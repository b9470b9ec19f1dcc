//! What everybody should have been told, worked out from the facts in the plainest way; and the judgement.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;
use yttrande::domain::calendar;

use super::carrier::Road;
use super::city::{City, Grant, Round};

use crate::spoil::spoiled;
use crate::world::World;

/// The rules of a new database.
const LADDER: [i64; 6] = [-30, -14, -7, -1, 1, 7];
const MISSING: i64 = 14;

pub(super) struct Model {
    grants: Vec<Grant>,
    /// The highest step told of each date of each round, and whether it was said to be missing.
    told: BTreeMap<(Uuid, NaiveDate), (Option<i64>, bool)>,
    /// Person and cause, and the days from the last day.
    expected: BTreeMap<(Uuid, String), i16>,
}

impl Round {
    fn due_on(&self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, NaiveDate)> {
        self.ledger.iter().rfind(|(from, _)| *from <= now).copied()
    }

    fn is_answered(&self, now: DateTime<Utc>) -> bool {
        self.answered_at.is_some_and(|at| at <= now)
    }
}

fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&chrono_tz::Europe::Stockholm).date_naive()
}

impl Model {
    pub(super) fn new(grants: Vec<Grant>) -> Self {
        Self { grants, told: BTreeMap::new(), expected: BTreeMap::new() }
    }

    /// A time from seven on at which the service is up.
    pub(super) fn morning(&mut self, city: &City, today: NaiveDate, now: DateTime<Utc>) {
        for round in &city.rounds {
            let Some((entered, due_on)) = round.due_on(now).filter(|_| !round.is_answered(now)) else { continue };
            let days = (today - due_on).num_days();
            let open = |step: i64| {
                let own = due_on + chrono::TimeDelta::days(step);
                let known = |its_day: NaiveDate| its_day > day(round.sent_at) && its_day >= day(entered);
                // Before the last day on an open day, if one was left.
                let at_work = (0..14).map(|back| own - chrono::TimeDelta::days(back)).find(|its_day| calendar::closed(*its_day).is_none());
                let its_day = at_work.filter(|its_day| step < 0 && known(*its_day)).unwrap_or(own);
                its_day <= today && known(its_day)
            };
            let (step, missing) = self.told.get(&(round.id, due_on)).copied().unwrap_or_default();
            let reached = LADDER.into_iter().filter(|step| open(*step)).max().filter(|reached| step.is_none_or(|step| step < *reached));
            if let Some(reached) = reached {
                let people = self.audience(round.board, reached, today);
                self.expect(people, format!("round:{}:{due_on}:{reached}", round.id), days);
            }
            if open(MISSING) && !missing {
                let people = self.holders(&["auditor"], round.board, today);
                self.expect(people, format!("round:{}:{due_on}:missing", round.id), days);
            }
            self.told.insert((round.id, due_on), (reached.or(step), missing || open(MISSING)));
        }
    }

    fn expect(&mut self, people: BTreeSet<Uuid>, key: String, days: i64) {
        for person in people {
            self.expected.insert((person, key.clone()), i16::try_from(days).unwrap());
        }
    }

    fn holders(&self, roles: &[&str], board: Uuid, today: NaiveDate) -> BTreeSet<Uuid> {
        let holds =
            |g: &&Grant| roles.contains(&g.role.as_str()) && g.board.is_none_or(|own| own == board) && g.from <= today && g.to.is_none_or(|to| today <= to);
        self.grants.iter().filter(holds).map(|g| g.person).collect()
    }

    fn audience(&self, board: Uuid, step: i64, today: NaiveDate) -> BTreeSet<Uuid> {
        let hands_in = self.holders(&["secretary", "approver"], board, today);
        let everybody = self.holders(&["secretary", "approver", "contributor"], board, today);
        if everybody.is_empty() {
            return self.holders(&["administrator", "auditor"], board, today);
        }
        match step {
            1.. => everybody.union(&self.holders(&["auditor"], board, today)).copied().collect(),
            -14..1 => everybody,
            _ if hands_in.is_empty() => everybody,
            _ => hands_in,
        }
    }

    /// Compares what happened with what should have happened. Says how much it was.
    pub(super) async fn judge(&self, _world: &World, city: &City, road: &Road) -> String {
        let rows: Vec<(Uuid, String, i16)> = sqlx::query_as("select person_id, key, days from notice").fetch_all(city.pool()).await.unwrap();
        let mut told: BTreeMap<(Uuid, String), i16> = rows.iter().map(|(person, key, days)| ((*person, key.clone()), *days)).collect();
        assert_eq!(rows.len(), told.len(), "somebody was told the same thing twice");
        if spoiled("reminders") {
            told.pop_first();
        }
        let missed: Vec<_> = self.expected.keys().filter(|key| !told.contains_key(*key)).collect();
        let misled: Vec<_> = told.keys().filter(|key| !self.expected.contains_key(*key)).collect();
        assert!(missed.is_empty(), "{} missed, such as {:?}", missed.len(), missed[0]);
        assert!(misled.is_empty(), "{} told for no reason, such as {:?}", misled.len(), misled[0]);
        assert!(told == self.expected, "the days are not the true ones");
        assert!(told.len() > 1000, "there was something to tell");
        let mails = self.judge_mails(city, road).await;
        let kinds: Vec<(String, i64)> = sqlx::query_as("select kind::text, count(*) from notice group by 1 order by 1").fetch_all(city.pool()).await.unwrap();
        format!("{} notices {kinds:?}, 0 missed, 0 twice; {mails}", told.len())
    }

    async fn judge_mails(&self, city: &City, road: &Road) -> String {
        let tally = road.tally();
        let arrived = road.take_arrived();
        let rows: Vec<(Uuid, String, String, DateTime<Utc>)> =
            sqlx::query_as("select id, state::text, reply, coalesce(settled_at, made_at) from mail").fetch_all(city.pool()).await.unwrap();
        let about = about(city).await;
        let rounds: BTreeMap<Uuid, &Round> = city.rounds.iter().map(|round| (round.id, round)).collect();
        let (mut states, mut copies) = (BTreeMap::<String, usize>::new(), 0);
        for (id, state, reply, settled_at) in &rows {
            *states.entry(if state == "dropped" { format!("dropped: {reply}") } else { state.clone() }).or_default() += 1;
            let here = arrived.get(id);
            let came = here.map_or(0, |arrived| arrived.at.len());
            match state.as_str() {
                "sent" => assert!(came >= 1, "{id} is said to be sent and never came"),
                "failed" => assert!(here.is_some_and(|arrived| arrived.refused), "{id} failed without having been refused: {reply}"),
                // Handed over by a worker that was killed before it could say so, and not needed any more afterwards.
                "dropped" => assert!(came <= here.map_or(0, |arrived| arrived.unsaid), "{id}"),
                _ => panic!("{id} is {state}"),
            }
            let unsaid = here.map_or(0, |arrived| arrived.unsaid);
            assert!(came <= unsaid + 1, "{id} came {came} times, and {unsaid} workers were killed with its promise");
            copies += came.saturating_sub(1);
            for (round, due_on) in about.get(id).into_iter().flatten() {
                let round = rounds[round];
                let still_true = |at: DateTime<Utc>| !round.is_answered(at) && round.due_on(at).is_some_and(|(_, due)| due == *due_on);
                // A digest may have lost some of its lines; a notice is the whole mail.
                let whole = about[id].len() == 1;
                assert!(!whole || here.is_none_or(|arrived| arrived.at.iter().all(|at| still_true(*at))), "{id} went out and was not true any more");
                match reply.as_str() {
                    "answered" if state == "dropped" && whole => assert!(round.is_answered(*settled_at)),
                    "other_date" if state == "dropped" && whole => assert!(round.due_on(*settled_at).is_some_and(|(_, due)| due != *due_on)),
                    _ => {}
                }
            }
        }
        let lonely: i64 = sqlx::query_scalar(
            "select count(*) from notice n where n.delivery <> 'in_app' and n.digest_id is null and not exists (select 1 from mail m where m.notice_id = n.id)",
        )
        .fetch_one(city.pool())
        .await
        .unwrap();
        assert_eq!(lonely, 0, "somebody wanted a mail and none was written");
        format!("{} mails {states:?}, {copies} twice after a kill; {tally}", rows.len())
    }
}

/// Which rounds and dates each mail is about.
async fn about(city: &City) -> BTreeMap<Uuid, Vec<(Uuid, NaiveDate)>> {
    let rows: Vec<(Uuid, Uuid, NaiveDate)> =
        sqlx::query_as("select m.id, n.round_id, n.due_on from mail m join notice n on n.id = m.notice_id or n.digest_id = m.id")
            .fetch_all(city.pool())
            .await
            .unwrap();
    let mut about: BTreeMap<Uuid, Vec<(Uuid, NaiveDate)>> = BTreeMap::new();
    for (mail, round, due_on) in rows {
        about.entry(mail).or_default().push((round, due_on));
    }
    about
}
