//! What each letter says, field by field.

use super::{Letter, json, known, read};

/// The facts of a letter in short: one line each, an asterisk where a person must check.
pub(super) fn facts(letter: &Letter) -> Vec<String> {
    let letter = json(letter);
    let mut lines = Vec::new();
    let mut line = |name: &str, fact: &serde_json::Value| {
        let mark = if fact["certainty"] == "check" { "*" } else { "" };
        if let Some(value) = fact["value"].as_str() {
            lines.push(format!("{name}: {value}{mark}"));
        }
    };
    for name in ["reference", "title", "decided_on", "letter_date", "decided_by", "chair", "reply_to", "overall_assessment", "follow_up_period"] {
        line(name, &letter[name]);
    }
    line("first", &letter["instructions"]["first"]);
    line("follow_up", &letter["instructions"]["follow_up"]);
    for addressee in letter["addressees"].as_array().into_iter().flatten() {
        let mut text = format!("{} {}", addressee["body"].as_str().unwrap_or("?"), addressee["role"].as_str().unwrap_or("?"));
        for round in addressee["rounds"].as_array().into_iter().flatten() {
            let mark = if round["certainty"] == "check" { "*" } else { "" };
            let due = round["due_on"].as_str().unwrap_or("missing");
            text = format!("{text}, {} {due}{mark}", round["kind"].as_str().unwrap_or("?"));
        }
        if addressee["certainty"] == "check" && addressee["role"] != "respond" {
            text.push('*');
        }
        lines.push(text);
    }
    lines
}

fn says(text: &str, expected: &[&str]) {
    assert_eq!(facts(&read(text, &[])), expected, "{text}");
}

#[test]
fn algkoping() {
    says(
        include_str!("../letters/algkoping.txt"),
        &[
            "reference: 2025-0012",
            "title: Kommunens upphandlingsverksamhet",
            "decided_on: 2024-11-20",
            "letter_date: 2024-11-20",
            "decided_by: Revisorerna",
            "chair: Anna-Karin Öberg",
            "reply_to: revision@algkoping.example",
            "overall_assessment: Vår samlade bedömning är att inköpen i allt väsentligt sköts väl. Dock finns brister i avtalsuppföljningen.",
            "first: Svaret ska innehålla vilka åtgärder ni avser att vidta.",
            "Kommunstyrelsen respond, first 2025-02-28",
            "Barn- och utbildningsnämnden respond, first 2025-02-28",
            "Kommunfullmäktige information",
        ],
    );
}

#[test]
fn bergalund() {
    says(
        include_str!("../letters/bergalund.txt"),
        &[
            "reference: REV-2025-7",
            "title: Tillsynen enligt miljöbalken",
            "decided_on: 2025-05-05",
            "letter_date: 2025-05-06",
            "decided_by: Kommunens revisorer",
            "chair: Ola Nyström",
            "overall_assessment: Sammantaget bedömer revisorerna att tillsynen behöver stärkas.",
            "Samhällsbyggnadsnämnden respond, first 2025-09-30",
            "Miljönämnden respond, first 2025-10-15",
        ],
    );
}

#[test]
fn dalby() {
    says(
        include_str!("../letters/dalby.txt"),
        &[
            "reference: ÅR 2025/88",
            "title: Elevhälsan",
            "decided_on: 2025-02-10",
            "letter_date: 2025-02-11",
            "decided_by: Revisionen",
            "chair: Gun Åkerlund",
            "follow_up_period: 2025–2026*",
            "Utbildningsnämnden respond, first 2025-05-02, follow_up 2026-03-02",
            "Arbetsmarknadsnämnden respond, first 2025-05-09*, follow_up 2025-03-09*",
        ],
    );
}

#[test]
fn hamra() {
    says(
        include_str!("../letters/hamra.txt"),
        &[
            "reference: 24REV17",
            "title: Intern kontroll i löneprocessen",
            "letter_date: 2025-06-17",
            "decided_by: Revisorerna*",
            "chair: Eva von Post",
            "overall_assessment: Vi bedömer att rutinerna följs.*",
            "Kommunstyrelsen information",
        ],
    );
}

