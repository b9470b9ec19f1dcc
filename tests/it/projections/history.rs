//! What can happen to an audit, drawn at random and written as SQL.

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::{Strategy, any};
use proptest::prop_oneof;
use yttrande::domain::calendar;

/// Something that happens to one of the two boards of an audit, or to the audit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    CorrectDay(i32),
    Ask(i32),
    TakeBackRequest,
    /// Granted or not; the next round moves along by so many days.
    Decide(bool, i32),
    /// In the service, or on paper so many days before it was written in.
    Respond(i32, u8),
    RespondPreliminarily(u8),
    DecideLater,
    /// Answers only so many of the items.
    Supplement(i32, u8),
    TakeBack,
    Register,
    Judge(u8),
    /// The auditors look themselves at what has been judged: they find something, plan the next look, or let it go.
    Look(u8),
    Close,
    Reopen,
    OpenFurther(i32),
    Reword(i32),
    /// What the board has not answered is not asked for any more.
    Recall,
}

/// Who it happens to, and what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) first_board: bool,
    pub(super) act: Act,
}

impl Act {
    /// A word for counting.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::CorrectDay(_) => "correct",
            Self::Ask(_) => "ask",
            Self::TakeBackRequest => "take back a request",
            Self::Decide(true, _) => "extend",
            Self::Decide(false, _) => "refuse",
            Self::Respond(0, _) => "submit",
            Self::Respond(..) => "register from paper",
            Self::RespondPreliminarily(_) => "submit preliminarily",
            Self::DecideLater => "decide later",
            Self::Supplement(..) => "supplement",
            Self::TakeBack => "withdraw",
            Self::Register => "register",
            Self::Judge(_) => "publish",
            Self::Look(_) => "look",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::OpenFurther(_) => "open a further round",
            Self::Reword(_) => "correct an item",
            Self::Recall => "withdraw rounds",
        }
    }
}

impl Step {
    pub(super) fn sql(self, audit: &str, boards: &[String], at: DateTime<Utc>) -> String {
        let board = if self.first_board { &boards[0] } else { &boards[1] };
        let of_board = format!("'{audit}', '{board}'");
        let call = match self.act {
            Act::CorrectDay(days) => format!("correct_day({of_board}, {days}"),
            Act::Ask(days) => format!("ask({of_board}, {days}"),
            Act::TakeBackRequest => format!("take_back_request({of_board}"),
            Act::Decide(granted, along) => format!("grant_request({of_board}, {granted}, {along}"),
            Act::Respond(days_ago, seed) => format!("submit({of_board}, 'response', {days_ago}, 0, {seed}"),
            Act::RespondPreliminarily(seed) => format!("submit({of_board}, 'preliminary', 0, 0, {seed}"),
            Act::DecideLater => format!("decide_later({of_board}"),
            Act::Supplement(items, seed) => format!("submit({of_board}, 'supplement', 0, {items}, {seed}"),
            Act::TakeBack => format!("take_back({of_board}"),
            Act::Register => format!("register({of_board}"),
            Act::Judge(seed) => format!("judge({of_board}, {seed}"),
            Act::Look(seed) => format!("look({of_board}, {seed}"),
            Act::Close => format!("close('{audit}'"),
            Act::Reopen => format!("reopen('{audit}'"),
            Act::OpenFurther(days) => format!("open_further({of_board}, {days}"),
            Act::Reword(place) => format!("reword('{audit}', {place}"),
            Act::Recall => format!("recall({of_board}"),
        };
        format!("select play.{call}, '{}')", at.to_rfc3339())
    }
}

pub(super) fn send(audit: &str, boards: &[String], sent_on: NaiveDate, at: DateTime<Utc>, (first, next): (u64, u64)) -> String {
    let day = |days| sent_on.checked_add_days(Days::new(days)).unwrap();
    format!("select play.send('{audit}', '{{{}}}', array['{}', '{}']::date[], '{}')", boards.join(","), day(first), day(first + next), at.to_rfc3339())
}

/// Ten in the morning.
pub(super) fn morning(day: NaiveDate) -> DateTime<Utc> {
    calendar::instant(day, chrono::NaiveTime::from_hms_opt(10, 0, 0).unwrap())
}

/// The days of the letter: the first last day, and the next one so many days after it.
pub(super) fn letter() -> impl Strategy<Value = (u64, u64)> {
    (20_u64..120, 30_u64..300)
}

/// So many days pass before what comes next.
pub(super) fn pause() -> impl Strategy<Value = u64> {
    1_u64..60
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    (any::<bool>(), act()).prop_map(|(first_board, act)| Step { first_board, act })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => (-5_i32..200).prop_map(Act::CorrectDay),
        4 => (1_i32..90).prop_map(Act::Ask),
        1 => any::<bool>().prop_map(|_| Act::TakeBackRequest),
        4 => (any::<bool>(), prop_oneof![Just(0), 1_i32..60]).prop_map(|(granted, along)| Act::Decide(granted, along)),
        7 => (prop_oneof![3 => Just(0), 1 => 1_i32..15], any::<u8>()).prop_map(|(days_ago, seed)| Act::Respond(days_ago, seed)),
        2 => any::<u8>().prop_map(Act::RespondPreliminarily),
        2 => any::<bool>().prop_map(|_| Act::DecideLater),
        3 => (1_i32..3, any::<u8>()).prop_map(|(items, seed)| Act::Supplement(items, seed)),
        2 => any::<bool>().prop_map(|_| Act::TakeBack),
        4 => any::<bool>().prop_map(|_| Act::Register),
        8 => any::<u8>().prop_map(Act::Judge),
        4 => any::<u8>().prop_map(Act::Look),
        4 => any::<bool>().prop_map(|_| Act::Close),
        2 => any::<bool>().prop_map(|_| Act::Reopen),
        2 => (10_i32..90).prop_map(Act::OpenFurther),
        2 => (1_i32..4).prop_map(Act::Reword),
        2 => any::<bool>().prop_map(|_| Act::Recall),
    ]
}

use proptest::prelude::Just;
