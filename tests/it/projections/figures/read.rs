//! The figures as the words of a page say them.

use scraper::{ElementRef, Html, Selector};

use super::Figures;

/// Numbers that running text has in words.
const WORDS: [&str; 13] = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn all<'a>(page: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(css).unwrap()).collect()
}

fn within<'a>(element: ElementRef<'a>, css: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(css).unwrap()).collect()
}

/// All numbers in their order.
fn numbers(said: &str) -> Vec<i64> {
    let number = |word: &str| {
        let word = word.to_lowercase();
        word.parse().ok().or_else(|| WORDS.iter().position(|one| *one == word).and_then(|n| i64::try_from(n).ok()))
    };
    said.split(|sign: char| !sign.is_alphanumeric()).filter_map(number).collect()
}

/// The numbers of the first sentence that has all of these words.
fn told(sentences: &[String], words: &[&str]) -> Option<Vec<i64>> {
    sentences.iter().find(|sentence| words.iter().all(|word| sentence.contains(word))).map(|sentence| numbers(sentence))
}

fn sentences(page: &Html) -> Vec<String> {
    all(page, "main p").into_iter().flat_map(|paragraph| text(paragraph).split(". ").map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// A first number, or none where nothing is said.
fn first(said: Option<Vec<i64>>) -> i64 {
    said.map_or(0, |numbers| numbers[0])
}

/// "41 av 44 (93 %)", "93 %", "3 av 4" or a dash.
fn share(page: &mut Figures, of: &str, [part, whole]: [&str; 2], said: &str) {
    let percent = format!("{part}_percent");
    match (numbers(said).as_slice(), said.contains('%')) {
        ([], false) => [(part, 0), (whole, 0), (&percent, -1)].into_iter().for_each(|(figure, n)| page.say(of, figure, n)),
        ([only], true) => page.say(of, &percent, *only),
        ([a, b], false) => [(part, *a), (whole, *b), (&percent, -1)].into_iter().for_each(|(figure, n)| page.say(of, figure, n)),
        ([a, b, c], true) => [(part, *a), (whole, *b), (&percent, *c)].into_iter().for_each(|(figure, n)| page.say(of, figure, n)),
        _ => panic!("{said} is no share"),
    }
}

/// By the days in force and by those of the letter. It is said only where it is another.
fn on_time(page: &mut Figures, of: &str, said: &str, by_letter: Option<&str>) {
    share(page, of, ["in_time", "due"], said);
    share(page, of, ["in_time_by_letter", "due_by_letter"], by_letter.unwrap_or(said));
}

fn by_letter(said: &str) -> Option<&str> {
    said.split_once("mot missivets dag ").map(|(_, letter)| letter)
}

/// The four figures on top: what each is called, and what it says.
fn on_top(page: &mut Figures, of: &str, body: &Html, fourth: &str) {
    let figures: Vec<_> = all(body, "dl.figs > div").into_iter().map(|one| (text(within(one, "dt")[0]), text(within(one, "dd")[0]))).collect();
    let [(in_time, share_in_time), (_, overdue), (_, implemented), (_, last)] = figures.as_slice() else { panic!("{figures:?}") };
    on_time(page, of, share_in_time, by_letter(in_time));
    page.say(of, "overdue", overdue.parse().unwrap());
    share(page, of, ["implemented", "judged"], implemented);
    page.say(of, fourth, last.parse().unwrap());
}

/// The note that says how it stands. What the days in force do not say is told where nothing is overdue.
fn note(page: &mut Figures, of: &str, said: &str) {
    let overdue = numbers(said.split('.').next().unwrap()).first().copied();
    page.say(of, "overdue", overdue.unwrap_or(0));
    if overdue.is_none() {
        let sentences: Vec<String> = said.split(". ").map(str::to_owned).collect();
        page.say(of, "overdue_by_letter", first(told(&sentences, &["Mot missivets dag är"])));
        page.say(of, "moved_after_open", first(told(&sentences, &["För ", "flyttades sista dagen"])));
    }
}

/// "8 lämnade, 1 sent, 2 försenade" in a board's row.
fn responses(page: &mut Figures, of: &str, said: &str, chip: &str) {
    let mut row = Figures::default();
    for piece in said.split(", ") {
        let (n, what) = piece.split_once(' ').unwrap();
        let figure = match what {
            "lämnat" | "lämnade" => "submitted",
            "sent" | "sena" => "late",
            "sent mot missivets dag" | "sena mot missivets dag" => "late_by_letter",
            "flyttad efter dagen" | "flyttade efter dagen" => "moved_after",
            "avslutat utan svar" | "avslutade utan svar" => "unanswered",
            other => panic!("{other}"),
        };
        row.say("", figure, n.parse().unwrap());
    }
    if !said.contains("missivets") {
        let late = row.of("", "late");
        row.say("", "late_by_letter", late);
    }
    row.say("", "overdue", numbers(chip).first().copied().unwrap_or(0));
    for figure in ["submitted", "late", "late_by_letter", "moved_after", "unanswered", "overdue"] {
        page.say(of, figure, row.of("", figure));
    }
}

fn boards(page: &mut Figures, body: &Html) {
    for row in all(body, "table.parts tbody tr") {
        let of = text(within(row, "th")[0]);
        for (css, figure) in [("td.k1", "implemented"), ("td.k2", "partly"), ("td.k3", "not_implemented"), ("td.k4", "waiting")] {
            page.say(&of, figure, text(within(row, css)[0]).parse().unwrap());
        }
        let cell = text(*within(row, "td").last().unwrap());
        let chip = within(row, "td .chip").first().map(|chip| text(*chip)).unwrap_or_default();
        responses(page, &of, cell.strip_suffix(&chip).unwrap().trim(), &chip);
    }
}

/// `of`: the board whose years they are.
fn years(page: &mut Figures, of: &str, body: &Html) {
    for row in all(body, "table.years tbody tr") {
        let year = format!("{of} {}", text(within(row, "th")[0])).trim_start().to_owned();
        let said: Vec<String> = within(row, "td.n").into_iter().map(text).collect();
        on_time(page, &year, said[0].split(';').next().unwrap(), by_letter(&said[0]));
        share(page, &year, ["implemented", "judged"], &said[1]);
    }
}

/// What the paragraph says of responses.
fn of_responses(page: &mut Figures, body: &Html, sentences: &[String]) {
    let Some(lead) = sentences.iter().find(|sentence| sentence.starts_with("Nämnderna har lämnat")) else { return };
    on_time(page, "", lead.split(';').next().unwrap(), by_letter(lead));
    page.say("", "extended", first(told(sentences, &["Av alla hade"])));
    page.say("", "moved_after", first(told(sentences, &["För ", " yttrande", "flyttades sista dagen"])));
    let heading = all(body, "main .note.bad h2").first().map(|heading| text(*heading));
    let note_says = all(body, "main .note:not([role=status]) p").first().map(|said| text(*said)).unwrap();
    note(page, "", &heading.unwrap_or(note_says));
}

/// And of recommendations.
fn of_recommendations(page: &mut Figures, sentences: &[String]) {
    let mut say = |figures: &[(&str, i64)]| figures.iter().for_each(|(figure, n)| page.say("", figure, *n));
    if let Some(judged) = told(sentences, &["Revisionen har följt upp"]) {
        let [all, implemented, .., partly, not] = judged.as_slice() else { panic!("{judged:?}") };
        say(&[("judged", *all), ("implemented", *implemented), ("partly", *partly), ("not_implemented", *not)]);
        let waiting = told(sentences, &["Ytterligare", "väntar på uppföljning"]).unwrap_or(vec![0]);
        say(&[("waiting", waiting[0]), ("waiting_items", *waiting.last().unwrap())]);
    } else if let Some(items) = told(sentences, &["Alla", "rekommendationer väntar på uppföljning"]) {
        let waiting = told(sentences, &["Räknade en gång för varje nämnd är de"]).map_or(items[0], |numbers| numbers[0]);
        say(&[("judged", 0), ("waiting", waiting), ("waiting_items", items[0])]);
    }
}

/// How many measures are named, or how many there are where not all are.
fn of_promises(page: &mut Figures, body: &Html, sentences: &[String]) {
    let named = all(body, "table.stack:not(.parts):not(.years) tbody tr").len();
    let of_all = told(sentences, &["äldsta av", "åtgärder visas"]).map_or_else(|| i64::try_from(named).unwrap(), |numbers| numbers[1]);
    page.say("", "promises", of_all);
}

pub(super) fn overview(body: &str) -> Figures {
    let (mut page, body) = (Figures::default(), Html::parse_document(body));
    let sentences = sentences(&body);
    on_top(&mut page, "", &body, "audits");
    of_responses(&mut page, &body, &sentences);
    of_recommendations(&mut page, &sentences);
    boards(&mut page, &body);
    years(&mut page, "", &body);
    of_promises(&mut page, &body, &sentences);
    page
}

pub(super) fn board(name: &str, body: &str) -> Figures {
    let (mut page, body) = (Figures::default(), Html::parse_document(body));
    let said = text(all(&body, "main .note p")[0]);
    note(&mut page, name, said.split_once(" har ").unwrap().1);
    if !all(&body, "dl.figs").is_empty() {
        on_top(&mut page, name, &body, "waiting");
    }
    years(&mut page, name, &body);
    page
}

/// The boards as a file, which says by the letter what the pages say only where nothing is overdue.
pub(super) fn list_of_boards(file: &str) -> Figures {
    let mut said = Figures::default();
    for line in file.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').map(|cell| cell.trim_matches('"')).collect();
        for (at, figure) in [(3, "overdue"), (5, "submitted"), (6, "overdue_by_letter"), (7, "moved_after_open")] {
            said.say(cells[0], figure, cells[at].parse().unwrap());
        }
    }
    said
}
