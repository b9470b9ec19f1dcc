//! The first pass: everything that the letter asks for, sentence by sentence, before anything is decided.

mod asking;
mod days_to_come;
mod going_on;
mod measure;
mod undated;

use chrono::NaiveDate;

use super::asked_for::{Collected, Request, Statement, Target, Touch};
use super::askers::{Asked, asked, does_not_apply, let_off, touched};
use super::beside_each_other::is_read_by_another;
use super::bodies::{Mention, Vocabulary};
use super::dated_headings::DatedHeadings;
use super::dates::{Day, dates};
use super::days::{Context, DayUse, EVENTS, Use, day_uses};
use super::doubt::{Doubt, Leftover, LeftoverReason};
use super::doubts::Doubts;
use super::found::Phrase;
use super::groups::Group;
use super::kinds::{about_responses, kinds, only_renews, perhaps_the_second, says_twice};
use super::last_days::last_days;
use super::layout::{Paragraph, Sentence};
use super::letter::{Role, RoundKind};
use super::limits::has_limit;
use super::pairing::{LastDay, Manner, Pair, pairs};
use super::roles::{Mark, marker_at, marks};
use super::roll::{Roll, is_assembly};
use super::tables::Tables;
use super::tense::{asks, auditors_demand, only_tells};
use super::thread::{Thread, subject};
use super::wanted::{does_so_too, sends_to_auditors_by, speaks_to_readers, wants_something};
use super::wording::{corrects, leaves_it_to_them, names_the_same_day, refuses, same_applies};
use super::words::{Token, any_starts, at};
use going_on::{leaves_nothing_open, says_only_who_and_when};

/// Reads the letter through and collects.
pub(super) struct Collector<'r> {
    pub vocabulary: &'r Vocabulary,
    pub roll: &'r Roll,
    /// The day of the letter, as far as it is known.
    pub letter: Option<NaiveDate>,
    found: Collected,
    thread: Thread,
    /// The bodies that stand as a heading over what is read.
    section: Vec<Mention>,
    /// The bodies of all sections below one heading.
    sections: Vec<Mention>,
    /// The heading with a day that sections stand below: "Svar senast 15 mars".
    dated: Option<Sentence>,
    /// The response that a heading says the paragraphs below are about.
    section_kind: Option<RoundKind>,
    last_due: Option<(NaiveDate, Doubts)>,
    /// The paragraph before asks when the answer is wanted: "När vill vi ha svaret?"
    answers_when: bool,
    /// The paragraph is an item of a list that asks: "Vi begär svar / – från parknämnden senast …".
    led: bool,
    /// A sentence before, in whatever paragraph, has asked for an answer.
    asked_before: bool,
    /// What is read stands under a heading for recommendations.
    recommending: bool,
}

/// More bodies than these, of which a sentence tells, are not remembered.
const MOST_TOLD: usize = 20;

/// What a sentence says besides bodies and days.
#[derive(Clone, Copy, Default)]
struct Besides<'s> {
    /// Who is named in the same breath.
    besides: &'s [String],
    /// Who is excepted.
    excepted: &'s [String],
    corrects: bool,
    renews: bool,
}

impl<'r> Collector<'r> {
    pub(super) fn new(vocabulary: &'r Vocabulary, roll: &'r Roll, letter: Option<NaiveDate>) -> Self {
        let (found, thread) = (Collected::default(), Thread::default());
        Collector {
            vocabulary,
            roll,
            letter,
            found,
            thread,
            section: Vec::new(),
            sections: Vec::new(),
            dated: None,
            section_kind: None,
            last_due: None,
            answers_when: false,
            led: false,
            asked_before: false,
            recommending: false,
        }
    }