#[test]
fn klippa() {
    says(
        include_str!("../letters/klippa.txt"),
        &[
            "reference: 2025/77",
            "title: Fastighetsunderhåll",
            "decided_on: 2025-03-06",
            "letter_date: 2025-03-07",
            "decided_by: Revisorerna",
            "chair: Karl Grip",
            "Kommunstyrelsen respond, first 2025-06-02",
            "Servicenämnden respond, first 2025-06-09",
            "Kommunfullmäktige information",
        ],
    );
}

#[test]
fn news() {
    says(include_str!("../letters/news.txt"), &[]);
}

#[test]
fn norrtuna() {
    says(
        include_str!("../letters/norrtuna.txt"),
        &[
            "reference: REV 2025/14",
            "title: Lokalförsörjning",
            "decided_on: 2025-02-12",
            "letter_date: 2025-02-13",
            "decided_by: Kommunrevisionen",
            "chair: Lars-Erik Sund",
            "overall_assessment: Sammanfattningsvis bedömer vi att styrningen inte är ändamålsenlig.",
            "Socialnämnden respond, first 2025-05-15",
            "Tekniska nämnden respond, first 2025-05-22",
            "Kultur- och fritidsnämnden respond, first 2025-06-05",
            "Kommunfullmäktiges presidium information",
        ],
    );
}

#[test]
fn not_a_letter() {
    says(include_str!("../letters/not_a_letter.txt"), &[]);
}

#[test]
fn oxelmo() {
    says(
        include_str!("../letters/oxelmo.txt"),
        &[
            "reference: OX-2025-3",
            "title: Frånvaro i skolan",
            "decided_on: 2025-01-30",
            "letter_date: 2025-01-31",
            "decided_by: Oxelmo stadsrevision",
            "chair: Siv Rask",
            "follow_up_period: 2025",
            "first: Av det första yttrandet ska framgå hur nämnden planerar sitt arbete.",
            "follow_up: Av det uppföljande yttrandet ska framgå vilka åtgärder som genomförts under 2025 och vad de gett.",
            "Gymnasienämnden respond, first 2025-04-30, follow_up 2026-04-30",
            "Grundskolenämnden respond, first 2025-04-30, follow_up 2026-04-30",
        ],
    );
}

#[test]
fn ryd() {
    says(
        include_str!("../letters/ryd.txt"),
        &[
            "reference: R-2024-9",
            "title: Valets genomförande",
            "decided_on: 2024-12-02",
            "decided_by: Revisorerna",
            "chair: Tor Blom",
            "reply_to: revisionen@ryd.example",
            "first: Svaret ska inledas med en kort sammanfattning.\n\nDärefter ska varje rekommendation besvaras för sig.",
            "Kommunstyrelsen respond, first 2025-02-28",
            "Valnämnden respond, first 2025-02-14",
        ],
    );
}

#[test]
fn sjovik() {
    says(
        include_str!("../letters/sjovik.txt"),
        &[
            "reference: 313-24/2013",
            "title: Bemanning inom hemtjänsten",
            "decided_on: 2025-03-03",
            "letter_date: 2025-03-04",
            "decided_by: Revisorskollegiet",
            "chair: Britt Holm",
            "reply_to: revisorerna@sjovik.example",
            "overall_assessment: Nämnden har till viss del en ändamålsenlig bemanning, men uppföljningen är svag.",
            "follow_up_period: 2025–2026*",
            "follow_up: Nämndens uppföljande yttrande ska vara revisorskollegiet tillhanda senast den 31 mars 2026. I det ska framgå vad som har gjorts under 2025/2026.",
            "Nämnden för hälsa, vård och omsorg respond, first 2025-06-30, follow_up 2026-03-31",
            "Kommunstyrelsen information",
            "Kommunfullmäktige information",
        ],
    );
}

#[test]
fn strand() {
    says(
        include_str!("../letters/strand.txt"),
        &[
            "reference: SKR 2025/301",
            "title: Uppföljande granskning av ekonomistyrning",
            "decided_on: 2025-08-28",
            "letter_date: 2025-09-01",
            "decided_by: Kommunens revisorer",
            "chair: Bo Ek",
            "follow_up_period: 2025–2026*",
            "Kommunstyrelsen respond, first 2025-11-30, follow_up 2026-11-30",
            "Omsorgsnämnden respond, first missing",
            "Kommunfullmäktige information",
            "Byggnadsnämnden consideration",
            "Miljönämnden action",
        ],
    );
}

