//! How a round stands, what each act does to it when nobody else acts, and whether there is an order of acts, one after the other, in
//! which everybody would have been answered as she was and all would stand as it does. It shares no code with the program.

use std::collections::HashSet;

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    SaveSummary,
    SaveItem,
    /// By its page: whoever has not said so again has not called it done.
    AutosaveItem,
    Lock,
    Reopen,
    /// About the so many-th lock.
    Decide(u8),
    Submit,
    Preliminary,
    DecideLater,
    Withdraw,
    Supplement,
    /// As the answer to the first request for one.
    AnswerSupplement,
    Ask,
    TakeBackRequest,
    Register,
    WriteIn,
    Grant,
    Refuse,
    Correct,
    Close,
    AskSupplement,
    /// The first request for one.
    TakeBackSupplement,
    /// The auditors do not ask any more.
    Recall,
    /// A file comes onto the desk, and the one that lay there before the race is taken away.
    Attach,
    TakeAway,
    /// The summary is Siv's to write, and nobody's.
    Share,
    Unshare,
    Judge,
    Publish,
    OpenRound,
    EndSiv,
    EndOlle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Sara,
    Olle,
    Siv,
    Rut,
    Ada,
}

/// How somebody was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Done,
    /// It was so already.
    Already,
    Refused,
    /// Somebody else had it for too long; she is told that nothing of hers was saved, and that must be so.
    Busy,
    /// With a status that says nothing about what she did: a fault of ours.
    Odd(u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Response,
    Preliminary,
    Supplement,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
pub(super) struct HandedIn {
    kind: Kind,
    paper: bool,
    withdrawn: bool,
    registered: u8,
    decisions: u8,
    /// Which request a supplement answers; 0: none.
    answers: u8,
}

/// How a round stands. As the database says it, see open.sql.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
pub(super) struct Standing {
    /// They hold their roles.
    siv: bool,
    olle: bool,
    /// Versions.
    summary: u8,
    item: u8,
    item_done: bool,
    pub(super) locks: u8,
    /// The newest lock is Olle's, and not Sara's.
    olle_locked: bool,
    reopened: u8,
    /// Entries about the newest lock.
    pub(super) decided: u8,
    handed_in: Vec<HandedIn>,
    /// Requests for more time, and the one that is open.
    asked: u8,
    open: Option<u8>,
    /// Requests for a supplement, those that were taken back, and the one that is open.
    wanted: u8,
    unwanted: u8,
    wanting: Option<u8>,
    /// Days from today.
    due_in: i16,
    moved: u8,
    closed: bool,
    recalled: bool,
    /// The newest request for more time was taken back; the first was granted.
    taken_back: bool,
    granted: bool,
    /// Files on the desk, and whether the one that lay there before the race still does.
    files: u8,
    first_file: bool,
    /// Siv is to write the summary.
    shared: bool,
    /// A grade is saved of what came first, and published.
    judged: bool,
    published: bool,
    /// Rounds of this board, and whether one after the first is waited for.
    rounds: u8,
    further: bool,
}

/// Days from today: what is asked for, what a correction says, and until when a further round is open.
pub(super) const WISHED_IN: i16 = 40;
pub(super) const CORRECTED_IN: i16 = 10;
pub(super) const FURTHER_IN: i16 = 100;

impl Standing {
    fn deciding(&self) -> Option<usize> {
        self.handed_in.iter().position(|one| one.kind != Kind::Supplement && !one.withdrawn)
    }

    pub(super) fn is_locked(&self) -> bool {
        self.locks > self.reopened && self.deciding().is_none() && !self.recalled
    }

    pub(super) fn everybody_works(&self) -> bool {
        self.siv && self.olle
    }

    fn is_open(&self) -> bool {
        self.locks == self.reopened && self.deciding().is_none() && !self.recalled
    }

    fn works(&self, who: Who) -> bool {
        match who {
            Who::Siv => self.siv,
            Who::Olle => self.olle,
            Who::Sara | Who::Rut | Who::Ada => true,
        }
    }

    fn hand_in(&mut self, kind: Kind, paper: bool, answers: u8) {
        let decisions = u8::from(kind == Kind::Response);
        self.handed_in.push(HandedIn { kind, paper, withdrawn: false, registered: 0, decisions, answers });
    }

    /// What the act does, and how it is answered.
    #[expect(clippy::too_many_lines, reason = "one arm for each act")]
    fn after(&self, who: Who, act: Act) -> (Self, Answer) {
        let mut then = self.clone();
        let first_decides = self.deciding() == Some(0);
        let may = self.works(who)
            && match act {
                // The form was opened on version 1: whoever is second sees both texts.
                Act::SaveSummary => self.is_open() && self.summary == 1,
                Act::SaveItem | Act::AutosaveItem => self.is_open() && self.item == 1,
                Act::Lock => {
                    // Who has locked it has; what somebody else has locked may be another text than she saw.
                    if self.is_locked() && self.olle_locked == (who == Who::Olle) {
                        return (then, Answer::Done);
                    }
                    self.is_open() && self.item_done
                }
                Act::Reopen => self.is_locked(),
                Act::Decide(lock) => self.is_locked() && self.locks == lock,
                Act::Submit => {
                    if self.deciding().is_some() {
                        return (then, Answer::Already);
                    }
                    self.is_locked() && self.decided > 0
                }
                Act::Preliminary => {
                    // Everybody expects the decision on the same day: what came in before it is one's own second click, or another's.
                    if let Some(one) = self.deciding() {
                        let same = self.handed_in[one].kind == Kind::Preliminary;
                        return (then, if same { Answer::Already } else { Answer::Refused });
                    }
                    self.is_locked() && self.decided == 0
                }
                Act::DecideLater => first_decides && self.handed_in[0].decisions == 0,
                Act::Withdraw => {
                    let own = self.handed_in.first();
                    let supplemented = self.handed_in.iter().any(|one| one.kind == Kind::Supplement && !one.withdrawn);
                    let stands = own.is_some_and(|own| !own.withdrawn && !own.paper && own.registered == 0);
                    stands && !supplemented && self.wanted == self.unwanted && !self.closed && !self.published
                }
                Act::Supplement => first_decides,
                Act::AnswerSupplement => first_decides && self.wanting == Some(1),
                Act::AskSupplement => self.deciding().is_some() && !self.recalled && !self.closed && self.wanting.is_none(),
                Act::TakeBackSupplement => self.wanting == Some(1) && !self.recalled && !self.closed,
                // Two auditors do not correct each other unseen.
                Act::Register => first_decides && self.handed_in[0].registered == 0,
                Act::Ask => !self.recalled && self.deciding().is_none() && !self.closed && self.open.is_none() && self.asked < 3 && self.due_in < WISHED_IN,
                Act::TakeBackRequest => {
                    if self.open.is_none() && self.taken_back {
                        return (then, Answer::Already);
                    }
                    self.open.is_some()
                }
                // The file that came is not kept once an answer has come another way.
                Act::WriteIn => self.handed_in.is_empty() && !self.recalled,
                Act::Grant if self.granted => return (then, Answer::Already),
                Act::Grant | Act::Refuse => self.open == Some(1),
                Act::Correct => !self.recalled && self.deciding().is_none() && !self.closed && self.open.is_none() && self.due_in != CORRECTED_IN,
                Act::Close => {
                    let silent = self.deciding().is_none() && (self.recalled || self.due_in < 0);
                    // Whoever asked for more time has an answer first, also when hers has come.
                    !self.closed && !self.further && self.open.is_none() && (silent || first_decides && self.published)
                }
                Act::Recall => !self.closed && (self.deciding().is_none() && !self.recalled || self.further),
                Act::Attach => self.is_open(),
                Act::TakeAway => self.is_open() && self.first_file,
                Act::Share => self.deciding().is_none() && !self.recalled && self.siv,
                Act::Unshare => self.deciding().is_none() && !self.recalled,
                // Judged on what nobody had judged when the page was drawn.
                Act::Judge => first_decides && !self.judged && !self.published,
                Act::Publish => first_decides && self.judged && !self.published,
                Act::OpenRound => !self.closed && !self.further && (self.deciding().is_some() || self.recalled),
                Act::EndSiv => self.siv,
                Act::EndOlle => self.olle,
            };
        if !may {
            return (then, Answer::Refused);
        }
        match act {
            Act::SaveSummary => then.summary += 1,
            Act::SaveItem => then.item += 1,
            Act::AutosaveItem => (then.item, then.item_done) = (self.item + 1, false),
            Act::Lock => (then.locks, then.decided, then.olle_locked) = (self.locks + 1, 0, who == Who::Olle),
            Act::Reopen => then.reopened += 1,
            Act::Decide(_) => then.decided += 1,
            Act::Submit => then.hand_in(Kind::Response, false, 0),
            Act::Preliminary => then.hand_in(Kind::Preliminary, false, 0),
            Act::DecideLater => then.handed_in[0].decisions += 1,
            Act::Withdraw => then.handed_in[0].withdrawn = true,
            Act::Supplement => then.hand_in(Kind::Supplement, false, 0),
            Act::AnswerSupplement => {
                then.hand_in(Kind::Supplement, false, 1);
                then.wanting = None;
            }
            Act::AskSupplement => (then.wanted, then.wanting) = (self.wanted + 1, Some(self.wanted + 1)),
            Act::TakeBackSupplement => (then.unwanted, then.wanting) = (self.unwanted + 1, None),
            Act::Register => then.handed_in[0].registered += 1,
            Act::WriteIn => then.hand_in(Kind::Response, true, 0),
            Act::Ask => (then.asked, then.open, then.taken_back) = (self.asked + 1, Some(self.asked + 1), false),
            Act::TakeBackRequest => (then.open, then.taken_back) = (None, true),
            Act::Refuse => then.open = None,
            Act::Grant => (then.open, then.granted, then.due_in, then.moved) = (None, true, WISHED_IN, self.moved + 1),
            Act::Correct => (then.due_in, then.moved) = (CORRECTED_IN, self.moved + 1),
            // A supplement that comes after it is taken in.
            Act::Close => then.closed = true,
            Act::Recall => {
                if self.deciding().is_none() {
                    // What was asked about its last day lapses.
                    (then.recalled, then.open) = (true, None);
                }
                then.further = false;
            }
            Act::Attach => then.files += 1,
            Act::TakeAway => (then.files, then.first_file) = (self.files - 1, false),
            Act::Share => then.shared = true,
            Act::Unshare => then.shared = false,
            Act::Judge => then.judged = true,
            Act::Publish => then.published = true,
            Act::OpenRound => (then.rounds, then.further) = (self.rounds + 1, true),
            Act::EndSiv => then.siv = false,
            Act::EndOlle => then.olle = false,
        }
        (then, Answer::Done)
    }
}

/// An act as it was: from when it was begun until it was answered, counted together with all others.
#[derive(Clone, Debug)]
pub(super) struct Happened {
    pub(super) who: Who,
    pub(super) act: Act,
    pub(super) begun: u64,
    pub(super) answered: u64,
    pub(super) answer: Answer,
    /// What the page said.
    #[expect(dead_code, reason = "drawn where a failure is looked at")]
    pub(super) said: String,
}

/// Whether some order explains it all: one in which nothing comes before what had been answered when it was begun.
pub(super) fn some_order_explains(acts: &[Happened], from: &Standing, to: &Standing) -> bool {
    fn on(acts: &[Happened], done: u32, from: &Standing, to: &Standing, seen: &mut HashSet<(u32, Standing)>) -> bool {
        if done.count_ones() as usize == acts.len() {
            return from == to;
        }
        if !seen.insert((done, from.clone())) {
            return false;
        }
        let is_left = |place: usize| done & (1 << place) == 0;
        // What is left that was answered first: nothing that was begun later can come before it.
        let first = acts.iter().enumerate().filter(|(place, _)| is_left(*place)).map(|(_, act)| act.answered).min().unwrap_or(0);
        (0..acts.len()).filter(|place| is_left(*place) && acts[*place].begun < first).any(|place| {
            let act = &acts[place];
            let (then, answer) = if act.answer == Answer::Busy { (from.clone(), Answer::Busy) } else { from.after(act.who, act.act) };
            answer == act.answer && on(acts, done | 1 << place, &then, to, seen)
        })
    }
    on(acts, 0, from, to, &mut HashSet::new())
}
