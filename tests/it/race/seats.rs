//! Who sits where, what they try, and what they send.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{NaiveDate, TimeDelta};
use sqlx::types::Uuid;
use yttrande::demo::player::{Page, Player};

use super::order::{Act, Answer, CORRECTED_IN, FURTHER_IN, Happened, WISHED_IN, Who};
use crate::a_simulated_year::chance::Chance;
use crate::world::planned;

/// The round that is raced on.
pub(super) struct Place {
    /// The audit in addresses.
    pub(super) key: String,
    pub(super) audit: Uuid,
    pub(super) round: Uuid,
    /// The request for more time that the auditors have seen; empty where there is none.
    pub(super) request: String,
    /// The file of a response from paper, as the auditors' form says that they saw it.
    pub(super) files: String,
    /// The file that lies on the desk before the race; empty where there is none.
    pub(super) file: String,
    /// Siv, as forms name her.
    pub(super) siv: String,
    /// Where the roles of Siv and Olle are ended.
    pub(super) roles: Vec<String>,
    pub(super) today: NaiveDate,
}

/// How far the board has come.
#[derive(Clone, Copy, Debug)]
pub(super) enum Begins {
    Drafted,
    Locked,
    Decided,
    Preliminary,
    HandedIn,
}

impl Begins {
    pub(super) const ALL: [Self; 5] = [Self::Drafted, Self::Locked, Self::Decided, Self::Preliminary, Self::HandedIn];

    pub(super) fn acts(self) -> &'static [Act] {
        match self {
            Self::Drafted => &[],
            Self::Locked => &[Act::Lock],
            Self::Decided => &[Act::Lock, Act::Decide(1)],
            Self::Preliminary => &[Act::Lock, Act::Preliminary],
            Self::HandedIn => &[Act::Lock, Act::Decide(1), Act::Submit],
        }
    }

    /// What the board can do there.
    fn likely(self) -> &'static [Act] {
        match self {
            Self::Drafted => &[Act::SaveSummary, Act::SaveItem, Act::AutosaveItem, Act::Lock, Act::Lock, Act::Ask, Act::Attach, Act::TakeAway, Act::Share],
            Self::Locked => &[Act::Reopen, Act::Decide(1), Act::Preliminary, Act::Ask, Act::SaveItem, Act::TakeAway, Act::Unshare],
            Self::Decided => &[Act::Submit, Act::Submit, Act::Reopen, Act::Decide(1), Act::SaveSummary],
            Self::Preliminary => &[Act::DecideLater, Act::Withdraw, Act::Supplement, Act::AnswerSupplement, Act::Submit],
            Self::HandedIn => &[Act::Withdraw, Act::Withdraw, Act::Supplement, Act::AnswerSupplement, Act::Submit, Act::Reopen],
        }
    }
}

const BOARD: [Act; 19] = [
    Act::SaveSummary,
    Act::SaveItem,
    Act::AutosaveItem,
    Act::Lock,
    Act::Reopen,
    Act::Decide(1),
    Act::Decide(2),
    Act::Submit,
    Act::Preliminary,
    Act::DecideLater,
    Act::Withdraw,
    Act::Supplement,
    Act::AnswerSupplement,
    Act::Ask,
    Act::TakeBackRequest,
    Act::Attach,
    Act::TakeAway,
    Act::Share,
    Act::Unshare,
];

/// Somebody at a browser, signed in.
pub(super) struct Seat {
    pub(super) who: Who,
    pub(super) player: Player,
}

impl Seat {
    /// What she tries this time: nothing, one thing or two.
    pub(super) fn draw(&self, begins: Begins, place: &Place, chance: &mut Chance) -> Vec<Act> {
        let choices: Vec<Act> = match self.who {
            // Mostly what one would do there.
            Who::Sara | Who::Olle if !chance.one_in(4) => begins.likely().to_vec(),
            Who::Sara | Who::Olle => BOARD.to_vec(),
            Who::Siv => vec![Act::AutosaveItem, Act::SaveItem, Act::SaveSummary, Act::Attach, Act::Share, Act::TakeAway],
            Who::Rut => {
                let mut own = vec![
                    Act::Register,
                    Act::Register,
                    Act::Correct,
                    Act::Close,
                    Act::Close,
                    Act::AskSupplement,
                    Act::AskSupplement,
                    Act::TakeBackSupplement,
                    Act::Recall,
                    Act::Judge,
                    Act::Publish,
                    Act::Publish,
                    Act::OpenRound,
                ];
                if !place.request.is_empty() {
                    own.extend([Act::Grant, Act::Grant, Act::Refuse]);
                }
                if !place.files.is_empty() {
                    own.extend([Act::WriteIn; 2]);
                }
                own
            }
            Who::Ada if chance.one_in(3) => vec![Act::EndSiv, Act::EndOlle],
            Who::Ada => return Vec::new(),
        };
        let choices: Vec<Act> = choices.into_iter().filter(|act| *act != Act::TakeAway || !place.file.is_empty()).collect();
        (0..chance.below(3)).map(|_| choices[usize::try_from(chance.below(choices.len() as u64)).unwrap()]).collect()
    }

