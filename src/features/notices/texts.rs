use crate::domain::notice::NoticeKind;
use crate::platform::texts::plural;
use crate::platform::words::Words;

crate::texts! {
    notices { sv: "Aviseringar", en: "Notices" }
    today { sv: "I dag", en: "Today" }
    yesterday { sv: "I går", en: "Yesterday" }
    earlier { sv: "Tidigare", en: "Earlier" }
    unread { sv: "Oläst", en: "Unread" }
    none { sv: "Du har inga aviseringar. Här står det när något händer som rör dig.", en: "You have no notices. When something happens that concerns you, it stands here." }
    count(n: i64) { sv: plural(n, "1 avisering", "aviseringar"), en: plural(n, "1 notice", "notices") }
    shown { sv: "Vilka", en: "Which" }
    only_unread { sv: "Bara olästa", en: "Only unread" }
    when { sv: "När", en: "When" }
    notice { sv: "Avisering", en: "Notice" }
    reference { sv: "Diarienummer", en: "Reference" }
    last_day { sv: "Sista dag", en: "Last day" }
    read { sv: "Läst", en: "Read" }
    mark_read { sv: "Markera alla som lästa", en: "Mark all as read" }
    settings { sv: "Så vill du få veta", en: "How you want to be told" }
    settings_lead { sv: "Allt står alltid på sidan Aviseringar. Här väljer du vad som också ska komma som mejl.", en: "Everything always stands on the page Notices. Here you choose what is also to come by e-mail." }
    deadlines { sv: "Sista dagar och påminnelser", en: "Last days and reminders" }
    responses { sv: "Yttranden som kommer in och omdömen", en: "Responses received and verdicts" }
    extensions { sv: "Anstånd", en: "Extensions" }
    at_once { sv: "Direkt", en: "At once" }
    digest { sv: "Samlat kl. 7.00", en: "Collected at 7:00" }
    in_app { sv: "Bara i tjänsten", en: "Only in the service" }
    secretary_hint { sv: "Du lämnar in för en nämnd. Påminnelser om sista dagar kan samlas men inte stängas av.", en: "You hand in for a board. Reminders of last days can be collected but not turned off." }
    secretary_fault { sv: "Den som lämnar in för en nämnd kan inte stänga av påminnelser om sista dagar. Välj direkt eller samlat.", en: "Whoever hands in for a board cannot turn off reminders of last days. Choose at once or collected." }
    choose { sv: "Välj hur du vill få veta.", en: "Choose how you want to be told." }
    language { sv: "Språk i mejlen", en: "Language of the e-mails" }
    swedish { sv: "Svenska", en: "Swedish" }
    english { sv: "Engelska", en: "English" }
    save { sv: "Spara", en: "Save" }

    requested(board: &str, round: &str, title: &str, day: &str) { sv: "Yttrande begärt av {board}: {round}, {title}. Senast {day}.", en: "Response requested of {board}: {round}, {title}. No later than {day}." }
    received(board: &str, round: &str, title: &str) { sv: "{board}: {round} om {title} har kommit in.", en: "{board}: {round} on {title} has been received." }
    asked(board: &str, title: &str, day: &str) { sv: "{board} begär anstånd: {title}. Nuvarande sista dag {day}.", en: "{board} requests an extension: {title}. Current last day {day}." }
    took_back(board: &str, title: &str) { sv: "{board} har tagit tillbaka sin begäran om anstånd: {title}.", en: "{board} has withdrawn its request for an extension: {title}." }
    granted(board: &str, day: &str, title: &str) { sv: "Anstånd beviljat för {board} till {day}: {title}.", en: "Extension granted for {board} to {day}: {title}." }
    refused(board: &str, day: &str, title: &str) { sv: "Anstånd avslaget för {board}: {title}. Sista dag är {day}.", en: "Extension refused for {board}: {title}. The last day is {day}." }
    changed(board: &str, round: &str, day: &str, title: &str) { sv: "Ny sista dag {day} för {board}: {round}, {title}.", en: "New last day {day} for {board}: {round}, {title}." }
    closed(board: &str, round: &str, title: &str) { sv: "Granskningen är avslutad utan svar från {board}: {round}, {title}.", en: "The audit is closed without an answer from {board}: {round}, {title}." }
    verdict(board: &str, title: &str) { sv: "Revisionen har lämnat omdöme till {board}: {title}.", en: "The auditors have published a verdict on {board}: {title}." }
    reminder(left: &str, board: &str, round: &str, title: &str, day: &str) { sv: "{left} för {board}: {round}, {title} ({day}).", en: "{left} for {board}: {round}, {title} ({day})." }
    overdue(board: &str, round: &str, title: &str, day: &str) { sv: "Försenat: {board}, {round}, {title}. Skulle ha kommit {day}.", en: "Overdue: {board}, {round}, {title}. Was due {day}." }
    missing(board: &str, title: &str) { sv: "Uteblivet yttrande från {board}: {title}. Ett påminnelsebrev är förberett.", en: "Missing response from {board}: {title}. A letter of reminder is prepared." }
    nobody(board: &str) { sv: "{board} har ingen som kan få påminnelser om sista dagen. Nämnden behöver en nämndsekreterare i tjänsten.", en: "{board} has nobody who can be reminded of its last day. The board needs a board secretary in the service." }
}

impl Texts {
    /// What somebody was told, in a sentence.
    pub(super) fn told(self, told: &super::store::Told) -> String {
        let words = Words::new(self.lang);
        let (round, day) = (words.round(told.round_kind, told.ordinal), words.date(told.due_on));
        let (board, title) = (told.board_name.as_str(), told.title.as_str());
        match told.kind {
            NoticeKind::ResponseRequested => self.requested(board, &round, title, &day),
            NoticeKind::ResponseReceived => self.received(board, &round, title),
            NoticeKind::ExtensionRequested => self.asked(board, title, &day),
            NoticeKind::ExtensionRequestWithdrawn => self.took_back(board, title),
            NoticeKind::ExtensionGranted => self.granted(board, &day, title),
            NoticeKind::ExtensionRefused => self.refused(board, &day, title),
            NoticeKind::DeadlineChanged => self.changed(board, &round, &day, title),
            NoticeKind::ClosedWithoutAnswer => self.closed(board, &round, title),
            NoticeKind::VerdictPublished => self.verdict(board, title),
            NoticeKind::Reminder => {
                let days = -i64::from(told.days);
                let left = self.lang.pick(plural(days, "1 dag kvar", "dagar kvar"), plural(days, "1 day left", "days left"));
                self.reminder(&left, board, &round, title, &day)
            }
            NoticeKind::Overdue => self.overdue(board, &round, title, &day),
            NoticeKind::ResponseMissing => self.missing(board, title),
            NoticeKind::BoardWithoutSecretary => self.nobody(board),
        }
    }
}