#[test]
fn vasterhult() {
    says(
        include_str!("../letters/vasterhult.txt"),
        &[
            "reference: VR 2025-04",
            "title: Krisberedskap",
            "decided_on: 2025-02-27*",
            "letter_date: 2025-03-03",
            "decided_by: Revisorerna",
            "chair: Sven Ask",
            "reply_to: kommunrevisionen@vasterhult.example",
            "overall_assessment: Den övergripande bedömningen är att beredskapen är god.",
            "Kommunstyrelsen respond, first 2025-05-31*",
            "Kommunfullmäktige information",
        ],
    );
}

/// A letter around one sentence about answers.
fn asking(sentence: &str) -> Vec<String> {
    let text = format!("Till:\nKommunstyrelsen\nVatten- och parknämnden\n\nRevisorernas granskning\nSkogby 2025-01-15\n\n{sentence}");
    let found = facts(&read(&text, &[]));
    found.into_iter().filter(|line| line.contains(" respond") || line.contains(" information")).collect()
}

fn asks(sentence: &str, expected: [&str; 2]) {
    assert_eq!(asking(sentence), expected, "{sentence}");
}

#[test]
fn dates_in_many_forms() {
    for date in ["2025-03-31", "den 31 mars 2025", "31 mars 2025", "31/3 2025", "31/3-25", "31.3.2025", "den 31:a mars 2025"] {
        let sentence = format!("Kommunstyrelsen och vatten- och parknämnden ska svara senast {date}.");
        asks(&sentence, ["Kommunstyrelsen respond, first 2025-03-31", "Vatten- och parknämnden respond, first 2025-03-31"]);
    }
}

#[test]
fn a_year_left_out_follows_from_the_letter() {
    let dues = ["Kommunstyrelsen respond, first 2025-03-31*", "Vatten- och parknämnden respond, first 2025-03-31*"];
    asks("Svar lämnas senast 31 mars.", dues);
    let next_year = ["Kommunstyrelsen respond, first 2026-01-15*", "Vatten- och parknämnden respond, first 2026-01-15*"];
    asks("Svar lämnas senast den 15 januari.", next_year);
}

#[test]
fn a_day_that_does_not_exist_is_missing() {
    let none = ["Kommunstyrelsen respond, first missing", "Vatten- och parknämnden respond, first missing"];
    asks("Svar lämnas senast 2025-02-30.", none);
    asks("Svar lämnas senast den 31 april 2025.", none);
}

#[test]
fn a_week_is_its_friday_to_be_checked() {
    let friday = ["Kommunstyrelsen respond, first 2025-04-04*", "Vatten- och parknämnden respond, first 2025-04-04*"];
    asks("Svar lämnas senast vecka 14.", friday);
}

#[test]
fn whom_a_sentence_means_that_names_nobody_is_checked_when_there_are_several() {
    let dues = ["Kommunstyrelsen respond, first 2025-03-31*", "Vatten- och parknämnden respond, first 2025-03-31*"];
    asks("Svar ska lämnas senast 2025-03-31.", dues);
    let sure = ["Kommunstyrelsen respond, first 2025-03-31", "Vatten- och parknämnden respond, first 2025-03-31"];
    asks("Rapporten sänds till kommunstyrelsen och vatten- och parknämnden för yttrande. Svar ska lämnas senast 2025-03-31.", sure);
}

#[test]
fn days_in_the_order_of_the_boards() {
    let dues = ["Kommunstyrelsen respond, first 2025-04-04", "Vatten- och parknämnden respond, first 2025-03-31"];
    for sentence in [
        "Vatten- och parknämnden och kommunstyrelsen ska yttra sig senast den 31 mars respektive den 4 april 2025.",
        "Kommunstyrelsen ska yttra sig senast 2025-04-04 och vatten- och parknämnden senast 2025-03-31.",
        "Yttranden lämnas senast 2025-03-31 för vatten- och parknämnden och 2025-04-04 för kommunstyrelsen.",
        "Yttranden lämnas senast 2025-03-31 (vatten- och parknämnden) resp. 2025-04-04 (kommunstyrelsen).",
        "Yttranden från vatten- och parknämnden och kommunstyrelsen lämnas senast 31/3 2025 respektive 4/4 2025.",
        "Yttranden lämnas enligt nedan:\n\nKommunstyrelsen: 2025-04-04\nVatten- och parknämnden: 2025-03-31",
        "Kommunstyrelsens yttrande ska inkomma senast 2025-04-04 och vatten- och parknämndens senast 2025-03-31.",
        "Kommunstyrelsen\nFörsta yttrande: senast 2025-04-04\n\nVatten- och parknämnden\nFörsta yttrande: senast 2025-03-31",
        "Svarsdatum\n\nVatten- och parknämnden   2025-03-31\nKommunstyrelsen   2025-04-04\n",
    ] {
        asks(sentence, dues);
    }
}

