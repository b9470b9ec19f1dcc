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
    mark_read { sv: "Markera alla som lästa", en: "Mark all as read" }
    settings { sv: "Så vill du få veta", en: "How you want to be told" }
    settings_lead { sv: "Allt står alltid på sidan Aviseringar. Här väljer du vad som också ska komma som mejl.", en: "Everything always stands on the page Notices. Here you choose what is also to come by e-mail." }
    deadlines { sv: "Sista dagar och påminnelser", en: "Last days and reminders" }
    responses { sv: "Yttranden som kommer in och omdömen", en: "Responses received and verdicts" }
    extensions { sv: "Anstånd", en: "Extensions" }
    at_once { sv: "Direkt", en: "At once" }
    digest { sv: "Samlat kl. 7.00", en: "Collected at 7:00" }
    in_app { sv: "Bara i tjänsten", en: "Only in the service" }
    secretary_hint { sv: "Du är nämndsekreterare. Påminnelser om sista dagar kan samlas men inte stängas av.", en: "You are a board secretary. Reminders of last days can be collected but not turned off." }
    secretary_fault { sv: "En nämndsekreterare kan inte stänga av påminnelser om sista dagar. Välj direkt eller samlat.", en: "A board secretary cannot turn off reminders of last days. Choose at once or collected." }
    choose { sv: "Välj hur du vill få veta.", en: "Choose how you want to be told." }
    language { sv: "Språk i mejlen", en: "Language of the e-mails" }
    swedish { sv: "Svenska", en: "Swedish" }
    english { sv: "Engelska", en: "English" }
    save { sv: "Spara", en: "Save" }

    requested(round: &str, title: &str, day: &str) { sv: "Yttrande begärt: {round}, {title}. Senast {day}.", en: "Response requested: {round}, {title}. No later than {day}." }
    received(board: &str, round: &str, title: &str) { sv: "{board}: {round} om {title} har kommit in.", en: "{board}: {round} on {title} has been received." }
    asked(board: &str, title: &str, day: &str) { sv: "{board} begär anstånd: {title}. Nuvarande sista dag {day}.", en: "{board} requests an extension: {title}. Current last day {day}." }
    took_back(board: &str, title: &str) { sv: "{board} har tagit tillbaka sin begäran om anstånd: {title}.", en: "{board} has withdrawn its request for an extension: {title}." }
    granted(day: &str, title: &str) { sv: "Anstånd beviljat till {day}: {title}.", en: "Extension granted to {day}: {title}." }
    refused(day: &str, title: &str) { sv: "Anstånd avslaget: {title}. Sista dag är {day}.", en: "Extension refused: {title}. The last day is {day}." }
    changed(day: &str, title: &str) { sv: "Ny sista dag {day}: {title}.", en: "New last day {day}: {title}." }
    verdict(title: &str) { sv: "Revisionen har lämnat omdöme: {title}.", en: "The auditors have published a verdict: {title}." }
    reminder(left: &str, round: &str, title: &str, day: &str) { sv: "{left}: {round}, {title} ({day}).", en: "{left}: {round}, {title} ({day})." }
    overdue(board: &str, round: &str, title: &str, day: &str) { sv: "Försenat: {board}, {round}, {title}. Skulle ha kommit {day}.", en: "Overdue: {board}, {round}, {title}. Was due {day}." }
    missing(board: &str, title: &str) { sv: "Uteblivet yttrande från {board}: {title}. Ett påminnelsebrev är förberett.", en: "Missing response from {board}: {title}. A letter of reminder is prepared." }
    nobody(board: &str) { sv: "{board} har ingen som kan få påminnelser om sista dagen. Lägg till en nämndsekreterare.", en: "{board} has nobody who can be reminded of its last day. Add a board secretary." }
}

impl Texts {
    /// What somebody was told, in a sentence.
    pub(super) fn told(self, told: &super::store::Told) -> String {
        let words = Words::new(self.lang);
        let (round, day) = (words.round(told.round_kind, told.ordinal), words.date(told.due_on));
        let (board, title) = (told.board_name.as_str(), told.title.as_str());
        match told.kind {
            NoticeKind::ResponseRequested => self.requested(&round, title, &day),
            NoticeKind::ResponseReceived => self.received(board, &round, title),
            NoticeKind::ExtensionRequested => self.asked(board, title, &day),
            NoticeKind::ExtensionRequestWithdrawn => self.took_back(board, title),
            NoticeKind::ExtensionGranted => self.granted(&day, title),
            NoticeKind::ExtensionRefused => self.refused(&day, title),
            NoticeKind::DeadlineChanged => self.changed(&day, title),
            NoticeKind::VerdictPublished => self.verdict(title),
            NoticeKind::Reminder => {
                let days = -i64::from(told.days);
                let left = self.lang.pick(plural(days, "1 dag kvar", "dagar kvar"), plural(days, "1 day left", "days left"));
                self.reminder(&left, &round, title, &day)
            }
            NoticeKind::Overdue => self.overdue(board, &round, title, &day),
            NoticeKind::ResponseMissing => self.missing(board, title),
            NoticeKind::BoardWithoutSecretary => self.nobody(board),
        }
    }
}
