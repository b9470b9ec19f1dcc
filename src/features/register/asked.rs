//! What the address of the register asks for, understood: the list, its file, and an item's neighbours in it.

use chrono::NaiveDate;

use super::store::Wanted;
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::standing::ItemStanding;
use crate::domain::text::reference_key;
use crate::domain::verdict::Grade;
use crate::platform::listing::{self, Filters, Places, Query, Value, Years};

/// How a row stands, for the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Whatever is not settled.
    Open,
    /// One of them.
    Is(ItemStanding),
}

impl Value for Status {
    const ALL: &'static [Self] = &[
        Self::Open,
        Self::Is(ItemStanding::Awaited),
        Self::Is(ItemStanding::ToJudge),
        Self::Is(ItemStanding::ReportedDone),
        Self::Is(ItemStanding::Planned),
        Self::Is(ItemStanding::NonePlanned),
        Self::Is(ItemStanding::Elsewhere),
        Self::Is(ItemStanding::InDocument),
        Self::Is(ItemStanding::JudgedOnce),
        Self::Is(ItemStanding::PartlyImplemented),
        Self::Is(ItemStanding::NotImplemented),
        Self::Is(ItemStanding::Implemented),
        Self::Is(ItemStanding::NoLongerRelevant),
        Self::Is(ItemStanding::GivenUp),
        Self::Is(ItemStanding::Unanswered),
        Self::Is(ItemStanding::Ended),
        Self::Is(ItemStanding::Withdrawn),
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Open => "oppna",
            Self::Is(ItemStanding::Awaited) => "svar-vantas",
            Self::Is(ItemStanding::ToJudge) => "vantar-pa-omdome",
            Self::Is(ItemStanding::ReportedDone) => "redovisad-genomford",
            Self::Is(ItemStanding::Planned) => "atgarder-planerade",
            Self::Is(ItemStanding::NonePlanned) => "inga-atgarder",
            Self::Is(ItemStanding::Elsewhere) => "i-sarskild-ordning",
            Self::Is(ItemStanding::InDocument) => "i-handlingen",
            Self::Is(ItemStanding::JudgedOnce) => "bedomd",
            Self::Is(ItemStanding::PartlyImplemented) => "delvis",
            Self::Is(ItemStanding::NotImplemented) => "inte-genomford",
            Self::Is(ItemStanding::Implemented) => "genomford",
            Self::Is(ItemStanding::NoLongerRelevant) => "inte-aktuell",
            Self::Is(ItemStanding::GivenUp) => "foljs-inte-upp",
            Self::Is(ItemStanding::Unanswered) => "utan-svar",
            Self::Is(ItemStanding::Ended) => "avslutad",
            Self::Is(ItemStanding::Withdrawn) => "aterkallad",
        }
    }
}

impl Status {
    fn name(self, t: Texts) -> &'static str {
        match self {
            Self::Open => t.open_ones(),
            Self::Is(standing) => t.standing(standing),
        }
    }

    fn includes(self, standing: ItemStanding) -> bool {
        match self {
            Self::Open => !standing.is_settled(),
            Self::Is(own) => own == standing,
        }
    }
}

/// The auditors' newest verdict in a follow-up, or that none has been given yet: what the overview counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Waits,
    Is(Grade),
}

impl Value for Verdict {
    const ALL: &'static [Self] =
        &[Self::Waits, Self::Is(Grade::Implemented), Self::Is(Grade::PartlyImplemented), Self::Is(Grade::NotImplemented), Self::Is(Grade::NoLongerRelevant)];

    fn key(self) -> &'static str {
        match self {
            Self::Waits => "vantar",
            Self::Is(Grade::Implemented) => "genomford",
            Self::Is(Grade::PartlyImplemented) => "delvis",
            Self::Is(Grade::NotImplemented) => "inte-genomford",
            Self::Is(Grade::NoLongerRelevant) => "inte-aktuell",
            Self::Is(Grade::Sufficient) => "tillrackligt",
            Self::Is(Grade::PartlySufficient) => "delvis-tillrackligt",
            Self::Is(Grade::Insufficient) => "inte-tillrackligt",
        }
    }
}

