//! Getting in and out: signing in, the one-time links by which passwords are chosen, signing out.

mod actions;
mod choose_password;
mod code;
mod first_administrator;
mod forgotten;
mod founding;
mod passkey;
mod sign_in;
mod sign_on;
mod sign_out;
mod store;
mod texts;
mod tidy;

pub(crate) use sign_on::BACK;
pub(crate) use tidy::tidy;

use crate::platform::register::Door;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// Where one signs in.
pub(crate) const SIGN_IN: Door = Door { path: "/logga-in", name: |lang| Texts::from(lang).sign_in() };
/// Where one signs out.
pub(crate) const SIGN_OUT: Door = Door { path: "/logga-ut", name: |lang| Texts::from(lang).sign_out() };

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .labels(&[
            ("email", |lang| Texts::from(lang).email()),
            ("name", |lang| Texts::from(lang).name()),
            ("organisation", |lang| Texts::from(lang).organisation()),
            ("auditors", |lang| Texts::from(lang).auditors()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// Signed out.
    SignedOut = "utloggad" { sv: "Du är utloggad.", en: "You are signed out." }
    /// A link is on its way, if the address is somebody's.
    LinkIsMailed = "lank-mejlad" { sv: "Om adressen hör till ett konto kommer ett mejl inom några minuter. Länken i det gäller i en halvtimme.", en: "If the address belongs to an account, a mail will arrive within some minutes. Its link works for half an hour." }
    /// It took too long to find the code, or the account is another meanwhile.
    BeginAgain = "borja-om" { sv: "Det har gått för lång tid, eller så är något ändrat i kontot. Logga in igen.", en: "Too much time has passed, or something in the account has changed. Sign in again." }
    /// A new password was chosen by a link in one's mailbox, and the code is asked for all the same.
    ChosenByMail = "losenord-valt" { sv: "Lösenordet är bytt. Logga in med det och en kod.", en: "The password is changed. Sign in with it and a code." }
    /// Signed in where somebody else had typed something that was not saved.
    OfAnother = "nagon-annans" { sv: "Du är inloggad. Någon annan hade skrivit något i den här webbläsaren som inte är sparat; det visas bara för den personen.", en: "You are signed in. Somebody else had typed something in this browser that is not saved; it is shown only to that person." }
}

fn routes() -> Routes {
    Routes::new()
        .get("/logga-in", sign_in::show)
        .post("/logga-in", sign_in::act)
        .forward("/logga-in/kod", code::again)
        .post("/logga-in/kod", code::act)
        .forward("/logga-in/kommunen", sign_on::set_out)
        .landing("/logga-in/kommunen/svar", sign_on::come_back)
        .forward("/logga-in/nyckel", passkey::again)
        .post("/logga-in/nyckel", passkey::act)
        .post("/logga-in/nyckel/fraga", passkey::ask)
        .post("/logga-ut", sign_out::act)
        .get("/glomt-losenord", forgotten::show)
        .post("/glomt-losenord", forgotten::act)
        .get("/inbjudan/{token}", choose_password::show)
        .post("/inbjudan/{token}", choose_password::act)
        .get("/kom-igang/{token}", first_administrator::show)
        .post("/kom-igang/{token}", first_administrator::act)
}
