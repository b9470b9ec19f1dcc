//! The section (paragraf, §) of minutes under which a board decided.

/// Whether what was typed numbers a section: "45", "45 a", "AU 12", "45–47".
#[must_use]
pub fn names_a_section(typed: &str) -> bool {
    let all = typed.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | ':' | '/' | '-' | '–' | ',' | '§'));
    all && typed.chars().any(|c| c.is_ascii_digit())
}

/// Whether two are the same, however they were typed: "045" is "45".
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = |section: &str| section.split_whitespace().collect::<String>().trim_start_matches('0').to_lowercase();
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_the_same_however_its_number_is_typed() {
        for (typed, as_45) in [("45", true), ("045", true), (" 0 45", true), ("46", false), ("45 a", false)] {
            assert_eq!(same("45", typed), as_45, "{typed}");
        }
        assert!(same("45a", "45 A"));
    }

    #[test]
    fn a_section_has_a_number_and_no_other_signs_than_minutes_have() {
        for (typed, is_one) in
            [("45", true), ("45 a", true), ("AU 12", true), ("45–47", true), ("12:3", true), ("<b>45</b>", false), ("åå", false), ("", false)]
        {
            assert_eq!(names_a_section(typed), is_one, "{typed}");
        }
    }
}