    /// Reads all paragraphs but those of the address block; what tables say comes as it is.
    pub(super) fn collect(mut self, paragraphs: &[Paragraph], is_address: &[bool], dated: &DatedHeadings, tables: Tables) -> Collected {
        let is_cell = self.tables(tables);
        for (place, ((paragraph, address), cell)) in paragraphs.iter().zip(is_address).zip(is_cell).enumerate() {
            self.thread = Thread::default();
            let above = place.checked_sub(1).and_then(|above| paragraphs.get(above)).and_then(|above| above.sentences.last());
            self.answers_when = above.is_some_and(|question| question.text.ends_with('?') && about_responses(&question.tokens));
            let opens = above.is_some_and(|lead| !lead.text.ends_with('.') && about_responses(&lead.tokens) && asks(&lead.tokens));
            self.led = paragraph.is_item() && (opens || self.led);
            if paragraph.is_heading() {
                self.recommending = paragraph.tokens().next().is_some_and(|word| word.starts_any(&["rekommend"]));
            }
            if let (Some(bodies), [sentence]) = (dated.below.get(&place), paragraph.sentences.as_slice()) {
                self.dated_heading(sentence, bodies);
                (self.dated, self.sections) = (Some(sentence.clone()), bodies.clone());
            } else if *address && self.heads_text(paragraph, paragraphs.get(place + 1)) {
            } else if !(*address || cell || dated.takes(place) || self.heads_section(paragraph)) {
                for sentence in &paragraph.sentences {
                    self.sentence(sentence);
                }
                self.bare_row(paragraph);
            }
        }
        self.found
    }

    /// What tables say; gives back which paragraphs they took.
    fn tables(&mut self, tables: Tables) -> Vec<bool> {
        for entry in tables.entries {
            let day = LastDay { date: entry.date, kind: entry.kind, doubts: entry.doubts };
            let pair = Pair { bodies: vec![entry.body], kind: entry.kind, day, doubts: Doubts::NONE };
            self.ask(&pair, &entry.phrase);
        }
        for (body, phrase) in tables.wanted {
            let target = Target::Body(body);
            self.found.requests.push(Request {
                target,
                kind: RoundKind::First,
                due: None,
                doubts: Doubts::NONE,
                phrase,
                corrects: false,
                dated: false,
                renews: false,
            });
        }
        let unasked = tables.unwanted.into_iter();
        self.found.statements.extend(unasked.map(|(body, phrase)| Statement { mark: Mark { body, role: Role::Information }, phrase, besides: Vec::new() }));
        self.found.leftover.extend(tables.loose.into_iter().map(|phrase| Leftover { phrase, reason: LeftoverReason::Date }));
        tables.is_cell
    }

    /// "För yttrande senast den 25 april 2025", over the bodies for which it holds.
    fn dated_heading(&mut self, sentence: &Sentence, bodies: &[Mention]) {
        let words = &sentence.tokens;
        let uses = day_uses(words, Context { continues: true, letter: self.letter, ..Context::default() }, |_| false);
        self.account(sentence, &uses);
        let manner = Manner { twice: self.thread.says_twice(words), ..Manner::default() };
        let days = last_days(words, &uses, None);
        for pair in pairs(words, bodies, &days, manner) {
            self.ask(&pair, &sentence.phrase());
        }
    }

    /// A body and a day to come on a line by themselves, which no table took: it is reported, whatever it means.
    fn bare_row(&mut self, paragraph: &Paragraph) {
        /// Such a line has no more words besides.
        const REST: usize = 6;
        let ([sentence], Some(letter)) = (paragraph.sentences.as_slice(), self.letter) else { return };
        let words = &sentence.tokens;
        let days = dates(words);
        let to_come = days.iter().any(|day| day.due_after(Some(letter)).0.is_some_and(|day| day > letter));
        if !paragraph.is_heading() || !to_come || about_responses(words) || has_limit(words) {
            return;
        }
        let mentions = self.vocabulary.mentions(sentence);
        let covered: usize = mentions.iter().map(|mention| mention.end - mention.first).chain(days.iter().map(|day| day.end - day.first)).sum();
        let named: Vec<&Mention> = mentions.iter().filter(|mention| mention.group.is_none() && !mention.genitive).collect();
        if named.is_empty() || words.len().saturating_sub(covered) > REST || words.iter().any(|word| word.starts_any(&EVENTS)) {
            return;
        }
        let (phrase, days_to_come) = (sentence.phrase(), self.days_to_come(words));
        self.found.touches.extend(named.into_iter().map(|body| Touch { body: body.clone(), phrase: phrase.clone(), strong: true, days: days_to_come.clone() }));
        self.found.leftover.push(Leftover { phrase, reason: LeftoverReason::Date });
    }

