//! The words of a slice, both languages side by side. A sentence without English does not compile.

/// Makes `Texts`: a copyable value with one method per text.
///
/// ```ignore
/// texts! {
///     submit { sv: "Skicka in", en: "Submit" }
///     due(day: &str) { sv: "Senast {day}", en: "No later than {day}" }
///     left(n: i64) { sv: plural(n, "1 dag kvar", "dagar kvar"), en: plural(n, "1 day left", "days left") }
/// }
/// ```
#[macro_export]
macro_rules! texts {
    ($($name:ident $(($($arg:ident : $kind:ty),+ $(,)?))? { $($body:tt)* })*) => {
        /// The words of this slice in the reader's language.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Texts {
            /// The reader's language.
            pub(crate) lang: $crate::platform::language::Lang,
        }

        impl From<$crate::platform::language::Lang> for Texts {
            fn from(lang: $crate::platform::language::Lang) -> Self {
                Self { lang }
            }
        }

        impl Texts {
            $( $crate::texts!(@one $name $(($($arg : $kind),+))? { $($body)* }); )*
        }
    };
    (@one $name:ident { sv: $sv:literal, en: $en:literal $(,)? }) => {
        pub(crate) fn $name(self) -> &'static str {
            self.lang.pick($sv, $en)
        }
    };
    (@one $name:ident ($($arg:ident : $kind:ty),+) { sv: $sv:literal, en: $en:literal $(,)? }) => {
        pub(crate) fn $name(self, $($arg: $kind),+) -> String {
            match self.lang {
                $crate::platform::language::Lang::Sv => format!($sv),
                $crate::platform::language::Lang::En => format!($en),
            }
        }
    };
    (@one $name:ident ($($arg:ident : $kind:ty),+) { sv: $sv:expr, en: $en:expr $(,)? }) => {
        pub(crate) fn $name(self, $($arg: $kind),+) -> String {
            match self.lang {
                $crate::platform::language::Lang::Sv => String::from($sv),
                $crate::platform::language::Lang::En => String::from($en),
            }
        }
    };
}

/// "1 dag kvar", "9 dagar kvar": the whole phrase for one, the words after the number for more.
#[must_use]
pub fn plural(n: i64, one: &str, many: &str) -> String {
    if n == 1 { one.to_owned() } else { format!("{n} {many}") }
}

/// Numbers to twelve in words, as running text has them (Swedish common gender).
#[must_use]
pub fn number(lang: super::language::Lang, n: i64) -> String {
    let sv = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
    let en = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let words = lang.pick(sv, en);
    usize::try_from(n).ok().and_then(|at| words.get(at)).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}
