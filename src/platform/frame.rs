//! The frame that every page shares.

use super::assets;
use super::confirmation::Confirmation;
use super::language::Lang;
use super::register::{Door, Register};
use super::sign_on::Provider;
use crate::domain::actor::Actor;

/// What stands around a page's own content.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The reader's language.
    pub lang: Lang,
    /// The municipality.
    pub organisation: String,
    /// The auditors' body.
    pub auditors: String,
    /// Whom to ask.
    pub contact: String,
    /// The signed-in person.
    pub person: Option<String>,
    /// The main menu: address, name, and whether one is there.
    pub menu: Vec<Link>,
    /// The links at the foot of the page.
    pub footer: Vec<Link>,
    /// Where one signs in.
    pub sign_in: Link,
    /// Where one signs out.
    pub sign_out: Link,
    /// One's own account.
    pub account: Link,
    /// What one has been told.
    pub told: Link,
    /// Where the language is chosen.
    pub language: Link,
    /// Where one is, for coming back after a change of language.
    pub here: String,
    /// What was just done.
    pub confirmation: Option<&'static str>,
    /// When the page was drawn, for prints.
    pub printed: String,
    /// How many notices are unread; none for readers who get none.
    pub notices: Option<i64>,
    /// Drawn without knowing who reads: nobody is asked to sign in who may have done so.
    pub anybody: bool,
    /// The service sends mail.
    pub mails: bool,
    /// What people call the identity provider with which they can sign in; empty where nobody has said.
    pub provider: Option<String>,
    /// Passkeys can be used here.
    pub passkeys: bool,
    /// More than a password is demanded of the reader, and she has shown no more.
    pub demand: Option<Demand>,
    t: FrameTexts,
}

/// That more than a password is demanded of the reader: said on every page, from when it is set.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The day, in words.
    pub from: String,
    /// It has come: nothing but her account is open to her.
    pub now: bool,
    /// There is a second step that she can add.
    pub offered: bool,
}

/// A link that every page has.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads.
    pub url: &'static str,
    /// What it says.
    pub name: &'static str,
    /// Whether the reader is there.
    pub current: bool,
}

mod words {
    crate::texts! {
        service { sv: "Revisionsuppföljning", en: "Audit follow-up" }
        skip { sv: "Hoppa till innehållet", en: "Skip to content" }
        menu { sv: "Meny", en: "Menu" }
        main_menu { sv: "Huvudmeny", en: "Main menu" }
        crumbs { sv: "Brödsmulor", en: "Breadcrumbs" }
        unread(n: i64) { sv: crate::platform::texts::plural(n, "1 oläst", "olästa"), en: crate::platform::texts::plural(n, "1 unread", "unread") }
        done { sv: "Klart", en: "Done" }
        code { sv: "Kod", en: "Code" }
        demanded_from(day: &str) { sv: "Från och med den {day} räcker inte lösenordet när du loggar in. Lägg till ett andra steg innan dess, så kommer du åt allt som vanligt. Har du redan ett använder du det när du loggar in.", en: "From {day} on, a password alone is not enough to sign in. Add a second step before then, and everything works as usual. If you already have one, use it when you sign in." }
        demanded_since(day: &str) { sv: "Sedan den {day} räcker inte lösenordet för din roll. Lägg till ett andra steg, så kommer du åt allt igen. Till dess kommer du bara åt ditt konto och hjälpen. Har du redan ett loggar du ut och använder det när du loggar in.", en: "Since {day}, a password alone is not enough for your role. Add a second step, and everything is open to you again. Until then only your account and the help are. If you already have one, sign out and use it when you sign in." }
        none_offered { sv: "Just nu går det inte att lägga till något: den som driver tjänsten har inte ställt in det. Hör av dig till den som administrerar tjänsten.", en: "None can be added right now: whoever runs the service has not set it up. Contact the administrator of the service." }
        second_step { sv: "Ett andra steg", en: "A second step" }
        home { sv: "Gå till startsidan", en: "Go to the start page" }
        printed { sv: "Utskrivet", en: "Printed" }
    }
}
pub(crate) use words::Texts as FrameTexts;

impl Frame {
    /// The bare frame for somebody at an address.
    #[must_use]
    pub fn new(register: &Register, lang: Lang, address: &str, actor: &Actor) -> Self {
        let path = address.split('?').next().unwrap_or("/");
        let link = |door: Door| Link { url: door.path, name: (door.name)(lang), current: path == door.path || path.starts_with(&format!("{}/", door.path)) };
        let (person, notices) = match actor {
            Actor::Visitor => (None, None),
            Actor::OneStep(person) => (Some(person.name.clone()), None),
            Actor::Person(person) => (Some(person.name.clone()), register.is_told(&person.grants).then_some(0)),
        };
        let doors = register.doors();
        Self {
            lang,
            organisation: String::new(),
            auditors: String::new(),
            contact: String::new(),
            person,
            menu: register.menu(actor).map(link).collect(),
            footer: register.footer().iter().copied().map(link).collect(),
            sign_in: link(doors.sign_in),
            sign_out: link(doors.sign_out),
            account: link(doors.account),
            told: link(doors.notices),
            language: link(doors.language),
            here: path.to_owned(),
            confirmation: None,
            printed: String::new(),
            notices,
            anybody: false,
            mails: true,
            provider: None,
            passkeys: false,
            demand: None,
            t: FrameTexts::from(lang),
        }
    }

    pub(super) fn of(self, organisation: String, auditors: String, contact: String) -> Self {
        Self { organisation, auditors, contact, ..self }
    }

    pub(super) fn unread(self, unread: i64) -> Self {
        Self { notices: self.notices.map(|_| unread), ..self }
    }

    pub(super) fn for_anybody(self) -> Self {
        Self { anybody: true, ..self }
    }

    pub(super) fn mailing(self, mails: bool) -> Self {
        Self { mails, ..self }
    }

    pub(super) fn signing_on(self, provider: Option<&Provider>) -> Self {
        Self { provider: provider.map(|provider| provider.name().to_owned()), ..self }
    }

    pub(super) fn with_passkeys(self, passkeys: bool) -> Self {
        Self { passkeys, ..self }
    }

    pub(super) fn demanding(self, demand: Option<Demand>) -> Self {
        Self { demand, ..self }
    }

    pub(super) fn printed(self, printed: String) -> Self {
        Self { printed, ..self }
    }

    pub(super) fn after(self, confirmation: Option<&Confirmation>) -> Self {
        Self { confirmation: confirmation.map(|confirmation| confirmation.sentence(self.lang)), ..self }
    }

    /// What is said to the reader of what is demanded of her.
    #[must_use]
    pub fn demanded(&self, demand: &Demand) -> String {
        if demand.now { self.t.demanded_since(&demand.from) } else { self.t.demanded_from(&demand.from) }
    }

    /// Nothing but her account is open to the reader.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.demand.as_ref().is_some_and(|demand| demand.now)
    }

    /// "2 olästa", when there are any.
    #[must_use]
    pub fn unread_said(&self) -> Option<String> {
        self.notices.filter(|unread| *unread > 0).map(|unread| self.t.unread(unread))
    }

    pub(crate) fn t(&self) -> FrameTexts {
        self.t
    }

    /// The address of the stylesheet, with its fingerprint.
    #[must_use]
    pub fn css(&self) -> &'static str {
        assets::css_url()
    }

    /// The address of the script, with its fingerprint.
    #[must_use]
    pub fn js(&self) -> &'static str {
        assets::js_url()
    }
}
