//! Lindhaga, where the journey takes place: its people, and a letter from its auditors.

use chrono::{Datelike as _, Days, NaiveDate};
use yttrande::domain::calendar;
use yttrande::platform::clock::Clock;

pub(crate) const PASSWORD: &str = "sju gråa gäss på en äng";
pub(crate) const ORGANISATION: &str = "Lindhaga kommun";
pub(crate) const AUDITORS: &str = "Lindhaga kommuns revisorer";

#[derive(Clone, Copy)]
pub(crate) struct Person {
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    /// As it is pasted, after the address.
    pub(crate) role: &'static str,
}

pub(crate) const YLVA: Person = Person { name: "Ylva Lindroth", email: "ylva.lindroth@lindhaga.example", role: "administratör" };
pub(crate) const ERIK: Person = Person { name: "Erik Sandgren", email: "erik.sandgren@lindhaga.example", role: "revisor" };
pub(crate) const SOFIA: Person = Person { name: "Sofia Norling", email: "sofia.norling@lindhaga.example", role: "nämndsekreterare; Servicenämnden" };
pub(crate) const HENRIK: Person = Person { name: "Henrik Wall", email: "henrik.wall@lindhaga.example", role: "nämndsekreterare; Kommunstyrelsen" };
pub(crate) const GRETA: Person = Person { name: "Greta Dahlqvist", email: "greta.dahlqvist@lindhaga.example", role: "fullmäktigeledamot" };

pub(crate) const REFERENCE: &str = "SR-2025-11";
pub(crate) const TITLE: &str = "Kommunens inköp av livsmedel";

/// The days of the story, counted from the day on which it is told.
#[derive(Clone, Copy)]
pub(crate) struct Calendar {
    pub(crate) decided: NaiveDate,
    pub(crate) letter: NaiveDate,
    pub(crate) first_of_service: NaiveDate,
    pub(crate) first_of_executive: NaiveDate,
    pub(crate) follow_up: NaiveDate,
}

impl Calendar {
    pub(crate) fn of_today() -> Self {
        let today = today();
        let ago = |days| today - Days::new(days);
        // Open days, since a closed one is asked about before it is sent.
        let ahead = |days| {
            let day = today + Days::new(days);
            calendar::closed(day).map_or(day, |_| calendar::next_weekday(day))
        };
        Self { decided: ago(9), letter: ago(6), first_of_service: ahead(60), first_of_executive: ahead(74), follow_up: ahead(400) }
    }

    /// The years of which the follow-up tells: from the first last day to the last one.
    pub(crate) fn period(self) -> String {
        let (first, last) = (self.first_of_service.min(self.first_of_executive).year(), self.follow_up.year());
        if first == last { last.to_string() } else { format!("{first}–{last}") }
    }
}

/// The day it is right now, also when midnight has passed since the story began.
pub(crate) fn today() -> NaiveDate {
    calendar::day_of(Clock::system().now())
}

/// "14 februari 2026".
pub(crate) fn written(day: NaiveDate) -> String {
    const MONTHS: [&str; 12] = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

pub(crate) const FINDING: &str = "Vår samlade bedömning är att inköpen av livsmedel inte helt följs upp på ett ändamålsenligt sätt.";
pub(crate) const FIRST_INSTRUCTION: &str = "Svaret ska inledas med en sammanfattning. Därefter ska nämnden svara på varje rekommendation för sig.";

/// The sentence of the letter that sets a last day.
pub(crate) fn first_of_service(days: Calendar) -> String {
    format!("Servicenämndens första yttrande ska ha kommit in senast den {}.", written(days.first_of_service))
}

/// The covering letter, as it comes out of a document: everything in one piece of text.
pub(crate) fn letter(days: Calendar) -> String {
    let follow_up = written(days.follow_up);
    [
        format!("{ORGANISATION}\n{AUDITORS}\n{}\nDiarienummer: {REFERENCE}", days.letter),
        "Till\nKommunstyrelsen\nServicenämnden".to_owned(),
        format!("Revisionsrapport: {TITLE}"),
        format!(
            "{AUDITORS} beslutade {} att översända rapporten till kommunstyrelsen och servicenämnden för yttrande samt till kommunfullmäktige för kännedom.",
            days.decided
        ),
        format!("Sammanfattande bedömning\n\n{FINDING}"),
        format!(
            "Yttranden\n\n{} Kommunstyrelsens första yttrande ska ha kommit in senast den {}. Servicenämnden lämnar sitt uppföljande yttrande senast den \
             {follow_up}. Kommunstyrelsen lämnar sitt uppföljande yttrande senast den {follow_up}. Svaren skickas till revisionen@lindhaga.example. Det \
             uppföljande yttrandet gäller {}.",
            first_of_service(days),
            written(days.first_of_executive),
            days.follow_up.year()
        ),
        format!("Det första yttrandet\n\n{FIRST_INSTRUCTION}"),
        "Det uppföljande yttrandet\n\nNämnden ska redovisa vad som har gjorts och vilken effekt åtgärderna har haft.".to_owned(),
        "Med vänlig hälsning\n\nStina Berglund\nOrdförande".to_owned(),
    ]
    .join("\n\n")
}

/// The smallest file that is a PDF: one empty page.
pub(crate) fn report() -> Vec<u8> {
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (n, object) in (1..).zip(objects) {
        places.push(pdf.len());
        pdf.push_str(&format!("{n} 0 obj\n{object}\nendobj\n"));
    }
    let table = pdf.len();
    pdf.push_str("xref\n0 4\n0000000000 65535 f \n");
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}
