//! The sentence above the heading after something was done. It travels as a known word in the address, so that no text can be
//! planted there. Each slice announces its own (`confirmations!`).

use super::language::Lang;

/// Something that was just done, as its slice says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// As it stands in the address.
    pub key: &'static str,
    /// In Swedish.
    pub sv: &'static str,
    /// In English.
    pub en: &'static str,
    /// The end of the only address at which it is said; empty where it may be said anywhere.
    pub only_at: &'static str,
}

impl Confirmation {
    /// Whether it can have happened on this page. An address can be sent to somebody, so what would be an official fact is said
    /// only where the fact itself stands.
    #[must_use]
    pub fn fits(&self, path: &str) -> bool {
        path.ends_with(self.only_at)
    }

    /// The sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> &'static str {
        lang.say(self.sv, self.en)
    }
}

/// What can be said when a form has done its work: made by `confirmations!` and nothing else.
pub trait Confirms {
    /// The confirmation.
    fn confirmation(&self) -> &'static Confirmation;
}

/// Makes `Confirmed`: what a slice says when something is done. A slice that uses one and does not announce them leaves
/// `Confirmed::all` unused, which does not pass the lints.
///
/// ```ignore
/// confirmations! {
///     /// The response was handed in.
///     ResponseSubmitted = "inskickat" at "/kvitto" { sv: "Yttrandet är inskickat.", en: "The response is submitted." }
/// }
/// ```
#[macro_export]
macro_rules! confirmations {
    ($($(#[$doc:meta])* $name:ident = $key:literal $(at $page:literal)? { sv: $sv:literal, en: $en:literal })+) => {
        /// What this slice says when something is done.
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum Confirmed { $($(#[$doc])* $name),+ }

        impl Confirmed {
            /// All of them, to be announced.
            pub(crate) fn all() -> Vec<&'static $crate::platform::confirmation::Confirmation> {
                use $crate::platform::confirmation::Confirms as _;
                [$(Self::$name),+].iter().map(Self::confirmation).collect()
            }
        }

        impl $crate::platform::confirmation::Confirms for Confirmed {
            fn confirmation(&self) -> &'static $crate::platform::confirmation::Confirmation {
                match self {
                    $(Self::$name => &$crate::platform::confirmation::Confirmation { key: $key, sv: $sv, en: $en, only_at: concat!($($page)?) }),+
                }
            }
        }
    };
}
