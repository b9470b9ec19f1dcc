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
/// Whatever text is put into a sentence is set apart from it ([`Apart`]), and the city's words take the place of the usual ones
/// around it, not in it ([`terms`](crate::platform::language::terms)): a sentence cannot be written without. So what people have
/// written comes in as `&str` or `Option<&str>`, and in no other shape.
#[macro_export]
macro_rules! texts {
    ($($name:ident $(($($args:tt)+))? { $($body:tt)* })*) => {
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
            $( $crate::texts!(@one $name $(($($args)+))? { $($body)* }); )*
        }
    };
    (@one $name:ident { sv: $sv:literal, en: $en:literal $(,)? }) => {
        pub(crate) fn $name(self) -> &'static str {
            self.lang.say($sv, $en)
        }
    };
    (@one $name:ident ($($args:tt)+) { sv: $sv:literal, en: $en:literal $(,)? }) => {
        $crate::texts!(@sentence $name [] [] [] [$($args)+,] { format!($sv) } { format!($en) });
    };
    (@one $name:ident ($($args:tt)+) { sv: $sv:expr, en: $en:expr $(,)? }) => {
        $crate::texts!(@sentence $name [] [] [] [$($args)+,] { String::from($sv) } { String::from($en) });
    };
    (@sentence $name:ident [$($given:tt)*] [$($text:ident)*] [$($maybe:ident)*] [$arg:ident : &str, $($rest:tt)*] $sv:tt $en:tt) => {
        $crate::texts!(@sentence $name [$($given)* $arg: &str,] [$($text)* $arg] [$($maybe)*] [$($rest)*] $sv $en);
    };
    (@sentence $name:ident [$($given:tt)*] [$($text:ident)*] [$($maybe:ident)*] [$arg:ident : Option<&str>, $($rest:tt)*] $sv:tt $en:tt) => {
        $crate::texts!(@sentence $name [$($given)* $arg: Option<&str>,] [$($text)*] [$($maybe)* $arg] [$($rest)*] $sv $en);
    };
    (@sentence $name:ident [$($given:tt)*] [$($text:ident)*] [$($maybe:ident)*] [$arg:ident : $kind:ty, $($rest:tt)*] $sv:tt $en:tt) => {
        $crate::texts!(@sentence $name [$($given)* $arg: $kind,] [$($text)*] [$($maybe)*] [$($rest)*] $sv $en);
    };
    (@sentence $name:ident [$($given:tt)*] [$($text:ident)*] [$($maybe:ident)*] [$(,)?] $sv:block $en:block) => {
        pub(crate) fn $name(self, $($given)*) -> String {
            $(
                let $text = $crate::platform::language::terms::kept($text, self.lang);
                let $text = $crate::platform::texts::Apart(&$text);
            )*
            $(
                let $maybe = $maybe.map(|text| $crate::platform::language::terms::kept(text, self.lang));
                let $maybe = $maybe.as_deref();
            )*
            let said = match self.lang.tongue() {
                $crate::platform::language::Tongue::Sv => $sv,
                $crate::platform::language::Tongue::En => $en,
            };
            $crate::platform::language::terms::spoken(said, self.lang)
        }
    };
}

/// A text within a sentence. One that has signs of a script that is written from right to left is kept apart from what stands
/// around it (U+2068, U+2069): else the sentence would be read in another order than it was written, a name after its date or
/// a full stop before its word. Any other text is drawn as it is.
#[derive(Clone, Copy, Debug)]
pub struct Apart<'a>(pub &'a str);

impl<'a> Apart<'a> {
    /// Something else, where there is nothing.
    #[must_use]
    pub fn or(self, other: &'a str) -> Self {
        if self.0.is_empty() { Self(other) } else { self }
    }
}

impl std::ops::Deref for Apart<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        self.0
    }
}

impl std::fmt::Display for Apart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.chars().any(runs_leftwards) { write!(f, "\u{2068}{}\u{2069}", self.0) } else { f.write_str(self.0) }
    }
}

/// Names one after the other, each set apart from the next.
#[must_use]
pub fn together(names: &[impl AsRef<str>]) -> String {
    let names: Vec<String> = names.iter().map(|name| Apart(name.as_ref()).to_string()).collect();
    names.join(", ")
}

/// Of Hebrew, Arabic and their kin, by their blocks, and the two marks that stand for them.
fn runs_leftwards(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
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

#[cfg(test)]
mod tests {
    use crate::platform::language::Lang;

    crate::texts! {
        told(who: &str, days: i64, title: &str) { sv: "{who} svarar om {days} dagar på {title}.", en: "{who} answers {title} in {days} days." }
        left(
            board: &str,
            n: usize,
        ) { sv: if n == 0 { format!("{board}: klart") } else { format!("{board}: {n} kvar") }, en: format!("{board}: {n} left") }
    }

    #[test]
    fn what_is_put_into_a_sentence_is_set_apart_when_it_is_written_the_other_way() {
        let t = Texts::from(Lang::SV);
        assert_eq!(t.told("Ada", 3, "Inköp 2025"), "Ada svarar om 3 dagar på Inköp 2025.");
        assert_eq!(t.told("Ada", 3, "ביקורת 2025"), "Ada svarar om 3 dagar på \u{2068}ביקורת 2025\u{2069}.");
        assert_eq!(t.left("لجنة التعليم", 2), "\u{2068}لجنة التعليم\u{2069}: 2 kvar");
        assert_eq!(Texts::from(Lang::EN).left("Miljönämnden", 0), "Miljönämnden: 0 left");
    }
}