/// What has become of the planned dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    /// One that counts has passed.
    Passed,
    /// One was moved.
    Moved,
    /// The day on which the auditors wanted to look again has come.
    Look,
    /// It is still to come.
    Planned,
    /// It is not settled, and there is none.
    Left,
}

impl Value for Dates {
    const ALL: &'static [Self] = &[Self::Passed, Self::Moved, Self::Look, Self::Planned, Self::Left];

    fn key(self) -> &'static str {
        match self {
            Self::Passed => "passerat",
            Self::Moved => "flyttat",
            Self::Look => "revisionen-tittar",
            Self::Planned => "nasta-titt",
            Self::Left => "kvar-att-bestamma",
        }
    }
}

/// How long ago it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    OneYear,
    TwoYears,
    FourYears,
}

impl Value for Age {
    const ALL: &'static [Self] = &[Self::OneYear, Self::TwoYears, Self::FourYears];

    fn key(self) -> &'static str {
        match self {
            Self::OneYear => "1",
            Self::TwoYears => "2",
            Self::FourYears => "4",
        }
    }
}

impl Age {
    fn years(self) -> i32 {
        match self {
            Self::OneYear => 1,
            Self::TwoYears => 2,
            Self::FourYears => 4,
        }
    }
}

/// Only what matters most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Prioritised;

impl Value for Prioritised {
    const ALL: &'static [Self] = &[Self];

    fn key(self) -> &'static str {
        "prioriterade"
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WithAssessments;

impl Value for WithAssessments {
    const ALL: &'static [Self] = &[Self];

    fn key(self) -> &'static str {
        "bedomningar"
    }
}

/// A board that the register can be narrowed to. The first two stand for several.
const ALL_BOARDS: &str = "alla";

/// What the register can be narrowed to by name.
pub(super) struct Offered {
    /// By slug and name.
    pub(super) boards: Vec<(String, String)>,
    pub(super) tags: Vec<String>,
}

/// How a row may stand, by name.
fn standings(status: Option<Status>, dates: Option<Dates>) -> Vec<String> {
    let asked = |one: &ItemStanding| status.is_none_or(|status| status.includes(*one)) && (dates != Some(Dates::Left) || one.may_be_left());
    ItemStanding::ALL.into_iter().filter(asked).map(|one| one.name().to_owned()).collect()
}

/// Tags are called what they are.
fn named(tags: &[String]) -> Vec<(String, String)> {
    tags.iter().map(|tag| (tag.clone(), tag.clone())).collect()
}

/// What the address asks for.
pub(super) struct Asked {
    search: String,
    audit: String,
    status: Option<Status>,
    verdict: Option<Verdict>,
    board: String,
    year: Option<Years>,
    judged: Option<Years>,
    dates: Option<Dates>,
    age: Option<Age>,
    assessments: bool,
    prioritised: bool,
    tag: String,
    /// Whether the reader has boards of her own, whose rows she sees first.
    own: bool,
    /// Whether she can be responsible for an audit.
    mine: bool,
    pub(super) wanted: Wanted,
}