    /// "Till socialnämnden", and what is asked of it right below: the line heads a section, and ends the one before.
    fn heads_text(&mut self, paragraph: &Paragraph, below: Option<&Paragraph>) -> bool {
        let text = below.is_some_and(|below| !below.gap && (below.sentences.len() > 1 || below.text.ends_with('.')));
        let [sentence] = paragraph.sentences.as_slice() else { return false };
        let line = super::addressees::names_only(sentence, self.vocabulary).filter(|line| text && line.bodies.len() == 1);
        self.section = line.iter().flat_map(|line| &line.bodies).map(|(body, _)| body.clone()).collect();
        line.is_some()
    }

    /// A line that is nothing but names stands over a section about these bodies; another heading ends it.
    fn heads_section(&mut self, paragraph: &Paragraph) -> bool {
        let [sentence] = paragraph.sentences.as_slice() else { return false };
        if !paragraph.is_heading() && !paragraph.text.ends_with(':') {
            return false;
        }
        let line = super::addressees::names_only(sentence, self.vocabulary);
        if let Some(line) = line.filter(|line| !line.bodies.is_empty()) {
            self.section = line.bodies.iter().filter(|(_, own)| own.is_none()).map(|(mention, _)| mention.clone()).collect();
            self.below_dated();
            let phrase = sentence.phrase();
            let own = line.bodies.into_iter().filter_map(|(body, own)| Some(Mark { body, role: own?? }));
            let statements = own.map(|mark| Statement { mark, phrase: phrase.clone(), besides: Vec::new() });
            self.found.statements.extend(statements);
            return true;
        }
        if !has_limit(&sentence.tokens) && dates(&sentence.tokens).is_empty() {
            self.section.clear();
            self.sections.clear();
            self.dated = None;
            // "Förbundets uppföljning av insatser" is what was audited.
            let speaks = about_responses(&sentence.tokens) || sentence.tokens.len() == 1;
            self.section_kind = match kinds(&sentence.tokens).as_slice() {
                [(_, kind)] if speaks => Some(*kind),
                _ => None,
            };
        }
        false
    }

    /// Bodies that head a section: below a heading with a day it is theirs, too.
    fn below_dated(&mut self) {
        let seen = |body: &Mention| self.sections.iter().any(|other| other.key == body.key);
        let further: Vec<Mention> = self.section.iter().filter(|body| body.group.is_none() && !seen(body)).cloned().collect();
        if self.sections.len() + further.len() > MOST_TOLD {
            return;
        }
        if let (Some(heading), false) = (self.dated.clone(), further.is_empty()) {
            self.dated_heading(&heading, &further.iter().map(|body| Mention { first: 0, end: 0, ..body.clone() }).collect::<Vec<_>>());
        }
        self.sections.extend(further);
    }

