//! One's own account: who one is here, the password, the second step of signing in, and where one is signed in.

mod actions;
mod overview;
mod passkey;
mod passkey_made;
mod passkeys;
mod password;
mod proof;
mod sessions;
mod sign_on;
mod store;
mod texts;
mod two_step;
mod two_step_again;

use crate::domain::refusal::Refusal;
use crate::platform::register::Door;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// One's own account.
pub(crate) const ACCOUNT: Door = Door { path: "/konto", name: |lang| Texts::from(lang).account() };

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .labels(&[("passkey_name", |lang| Texts::from(lang).passkey_name())])
        .confirmations(Confirmed::all())
        .constraint("sign_on_identity", Refusal::SomebodyWasFirst)
}

crate::confirmations! {
    /// A session was ended.
    SessionEnded = "inloggning-avslutad" { sv: "Inloggningen är avslutad.", en: "The session has ended." }
    /// Signed out everywhere.
    SignedOutEverywhere = "utloggad-overallt" { sv: "Du är utloggad överallt.", en: "You are signed out everywhere." }
    /// Signing in takes one step again.
    TwoStepOff = "tvasteg-av" { sv: "Tvåstegsinloggningen är avstängd.", en: "Two-step sign-in is turned off." }
    /// The account is bound to who its owner is for the municipality's identity provider.
    SignOnBound = "kommunen-kopplad" { sv: "Kommunens inloggning är kopplad till ditt konto.", en: "The municipality’s sign-in is connected to your account." }
    /// It is bound no more.
    SignOnUnbound = "kommunen-borttagen" { sv: "Kopplingen är borttagen. Du loggar in med ditt lösenord.", en: "The connection is removed. You sign in with your password." }
    /// A passkey is hers from now on.
    PasskeyAdded = "nyckel-tillagd" { sv: "Inloggningsnyckeln är tillagd. Du kan logga in med den från och med nu.", en: "The passkey is added. You can sign in with it from now on." }
    /// It is so no more.
    PasskeyRemoved = "nyckel-borttagen" { sv: "Inloggningsnyckeln är borttagen. Ta bort den i din telefon eller dator också.", en: "The passkey is removed. Remove it on your phone or computer as well." }
    /// A password was chosen.
    PasswordChosen = "losenord" { sv: "Lösenordet är bytt. Du är utloggad på andra enheter.", en: "The password is changed. You are signed out on other devices." }
}

fn routes() -> Routes {
    Routes::new()
        .get("/konto", overview::show)
        .get("/konto/losenord", password::show)
        .post("/konto/losenord", password::act)
        .get("/konto/tvasteg", two_step::show)
        .post("/konto/tvasteg", two_step::act)
        .get("/konto/tvasteg/av", two_step_again::show_off)
        .post("/konto/tvasteg/av", two_step_again::turn_off)
        .get("/konto/tvasteg/koder", two_step_again::show_codes)
        .post("/konto/tvasteg/koder", two_step_again::make_codes)
        .get("/konto/kommunen", sign_on::show)
        .post("/konto/kommunen", sign_on::bind)
        .post("/konto/kommunen/bort", sign_on::unbind)
        .get("/konto/nycklar", passkeys::show)
        .post("/konto/nycklar", passkeys::take_in)
        .forward("/konto/nycklar/ny", passkeys::again)
        .post("/konto/nycklar/ny", passkey_made::add)
        .get("/konto/nycklar/{passkey}", passkey::show)
        .post("/konto/nycklar/bort", passkey::remove)
        .get("/konto/inloggningar", sessions::show)
        .post("/konto/inloggningar/avsluta-alla", sessions::end_all)
        .post("/konto/inloggningar/avsluta", sessions::end)
}
