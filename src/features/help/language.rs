//! Choosing a language. It is remembered in a cookie, and one stays where one was.

use serde::Deserialize;

use crate::domain::address;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, WithoutEvent};
use crate::platform::language::Lang;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    /// A language is chosen.
    ChooseLanguage, Visit
);
// The choice is kept in the browser alone: nothing happens that the log should tell of.
impl WithoutEvent for ChooseLanguage {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    sprak: String,
    till: String,
}

pub(super) async fn act(gate: Gate<ChooseLanguage>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let lang = chosen(&form.sprak).ok_or(Failure::Refused(Refusal::BadForm))?;
    let cookie = change.language_cookie(lang);
    let done = change.keep().await?;
    Ok(SeeOther::to(done, address::own(&form.till)).with_cookies(cookie))
}

fn chosen(code: &str) -> Option<Lang> {
    [Lang::SV, Lang::EN].into_iter().find(|lang| lang.code() == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_languages_can_be_chosen() {
        assert_eq!(chosen("sv"), Some(Lang::SV));
        assert_eq!(chosen("en"), Some(Lang::EN));
        for unknown in ["", "SV", "de", "sv; Path=/x"] {
            assert_eq!(chosen(unknown), None, "{unknown:?}");
        }
    }
}