    fn sentence(&mut self, sentence: &Sentence) {
        let words = &sentence.tokens;
        // A list of what is sent along asks for nothing.
        let sent_along = at(words, 0, &["bilaga", "bilagor", "attachment", "attachments"]) && !has_limit(words);
        if sent_along || self.is_full(|| sentence.phrase()) || self.is_recommended(sentence) {
            return;
        }
        let mentions = self.vocabulary.mentions(sentence);
        let marks = self.marks_of(sentence, &mentions);
        self.state(sentence, &mentions, &marks);
        let continues = self.continues(words) || self.is_of_the_list(words, &mentions);
        let (corrects, limited) = (corrects(words), has_limit(words));
        let to_us = !continues && !about_responses(words) && sends_to_auditors_by(words);
        let left_out = !(continues || to_us) && self.leaves_the_answer_out(words, &mentions);
        let by_kind = !kinds(words).is_empty() && !dates(words).is_empty();
        let about = about_responses(words) || continues || corrects || left_out || to_us || (limited && (by_kind || auditors_demand(words)));
        // "Vi rekommenderar nämnderna att … redovisa för kommunstyrelsen": what is recommended is no request for an answer.
        let recommends = any_starts(words, &["rekommender", "recommend"]) && !has_limit(words);
        if (about && !recommends) || self.may_give_a_day(words, &mentions) || names_the_same_day(words) {
            self.touch(sentence, &mentions, &marks, about);
        }
        let kind = self.kind_of(words, continues);
        if about {
            let around = Context {
                continues: continues || corrects || left_out || to_us,
                demands: auditors_demand(words),
                twice: self.thread.says_twice(words),
                letter: self.letter,
                day_given: self.thread.due.is_some(),
            };
            let mut uses = day_uses(words, around, |place| mentions.iter().any(|mention| (mention.first..mention.end).contains(&place)));
            if left_out && !leaves_nothing_open(words) && !says_only_who_and_when(words, &mentions) {
                uses.iter_mut().filter(|day| day.meant == Use::Last).for_each(|day| day.meant = Use::Loose);
            }
            self.request(sentence, &mentions, &marks, &uses, kind, corrects || moves_a_day(&uses));
            let tells = only_tells(words);
            self.thread.asks |= !tells;
            self.asked_before |= asks(words) && !tells && !refuses(words);
            self.tells(words, &mentions);
        } else if (same_applies(words) && self.thread.due.is_some()) || (self.thread.asks && does_so_too(words) && !mentions.is_empty()) {
            self.request(sentence, &mentions, &marks, &[], kind, false);
        } else {
            self.answers_who(sentence);
            self.other_days(sentence, &mentions);
        }
        self.thread.asks |= wants_something(words);
        self.remember(&mentions, &marks);
        self.thread.latest = subject(words, &mentions, &marks);
        let named = if about || limited { kinds(words).last().map(|(_, kind)| *kind) } else { None };
        self.thread.kind = named.or(self.thread.kind);
        self.thread.twice |= says_twice(words);
        self.found.twice |= says_twice(words) && !only_tells(words);
    }

    /// Holds the letter to account for the bodies of a sentence that asks, or that gives a day.
    fn touch(&mut self, sentence: &Sentence, mentions: &[Mention], marks: &[Mark], about: bool) {
        let words = &sentence.tokens;
        let (spoken, phrase) = (about || self.thread.asks, sentence.phrase());
        let touched = touched(words, mentions, marks).into_iter();
        // "Vi har inga synpunkter på det som sköts av kostnämnden" asks nobody.
        let denies = refuses(words) && dates(words).is_empty();
        // "Styrelsen ska enligt tidplanen föreslå en taxa senast …": what somebody is to do by then is no answer.
        let measure = !about && !self.thread.asks && has_limit(words) && words.iter().any(|word| word.is_any(&["ska", "skall"]));
        let days = if measure { Vec::new() } else { self.days_asked(words) };
        let roll = self.roll;
        self.found.touches.extend(touched.map(|(body, strong)| {
            let strong = strong && spoken && (!denies || roll.has(&body.key));
            Touch { body, phrase: phrase.clone(), strong, days: days.clone() }
        }));
        // Whose answer another reads is to give one, by a day that stands elsewhere.
        let read = mentions.iter().filter(|mention| mention.group.is_none() && is_read_by_another(words, mentions, mention));
        let phrase = sentence.phrase();
        self.found.touches.extend(read.map(|body| Touch { body: body.clone(), phrase: phrase.clone(), strong: false, days: Vec::new() }));
    }

    /// What the sentence says of roles; in the section about one board, "Yttrande behövs inte" is about that one.
    fn marks_of(&self, sentence: &Sentence, mentions: &[Mention]) -> Vec<Mark> {
        let words = &sentence.tokens;
        let mut found = marks(sentence, mentions);
        // "Parknämnden behöver inte lämna något svar": it gets the report, and no more.
        found.extend(let_off(words, mentions).map(|body| Mark { body, role: Role::Information }));
        let unnamed = mentions.iter().all(|mention| mention.group == Some(Group::Board));
        // "Kommunstyrelsen är arkivmyndighet. Den får granskningen för kännedom."
        let informs = || (0..words.len()).any(|place| marker_at(words, place).is_some_and(|(role, _)| role == Role::Information));
        if let Some(latest) = self.thread.latest.as_ref().filter(|_| mentions.is_empty() && at(words, 0, &["den"]) && at(words, 1, &["far"]) && informs()) {
            found.push(Mark { body: latest.clone(), role: Role::Information });
        }
        if let [one] = self.section.as_slice()
            && (refuses(words) && about_responses(words) && dates(words).is_empty() && unnamed)
        {
            found.push(Mark { body: one.clone(), role: Role::Information });
        }
        found
    }

