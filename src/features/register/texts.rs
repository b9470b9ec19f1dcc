use super::asked::{Dates, Verdict};
use crate::domain::audit::ItemKind;
use crate::domain::follow_up::Choice;
use crate::domain::standing::ItemStanding;
use crate::domain::verdict::Grade;
use crate::platform::texts::plural;
use crate::platform::words::Words;

crate::texts! {
    as_of_day { sv: "Läget den", en: "As of" }
    came_from_a_day(day: &str) {
        sv: "Du kom hit från läget den {day}. Här står punktens hela historia, också det som har hänt sedan dess.",
        en: "You came here from how it was on {day}. This is the whole life of the item, also what has happened since."
    }
    menu { sv: "Rekommendationer", en: "Recommendations" }
    found(n: i64) { sv: plural(n, "1 rekommendation", "rekommendationer"), en: plural(n, "1 recommendation", "recommendations") }
    found_all(n: i64) { sv: plural(n, "1 punkt", "punkter"), en: plural(n, "1 item", "items") }
    none_at_all { sv: "När den första granskningen har skickats finns rekommendationerna här.", en: "Once the first audit has been sent, its recommendations are here." }
    lead {
        sv: "En rad för varje rekommendation och nämnd. Överst står det som skulle ha varit genomfört först, sist det som är avslutat.",
        en: "One row for each recommendation and board. What should have been done first is at the top, what is settled at the end."
    }
    search_label { sv: "Sök på rubrik, granskning eller diarienummer", en: "Search for heading, audit or reference" }
    audit_reference { sv: "Granskningens diarienummer", en: "The audit’s reference" }
    status_label { sv: "Status", en: "Status" }
    verdict { sv: "Revisionens omdöme", en: "The auditors’ verdict" }
    board { sv: "Nämnd", en: "Board" }
    all_boards { sv: "Alla nämnder", en: "All boards" }
    any_board { sv: "Alla", en: "All" }
    own_boards { sv: "Egna", en: "Our own" }
    dates_label { sv: "Datum", en: "Dates" }
    age_label { sv: "Ålder", en: "Age" }
    year { sv: "Skickad år", en: "Sent in" }
    judged_in { sv: "Bedömd i uppföljning år", en: "Judged in a follow-up in" }
    show_label { sv: "Visa även", en: "Show also" }
    assessments_too { sv: "Bedömningar", en: "Assessments" }
    open_ones { sv: "Alla som inte är avslutade", en: "All that are not settled" }
    awaits_follow_up { sv: "Väntar på uppföljning", en: "Awaiting follow-up" }
    date_passed { sv: "Planerat datum har passerat", en: "Planned date has passed" }
    date_moved { sv: "Datumet har flyttats", en: "The date has been moved" }
    look_is_due { sv: "Revisionen skulle titta igen", en: "The auditors meant to look again" }
    look_is_planned { sv: "Nästa titt planerad", en: "Next look planned" }
    nobody_looks { sv: "Kvar att bestämma: ingen ny titt planerad", en: "Left to decide: no further look planned" }

    recommendation { sv: "Rekommendation", en: "Recommendation" }
    planned_for { sv: "Planerat klart", en: "Planned completion" }
    first_for(day: &str) { sv: "först {day}", en: "first {day}" }
    changed { sv: "Senast ändrad", en: "Last changed" }
    audit { sv: "Granskning", en: "Audit" }
    reference { sv: "Diarienummer", en: "Reference" }
    item { sv: "Punkt", en: "Item" }
    heading { sv: "Rubrik", en: "Heading" }
    first_promised { sv: "Först lovad till", en: "First promised by" }
    times_moved { sv: "Flyttad, gånger", en: "Times moved" }
    judged_on { sv: "Omdöme den", en: "Verdict on" }
    sent_on { sv: "Skickad", en: "Sent" }
    next_look { sv: "Revisionen tittar igen", en: "The auditors look again" }

    done_after(days: i64) {
        sv: plural(days, "1 dag efter planen", "dagar efter planen"),
        en: plural(days, "1 day after the plan", "days after the plan")
    }
    since_promised(days: i64) {
        sv: plural(days, "1 dag sedan det lovade datumet", "dagar sedan det lovade datumet"),
        en: plural(days, "1 day since the promised date", "days since the promised date")
    }
    since_first_promised(days: i64) {
        sv: plural(days, "1 dag sedan det först lovade datumet", "dagar sedan det först lovade datumet"),
        en: plural(days, "1 day since the date first promised", "days since the date first promised")
    }
    looks_again(day: &str) { sv: "Revisionen tittar igen {day}.", en: "The auditors look again on {day}." }
    counts(first: &str) { sv: "Lovad först till {first}", en: "First promised by {first}" }
    since(days: i64) { sv: format!("{} sedan dess", plural(days, "1 dag har gått", "dagar har gått")), en: format!("{} since", plural(days, "1 day has passed", "days have passed")) }
    now_by(day: &str) { sv: "nu till {day}", en: "now by {day}" }
    still_counts { sv: "Åtgärder som återstår", en: "Measures that remain" }
    to_be_looked_at { sv: "Inga åtgärder: frågan skulle ses över igen.", en: "No measures: the question was to be looked at again." }
    dropped { sv: "Ska inte genomföras, enligt nämnden", en: "Will not be done, says the board" }

    place_of(kind: &str, code: &str) { sv: "{kind} {code}", en: "{kind} {code}" }
    auditors_text { sv: "Revisionens text", en: "The auditors’ text" }
    earlier_wordings { sv: "Tidigare lydelser", en: "Earlier wordings" }
    wording_until(day: &str) { sv: "Lydelsen till och med {day}", en: "As worded until {day}" }
    corrected(day: &str) { sv: "Rättad {day}", en: "Corrected on {day}" }
    why(reason: &str) { sv: "Skäl: {reason}", en: "Reason: {reason}" }
    item_of(code: &str, reference: &str) { sv: "{code} i {reference}", en: "{code} of {reference}" }
    takes_up { sv: "Tar upp", en: "Takes up" }
    taken_up { sv: "Tas upp på nytt som", en: "Taken up again as" }
    alike { sv: "Liknande punkter i andra granskningar", en: "Similar items in other audits" }
    alike_lead { sv: "De har mycket av orden gemensamt. Om de handlar om samma sak avgör den som läser.", en: "They have many words in common. Whether they are about the same thing is for the reader to say." }
    item_sent(item: &str, day: &str) { sv: "{item}, skickad {day}", en: "{item}, sent on {day}" }
    same_board { sv: "Samma nämnd", en: "The same board" }
    priority { sv: "Prioritet", en: "Priority" }
    prioritise { sv: "Den här är prioriterad", en: "This one is prioritised" }
    prioritised { sv: "Prioriterad", en: "Prioritised" }
    prioritised_ones { sv: "Bara prioriterade", en: "Prioritised only" }
    tag { sv: "Etikett", en: "Tag" }
    tags { sv: "Etiketter", en: "Tags" }
    tags_hint { sv: "Vad punkten handlar om, med komma mellan, till exempel avtal, it-säkerhet. Med samma etikett hittas punkter i olika granskningar tillsammans.", en: "What the item is about, with commas between, for example contracts, it security. Items of different audits with the same tag are found together." }
    too_many_tags(most: usize) { sv: format!("Välj högst {most} etiketter."), en: format!("Choose at most {most} tags.") }
    tag_too_long(tag: &str, longest: usize) { sv: "Etiketten {tag} är för lång. Den får ha högst {longest} tecken.", en: "The tag {tag} is too long. It may have {longest} characters at most." }
    sort_item { sv: "Prioritet och etiketter", en: "Priority and tags" }
    sort_lead { sv: "Alla som läser registret ser det. Nämnden behöver inte göra något med anledning av det.", en: "Everybody who reads the register sees it. The board need not do anything about it." }
    save { sv: "Spara", en: "Save" }
    other_boards { sv: "Samma punkt hos andra nämnder", en: "The same item at other boards" }
    whole_life { sv: "Vad som har hänt", en: "What has happened" }
    was_sent(day: &str) { sv: "Skickad till nämnden {day}", en: "Sent to the board on {day}" }
    came(when: &str) { sv: "Svar inkom {when}", en: "Answer received {when}" }
    supplement(when: &str) { sv: "Komplettering inkom {when}", en: "Supplement received {when}" }
    taken_back(day: &str) { sv: "Återtaget av nämnden {day}. Svaret räknas inte.", en: "Withdrawn by the board on {day}. The answer does not count." }
    nothing_came { sv: "Inget svar har kommit in.", en: "No answer has come in." }
    was_withdrawn { sv: "Revisionen har återkallat begäran. Inget svar väntas.", en: "The auditors have withdrawn the request. No answer is awaited." }
    never_came { sv: "Inget svar kom in innan granskningen avslutades.", en: "No answer came in before the audit was closed." }
    last_day { sv: "Sista dag", en: "Last day" }
    decided(who: &str, day: &str) { sv: "{who} beslutade {day}.", en: "{who} decided on {day}." }
    decided_section(who: &str, day: &str, section: &str) { sv: "{who} beslutade {day}, §\u{a0}{section}.", en: "{who} decided on {day}, §\u{a0}{section}." }
    not_in_first { sv: "Fanns inte i det första yttrandet", en: "Not in the first response" }
    status(day: &str) { sv: "Lägesbesked {day}", en: "Status report {day}" }
    own_word { sv: "Nämndens egna ord mellan omgångarna. Revisorerna har inte bedömt dem.", en: "The board’s own word between the rounds. The auditors have not judged it." }
    judged(day: &str) { sv: "Revisionens omdöme {day}", en: "The auditors’ verdict on {day}" }
    judged_anew(day: &str) { sv: "Rättat omdöme {day}", en: "Corrected verdict on {day}" }
    looked(day: &str) { sv: "Revisionen tittade igen {day}", en: "The auditors looked again on {day}" }
    look_planned(day: &str) { sv: "Revisionen planerade {day} att titta igen", en: "The auditors planned on {day} to look again" }
    let_go(day: &str) { sv: "Revisionen slutade följa upp {day}", en: "The auditors stopped following up on {day}" }
    was_closed(day: &str) { sv: "Granskningen avslutades {day}", en: "The audit was closed on {day}" }
    previous { sv: "Föregående", en: "Previous" }
    next { sv: "Nästa", en: "Next" }
    items_nav { sv: "Rekommendationer", en: "Recommendations" }
    follow_up { sv: "Följ upp", en: "Follow up" }
    follow_up_lead {
        sv: "Omgångarna är över. Revisionen avgör om punkten är löst, när den tittar på den igen, eller att den inte följs upp längre.",
        en: "The rounds are over. The auditors decide whether the item is solved, when they look at it again, or that it is no longer followed up."
    }
    what_now { sv: "Vad har revisionen kommit fram till?", en: "What have the auditors found?" }
    choose_what { sv: "Välj vad revisionen har kommit fram till.", en: "Choose what the auditors have found." }
    look_next { sv: "Revisionen tittar igen den", en: "The auditors look again on" }
    look_hint { sv: "En dag framåt. Lämna fältet tomt om punkten är löst eller inte följs upp längre.", en: "A day to come. Leave it empty if the item is solved or no longer followed up." }
    day_needed { sv: "Skriv dagen då revisionen tittar igen: punkten är inte löst.", en: "Enter the day on which the auditors look again: the item is not solved." }
    day_ahead { sv: "Skriv en dag som kommer efter i dag.", en: "Enter a day after today." }
    day_of_settled { sv: "Ta bort dagen: det du har valt avslutar uppföljningen.", en: "Remove the day: what you have chosen ends the follow-up." }
    reason_needed { sv: "Skriv varför.", en: "Say why." }
    comment { sv: "Kommentar", en: "Comment" }
    comment_hint {
        sv: "Visas för nämnden och fullmäktige. Behövs om punkten inte är genomförd, inte längre är aktuell eller inte följs upp längre.",
        en: "Shown to the board and the council. Needed if the item is not implemented, no longer relevant, or no longer followed up."
    }
    follow_up_seen { sv: "När du publicerar ser nämnden, övriga nämnder och fullmäktige det. Det står kvar, men kan följas av ett nytt.", en: "When you publish, the board, the other boards and the council see it. It stands, but can be followed by another." }
    follow_up_save { sv: "Publicera uppföljningen", en: "Publish the follow-up" }
    cancel { sv: "Avbryt", en: "Cancel" }
    read_response { sv: "Läs hela yttrandet", en: "Read the whole response" }
}

