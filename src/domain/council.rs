//! What the council did with an audit.

/// How the council took it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "council_handling", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// It was told of it (anmälningsärende): nothing was decided.
    Information,
    /// It was a matter of its own, in which the council can decide.
    Matter,
}

impl Handling {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Information, Self::Matter];

    /// As forms name it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Information => "anmalan",
            Self::Matter => "arende",
        }
    }
}

/// Why something is no section of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionFault {
    /// There is none.
    Missing,
    /// It is longer than any section.
    TooLong,
}

/// The number of a section, as it is written without its sign: "45", "45 b".
///
/// # Errors
/// When there is none, or it is too long.
pub fn section(typed: &str) -> Result<String, SectionFault> {
    let section = super::text::tidy_line(typed);
    let section = section.trim_start_matches(['§', ' ', '\u{a0}']).trim();
    match section.chars().count() {
        0 => Err(SectionFault::Missing),
        1..=20 => Ok(section.to_owned()),
        _ => Err(SectionFault::TooLong),
    }
}

/// Something that is no address of the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAddress;

/// Where minutes are: an address of the web, or nothing.
///
/// # Errors
/// When it is no such address.
pub fn minutes(typed: &str) -> Result<String, NoAddress> {
    let typed = super::text::tidy_line(typed);
    if typed.is_empty() {
        return Ok(typed);
    }
    let address = url::Url::parse(&typed).map_err(|_| NoAddress)?;
    let fits = matches!(address.scheme(), "http" | "https") && address.has_host() && address.username().is_empty() && address.password().is_none();
    let address = String::from(address);
    if fits && address.len() <= 1000 { Ok(address) } else { Err(NoAddress) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_its_number_however_it_is_written() {
        for typed in ["45", "§ 45", "§45", " §\u{a0}45 "] {
            assert_eq!(section(typed).as_deref(), Ok("45"), "{typed}");
        }
        assert_eq!(section(" § "), Err(SectionFault::Missing));
        assert_eq!(section(&"4".repeat(21)), Err(SectionFault::TooLong));
    }

    #[test]
    fn minutes_are_on_the_web_or_nowhere() {
        assert_eq!(minutes(" ").as_deref(), Ok(""));
        assert_eq!(minutes("https://kommun.example/kf 45").as_deref(), Ok("https://kommun.example/kf%2045"));
        for typed in ["javascript:alert(1)", "kommun.example/kf", "file:///etc/passwd", "https://", "https://anna:hemligt@kommun.example", "data:text/html,x"] {
            assert_eq!(minutes(typed), Err(NoAddress), "{typed}");
        }
    }
}
