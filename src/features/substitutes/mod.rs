//! Standing in: whoever answers for a board names a colleague who does so in her place for a time. It ends by itself.

mod actions;
mod name;
mod store;
mod texts;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .constraints(&["substitutes_stand_in_for_somebody", "substitutes_work_for_the_board", "substitutes_have_days"], Refusal::SomebodyWasFirst)
        .labels(&[("from", |lang| Texts::from(lang).from_day()), ("to", |lang| Texts::from(lang).to_day())])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A substitute was named.
    SubstituteNamed = "ersattare" { sv: "Ersättaren är utsedd. Rollen gäller de dagarna och upphör av sig själv.", en: "The substitute is named. The role holds for those days and ends by itself." }
    /// One was ended.
    SubstituteEnded = "ersattare-avslutad" { sv: "Ersättaren är avslutad.", en: "The substitute is ended." }
}

fn routes() -> Routes {
    Routes::new().get("/ersattare/{slug}", name::show).post("/ersattare/{slug}", name::act).post("/ersattare/{slug}/{grant}/avsluta", name::end)
}