    /// Does one thing after the other, and keeps how she was answered.
    pub(super) async fn acts(&mut self, place: &Place, acts: &[Act], turn: &AtomicU64) -> Vec<Happened> {
        let mut happened = Vec::new();
        for act in acts {
            let begun = turn.fetch_add(1, Ordering::SeqCst);
            let page = self.sends(place, *act, begun).await;
            let answered = turn.fetch_add(1, Ordering::SeqCst);
            let said = format!("{} {}", page.status.as_u16(), page.location.clone().unwrap_or_else(|| page.sentence()));
            happened.push(Happened { who: self.who, act: *act, begun, answered, answer: answer(&page), said });
        }
        happened
    }

    /// What must go well before anybody races.
    pub(super) async fn gets_through(&mut self, place: &Place, act: Act) {
        let page = self.sends(place, act, 0).await;
        assert!(answer(&page) == Answer::Done, "{act:?}: {}", page.sentence());
    }

    /// A response on paper is brought as a file. As the form says that it was seen.
    pub(super) async fn brings_a_file(&mut self, place: &Place) -> String {
        let path = place.response("/skriv-in");
        let page = self.player.upload_with(&format!("{path}/fil"), "svar.txt", "text/plain", b"Svaret.\n", &[("ground", "")]).await.unwrap();
        page.done().unwrap();
        self.player.get(&path).await.unwrap().shown().unwrap().hidden("files").unwrap()
    }

    /// A file is attached before anybody races. Where it lies.
    pub(super) async fn attaches(&mut self, place: &Place) -> String {
        self.gets_through(place, Act::Attach).await;
        let page = self.player.get(&place.response("/arbete/bilagor")).await.unwrap().shown().unwrap();
        let file = page.addresses(&place.response("/arbete/bilagor/")).into_iter().next().unwrap();
        file.trim_end_matches("/ta-bort").to_owned()
    }