#[test]
fn first_and_follow_up() {
    let dues = ["Kommunstyrelsen respond, first 2025-04-04, follow_up 2026-02-02", "Vatten- och parknämnden respond, first 2025-04-04, follow_up 2026-02-02"];
    for sentence in [
        "Nämnderna ska lämna ett första yttrande senast 2025-04-04 och ett uppföljande yttrande senast 2026-02-02.",
        "Nämnderna ska yttra sig senast den 4 april 2025. Ett uppföljande yttrande ska lämnas senast den 2 februari 2026.",
        "Senast 2025-04-04 lämnas det första yttrandet och senast 2026-02-02 det uppföljande yttrandet.",
        "Svar önskas senast den 4 april 2025.\n\nUppföljning: senast den 2 februari 2026.",
        "Första yttrandet: senast 2025-04-04\n\nUppföljande yttrande: senast 2026-02-02",
    ] {
        let sent = format!("Rapporten sänds till kommunstyrelsen och vatten- och parknämnden för yttrande.\n\n{sentence}");
        asks(&sent, dues);
    }
}

#[test]
fn a_follow_up_before_the_first_answer_is_doubted() {
    let dues =
        ["Kommunstyrelsen respond, first 2025-04-04*, follow_up 2025-02-02*", "Vatten- och parknämnden respond, first 2025-04-04*, follow_up 2025-02-02*"];
    asks("Ett första yttrande lämnas senast 2025-04-04 och ett uppföljande yttrande senast 2025-02-02.", dues);
}

#[test]
fn only_some_are_asked() {
    // Nothing is said of the other: that it need not answer is a guess, and marked as one.
    let dues = ["Kommunstyrelsen respond, first 2025-04-04", "Vatten- och parknämnden information*"];
    asks("Kommunstyrelsen ska svara senast 2025-04-04.", dues);
}

#[test]
fn boards_of_the_register_in_other_words() {
    let register = known(&["Hälsa-, vård- och omsorgsnämnden", "Servicenämnden", "Nämnden för kultur"]);
    for (written, name) in [
        ("HÄLSA-, VÅRD- OCH OMSORGSNÄMNDEN", "Hälsa-, vård- och omsorgsnämnden"),
        ("nämnden för hälsa, vård och omsorg", "Hälsa-, vård- och omsorgsnämnden"),
        ("Servicenämnd", "Servicenämnden"),
        ("kulturnämnden", "Nämnden för kultur"),
    ] {
        let text = format!("Till: {written}\n\nGranskning av hyror, dnr RE 2025/3\n\nRevisorerna vill ha svar senast 2025-05-05.");
        let bodies: Vec<String> = read(&text, &register).addressees.into_iter().map(|addressee| addressee.body).collect();
        assert_eq!(bodies, [name], "{written}");
    }
}

#[test]
fn texts_that_are_no_letters() {
    for text in ["", "   \n", "Hej!", "Kommunstyrelsen senast 2025-03-31", include_str!("../letters/news.txt")] {
        let letter = read(text, &known(&["Kommunstyrelsen"]));
        assert_eq!(Letter { against: Vec::new(), ..letter }, Letter::default(), "{text}");
    }
}

#[test]
fn a_name_that_is_nearly_a_registered_one_is_asked_about() {
    let register = known(&["Servicenämnden", "Kommunstyrelsen"]);
    let text = "Revisorerna\n2025-01-15\n\nTill: Servicenämden, Kommunstyrelsen\n\nGranskning av hyror\n\nServicenämden ska svara senast 2025-05-05.";
    let letter = read(text, &register);
    let service = letter.addressees.first().expect("an addressee");
    assert_eq!((service.body.as_str(), service.meant.as_deref()), ("Servicenämden", Some("Servicenämnden")));
    assert_eq!(service.rounds.first().map(|round| round.due.certainty()), Some(super::super::Certainty::Check));
}
