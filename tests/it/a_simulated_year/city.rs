//! What happens in the city, written straight into the database: audits, dates that move, answers. The model reads the same
//! facts here.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use sqlx::postgres::PgPool;
use uuid::Uuid;
use yttrande::domain::calendar;

use super::chance::Chance;
use crate::database;
use crate::world::World;

const BOARDS: u64 = 200;
/// Boards that are asked in one audit.
const ASKED: u64 = 8;

/// A board's duty to answer, and all that ever happens to it.
pub(super) struct Round {
    pub(super) id: Uuid,
    pub(super) board: Uuid,
    pub(super) sent_at: DateTime<Utc>,
    /// The ledger: from when which last day is in force.
    pub(super) ledger: Vec<(DateTime<Utc>, NaiveDate)>,
    pub(super) answered_at: Option<DateTime<Utc>>,
}

/// Something that is still to come.
enum Fact {
    Sent { audit: Uuid, title: String, rounds: Vec<usize> },
    Moved { round: usize, n: i16, to: NaiveDate },
    Answered { round: usize },
}

/// A role that somebody holds, for the model.
pub(super) struct Grant {
    pub(super) person: Uuid,
    pub(super) role: String,
    pub(super) board: Option<Uuid>,
    pub(super) from: NaiveDate,
    pub(super) to: Option<NaiveDate>,
}

pub(super) struct City {
    pub(super) rounds: Vec<Round>,
    /// The future, the next last.
    future: Vec<(DateTime<Utc>, Fact)>,
    /// Past the triggers of the program, whose use cases are not what is tried here.
    pool: PgPool,
    clerk: Uuid,
}

fn at(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    calendar::instant(day, NaiveTime::from_hms_opt(hour, 30, 0).unwrap())
}

impl City {
    pub(super) async fn found(world: &World, chance: &mut Chance, first: NaiveDate, last: NaiveDate) -> Self {
        let options = database::superuser(&world.database).await.options([("session_replication_role", "replica")]);
        let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
        let clerk: Uuid = sqlx::query_scalar("select person_id from role_grant where role = 'auditor'").fetch_one(&pool).await.unwrap();
        let mut city = Self { rounds: Vec::new(), future: Vec::new(), pool, clerk };
        let mut boards = Vec::new();
        for n in 0..BOARDS {
            boards.push(city.board(chance, n, first).await);
        }
        for day in first.iter_days().take_while(|day| *day < last).step_by(12) {
            city.audit(chance, &boards, day);
        }
        city.future.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        city
    }

    /// Most boards have a secretary; some another one from some day on, some a gap in between, and a few nobody at all.
    async fn board(&self, chance: &mut Chance, n: u64, first: NaiveDate) -> Uuid {
        let board = Uuid::now_v7();
        sqlx::query("insert into board (id, slug, name, kind, valid_from) values ($1, $2, $3, 'board', $4)")
            .bind(board)
            .bind(format!("namnd-{n}"))
            .bind(format!("Nämnd {n}"))
            .bind(first)
            .execute(&self.pool)
            .await
            .unwrap();
        if n % 40 == 7 {
            return board;
        }
        if n % 50 != 9 {
            let change = chance.one_in(6).then(|| first + Days::new(chance.between(30, 300)));
            self.person(chance, board, "secretary", first, change).await;
            if let Some(day) = change {
                let gap = chance.below(3) * 10;
                self.person(chance, board, "secretary", day + Days::new(1 + gap), None).await;
            }
        }
        if n % 50 == 9 || n.is_multiple_of(4) {
            self.person(chance, board, "contributor", first, None).await;
        }
        if n.is_multiple_of(3) {
            self.person(chance, board, "approver", first, None).await;
        }
        board
    }

    async fn person(&self, chance: &mut Chance, board: Uuid, role: &str, from: NaiveDate, to: Option<NaiveDate>) {
        let person = Uuid::now_v7();
        let add = "with p as (insert into person (id, name, email, created_at) values ($1, 'Person ' || $1, $1 || '@kommun.example', $5))
          insert into role_grant (id, person_id, role, board_id, valid_from, valid_to) values (gen_random_uuid(), $1, $2::grant_role, $3, $4, $6)";
        sqlx::query(add).bind(person).bind(role).bind(board).bind(from).bind(at(from, 4)).bind(to).execute(&self.pool).await.unwrap();
        if chance.one_in(3) {
            let wish = ["digest", "in_app", "at_once"][usize::try_from(chance.below(3)).unwrap()];
            let lang = if chance.one_in(5) { "en" } else { "sv" };
            let set = "insert into notice_setting (person_id, deadlines, lang, saved_at) values ($1, $2::delivery, $3, $4)";
            sqlx::query(set).bind(person).bind(wish).bind(lang).bind(at(from, 4)).execute(&self.pool).await.unwrap();
        }
    }