impl Texts {
    /// How an item stands, in one word.
    pub(super) fn standing(self, standing: ItemStanding) -> &'static str {
        match standing {
            ItemStanding::Awaited => self.lang.pick("Svar väntas", "Response awaited"),
            ItemStanding::ToJudge => self.lang.say("Väntar på omdöme", "Awaiting verdict"),
            ItemStanding::ReportedDone => self.lang.pick("Redovisad som genomförd, väntar på revisionen", "Reported as done, awaiting the auditors"),
            ItemStanding::Planned => self.lang.pick("Åtgärder planerade", "Measures planned"),
            ItemStanding::NonePlanned => self.lang.pick("Inga åtgärder planerade", "No measures planned"),
            ItemStanding::Elsewhere => self.lang.pick("Svar i särskild ordning", "Answered separately"),
            ItemStanding::InDocument => self.lang.pick("Besvarad i handlingen", "Answered in the document"),
            ItemStanding::JudgedOnce => self.lang.pick("Bedömd, ingen uppföljning planerad", "Assessed, no follow-up planned"),
            ItemStanding::Implemented => self.lang.pick("Genomförd", "Implemented"),
            ItemStanding::PartlyImplemented => self.lang.pick("Delvis genomförd", "Partly implemented"),
            ItemStanding::NotImplemented => self.lang.pick("Inte genomförd", "Not implemented"),
            ItemStanding::NoLongerRelevant => self.lang.pick("Inte längre aktuell", "No longer relevant"),
            ItemStanding::GivenUp => self.lang.pick("Följs inte upp längre", "No longer followed up"),
            ItemStanding::Unanswered => self.lang.pick("Avslutad utan svar", "Closed without an answer"),
            ItemStanding::Ended => self.lang.pick("Avslutad före uppföljning", "Closed before a follow-up"),
            ItemStanding::Withdrawn => self.lang.pick("Återkallad av revisionen", "Withdrawn by the auditors"),
        }
    }

    /// How an item of a kind stands: what an assessment found is put right.
    pub(super) fn standing_of(self, kind: ItemKind, standing: ItemStanding) -> &'static str {
        let grade = match (kind, standing) {
            (ItemKind::Assessment, ItemStanding::Implemented) => Grade::Implemented,
            (ItemKind::Assessment, ItemStanding::PartlyImplemented) => Grade::PartlyImplemented,
            (ItemKind::Assessment, ItemStanding::NotImplemented) => Grade::NotImplemented,
            (ItemKind::Assessment | ItemKind::Recommendation, standing) => return self.standing(standing),
        };
        Words::new(self.lang).grade_of(kind, grade)
    }

    /// What the auditors can decide.
    pub(super) fn choice(self, kind: ItemKind, choice: Choice) -> &'static str {
        if let Some(grade) = choice.grade() {
            return Words::new(self.lang).grade_of(kind, grade);
        }
        match choice {
            Choice::Look => self.lang.pick("Titta igen en senare dag", "Look again on a later day"),
            Choice::GiveUp => self.lang.pick("Följs inte upp längre, fast den inte är löst", "No longer followed up, although it is not solved"),
            Choice::Implemented => self.lang.pick("Genomförd", "Implemented"),
            Choice::PartlyImplemented => self.lang.pick("Delvis genomförd", "Partly implemented"),
            Choice::NotImplemented => self.lang.pick("Inte genomförd", "Not implemented"),
            Choice::NoLongerRelevant => self.lang.pick("Inte längre aktuell", "No longer relevant"),
        }
    }

    pub(super) fn verdict_of(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Waits => self.awaits_follow_up(),
            Verdict::Is(grade) => Words::new(self.lang).grade(grade),
        }
    }

    pub(super) fn dates_of(self, dates: Dates) -> &'static str {
        match dates {
            Dates::Passed => self.date_passed(),
            Dates::Moved => self.date_moved(),
            Dates::Look => self.look_is_due(),
            Dates::Planned => self.look_is_planned(),
            Dates::Left => self.nobody_looks(),
        }
    }

    /// "Äldre än två år".
    pub(super) fn age(self, years: i32) -> &'static str {
        match years {
            1 => self.lang.pick("Äldre än ett år", "Older than a year"),
            2 => self.lang.pick("Äldre än två år", "Older than two years"),
            _ => self.lang.pick("Äldre än fyra år", "Older than four years"),
        }
    }
}