impl Asked {
    /// `offered`: the boards and tags that can be asked for, the boards by slug and name; none: whatever the list has led here with.
    /// `own`: the boards whose rows are shown as long as no other is asked for; none: all. The window is asked for
    /// afterwards.
    pub(super) fn of(query: &mut Query, own: Option<Vec<BoardId>>, offered: Option<&Offered>, me: Option<PersonId>, today: NaiveDate) -> Self {
        let search = query.text("q");
        let audit = query.text("granskning");
        let status = query.one_of::<Status>("status", |_| true);
        let verdict = query.one_of::<Verdict>("omdome", |_| true);
        let board = match offered {
            Some(Offered { boards, .. }) => {
                let offered: Vec<&str> = boards.iter().map(|(slug, _)| slug.as_str()).chain(own.is_some().then_some(ALL_BOARDS)).collect();
                query.among("namnd", &offered, |slug| slug).map(|slug| (*slug).to_owned()).unwrap_or_default()
            }
            None => query.text("namnd"),
        };
        let (year, judged) = (query.years("ar"), query.years("omdomesar"));
        let dates = query.one_of::<Dates>("datum", |_| true);
        let age = query.one_of::<Age>("alder", |_| true);
        let responsible = query.mine(me);
        let prioritised = query.one_of::<Prioritised>("prioritet", |_| true).is_some();
        let tag = match offered {
            Some(Offered { tags, .. }) => query.among("etikett", tags, String::as_str).cloned().unwrap_or_default(),
            None => query.text("etikett"),
        };
        let assessments = query.one_of::<WithAssessments>("visa", |_| true).is_some();
        let sent_before = age.and_then(|age| calendar::years_before(today, age.years()));
        let wanted = Wanted {
            all: (board.is_empty() && own.is_none()) || board == ALL_BOARDS,
            own: own.clone().unwrap_or_default(),
            board: board.clone(),
            audit: reference_key(&audit),
            like: listing::like(&search),
            kinds: if assessments { &["recommendation", "assessment"] } else { &["recommendation"] },
            standings: standings(status, dates),
            places: if dates == Some(Dates::Passed) { Places::of_group(0).before(today) } else { Places::ALL },
            sent: year.and_then(Years::days),
            sent_before,
            graded_in: judged.map(Years::years),
            moved: dates == Some(Dates::Moved),
            look_by: (dates == Some(Dates::Look)).then_some(today),
            look_after: (dates == Some(Dates::Planned)).then_some(today),
            left: dates == Some(Dates::Left),
            grade: verdict.and_then(|verdict| match verdict {
                Verdict::Waits => None,
                Verdict::Is(grade) => Some(grade),
            }),
            waits: verdict == Some(Verdict::Waits),
            responsible,
            prioritised,
            tag: tag.clone(),
        };
        Self { search, audit, status, verdict, board, year, judged, dates, age, assessments, prioritised, tag, own: own.is_some(), mine: me.is_some(), wanted }
    }

    /// The form above the list.
    pub(super) fn filters(&self, query: &Query, Offered { boards, tags }: &Offered, t: Texts, (from, to): (i32, i32)) -> Filters {
        let of = |all: &[(&'static str, &'static str)]| all.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect::<Vec<_>>();
        let statuses: Vec<_> = Status::ALL.iter().map(|status| (status.key(), status.name(t))).collect();
        let verdicts: Vec<_> = Verdict::ALL.iter().map(|verdict| (verdict.key(), t.verdict_of(*verdict))).collect();
        let dates: Vec<_> = Dates::ALL.iter().map(|dates| (dates.key(), t.dates_of(*dates))).collect();
        let ages: Vec<_> = Age::ALL.iter().map(|age| (age.key(), t.age(age.years()))).collect();
        let mut offered = if self.own { vec![(ALL_BOARDS.to_owned(), t.all_boards().to_owned())] } else { Vec::new() };
        offered.extend_from_slice(boards);
        let board = Some(self.board.as_str()).filter(|board| !board.is_empty());
        let filters = Filters::new(query, t.lang)
            .text(query, "q", t.search_label(), &self.search)
            .text(query, "granskning", t.audit_reference(), &self.audit)
            .list(query, "status", t.status_label(), &of(&statuses), self.status.map(Value::key))
            .list(query, "omdome", t.verdict(), &of(&verdicts), self.verdict.map(Value::key))
            .list_or(query, "namnd", t.board(), if self.own { t.own_boards() } else { t.any_board() }, &offered, board);
        let filters = if self.mine { filters.mine(query, self.wanted.responsible.is_some()) } else { filters };
        filters
            .list(query, "datum", t.dates_label(), &of(&dates), self.dates.map(Value::key))
            .list(query, "alder", t.age_label(), &of(&ages), self.age.map(Value::key))
            .years(query, "ar", t.year(), from, to, self.year)
            .years(query, "omdomesar", t.judged_in(), from, to, self.judged)
            .list(query, "prioritet", t.priority(), &of(&[(Prioritised.key(), t.prioritised_ones())]), self.prioritised.then_some(Prioritised.key()))
            .list(query, "etikett", t.tag(), &named(tags), Some(self.tag.as_str()).filter(|tag| !tag.is_empty()))
            .list(query, "visa", t.show_label(), &of(&[("bedomningar", t.assessments_too())]), self.assessments.then_some("bedomningar"))
    }
}
