//! One's own account: who one is here, and the password.

mod actions;
mod overview;
mod password;
mod store;
mod texts;

use crate::platform::register::Door;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// One's own account.
pub(crate) const ACCOUNT: Door = Door { path: "/konto", name: |lang| Texts::from(lang).account() };

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A password was chosen.
    PasswordChosen = "losenord" { sv: "Lösenordet är bytt. Du är utloggad på andra enheter.", en: "The password is changed. You are signed out on other devices." }
}

fn routes() -> Routes {
    Routes::new().get("/konto", overview::show).get("/konto/losenord", password::show).post("/konto/losenord", password::act)
}
