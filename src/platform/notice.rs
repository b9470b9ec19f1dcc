//! The sentence above the heading after something was done. It travels as a known word in the address, so that
//! no text can be planted there.

use super::language::Lang;

macro_rules! notices {
    ($($(#[$doc:meta])* $name:ident = $key:literal { sv: $sv:literal, en: $en:literal })*) => {
        /// Something that was just done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Notice { $($(#[$doc])* $name),* }

        impl Notice {
            /// As it stands in the address.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// From the address; unknown words are ignored.
            #[must_use]
            pub fn of(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$name),)* _ => None }
            }

            /// Whether it can have happened on this page. An address can be sent to somebody, so what would be an
            /// official fact is said only where the fact itself stands.
            #[must_use]
            pub fn fits(self, path: &str) -> bool {
                self != Self::ResponseSubmitted || path.ends_with("/kvitto")
            }

            /// The sentence.
            #[must_use]
            pub fn sentence(self, lang: Lang) -> &'static str {
                match self { $(Self::$name => lang.pick($sv, $en)),* }
            }
        }
    };
}

notices! {
    /// A password was chosen.
    PasswordChosen = "losenord" { sv: "Lösenordet är bytt. Du är utloggad på andra enheter.", en: "The password is changed. You are signed out on other devices." }
    /// Signed out.
    SignedOut = "utloggad" { sv: "Du är utloggad.", en: "You are signed out." }
    /// A board was added.
    BoardsAdded = "namnder" { sv: "Nämnderna är tillagda.", en: "The boards are added." }
    /// A board was ended.
    BoardEnded = "namnd-avslutad" { sv: "Nämnden är avslutad. Det den har lämnat finns kvar.", en: "The board is ended. What it has submitted remains." }
    /// A role was given.
    RoleGiven = "roll" { sv: "Rollen är tillagd.", en: "The role is added." }
    /// A role was ended.
    RoleEnded = "roll-avslutad" { sv: "Rollen är avslutad.", en: "The role is ended." }
    /// A person was ended.
    PersonEnded = "person-avslutad" { sv: "Personen kan inte längre logga in.", en: "The person can no longer sign in." }
    /// The organisation was saved.
    OrganisationSaved = "organisation" { sv: "Uppgifterna är sparade.", en: "The details are saved." }
    /// An audit was recorded.
    AuditRecorded = "granskning-sparad" { sv: "Granskningen är sparad. Lägg till punkterna som nämnderna ska svara på.", en: "The audit is saved. Add the items that the boards are to answer." }
    /// An audit was changed.
    AuditChanged = "granskning-andrad" { sv: "Ändringarna är sparade.", en: "The changes are saved." }
    /// Items were added.
    ItemsAdded = "punkter" { sv: "Punkterna är tillagda.", en: "The items are added." }
    /// An item was saved.
    ItemSaved = "punkt" { sv: "Punkten är sparad.", en: "The item is saved." }
    /// An item was removed.
    ItemRemoved = "punkt-borttagen" { sv: "Punkten är borttagen.", en: "The item is removed." }
    /// A file was attached.
    FileAttached = "fil" { sv: "Filen är bifogad.", en: "The file is attached." }
    /// A file was removed.
    FileRemoved = "fil-borttagen" { sv: "Filen är borttagen.", en: "The file is removed." }
    /// An audit was sent.
    AuditSent = "skickad" { sv: "Granskningen är skickad. Nämnderna kan börja svara.", en: "The audit is sent. The boards can begin to answer." }
    /// An audit was closed.
    AuditClosed = "avslutad" { sv: "Granskningen är avslutad.", en: "The audit is closed." }
    /// A draft was saved.
    DraftSaved = "utkast" { sv: "Utkastet är sparat.", en: "The draft is saved." }
    /// A part of a response is complete.
    PartComplete = "klart" { sv: "Svaret är klart.", en: "The answer is complete." }
    /// The last part is complete.
    AllComplete = "alla-klara" { sv: "Alla svar är klara. Nästa steg är att förhandsgranska och låsa texten för nämnden.", en: "All answers are complete. The next step is to preview the text and lock it for the board." }
    /// A response was locked.
    ResponseLocked = "last" { sv: "Texten är låst för nämnden.", en: "The text is locked for the board." }
    /// A response was opened again.
    ResponseReopened = "oppnad" { sv: "Texten är öppen för ändringar.", en: "The text is open for changes." }
    /// A decision was recorded.
    DecisionRecorded = "beslut" { sv: "Nämndens beslut är inskrivet. Nu kan du skicka in yttrandet.", en: "The board's decision is recorded. Now you can submit the response." }
    /// A response was submitted.
    ResponseSubmitted = "inskickat" { sv: "Yttrandet är inskickat. Det här är ert kvitto.", en: "The response is submitted. This is your receipt." }
    /// Meetings were noted.
    MeetingsPlanned = "sammantraden" { sv: "Sammanträdena är inlagda.", en: "The meetings are added." }
    /// A meeting was cancelled.
    MeetingCancelled = "avbokat" { sv: "Sammanträdet är avbokat.", en: "The meeting is cancelled." }
    /// A secret calendar address was stopped.
    CalendarAddressEnded = "kalenderadress-stoppad" { sv: "Adressen är stoppad. Kalendern får inga nya uppgifter.", en: "The address is stopped. The calendar gets no new information." }
    /// A board asked for a later last day.
    ExtensionAsked = "anstand-begart" { sv: "Begäran är skickad till revisionen. Nuvarande sista dag gäller tills de har beslutat.", en: "The request is sent to the auditors. The current last day applies until they have decided." }
    /// A board took its request back.
    ExtensionWithdrawn = "anstand-aterkallat" { sv: "Begäran är återkallad. Sista dagen är oförändrad.", en: "The request is withdrawn. The last day is unchanged." }
    /// The auditors decided on a request.
    ExtensionDecided = "anstand-beslutat" { sv: "Beslutet är sparat, och nämnden får veta.", en: "The decision is saved, and the board is told." }
    /// A last day was put right.
    DeadlineCorrected = "sista-dag-rattad" { sv: "Sista dagen är rättad, och nämnden får veta.", en: "The last day is corrected, and the board is told." }
    /// The rules for last days were saved.
    RulesSaved = "regler" { sv: "Reglerna är sparade.", en: "The rules are saved." }
    /// One's own choice of how to be told was saved.
    SettingsSaved = "val" { sv: "Ditt val är sparat.", en: "Your choice is saved." }
    /// An arrival was registered.
    ArrivalRegistered = "diariefort" { sv: "Diarienumret är sparat.", en: "The diary number is saved." }
    /// A failed mail is sent again.
    MailResent = "mejl-igen" { sv: "Mejlet skickas igen inom en halv minut.", en: "The mail is sent again within half a minute." }
    /// A test mail was asked for.
    TestMailAsked = "testmejl" { sv: "Testmejlet ligger i kön. Ladda om sidan om en halv minut och se hur det gick.", en: "The test mail is in the queue. Reload the page in half a minute to see what became of it." }
    /// A verdict was saved.
    VerdictSaved = "omdome" { sv: "Omdömet är sparat som utkast.", en: "The verdict is saved as a draft." }
    /// A verdict was published.
    VerdictPublished = "publicerat" { sv: "Omdömet är publicerat.", en: "The verdict is published." }
}