    /// `turn` makes what is typed differ from everything that anybody else types.
    #[expect(clippy::too_many_lines, reason = "one arm for each act")]
    async fn sends(&mut self, place: &Place, act: Act, turn: u64) -> Page {
        let day = |ahead: i16| (place.today + TimeDelta::days(i64::from(ahead))).to_string();
        let (words, today, wished, corrected) = (format!("Ord nummer {turn} i {}.", place.key), day(0), day(WISHED_IN), day(CORRECTED_IN));
        let further = day(FURTHER_IN);
        let item = |button: &'static str| planned(button).into_iter().map(|(name, value)| (name, if name == "action" { words.as_str() } else { value }));
        let on_version_1 = [("version", "1")].into_iter();
        let lock = if let Act::Decide(lock) = act { lock.to_string() } else { String::new() };
        let decision = [("decider", "board"), ("decided_on", today.as_str()), ("section", "45"), ("board_reference", "")];
        let desk = |page: &str| place.response(&format!("/arbete/{page}"));
        let (path, fields): (String, Vec<(&str, &str)>) = match act {
            Act::SaveSummary => (desk("sammanfattning"), on_version_1.chain([("text", words.as_str()), ("do", "next")]).collect()),
            Act::SaveItem => (desk("punkter/R1"), on_version_1.chain(item("next")).collect()),
            Act::AutosaveItem => (desk("punkter/R1/spara"), on_version_1.chain(item("save")).collect()),
            Act::Lock => (desk("klart-for-namnden"), vec![]),
            Act::Reopen => (desk("oppna"), vec![("reason", words.as_str())]),
            // The same day and section as of an earlier text: it says why it is about this one.
            Act::Decide(_) => (desk("beslut"), [("lock", lock.as_str()), ("predates", words.as_str())].into_iter().chain(decision).collect()),
            Act::Submit => (desk("skicka"), vec![]),
            Act::Preliminary => (desk("preliminart"), vec![("expected_on", wished.as_str())]),
            // Two who record the very same decision have recorded it once: here each has a number of its own.
            Act::DecideLater => {
                let own = decision.into_iter().map(|(name, value)| (name, if name == "board_reference" { words.as_str() } else { value }));
                (desk("beslut-efterat"), [("submission", "1"), ("entry", "0")].into_iter().chain(own).collect())
            }
            Act::Withdraw => (desk("aterta/1"), vec![("reason", words.as_str())]),
            Act::Supplement => (desk("komplettering"), vec![("submission", "1"), ("why", "eget"), ("text", words.as_str())]),
            Act::AnswerSupplement => (desk("komplettering"), vec![("submission", "1"), ("request", "1"), ("why", "begaran"), ("text", words.as_str())]),
            Act::AskSupplement => {
                (place.response("/komplettering"), vec![("wanted", words.as_str()), ("due_on", wished.as_str()), ("closed_day", wished.as_str())])
            }
            Act::TakeBackSupplement => (place.response("/komplettering/1/aterta"), vec![("reason", words.as_str())]),
            Act::Ask => (place.response("/anstand"), vec![("wished_on", wished.as_str()), ("closed_day", wished.as_str()), ("reason", words.as_str())]),
            Act::TakeBackRequest => (place.response("/anstand/aterkalla"), vec![]),
            Act::Register => (place.response("/diarienummer"), vec![("submission", "1"), ("diary_number", words.as_str())]),
            Act::WriteIn => (
                place.response("/skriv-in"),
                [("files", place.files.as_str()), ("channel", "paper"), ("received_on", today.as_str()), ("decided", "star"), ("summary", words.as_str())]
                    .into_iter()
                    .chain(decision)
                    .collect(),
            ),
            Act::Grant => (
                place.response("/anstand/beslut"),
                vec![("request", place.request.as_str()), ("outcome", "granted"), ("next", "keep"), ("closed_day", wished.as_str())],
            ),
            Act::Refuse => (place.response("/anstand/beslut"), vec![("request", place.request.as_str()), ("outcome", "refused"), ("reason", words.as_str())]),
            Act::Correct => {
                (place.response("/sista-dag/ratta"), vec![("due_on", corrected.as_str()), ("closed_day", corrected.as_str()), ("reason", words.as_str())])
            }
            Act::Close => (format!("/granskningar/{}/avsluta", place.key), vec![("motive", words.as_str()), ("without_answer", "yes")]),
            Act::Recall => (format!("/granskningar/{}/ratta/aterkalla", place.key), vec![("boards", "servicenamnden"), ("reason", words.as_str())]),
            Act::Attach => {
                let path = desk("bilagor");
                return self.player.upload_with(&path, &format!("f{turn}.txt"), "text/plain", words.as_bytes(), &[("ground", "")]).await.unwrap();
            }
            Act::TakeAway => (format!("{}/ta-bort", place.file), vec![]),
            Act::Share => (desk("fordelning"), vec![("part", "sammanfattning"), ("was", ""), ("who", place.siv.as_str())]),
            Act::Unshare => (desk("fordelning"), vec![("part", "sammanfattning"), ("was", place.siv.as_str()), ("who", "")]),
            Act::Judge => {
                let verdict = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", words.as_str()), ("note", ""), ("do", "next")];
                (place.response("/omdome/R1"), verdict.to_vec())
            }
            Act::Publish => (place.response("/omdome/publicera"), vec![("submission", "1"), ("overall", words.as_str())]),
            Act::OpenRound => (
                format!("/granskningar/{}/ny-omgang", place.key),
                vec![("board", "servicenamnden"), ("due_on", further.as_str()), ("closed_day", further.as_str()), ("why", words.as_str())],
            ),
            Act::EndSiv => (place.roles[0].clone(), vec![("role_end_reason", "Slutat")]),
            Act::EndOlle => (place.roles[1].clone(), vec![("role_end_reason", "Slutat"), ("alone", "yes")]),
        };
        if act == Act::AutosaveItem { self.player.tell(&path, &fields).await } else { self.player.post(&path, &fields).await }.unwrap()
    }
}

impl Place {
    fn response(&self, page: &str) -> String {
        format!("/yttranden/{}/servicenamnden/forsta{page}", self.key)
    }
}

/// What the page says became of it. What is no answer to what she did, such as a fault of ours, is an end of the race.
fn answer(page: &Page) -> Answer {
    match page.status.as_u16() {
        200 => Answer::Done,
        303 if page.location.as_deref().is_some_and(|to| to.contains("klart=") || to.contains("/arbete")) => Answer::Done,
        303 => Answer::Already,
        403 | 404 | 409 | 422 => Answer::Refused,
        503 if ["är inte sparat", "\"unsaved\":true"].iter().any(|said| page.body.contains(said)) => Answer::Busy,
        other => Answer::Odd(other),
    }
}
