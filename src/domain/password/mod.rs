//! What is a fit password. No rules of composition: what counts is how much of it somebody would have to guess. See ADR 0030.

mod guessing;
mod typed;

use guessing::{Pieces, is_stolen};
pub use typed::Password;

/// The fewest characters of a password while there is no second factor.
pub const SHORTEST: usize = 15;
/// The most: beyond this it is no password but an attack on the machine.
pub const LONGEST: usize = 256;
/// So much must be left that nobody can look up: letters and signs, and one for each word, row of keys or year.
const LEFT: usize = 8;

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// The same again and again, or few different characters.
    Repeated,
    /// Keys that lie beside each other, or signs in their order.
    KeysInARow,
    /// The organisation's own name, with little else.
    OfTheHouse,
    /// The person's own name or address, with little else.
    OfOneself,
    /// Words that many choose, with little else.
    Common,
    /// The two fields differ.
    NotTheSame,
}

/// What somebody who guesses would try first: the person's own, and the house's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guessable<'a> {
    /// The person's name.
    pub name: &'a str,
    /// The person's address.
    pub email: &'a str,
    /// What the organisation, its auditors and its boards are called.
    pub house: &'a [String],
}

/// Judges a new password.
///
/// # Errors
/// See [`PasswordFault`].
pub fn judge(password: &Password, again: &Password, around: Guessable<'_>) -> Result<(), PasswordFault> {
    let length = password.length();
    if length < SHORTEST {
        return Err(PasswordFault::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordFault::TooLong);
    }
    if is_stolen(password.as_str()) {
        return Err(PasswordFault::Common);
    }
    let pieces = Pieces::of(password.as_str(), around);
    if pieces.left < LEFT {
        return Err(pieces.most());
    }
    if password != again {
        return Err(PasswordFault::NotTheSame);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged_again(password: &str, again: &str) -> Result<(), PasswordFault> {
        let house = ["Strandköpings kommun", "Revisorskollegiet", "Tekniska nämnden", "Barn- och ungdomsnämnden"].map(str::to_owned);
        judge(&password.into(), &again.into(), Guessable { name: "Anna Berggren", email: "anna.berggren@strandkoping.example", house: &house })
    }

    fn judged(password: &str) -> Result<(), PasswordFault> {
        judged_again(password, password)
    }

    #[test]
    fn length_is_what_counts() {
        assert_eq!(judged("kort"), Err(PasswordFault::TooShort));
        assert_eq!(judged(&"ab cd ef ".repeat(40)), Err(PasswordFault::TooLong));
        assert_eq!(judged_again("fyra ord på en rad", "något helt annat här"), Err(PasswordFault::NotTheSame));
        for fit in ["fyra ord på en rad", "korv paraply måndag sjö", "x7$Kq!9z#Lm2@wP", "Vår katt heter Gösta!", "8f3e-9c1d-77ab-04ee", "en-stad-att-prova-i"]
        {
            assert_eq!(judged(fit), Ok(()), "{fit}");
        }
    }

    #[test]
    fn what_is_easy_to_guess_is_refused_with_the_reason() {
        use PasswordFault::{Common, KeysInARow, OfOneself, OfTheHouse, Repeated};
        for (password, reason) in [
            ("qwertyqwertyqwerty", Repeated),
            ("aaaaaaaaaaaaaaaaaaaa", Repeated),
            ("ababababababababab", Repeated),
            ("hejhejhejhejhejhej", Repeated),
            ("Sommar2025Sommar2025", Repeated),
            ("aaaabbbbccccdddd", Repeated),
            ("qwertyuiopåasdfghjklö", KeysInARow),
            ("1qaz2wsx3edc4rfv", KeysInARow),
            ("1q2w3e4r5t6y7u8i", KeysInARow),
            ("abcdefghijklmnopq", KeysInARow),
            ("123456789012345", KeysInARow),
            ("0987654321poiuytrewq", KeysInARow),
            ("Strandköping 2025!", OfTheHouse),
            ("strandkopings-kommun-1", OfTheHouse),
            ("Str4ndköp1ng kommun!!", OfTheHouse),
            ("5trandk0ping2024!!", OfTheHouse),
            ("Revisorskollegiet 1", OfTheHouse),
            ("gnipökdnarts 2025", OfTheHouse),
            ("nerggreb anna 1974", OfOneself),
            ("Strandköping hunden", OfTheHouse),
            ("Tekniska nämnden 1", OfTheHouse),
            ("barn och ungdomsnämnden", OfTheHouse),
            ("Barn och utbildning", Common),
            ("hejsanhoppsan123", Common),
            ("hejhopphejhopp12", Common),
            ("lillagumman12345", Common),
            ("snoppensnoppen1", Common),
            ("granskningsrapport", Common),
            ("konungariket sverige", Common),
            ("misunderstanding", Common),
            ("Misunderstanding-2025", Common),
            ("1nterc0nnect1ng!", Common),
            ("anna.berggren@strandkoping.example", OfTheHouse),
            ("Anna Berggren 1974", OfOneself),
            ("annaberggren2025!", OfOneself),
            ("Ann4.B3rggr3n.1974", OfOneself),
            ("lösenord1234567890", KeysInARow),
            // The one example of a good password that everybody has read.
            ("correct horse battery staple", Common),
            ("Lösenord2025!Lösen", Common),
            ("P@ssw0rd P@$$w0rd1", Common),
            ("sommar2025vinter!", Common),
            ("Fotboll-Hammarby-99", Common),
            ("kommun1kommun2kommun3", OfTheHouse),
            ("!!!!!!!! ???????? ....", Repeated),
        ] {
            assert_eq!(judged(password), Err(reason), "{password}");
        }
    }

    #[test]
    fn a_house_without_a_name_hinders_nobody() {
        assert_eq!(judge(&"fyra ord på en rad".into(), &"fyra ord på en rad".into(), Guessable::default()), Ok(()));
        assert_eq!(judge(&"Strandköping 2025 revy".into(), &"Strandköping 2025 revy".into(), Guessable::default()), Ok(()));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_judging_fail(password in "\\PC{0,300}", name in "\\PC{0,40}", house in "\\PC{0,40}") {
            let password = Password::from(password);
            let _ = judge(&password, &password, Guessable { name: &name, email: &name, house: &[house, name.clone()] });
        }
    }
}