    /// "Vem ska svara? Parknämnden.": a name alone, after a question.
    fn answers_who(&mut self, sentence: &Sentence) {
        let line = if self.thread.asks { super::addressees::names_only(sentence, self.vocabulary) } else { None };
        // "Rapporten skickas till fullmäktige": what stands before the name says something else of it.
        let line = line.filter(|line| line.label.is_none_or(|asked| asked == Some(Role::Respond)));
        for (body, _) in line.into_iter().flat_map(|line| line.bodies) {
            let (target, phrase) = (Target::Body(body), sentence.phrase());
            let doubts = Doubts::of(Doubt::RequestAssumed);
            self.found.requests.push(Request { target, kind: RoundKind::First, due: None, doubts, phrase, corrects: false, dated: false, renews: false });
        }
    }

    /// What the sentence says of roles, and of more time.
    fn state(&mut self, sentence: &Sentence, mentions: &[Mention], marks: &[Mark]) {
        self.more_time(&sentence.tokens, mentions);
        let besides: Vec<String> =
            mentions.iter().filter(|mention| mention.group.is_none()).map(|mention| mention.key.clone()).chain(self.thread.named()).collect();
        for mark in marks {
            let statement = Statement { mark: mark.clone(), phrase: sentence.phrase(), besides: besides.clone() };
            self.found.statements.push(statement);
        }
    }

    fn request(&mut self, sentence: &Sentence, mentions: &[Mention], marks: &[Mark], uses: &[DayUse], kind: Option<RoundKind>, corrects: bool) {
        let words = &sentence.tokens;
        self.account(sentence, uses);
        let days = last_days(words, uses, kind);
        let mut asked = asked(words, mentions, marks, self.roll);
        self.name_spoken_of(&mut asked.bodies);
        with_own_days(words, mentions, &days, &mut asked);
        if asked.lets_off && asked.bodies.is_empty() {
            let reason = LeftoverReason::Other;
            self.found.leftover.extend((!days.is_empty()).then(|| Leftover { phrase: sentence.phrase(), reason }));
            return;
        }
        if days.is_empty() {
            self.without_a_day(sentence, &asked, kind, marks);
            return;
        }
        let manner =
            Manner { respectively: words.iter().any(|word| word.is_any(&["respektive", "resp", "respectively"])), twice: self.thread.says_twice(words) };
        let named: Vec<&Mention> = mentions.iter().filter(|mention| mention.group.is_none()).collect();
        let besides: Vec<String> = named.iter().map(|mention| mention.key.clone()).chain(self.thread.named()).collect();
        let excepted: Vec<String> = asked.excepted.iter().map(|mention| mention.key.clone()).collect();
        // "Vi vill ha svar på vad ni tänker göra": those whom the letter is for.
        let spoken_to = asked.bodies.is_empty() && days.len() == 1 && self.thread.asked.is_empty() && self.section.is_empty() && speaks_to_readers(words);
        if spoken_to {
            asked.bodies = vec![Mention { group: Some(Group::All), ..Mention::body(String::new(), String::new(), 0, 0, false) }];
        }
        if asked.bodies.is_empty() && self.thread.asked.is_empty() {
            asked.bodies = self.of_all_sections(words);
        }
        // "Hamnnämnden får svara för färjorna. Svar senast …": whom the sentence before is about, and not whom one before that asked.
        let asked_already = |body: &Mention| self.thread.asked.iter().any(|target| matches!(target, Target::Body(other) if other.key == body.key));
        if let (true, false, Some(latest)) = (asked.bodies.is_empty(), self.thread.asked.is_empty(), &self.thread.latest)
            && !asked_already(latest)
        {
            asked.bodies = vec![Mention { first: 0, end: 0, doubts: latest.doubts.and(Doubt::BodyAssumed), ..latest.clone() }];
        }
        // As many days as there are bodies that were asked before: a day each, and a person looks.
        let each = days.len() > 1 && !manner.twice && self.thread.asked.len() == days.len();
        let bodies = self.each_in_order(words, asked.bodies, days.len(), (manner, each));
        if bodies.is_empty() && self.thread.asked.is_empty() {
            // "I fjol skulle parknämnden svara. Nu vill vi ha ett nytt svar senast …": it may be the one.
            let (days, phrase) = (self.days_to_come(words), sentence.phrase());
            // "Ansvaret ligger på hamnnämnden. Svar därifrån väntas senast …": so may whom the paragraph has named.
            let named = self.thread.told.iter().chain(&self.thread.boards).cloned();
            self.found.touches.extend(named.map(|body| Touch { body, phrase: phrase.clone(), strong: false, days: days.clone() }));
        }
        // A correction that names somebody and is not understood to be for that one must not be taken for all.
        let unclear = bodies.is_empty() && named.iter().any(|body| (corrects || body.genitive) && !is_assembly(&body.key));
        let doubts = Doubts::NONE.and_if(unclear, Doubt::BodyAssumed).and_if(leaves_it_to_them(words) || perhaps_the_second(words), Doubt::RequestAssumed);
        let days: Vec<LastDay> = days.into_iter().map(|day| LastDay { doubts: day.doubts.with(doubts), ..day }).collect();
        let renews = only_renews(words);
        let beside = Besides { besides: &besides, excepted: &excepted, corrects, renews };
        let targets = self.ask_each(sentence, pairs(words, &bodies, &days, manner), beside);
        self.thread.asked(targets);
    }