    /// Plans an audit and all that will come of it.
    fn audit(&mut self, chance: &mut Chance, boards: &[Uuid], day: NaiveDate) {
        let sent_at = at(day, 9);
        let begin = chance.below(BOARDS);
        let mut rounds = Vec::new();
        for n in 0..ASKED {
            let board = boards[usize::try_from((begin + n * 23) % BOARDS).unwrap()];
            let index = self.rounds.len();
            let due_on = day + Days::new(chance.between(5, 75));
            let mut ledger = vec![(sent_at, due_on)];
            if chance.one_in(6) {
                let moved_on = day + Days::new(chance.between(1, 80));
                let to = ledger[0].1.max(moved_on) + Days::new(chance.between(1, 40));
                ledger.push((at(moved_on, 11), to));
                self.future.push((at(moved_on, 11), Fact::Moved { round: index, n: 2, to }));
            }
            let last_day = ledger.last().unwrap().1;
            let answered_at = match chance.below(20) {
                0..2 => None,
                2..6 => Some(at(last_day + Days::new(chance.between(1, 30)), 13)),
                _ => Some(at(last_day - Days::new(chance.below(20)), 10).max(sent_at + chrono::TimeDelta::hours(30))),
            };
            // A date does not move when the answer has come.
            if let Some(answered) = answered_at {
                ledger.retain(|(from, _)| *from < answered);
                self.future.retain(|(when, fact)| !matches!(fact, Fact::Moved { round, .. } if *round == index && *when >= answered));
                self.future.push((answered, Fact::Answered { round: index }));
            }
            self.rounds.push(Round { id: Uuid::now_v7(), board, sent_at, ledger, answered_at });
            rounds.push(index);
        }
        self.future.push((sent_at, Fact::Sent { audit: Uuid::now_v7(), title: format!("Granskning {day}"), rounds }));
    }

    /// Lets everything happen that happens up to an instant.
    pub(super) async fn live_until(&mut self, _world: &World, now: DateTime<Utc>) {
        while self.future.last().is_some_and(|(at, _)| *at <= now) {
            let Some((at, fact)) = self.future.pop() else { return };
            match fact {
                Fact::Sent { audit, title, rounds } => self.send(audit, &title, &rounds, at).await,
                Fact::Moved { round, n, to } => {
                    self.enter(round, n, "extension", to, at).await;
                    self.store(round).await;
                }
                Fact::Answered { round } => {
                    self.answer(round, at).await;
                    self.store(round).await;
                }
            }
        }
    }

    async fn send(&self, audit: Uuid, title: &str, rounds: &[usize], at: DateTime<Utc>) {
        let add = "with a as (insert into audit (id, reference, reference_key, title, recorded_at, recorded_by) values ($1, $2, $2, $3, $4, $5))
          insert into dispatch (audit_id, sent_at, sent_by, message) values ($1, $4, $5, '')";
        sqlx::query(add).bind(audit).bind(audit.to_string()).bind(title).bind(at).bind(self.clerk).execute(&self.pool).await.unwrap();
        for index in rounds {
            let round = &self.rounds[*index];
            sqlx::query("insert into round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by) values ($1, $2, $3, 1, 'first', $4, $5)")
                .bind(round.id)
                .bind(audit)
                .bind(round.board)
                .bind(at)
                .bind(self.clerk)
                .execute(&self.pool)
                .await
                .unwrap();
            self.enter(*index, 1, "original", round.ledger[0].1, at).await;
        }
        for index in rounds {
            self.store(*index).await;
        }
    }

    /// The rules are off here, and with them what keeps the stored rows: it is brought up to date by the program's own repair.
    async fn store(&self, round: usize) {
        let rebuild = "select count(*) from rebuild_audits(array(select audit_id::uuid from round where id = $1))";
        sqlx::query(rebuild).bind(self.rounds[round].id).execute(&self.pool).await.unwrap();
    }

    async fn enter(&self, round: usize, n: i16, kind: &str, due_on: NaiveDate, at: DateTime<Utc>) {
        let add = "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by) values ($1, $2, $3::deadline_kind, $4, 'x', $5, $6)";
        sqlx::query(add).bind(self.rounds[round].id).bind(n).bind(kind).bind(due_on).bind(at).bind(self.clerk).execute(&self.pool).await.unwrap();
    }

    async fn answer(&self, round: usize, at: DateTime<Utc>) {
        let Round { id, board, .. } = &self.rounds[round];
        let add = "with s as (
            insert into submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by,
              summary, locked_at, document, document_sha256)
            values ($1, $2, $3, 1, 'response', 'service', $1::text, $4, $5, $4, $6, 'x', $4, 'x', sha256('x')))
          insert into submission_decision (submission_id, n, decider, decided_on, section, board_reference, immediately_adjusted, recorded_at, recorded_by)
            values ($1, 1, 'board', $5, '1', 'x', true, $4, $6)";
        let query = sqlx::query(add).bind(Uuid::now_v7()).bind(id).bind(board).bind(at).bind(calendar::day_of(at)).bind(self.clerk);
        query.execute(&self.pool).await.unwrap();
    }

    /// Who holds which role when.
    pub(super) async fn grants(&self, _world: &World) -> Vec<Grant> {
        let rows: Vec<(Uuid, String, Option<Uuid>, NaiveDate, Option<NaiveDate>)> =
            sqlx::query_as("select person_id, role::text, board_id, valid_from, valid_to from role_grant").fetch_all(&self.pool).await.unwrap();
        rows.into_iter().map(|(person, role, board, from, to)| Grant { person, role, board, from, to }).collect()
    }

    pub(super) fn pool(&self) -> &PgPool {
        &self.pool
    }
}
