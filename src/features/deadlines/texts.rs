use crate::platform::language::{Lang, Tongue};
use crate::platform::texts::{number, plural};

crate::texts! {
    last_days { sv: "Sista dagar", en: "Last days" }
    last_day { sv: "Sista dag", en: "Last day" }
    why_this_day { sv: "Varför detta datum?", en: "Why this date?" }
    in_force { sv: "Sista dagen som gäller", en: "The last day in force" }
    whole_day { sv: "Hela dagen räknas, till midnatt svensk tid.", en: "The whole day counts, until midnight Swedish time." }
    received(day: &str) { sv: "Yttrandet kom in {day}.", en: "The response was received {day}." }
    against(now: &str, then: &str) { sv: "Mot sista dagen som gällde: {now}. Mot missivets dag: {then}.", en: "Against the last day in force: {now}. Against the day of the letter: {then}." }
    ledger { sv: "Så blev datumet", en: "How the date came about" }
    ledger_lead { sv: "Varje rad står kvar. Den sista gäller. Tjänsten ändrar aldrig en rad och tar aldrig bort någon.", en: "Every line remains. The last one is in force. The service never changes a line and never removes one." }
    kind_original { sv: "Missivets datum", en: "The date of the letter" }
    kind_extension { sv: "Anstånd", en: "Extension" }
    kind_correction { sv: "Rättelse", en: "Correction" }
    kind_weekday { sv: "Flyttad till närmaste vardag", en: "Moved to the next weekday" }
    entered(when: &str, who: &str) { sv: "Infört {when} av {who}", en: "Entered {when} by {who}" }
    kind_opened { sv: "Dagen som revisionen angav när omgången öppnades", en: "The day that the auditors gave when the round was opened" }
    opened_because { sv: "Varför omgången öppnades", en: "Why the round was opened" }
    phrase { sv: "Så står det i missivet", en: "This is what the letter says" }
    by_hand { sv: "Datumet skrevs in av revisionen när granskningen lades in.", en: "The auditors entered the date when the audit was recorded." }
    reason { sv: "Skäl", en: "Reasons" }
    afterwards { sv: "Anståndet beviljades i efterhand: den tidigare sista dagen hade passerat.", en: "The extension was granted afterwards: the earlier last day had passed." }
    corrected_afterwards { sv: "Dagen rättades i efterhand: den tidigare sista dagen hade passerat. Det står kvar i alla siffror.", en: "The day was corrected afterwards: the earlier last day had passed. All figures keep saying so." }
    requests { sv: "Begäran om anstånd", en: "Requests for an extension" }
    no_requests { sv: "Ingen har begärt anstånd.", en: "Nobody has requested an extension." }
    asked_line(when: &str, who: &str, day: &str) { sv: "{who} bad {when} om ny sista dag {day}.", en: "{who} asked {when} for the new last day {day}." }
    waits { sv: "Väntar på revisionens beslut", en: "Awaits the auditors’ decision" }
    withdrawn(when: &str) { sv: "Återkallad {when}", en: "Withdrawn {when}" }
    lapsed_with_the_round { sv: "Förföll när revisionen återkallade sin begäran om yttrande", en: "Lapsed when the auditors withdrew their request for a response" }
    lapsed { sv: "Förföll när granskningen avslutades", en: "Lapsed when the audit was closed" }
    granted(day: &str, when: &str, who: &str) { sv: "Beviljat till {day}. Beslutat {when} av {who}", en: "Granted until {day}. Decided {when} by {who}" }
    refused(when: &str, who: &str) { sv: "Avslaget. Beslutat {when} av {who}", en: "Refused. Decided {when} by {who}" }
    no_extensions { sv: "Inga anstånd.", en: "No extensions." }
    counted(n: i64) { sv: plural(n, "Anstånd 1 gång.", "anstånd."), en: plural(n, "Extended once.", "extensions.") }
    limit(n: i64) { sv: "Kommunen tillåter högst {n} per yttrande.", en: "The municipality allows at most {n} per response." }
    reminders { sv: "Påminnelser", en: "Reminders" }
    prompts { sv: "Påminnelser från revisionen", en: "Reminders from the auditors" }
    prompt { sv: "Påminn nämnden", en: "Remind the board" }
    prompted(when: &str, who: &str) { sv: "Påmind {when} av {who}", en: "Reminded {when} by {who}" }
    no_reminders { sv: "Ingen påminnelse har skickats.", en: "No reminder has been sent." }
    reminded(when: &str, step: &str, people: &str) { sv: "{when}, {step}: avisering till {people}", en: "{when}, {step}: notice to {people}" }
    days_before(n: i64) { sv: plural(n, "1 dag före", "dagar före"), en: plural(n, "1 day before", "days before") }
    days_after(n: i64) { sv: plural(n, "1 dag efter", "dagar efter"), en: plural(n, "1 day after", "days after") }
    on_the_day { sv: "på sista dagen", en: "on the last day" }
    people(n: i64) { sv: plural(n, "1 person", "personer"), en: plural(n, "1 person", "people") }

    ask { sv: "Begär anstånd", en: "Request an extension" }
    ask_lead { sv: "Revisionen beslutar om anstånd. Nuvarande sista dag gäller tills de har beslutat.", en: "The auditors decide on extensions. The current last day applies until they have decided." }
    ask_public { sv: "Begäran blir en allmän handling när du skickar den. Revisionen, de andra nämnderna och fullmäktige kan läsa den. Skriv inget som omfattas av sekretess och inget om enskilda personer.", en: "The request becomes an official record when you send it. The auditors, the other boards and the council can read it. Write nothing confidential and nothing about individuals." }
    passed { sv: "Sista dagen har passerat. Ni kan ändå begära anstånd, men yttrandet är försenat tills revisionen har beslutat.", en: "The last day has passed. You can still request an extension, but the response is overdue until the auditors have decided." }
    current_day { sv: "Nuvarande sista dag", en: "Current last day" }
    wished { sv: "Ny sista dag", en: "New last day" }
    wished_hint { sv: "Till exempel 2025-04-25", en: "For example 2025-04-25" }
    ask_reason_hint { sv: "Varför räcker inte tiden, och vad gör att den nya dagen håller?", en: "Why is the time not enough, and what makes the new day hold?" }
    ask_reason_needed { sv: "varför ni behöver anstånd", en: "why you need an extension" }
    send_request { sv: "Skicka begäran", en: "Send the request" }
    your_request { sv: "Er begäran väntar på beslut", en: "Your request awaits a decision" }
    withdraw { sv: "Ta tillbaka begäran", en: "Withdraw the request" }
    asked_enough(n: usize) { sv: "Ni har redan bett om anstånd {n} gånger i dag, och varje gång får revisionen ett mejl. Vänta till i morgon, eller ring revisionen.", en: "You have already asked for an extension {n} times today, and each time the auditors get a mail. Wait until tomorrow, or call the auditors." }
    limit_reached(n: i64) { sv: "Ni har redan fått anstånd så många gånger som kommunen tillåter ({n}). Kontakta revisionen om ni ändå behöver mer tid.", en: "You have already had as many extensions as the municipality allows ({n}). Contact the auditors if you still need more time." }
    nothing_to_extend { sv: "Yttrandet har kommit in. Sista dagen går inte längre att ändra.", en: "The response has been received. The last day can no longer be changed." }
    back_to_desk { sv: "Tillbaka till yttrandet", en: "Back to the response" }

    not_later(day: &str) { sv: "Ny sista dag måste vara efter {day}.", en: "The new last day must be after {day}." }
    is_over { sv: "Dagen har redan passerat. Välj i dag eller en senare dag.", en: "That day has already passed. Choose today or a later day." }
    before_next(day: &str) { sv: "Dagen måste vara före nästa yttrandes sista dag, {day}. Flytta den samtidigt, eller välj en tidigare dag.", en: "The day must be before the last day of the next response, {day}. Move that one too, or choose an earlier day." }
    before_next_alone(day: &str) { sv: "Dagen måste vara före nästa yttrandes sista dag, {day}. Rätta den dagen först, eller välj en tidigare dag.", en: "The day must be before the last day of the next response, {day}. Correct that one first, or choose an earlier day." }
    after_earlier(day: &str) { sv: "Dagen måste vara efter det tidigare yttrandets sista dag, {day}.", en: "The day must be after the last day of the earlier response, {day}." }
    unchanged { sv: "Det är redan den sista dag som gäller.", en: "That is the last day in force already." }
    too_soon { sv: "En tidigare sista dag måste ligga minst en vecka fram, så att nämnden hinner.", en: "An earlier last day must be at least a week ahead, so that the board has time." }
    audit_is_closed { sv: "Granskningen är avslutad. Sista dagen går inte längre att ändra.", en: "The audit is closed. The last day can no longer be changed." }
    too_far { sv: "Dagen ligger mer än fem år fram. Kontrollera årtalet.", en: "The day is more than five years ahead. Check the year." }

    answered_meanwhile(day: &str, late: &str) { sv: "Yttrandet kom in {day}, {late}. Beviljar ni anstånd nu är det beviljat i efterhand: det står i tjänsten, och hur sent yttrandet kom mot missivets dag står kvar.", en: "The response was received {day}, {late}. If you grant an extension now, it is granted afterwards: the service says so, and how late the response came against the day of the letter remains." }
    decide { sv: "Besluta om anstånd", en: "Decide on the extension" }
    history(n: i64) { sv: "Nämnden har fått {n} anstånd de senaste två åren.", en: "The board has had {n} extensions in the last two years." }
    first_extension { sv: "Nämnden har inte fått något anstånd de senaste två åren.", en: "The board has had no extension in the last two years." }
    answers_before(n: i64, in_time: i64) { sv: answers_before(Lang::SV, n, in_time), en: answers_before(Lang::EN, n, in_time) }
    late_now(n: i64) { sv: format!("Yttrandet är {} försenat i dag.", plural(n, "1 dag", "dagar")), en: format!("The response is {} overdue today.", plural(n, "1 day", "days")) }
    next_meeting(day: &str) { sv: "Nästa sammanträde i nämnden: {day}.", en: "The board’s next meeting: {day}." }
    meeting_until(day: &str) { sv: "Sista sammanträdet till och med den dag som nämnden ber om: {day}.", en: "The last meeting up to the day that the board asks for: {day}." }
    meeting_after(day: &str) { sv: "Nästa sammanträde efter den dagen: {day}.", en: "The next meeting after that day: {day}." }
    with_papers(day: &str, papers: &str) { sv: "{day}, handlingar senast {papers}", en: "{day}, papers by {papers}" }
    own_next_meeting(day: &str) { sv: "Revisionens eget nästa sammanträde: {day}.", en: "The auditors’ own next meeting: {day}." }
    no_meeting_noted { sv: "Nämnden har inte lagt in något kommande sammanträde.", en: "The board has noted no coming meeting." }
    others { sv: "Andra nämnder i samma granskning", en: "Other boards in the same audit" }
    other_due(day: &str) { sv: "sista dag {day}", en: "last day {day}" }
    other_received(day: &str) { sv: "kom in {day}", en: "received {day}" }
    decision { sv: "Beslut", en: "Decision" }
    grant_wish(day: &str) { sv: "Bevilja till {day}", en: "Grant until {day}" }
    grant_other { sv: "Bevilja till en annan dag", en: "Grant until another day" }
    refuse { sv: "Avslå", en: "Refuse" }
    choose_decision { sv: "Välj hur ni beslutar.", en: "Choose how you decide." }
    other_day { sv: "Annan sista dag", en: "Another last day" }
    other_day_hint { sv: "Fylls i bara om ni beviljar en annan dag.", en: "Fill in only if you grant another day." }
    motive { sv: "Motivering", en: "Reasons" }
    motive_hint { sv: "Behövs om ni beviljar en annan dag eller avslår. Nämnden och fullmäktige kan läsa den.", en: "Required if you grant another day or refuse. The board and the council can read it." }
    motive_needed { sv: "varför ni beslutar så", en: "why you decide so" }
    next_question(round: &str, day: &str) { sv: "Ska {round} också flyttas? Sista dag är nu {day}.", en: "Is the {round} to be moved as well? Its last day is now {day}." }
    keep_next { sv: "Nej, den dagen ligger kvar", en: "No, that day stays" }
    move_next { sv: "Ja, flytta den", en: "Yes, move it" }
    choose_next { sv: "Välj om nästa yttrande också ska flyttas.", en: "Choose whether the next response is to be moved as well." }
    next_is_asked { sv: "Nämnden har begärt anstånd för nästa yttrande också. Besluta om den begäran för sig.", en: "The board has requested an extension for the next response as well. Decide on that request by itself." }
    next_day { sv: "Ny sista dag för nästa yttrande", en: "New last day of the next response" }
    next_day_hint { sv: "Fylls i bara om den ska flyttas.", en: "Fill in only if it is to be moved." }
    moved_along(round: &str) { sv: "Flyttad samtidigt som anståndet för {round}.", en: "Moved together with the extension of the {round}." }
    save_decision { sv: "Spara beslutet", en: "Save the decision" }
    decision_stands { sv: "Beslutet går inte att ändra efteråt. Både den gamla och den nya dagen står kvar.", en: "The decision cannot be changed afterwards. Both the old day and the new one remain." }

    correct { sv: "Rätta sista dagen", en: "Correct the last day" }
    correct_lead { sv: "För misstag: fel datum i missivet, eller fel inskrivet. Vill nämnden ha mer tid är det ett anstånd. Nämnden får veta, och båda dagarna står kvar.", en: "For mistakes: a wrong date in the letter, or entered wrongly. If the board wants more time, that is an extension. The board is told, and both days remain." }
    right_day { sv: "Rätt sista dag", en: "The right last day" }
    correct_reason { sv: "Vad var fel?", en: "What was wrong?" }
    correct_reason_needed { sv: "vad som var fel", en: "what was wrong" }
    save_correction { sv: "Rätta", en: "Correct" }

    letter { sv: "Påminnelsebrev", en: "Letter of reminder" }
    letter_lead { sv: "Ett färdigt brev att skriva ut och underteckna. Tjänsten skickar det inte.", en: "A prepared letter to print and sign. The service does not send it." }
    letter_not_late { sv: "Yttrandet är inte försenat, så det finns inget att påminna om.", en: "The response is not overdue, so there is nothing to remind about." }
    print_hint { sv: "Skriv ut sidan med webbläsarens utskrift. Bara brevet kommer med.", en: "Print the page with your browser. Only the letter is printed." }
    to_letter { sv: "Förbered påminnelsebrev", en: "Prepare a letter of reminder" }

    rules { sv: "Sista dagar och påminnelser", en: "Last days and reminders" }
    rules_lead { sv: "Reglerna gäller hela kommunen och används från och med nu. Påminnelser som redan har gått ändras inte.", en: "The rules apply to the whole municipality, from now on. Reminders that have been sent do not change." }
    before { sv: "Påminn så många dagar före", en: "Remind so many days before" }
    before_hint { sv: "Dagar med komma emellan, till exempel 30, 14, 7, 1. Faller en dag på en helg skickas påminnelsen vardagen innan.", en: "Days with commas between, for example 30, 14, 7, 1. If a day falls on a weekend or holiday, the reminder goes on the working day before." }
    after { sv: "Påminn så många dagar efter, om yttrandet saknas", en: "Remind so many days after, if the response is missing" }
    after_hint { sv: "Till exempel 1, 7. Då får även revisionen veta.", en: "For example 1, 7. The auditors are told as well." }
    letter_after { sv: "Uteblivet yttrande efter så många dagar", en: "Missing response after so many days" }
    letter_after_hint { sv: "Då förbereds påminnelsebrevet, och ärendet står på revisionens nästa sammanträde.", en: "The letter of reminder is then prepared, and the matter stands on the auditors’ next meeting." }
    extension_limit { sv: "Högst så många anstånd per yttrande", en: "At most so many extensions per response" }
    presidium { sv: "Fullmäktiges presidium", en: "The council’s presidium" }
    presidium_address { sv: "E-postadress till presidiet", en: "E-mail address of the presidium" }
    presidium_hint { sv: "Hit går ett mejl när ett yttrande har varit sent så länge som du anger, en gång för varje sista dag. Lämna båda fälten tomma om ingen ska meddelas.", en: "A mail goes here when a response has been late for as long as you say, once for each last day. Leave both fields empty if nobody is to be told." }
    presidium_address_wrong { sv: "Skriv presidiets e-postadress, till exempel presidiet@kommunen.se.", en: "Enter the presidium’s e-mail address, for example presidium@municipality.se." }
    presidium_after { sv: "Efter så många dagar", en: "After so many days" }
    extension_limit_hint { sv: "Lämna tomt om revisionen avgör varje gång.", en: "Leave empty if the auditors decide each time." }
    weekday { sv: "Sista dagar på helger", en: "Last days on weekends and holidays" }
    keep_day { sv: "Gäller som de står i missivet. Tjänsten varnar.", en: "Apply as they stand in the letter. The service warns." }
    move_day { sv: "Flyttas till närmaste vardag när granskningen skickas. Båda dagarna syns.", en: "Are moved to the next weekday when the audit is sent. Both days are shown." }
    choose_weekday { sv: "Välj vad som gäller på helger.", en: "Choose what applies on weekends." }
    days_fault { sv: "Skriv högst tio dagar mellan 1 och 365, med komma emellan.", en: "Enter at most ten days between 1 and 365, with commas between." }
    number_fault(from: i64, to: i64) { sv: "Skriv ett tal mellan {from} och {to}.", en: "Enter a number between {from} and {to}." }
    save { sv: "Spara", en: "Save" }
}

/// By the last days that were in force.
fn answers_before(lang: Lang, n: i64, in_time: i64) -> String {
    let count = |n: i64| if n == 0 { lang.pick("inget", "none").to_owned() } else { number(lang, n) };
    let (came, late) = (count(in_time), count(n - in_time));
    match (lang.tongue(), n) {
        (Tongue::Sv, 0) => "Nämnden har inte lämnat något yttrande de senaste två åren.".to_owned(),
        (Tongue::En, 0) => "The board has submitted no response in the last two years.".to_owned(),
        (Tongue::Sv, 1) => format!("Nämnden har lämnat ett yttrande de senaste två åren: {came} i tid, {late} sent."),
        (Tongue::Sv, _) => format!("Nämnden har lämnat {} yttranden de senaste två åren: {came} i tid, {late} sent.", number(lang, n)),
        (Tongue::En, 1) => format!("The board has submitted one response in the last two years: {came} on time, {late} late."),
        (Tongue::En, _) => format!("The board has submitted {} responses in the last two years: {came} on time, {late} late.", number(lang, n)),
    }
}