    /// What a table or a heading asks.
    fn ask(&mut self, pair: &Pair, phrase: &Phrase) {
        let besides: Vec<String> = pair.bodies.iter().filter(|body| body.group.is_none()).map(|body| body.key.clone()).collect();
        self.ask_with(pair, phrase, Besides { besides: &besides, ..Besides::default() });
    }

    fn ask_with(&mut self, pair: &Pair, phrase: &Phrase, beside: Besides<'_>) -> Vec<Target> {
        // "Ett år därefter" is counted from the day that was given last.
        let from = if matches!(pair.day.date.day, Day::Later(_)) { self.last_due.map(|(day, _)| day) } else { self.letter };
        let (due, date_doubts) = pair.day.date.due_after(from);
        let doubts = date_doubts.with(pair.doubts).with(pair.day.doubts);
        let targets = self.targets(&pair.bodies, beside.besides, beside.excepted);
        for target in &targets {
            if self.is_full(|| phrase.clone()) {
                break;
            }
            let name = if let Target::Body(mention) = target { mention.doubts } else { Doubts::NONE };
            self.found.requests.push(Request {
                target: target.clone(),
                kind: pair.kind.unwrap_or(RoundKind::First),
                due,
                doubts: doubts.with(name),
                phrase: phrase.clone(),
                corrects: beside.corrects,
                dated: true,
                renews: beside.renews,
            });
        }
        self.last_due = due.map(|day| (day, doubts)).or(self.last_due);
        self.thread.due = self.last_due;
        targets
    }
}

/// "… senast den 16 maj i stället för den 2 maj": one day is taken back, and another is given.
fn moves_a_day(uses: &[DayUse]) -> bool {
    uses.iter().any(|day| day.meant == Use::TakenBack) && uses.iter().any(|day| day.meant == Use::Last)
}

/// Whoever is excepted and has a day of its own is asked, too.
fn with_own_days(words: &[Token], mentions: &[Mention], days: &[LastDay], asked: &mut Asked) {
    // "Nämnderna senast den 9 maj, utom hamnnämnden som har till den 23 maj": who is excepted has a day right behind it.
    let next_mention = |end: usize| mentions.iter().map(|mention| mention.first).find(|first| *first >= end).unwrap_or(words.len());
    let own_day = |mention: &&Mention| days.iter().any(|day| day.date.first >= mention.end && day.date.first < next_mention(mention.end));
    if !asked.lets_off && days.len() > 1 {
        let own: Vec<Mention> = asked.excepted.iter().filter(own_day).cloned().collect();
        asked.bodies.extend(own);
        asked.bodies.sort_by_key(|body| body.first);
    }
    // "Undantag görs för hamnnämnden, vars svar behövs den 16 juni": who is excepted has a day of its own.
    if asked.bodies.is_empty() && !asked.lets_off && !days.is_empty() && !words.windows(2).any(does_not_apply) {
        asked.bodies = std::mem::take(&mut asked.excepted);
    }
}
