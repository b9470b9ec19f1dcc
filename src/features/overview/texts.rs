use std::cmp::Ordering;

use super::store::{Ages, What};
use crate::platform::language::Lang;
use crate::platform::texts::{number, plural};
use crate::platform::words::capital;

/// What is counted only so far is said so.
fn at_least(lang: Lang, n: i64) -> String {
    if n < Ages::LIMIT { n.to_string() } else { lang.pick(format!("minst {n}"), format!("at least {n}")) }
}

crate::texts! {
    council_last { sv: "Fullmäktige tog senast upp", en: "The council last took up" }
    council_information(day: &str, section: &str) { sv: "{day}, §\u{a0}{section}, för kännedom.", en: "on {day}, §\u{a0}{section}, for information." }
    council_matter(day: &str, section: &str) { sv: "{day}, §\u{a0}{section}, som ett ärende.", en: "on {day}, §\u{a0}{section}, as a matter of its own." }
    council_this_year(year: Option<i32>, n: i64) {
        sv: year.map_or_else(
            || format!("I år har fullmäktige tagit upp {} granskningar.", number(Lang::SV, n)),
            |year| format!("Under {year} hade fullmäktige då tagit upp {} granskningar.", number(Lang::SV, n)),
        ),
        en: year.map_or_else(
            || format!("This year the council has taken up {} audits.", number(Lang::EN, n)),
            |year| format!("In {year} the council had by then taken up {} audits.", number(Lang::EN, n)),
        )
    }
    menu { sv: "Översikt", en: "Overview" }
    overview { sv: "Så följer nämnderna upp revisionens granskningar", en: "How the boards follow up the audits" }
    as_of { sv: "Läget", en: "As of" }
    nothing_yet { sv: "När den första granskningen har skickats visas läget här.", en: "Once the first audit has been sent, the state of things is shown here." }
    overdue_heading(n: i64) {
        sv: if n == 1 { "Ett yttrande är försenat".to_owned() } else { format!("{} yttranden är försenade", capital(&number(Lang::SV, n))) },
        en: if n == 1 { "One response is overdue".to_owned() } else { format!("{} responses are overdue", capital(&number(Lang::EN, n))) }
    }
    the_oldest { sv: "Det äldsta:", en: "The oldest:" }
    which_ones { sv: "Vilka yttranden är försenade?", en: "Which responses are overdue?" }
    the_year(year: Option<i32>) {
        sv: year.map_or_else(|| "i år".to_owned(), |year| year.to_string()),
        en: year.map_or_else(|| "this year".to_owned(), |year| format!("in {year}"))
    }
    the_year_before(year: Option<i32>) {
        sv: year.map_or_else(|| "i fjol".to_owned(), |year| (year - 1).to_string()),
        en: year.map_or_else(|| "last year".to_owned(), |year| format!("in {}", year - 1))
    }
    beside_last_year(order: Ordering, before: &str) {
        sv: match order { Ordering::Greater => format!("Bättre än {before}."), Ordering::Equal => format!("Som {before}."), Ordering::Less => format!("Sämre än {before}.") },
        en: match order { Ordering::Greater => format!("Better than {before}."), Ordering::Equal => format!("As {before}."), Ordering::Less => format!("Worse than {before}.") }
    }
    year_and_before(year: &str, year_before: &str, now: &str, before: &str) {
        sv: "Av yttrandena med sista dag {year} kom {now} i tid, {year_before} {before}.",
        en: "Of the responses due {year}, {now} came on time; {year_before} {before}."
    }
    both_years_by_letter(year_before: &str, now: &str, before: &str) {
        sv: "Mot missivets dag kom {now} i tid, {year_before} {before}.",
        en: "By the letter’s date {now} came on time; {year_before} {before}."
    }
    should_have_come { sv: "skulle ha kommit", en: "should have come" }
    and_more(n: i64) { sv: "och {n} till", en: "and {n} more" }
    all_came_in_time { sv: "Alla yttranden har kommit in i tid.", en: "All responses have come in on time." }
    nothing_overdue { sv: "Inget yttrande är försenat.", en: "No response is overdue." }

    none_due_yet { sv: "Inget yttrande har haft sin sista dag än.", en: "No response has been due yet." }
    boards_have_submitted { sv: "Nämnderna har lämnat ", en: "The boards have submitted " }
    one_in_time(counts: &str) { sv: "{counts} yttrande i tid", en: "{counts} response on time" }
    so_many_in_time(counts: &str) { sv: "{counts} yttranden i tid", en: "{counts} responses on time" }
    by_letter(share: &str) { sv: "mot missivets dag {share}", en: "by the letter’s date {share}" }
    had_moved_after(n: i64) {
        sv: format!("För {} {} flyttades sista dagen när den hade passerat.", number(Lang::SV, n), if n == 1 { "yttrande" } else { "yttranden" }),
        en: format!("For {} {} the last day was moved when it had passed.", number(Lang::EN, n), if n == 1 { "response" } else { "responses" })
    }
    overdue_by_letter(n: i64) {
        sv: format!("Mot missivets dag är {} {}.", number(Lang::SV, n), if n == 1 { "försenat" } else { "försenade" }),
        en: format!("By the letter’s date {} {} overdue.", number(Lang::EN, n), if n == 1 { "is" } else { "are" })
    }
    moved_after(n: i64) {
        sv: format!("För {} flyttades sista dagen när den hade passerat.", number(Lang::SV, n)),
        en: format!("For {} the last day was moved when it had passed.", number(Lang::EN, n))
    }
    late_by_letter(n: i64) { sv: plural(n, "1 sent mot missivets dag", "sena mot missivets dag"), en: plural(n, "1 late by the letter’s date", "late by the letter’s date") }
    with_moved_day(n: i64) { sv: plural(n, "1 flyttad efter dagen", "flyttade efter dagen"), en: plural(n, "1 moved after the day", "moved after the day") }
    followed_up(n: i64, implemented: &str, partly: &str, not: &str) {
        sv: format!("Revisionen har följt upp {}: {implemented}, {partly} och {not}.", plural(n, "1 rekommendation hos en nämnd", "rekommendationer, räknade en gång för varje nämnd")),
        en: format!("The auditors have followed up {}: {implemented}, {partly} and {not}.", plural(n, "1 recommendation at one board", "recommendations, counted once for each board"))
    }
    implemented_ones(n: i64) { sv: plural(n, "1 genomförd", "genomförda"), en: plural(n, "1 implemented", "implemented") }
    partly_ones(n: i64) { sv: plural(n, "1 delvis genomförd", "delvis genomförda"), en: plural(n, "1 partly implemented", "partly implemented") }
    not_implemented_ones(n: i64) { sv: plural(n, "1 inte genomförd", "inte genomförda"), en: plural(n, "1 not implemented", "not implemented") }
    more_wait(n: i64, recommendations: i64) {
        sv: if n == recommendations { format!("Ytterligare {n} väntar på uppföljning.") } else { format!("Ytterligare {n} väntar på uppföljning, räknade en gång för varje nämnd: de gäller {}.", plural(recommendations, "1 rekommendation", "rekommendationer")) },
        en: match (n, n == recommendations) {
            (1, _) => "Another 1 awaits follow-up.".to_owned(),
            (_, true) => format!("Another {n} await follow-up."),
            (_, false) => format!("Another {n} await follow-up, counted once for each board: they concern {}.", plural(recommendations, "1 recommendation", "recommendations")),
        }
    }
    none_followed_up(n: i64, recommendations: i64) {
        sv: match (recommendations, n == recommendations) {
            (1, true) => "Den enda rekommendationen väntar på uppföljning.".to_owned(),
            (1, false) => format!("Den enda rekommendationen väntar på uppföljning hos {} nämnder.", number(Lang::SV, n)),
            (_, true) => format!("Alla {n} rekommendationer väntar på uppföljning."),
            (_, false) => format!("Alla {recommendations} rekommendationer väntar på uppföljning. Räknade en gång för varje nämnd är de {n}."),
        },
        en: match (recommendations, n == recommendations) {
            (1, true) => "The only recommendation awaits follow-up.".to_owned(),
            (1, false) => format!("The only recommendation awaits follow-up at {} boards.", number(Lang::EN, n)),
            (_, true) => format!("All {n} recommendations await follow-up."),
            (_, false) => format!("All {recommendations} recommendations await follow-up. Counted once for each board they are {n}."),
        }
    }

    figure_on_time { sv: "av yttrandena lämnade i tid", en: "of responses submitted on time" }
    figure_overdue(n: i64) {
        sv: if n == 1 { "försenat yttrande just nu" } else { "försenade yttranden just nu" },
        en: if n == 1 { "response overdue now" } else { "responses overdue now" }
    }
    figure_overdue_of_year(n: i64, year: i32, elsewhere: i64) {
        sv: {
            let own = if n == 1 { "försenat" } else { "försenade" };
            let others = if elsewhere > 0 { format!("; dessutom {} från ett annat år", number(Lang::SV, elsewhere)) } else { String::new() };
            format!("{own} nu av yttrandena med sista dag {year}{others}")
        },
        en: {
            let others = if elsewhere > 0 { format!("; besides, {} of another year", number(Lang::EN, elsewhere)) } else { String::new() };
            format!("overdue now of the responses due in {year}{others}")
        }
    }
    figure_overdue_then(n: i64) {
        sv: if n == 1 { "försenat yttrande den dagen" } else { "försenade yttranden den dagen" },
        en: if n == 1 { "response overdue that day" } else { "responses overdue that day" }
    }
    figure_implemented { sv: "av rekommendationerna genomförda", en: "of recommendations implemented" }
    figure_audits(n: i64) {
        sv: if n == 1 { "granskning under uppföljning" } else { "granskningar under uppföljning" },
        en: if n == 1 { "audit in follow-up" } else { "audits in follow-up" }
    }

    per_board { sv: "Rekommendationer per nämnd", en: "Recommendations per board" }
    per_board_caption { sv: "Rekommendationer och yttranden per nämnd", en: "Recommendations and responses per board" }
    board { sv: "Nämnd", en: "Board" }
    bar { sv: "Stapel", en: "Bar" }
    implemented { sv: "Genomförda", en: "Implemented" }
    partly { sv: "Delvis", en: "Partly" }
    partly_implemented { sv: "Delvis genomförda", en: "Partly implemented" }
    not_implemented { sv: "Inte genomförda", en: "Not implemented" }
    waiting { sv: "Väntar", en: "Awaiting" }
    waiting_long { sv: "Väntar på uppföljning", en: "Awaiting follow-up" }
    responses { sv: "Yttranden", en: "Responses" }
    one_submitted { sv: "1 lämnat", en: "1 submitted" }
    many_submitted { sv: "lämnade", en: "submitted" }
    one_late { sv: "1 sent", en: "1 late" }
    many_late { sv: "sena", en: "late" }
    overdue_chip(n: i64) { sv: plural(n, "1 försenat", "försenade"), en: plural(n, "1 overdue", "overdue") }
    all_in_time { sv: "Alla i tid", en: "All on time" }

    per_year { sv: "Utveckling över åren", en: "Development over the years" }
    per_year_caption { sv: "Yttranden i tid och genomförda rekommendationer per år", en: "Responses on time and recommendations implemented per year" }
    before_year(year: i32) { sv: format!("Före {year}"), en: format!("Before {year}") }
    year { sv: "År", en: "Year" }
    bar_on_time { sv: "Stapel för yttranden", en: "Bar for responses" }
    bar_implemented { sv: "Stapel för rekommendationer", en: "Bar for recommendations" }
    year_on_time { sv: "Yttranden lämnade i tid", en: "Responses submitted on time" }
    year_implemented { sv: "Rekommendationer genomförda", en: "Recommendations implemented" }
    no_years { sv: "Det finns inget att jämföra än.", en: "There is nothing to compare yet." }

    passed { sv: "Åtgärder vars planerade datum har passerat", en: "Measures whose planned date has passed" }
    passed_lead {
        sv: "Nämnden lovade åtgärden till det första datumet. Den räknas tills den är genomförd eller ersatt, eller revisionen har bedömt att den inte längre är aktuell.",
        en: "The board promised the measure by the first date. It counts until it is done or replaced, or the auditors have judged that it is no longer relevant."
    }
    to_be_looked_at { sv: "Inga åtgärder: frågan skulle ses över igen", en: "No measures: the question was to be looked at again" }
    since_then { sv: "Sedan dess", en: "Since then" }
    nothing_told { sv: "Inte redovisad", en: "Not reported on" }
    told_elsewhere { sv: "Svar lämnat i särskild ordning", en: "Answered in special order" }
    will_not_be_done { sv: "Ska inte genomföras, enligt nämnden", en: "Will not be done, says the board" }
    not_done { sv: "Inte gjord", en: "Not done" }
    under_way { sv: "Pågår", en: "Under way" }
    not_done_new_day(day: &str, times: i64) {
        sv: if times == 1 { format!("Inte gjord, flyttad till {day}") } else { format!("Inte gjord, flyttad {} gånger, nu till {day}", number(Lang::SV, times)) },
        en: if times == 1 { format!("Not done, moved to {day}") } else { format!("Not done, moved {} times, now to {day}", number(Lang::EN, times)) }
    }
    moved_to(day: &str, times: i64) {
        sv: if times == 1 { format!("Flyttad till {day}") } else { format!("Flyttad {} gånger, nu till {day}", number(Lang::SV, times)) },
        en: if times == 1 { format!("Moved to {day}") } else { format!("Moved {} times, now to {day}", number(Lang::EN, times)) }
    }
    also_over(said: &str, days: i64) {
        sv: format!("{said}, som också har passerat. {} sedan det först lovade datumet", plural(days, "1 dag", "dagar")),
        en: format!("{said}, which has passed as well. {} since the date first promised", plural(days, "1 day", "days"))
    }
    passed_in_register { sv: "Visa alla punkter i registret", en: "Show all items in the register" }
    counted(n: i64) { sv: at_least(Lang::SV, n), en: at_least(Lang::EN, n) }
    passed_more(shown: i64, all: &str) { sv: "De {shown} äldsta av {all} åtgärder visas.", en: "The {shown} oldest of {all} measures are shown." }
    years_on_paper { sv: "På papper står de fem senaste åren.", en: "On paper stand the five latest years." }
    passed_on_paper(shown: usize, all: &str) { sv: "På papper står de {shown} äldsta av {all} åtgärder.", en: "On paper stand the {shown} oldest of {all} measures." }
    none_passed { sv: "Inget planerat datum har passerat för en åtgärd som återstår.", en: "No planned date has passed for a measure that remains." }
    told_status(told: &str, how: &str) { sv: "Lägesbesked från nämnden {told}: {how}.", en: "Status report from the board {told}: {how}." }
    told_until(told: &str, day: &str) { sv: "Lägesbesked från nämnden {told}: pågår, ny sista dag {day}.", en: "Status report from the board {told}: goes on, new latest day {day}." }
    planned_for { sv: "Först lovad till", en: "First promised by" }
    measure { sv: "Åtgärd", en: "Measure" }
    item { sv: "Punkt", en: "Item" }

    coming { sv: "Kommande sista dagar", en: "Coming last days" }
    none_coming { sv: "Inga sista dagar väntar.", en: "There are no last days to come." }
    last_day { sv: "Sista dag", en: "Last day" }

    none_older { sv: "Ingen öppen rekommendation är äldre än två år", en: "No open recommendation is older than two years" }
    of_the_open { sv: "Av de öppna rekommendationerna är", en: "Of the open recommendations," }
    older_than(n: i64, years: i64) {
        sv: format!("{} äldre än {} år", at_least(Lang::SV, n), number(Lang::SV, years)),
        en: format!("{} {} older than {} years", at_least(Lang::EN, n), if n == 1 { "is" } else { "are" }, number(Lang::EN, years))
    }
    oldest_sent(day: &str) { sv: "; den äldsta skickades {day}.", en: "; the oldest was sent on {day}." }
    and { sv: "och", en: "and" }
    response_time { sv: "Svarstid", en: "Response time" }
    response_time_lead {
        sv: "Svarstid: från att granskningen skickades till att det första yttrandet kom, i mitten av de yttranden som kom det senaste året.",
        en: "Response time: from when the audit was sent to when the first response came, in the middle of the responses that came in the last year."
    }
    response_days(days: i64) { sv: plural(days, "1 dag", "dagar"), en: plural(days, "1 day", "days") }
    of_responses(n: i64) { sv: plural(n, "1 yttrande", "yttranden"), en: plural(n, "1 response", "responses") }
    response_days_head { sv: "Svarstid i dagar", en: "Response time in days" }
    since { sv: "Vad har hänt?", en: "What has happened?" }
    since_link { sv: "Vad har hänt sedan sist?", en: "What has happened since last time?" }
    since_day { sv: "Sedan", en: "Since" }
    since_chosen(day: &str) { sv: "Sedan {day}. Dagen kan ligga högst ett år tillbaka.", en: "Since {day}. The day can lie at most a year back." }
    since_signed_in(day: &str) { sv: "Sedan du loggade in gången före den här, {day}.", en: "Since you signed in the time before this one, {day}." }
    since_a_month(day: &str) { sv: "Den senaste månaden, sedan {day}.", en: "The last month, since {day}." }
    from_signed_in(day: &str) { sv: "Sedan du loggade in gången före den här, {day}", en: "Since you signed in the time before this one, {day}" }
    from_council(day: &str) { sv: "Sedan fullmäktige senast tog upp en granskning, {day}", en: "Since the council last took up an audit, {day}" }
    day { sv: "Dag", en: "Day" }
    what { sv: "Vad", en: "What" }
    found_happened(n: i64) { sv: plural(n, "1 händelse", "händelser"), en: plural(n, "1 event", "events") }
    nothing_happened { sv: "Inget har hänt sedan dess.", en: "Nothing has happened since then." }
    sort(what: What) {
        sv: match what {
            What::Sent => "Skickade granskningar",
            What::Came => "Yttranden som kom in",
            What::Overdue => "Yttranden som blev försenade",
            What::Moved => "Flyttade sista dagar",
            What::Withdrawn => "Yttranden som inte begärs längre",
            What::Added => "Kompletteringar",
            What::TakenBack => "Yttranden som togs tillbaka",
            What::Judged => "Omdömen",
            What::Promise => "Utlovade datum som passerade",
            What::Council => "Fullmäktige",
            What::Closed => "Avslutade granskningar",
        },
        en: match what {
            What::Sent => "Audits sent",
            What::Came => "Responses received",
            What::Overdue => "Responses that became overdue",
            What::Moved => "Last days moved",
            What::Withdrawn => "Responses no longer requested",
            What::Added => "Supplements",
            What::TakenBack => "Responses taken back",
            What::Judged => "Verdicts",
            What::Promise => "Promised dates that passed",
            What::Council => "The council",
            What::Closed => "Audits closed",
        }
    }
    audit_sent { sv: "Granskningen skickades till nämnderna", en: "The audit was sent to the boards" }
    audit_closed { sv: "Granskningen avslutades", en: "The audit was closed" }
    came(response: &str, how: &str) { sv: "{response} kom in, {how}", en: "{response} received, {how}" }
    came_on(response: &str, day: &str, how: &str) { sv: "{response} skrevs in. Det kom {day}, {how}", en: "{response} written in. It came on {day}, {how}" }
    added(response: &str) { sv: "En komplettering till {response} kom in", en: "A supplement to the {response} came in" }
    board_took_back(response: &str) { sv: "Nämnden tog tillbaka sitt {response}", en: "The board took back its {response}" }
    judged(response: &str) { sv: "Revisionens omdöme om {response}", en: "The auditors’ verdict on the {response}" }
    moved(response: &str, how: &str) { sv: "{response}: {how}", en: "{response}: {how}" }
    became_overdue(response: &str) { sv: "{response} hade inte kommit när sista dagen var slut", en: "{response} had not come when the last day was over" }
    overdue_word { sv: "Försenat", en: "Overdue" }
    not_asked_for(response: &str) { sv: "{response} begärs inte längre", en: "{response} is no longer requested" }
    promise_passed(code: &str) { sv: "{code}: ett utlovat datum har passerat", en: "{code}: a promised date has passed" }
    council_took_up(day: &str, section: &str) { sv: "Fullmäktige tog upp granskningen {day}, §\u{a0}{section}", en: "The council took up the audit on {day}, §\u{a0}{section}" }

    meaning { sv: "Vad betyder siffrorna?", en: "What do the figures mean?" }
    in_time_term { sv: "I tid", en: "On time" }
    in_time_means {
        sv: "Yttrandet kom in senast den sista dag som gällde. Har revisionen flyttat dagen räknas den nya, och hur det står mot missivets dag sägs bredvid. En dag som flyttades när den hade passerat behåller det märket.",
        en: "The response came in no later than the last day in force. If the auditors have moved the day, the new one counts, and how it stands by the letter’s date is said beside it. A day that was moved when it had passed keeps that mark."
    }
    share_term { sv: "Andelen i tid", en: "The share on time" }
    share_means {
        sv: "Räknas av alla yttranden som har lämnats eller borde ha lämnats. Ett försenat yttrande räknas alltså inte som i tid. I tabellen över åren hör yttrandet till året för sin sista dag.",
        en: "Counted of all responses that have been submitted or should have been. An overdue response thus does not count as on time. In the table of years, a response belongs to the year of its last day."
    }
    had_extensions(n: i64) {
        sv: if n == 1 { "Av alla hade ett fått anstånd.".to_owned() } else { format!("Av alla hade {} fått anstånd.", number(Lang::SV, n)) },
        en: if n == 1 { "Of all, one had been given an extension.".to_owned() } else { format!("Of all, {} had been given extensions.", number(Lang::EN, n)) }
    }
    one_unanswered { sv: "1 avslutat utan svar", en: "1 closed without an answer" }
    many_unanswered { sv: "avslutade utan svar", en: "closed without an answer" }
    unanswered_term { sv: "Avslutat utan svar", en: "Closed without an answer" }
    unanswered_means { sv: "Yttrandet kom aldrig in, och revisionen avslutade granskningen utan det. Det räknas inte som i tid.", en: "The response never came in, and the auditors closed the audit without it. It does not count as on time." }
    overdue_term { sv: "Försenat", en: "Overdue" }
    overdue_means {
        sv: "Sista dagen har passerat och yttrandet har inte kommit in. Ett senare yttrande i samma granskning räknas först när nämndens tidigare har kommit.",
        en: "The last day has passed and the response has not come in. A later response in the same audit counts only once the board’s earlier ones have come."
    }
    implemented_term { sv: "Genomförd, delvis genomförd, inte genomförd", en: "Implemented, partly implemented, not implemented" }
    implemented_means {
        sv: "Revisionens senaste publicerade omdöme om ett uppföljande yttrande, eller det som revisionen har sett när den själv har tittat sedan dess; inte nämndens eget ord. En rekommendation till två nämnder räknas en gång för varje nämnd. I tabellen över åren hör den till året för omdömet, också när det har rättats senare.",
        en: "The auditors’ latest published verdict on a follow-up response, or what they have seen when they looked themselves since; not the board’s own word. A recommendation to two boards counts once for each board. In the table of years it belongs to the year of the verdict, also when that was corrected later."
    }
    waiting_term { sv: "Väntar", en: "Awaiting" }
    waiting_means {
        sv: "Revisionen har inte lämnat något omdöme i en uppföljning än, men ett sådant ska komma, eller ett om det första yttrandet. Det som redan har följts upp räknas med sitt omdöme, också när revisionen har frågat igen. Rekommendationer som inte längre är aktuella räknas inte, och inte heller de som saknade sådant omdöme när granskningen avslutades.",
        en: "The auditors have not given a verdict in a follow-up yet, but one is to come, or one on the first response. What has been followed up counts with its verdict, also when the auditors have asked again. Recommendations that are no longer relevant are not counted, nor are those without such a verdict when the audit was closed."
    }
    follow_up_term { sv: "Granskningar under uppföljning", en: "Audits in follow-up" }
    follow_up_means { sv: "Granskningar som är skickade till nämnderna och inte avslutade.", en: "Audits that have been sent to the boards and are not closed." }
    few_term { sv: "Få svar", en: "Small numbers" }
    few_means { sv: "När det är färre än fem visas antal i stället för procent.", en: "Below five, counts are shown instead of percentages." }

    boards { sv: "Nämnder", en: "Boards" }
    boards_caption { sv: "Yttranden per nämnd", en: "Responses per board" }
    no_boards { sv: "Här visas nämnderna när de har lagts till.", en: "The boards are shown here once they have been added." }
    found_boards(n: i64) { sv: plural(n, "1 nämnd", "nämnder"), en: plural(n, "1 board", "boards") }
    found_responses(n: i64) { sv: plural(n, "1 yttrande", "yttranden"), en: plural(n, "1 response", "responses") }
    no_responses { sv: "Inga yttranden är begärda.", en: "No responses have been requested." }
    kind { sv: "Typ", en: "Type" }
    ended_on { sv: "Upphörde", en: "Ceased" }
    reference { sv: "Diarienummer", en: "Reference" }
    audit { sv: "Granskning", en: "Audit" }
    response { sv: "Yttrande", en: "Response" }
    first_last_day { sv: "Första sista dag", en: "First last day" }
    status { sv: "Status", en: "Status" }
    overdue { sv: "Försenade", en: "Overdue" }
    submitted { sv: "Lämnade", en: "Submitted" }
    ended(day: &str) { sv: "avslutad {day}", en: "ended {day}" }

    board_overdue(n: i64) {
        sv: if n == 1 { "har ett försenat yttrande.".to_owned() } else { format!("har {} försenade yttranden.", number(Lang::SV, n)) },
        en: if n == 1 { "has one overdue response.".to_owned() } else { format!("has {} overdue responses.", number(Lang::EN, n)) }
    }
    board_on_track { sv: "har inget försenat yttrande.", en: "has no overdue response." }
    board_unasked { sv: "har inte fått någon granskning att svara på.", en: "has not been asked to respond to any audit." }
    answers_for { sv: "Svarar också för det som är kvar av:", en: "Also answers for what is left of:" }
    has_left(n: i64) { sv: format!("{} kvar att lämna", plural(n, "1 yttrande", "yttranden")), en: format!("{} left to submit", plural(n, "1 response", "responses")) }
    also_answers(n: i64, board: &str) { sv: format!("svarar också för {n} kvar från {board}"), en: format!("also answers for {n} left of {board}") }
    heir_answers(boards: &str) { sv: "{boards} svarar", en: "{boards} answers" }
    years_on_a_sheet { sv: "Året på ett blad:", en: "The year on one sheet:" }
    other_years { sv: "Andra år:", en: "Other years:" }
    before_discharge(year: i32) {
        sv: format!("Underlag inför fullmäktiges beslut om ansvarsfrihet för {year}."),
        en: format!("For the council’s decision on discharge from liability for {year}.")
    }
    year_so_far { sv: "Året hittills.", en: "The year so far." }
    none_due_that_year { sv: "Nämnden hade inget yttrande att lämna.", en: "The board had no response to submit." }
    board_has_submitted { sv: "Nämnden har lämnat ", en: "The board has submitted " }
    judged_that_year(n: i64, implemented: &str, partly: &str, not: &str) {
        sv: format!("Av rekommendationerna har {n} sitt senaste omdöme från året: {implemented}, {partly} och {not}."),
        en: format!("Of the recommendations {n} {} their latest verdict from the year: {implemented}, {partly} and {not}.", if n == 1 { "has" } else { "have" })
    }
    figure_judged_implemented { sv: "av dem med omdöme från året genomförda", en: "of those with a verdict from the year implemented" }
    figure_waiting(n: i64) {
        sv: if n == 1 { "rekommendation väntar på uppföljning nu" } else { "rekommendationer väntar på uppföljning nu" },
        en: if n == 1 { "recommendation awaits follow-up now" } else { "recommendations await follow-up now" }
    }
    responses_of_year { sv: "Yttranden med sista dag under året", en: "Responses due in the year" }
    more_on_boards_page { sv: "Fler finns på nämndens sida.", en: "There are more on the board’s page." }
    verdicts_of_year { sv: "Rekommendationer med sitt senaste omdöme från året", en: "Recommendations with their latest verdict from the year" }
    no_verdicts { sv: "Ingen rekommendation har sitt senaste omdöme i en uppföljning från året.", en: "No recommendation has its latest verdict in a follow-up from the year." }
    newest_verdicts_heading { sv: "Senaste omdömen i uppföljningen", en: "Latest verdicts in follow-up" }
    none_judged_yet { sv: "Revisionen har inte lämnat något omdöme i en uppföljning än.", en: "The auditors have not given a verdict in a follow-up yet." }
    newest_verdicts { sv: "De senaste visas.", en: "The latest ones are shown." }
    board_in_register { sv: "Visa nämndens alla i registret", en: "Show all of the board’s in the register" }
    promises_passed { sv: "Punkter där ett utlovat datum har passerat", en: "Items of which a promised date has passed" }
    no_promises_passed { sv: "Inget utlovat datum har passerat.", en: "No promised date has passed." }
    oldest_promises { sv: "De äldsta visas.", en: "The oldest ones are shown." }
    promised_by(day: &str) { sv: "Till {day}.", en: "By {day}." }
    judged_on(grade: &str, day: &str) { sv: "{grade}, {day}.", en: "{grade}, {day}." }
    group_overdue { sv: "Försenade yttranden", en: "Overdue responses" }
    group_coming { sv: "Kommande yttranden", en: "Coming responses" }
    group_submitted { sv: "Lämnade yttranden", en: "Submitted responses" }
    came_in { sv: "Inkom", en: "Received" }
    receipt { sv: "Kvitto", en: "Receipt" }
    assessed { sv: "Omdöme publicerat", en: "Verdict published" }
    not_assessed { sv: "Väntar på omdöme", en: "Awaiting verdict" }
}
