//! Choosing a language. It is remembered in a cookie, and one stays where one was.

use serde::Deserialize;

use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Draft, Gate};
use crate::platform::language::Lang;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    /// A language is chosen.
    ChooseLanguage, Visit
);
// The choice is kept in the browser alone: nothing happens that the log should tell of.
impl Draft for ChooseLanguage {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    sprak: String,
    till: String,
}

pub(super) async fn act(gate: Gate<ChooseLanguage>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (change, _) = gate.open().await?;
    let form = posted.read()?;
    let lang = chosen(&form.sprak).ok_or(Failure::Refused(Refusal::BadForm))?;
    let cookie = change.language_cookie(lang);
    let done = change.keep().await?;
    Ok(SeeOther::to(done, own_address(&form.till)).with_cookie(cookie))
}

fn chosen(code: &str) -> Option<Lang> {
    [Lang::Sv, Lang::En].into_iter().find(|lang| lang.code() == code)
}

/// Only addresses of our own: one slash, then something else than a slash or a backslash.
fn own_address(raw: &str) -> String {
    let own = raw.starts_with('/') && !raw.starts_with("//") && !raw.contains('\\') && raw.chars().all(|c| c.is_ascii_graphic());
    if own { raw.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_languages_can_be_chosen() {
        assert_eq!(chosen("sv"), Some(Lang::Sv));
        assert_eq!(chosen("en"), Some(Lang::En));
        for unknown in ["", "SV", "de", "sv; Path=/x"] {
            assert_eq!(chosen(unknown), None, "{unknown:?}");
        }
    }

    #[test]
    fn one_stays_within_the_service() {
        for foreign in ["//evil.example", "/\\evil.example", "https://evil.example", "", "oversikt", "/a\r\nSet-Cookie: x", "/å", "/a b"] {
            assert_eq!(own_address(foreign), "/", "{foreign:?}");
        }
        for own in ["/", "/oversikt", "/granskningar?status=utkast"] {
            assert_eq!(own_address(own), own);
        }
    }
}
