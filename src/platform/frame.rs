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
    t: FrameTexts,
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

    pub(super) fn printed(self, printed: String) -> Self {
        Self { printed, ..self }
    }

    pub(super) fn after(self, confirmation: Option<&Confirmation>) -> Self {
        Self { confirmation: confirmation.map(|confirmation| confirmation.sentence(self.lang)), ..self }
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
