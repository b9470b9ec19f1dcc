//! E-mail addresses. Each has one spelling here, whichever of its many somebody typed: what is stored, looked up, compared and
//! counted is always that one, so that nobody can be two people, or be guessed at twice as often, by a sign that is not seen.

use unicode_normalization::UnicodeNormalization as _;

/// The longest address that mail can be sent to, in bytes (RFC 5321).
const LONGEST: usize = 254;
/// The longest part before the @, in bytes (RFC 5321).
const LONGEST_LOCAL: usize = 64;

/// An e-mail address in its one spelling: small letters, one form of each sign (NFKC), nothing that is not seen, and the part
/// after the @ as people read it (`malmö.se`, never `xn--malm-8qa.se`). PostgreSQL holds the same (`is_normal_address`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress {
    text: String,
    /// The part after the @ as the mail system writes it.
    ascii_domain: String,
}

impl EmailAddress {
    /// Reads what somebody typed. Blanks around it, a last dot and signs that are not seen are taken away: they come with
    /// copying, and nobody can see that they are there. `None` when it cannot be an address, and for one with a blank, a
    /// control character or a quote inside.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let folded = folded(raw);
        let (local, domain) = folded.trim().rsplit_once('@')?;
        if local.is_empty() || local.len() > LONGEST_LOCAL || !local.split('.').all(|word| !word.is_empty() && word.chars().all(fits)) {
            return None;
        }
        let (domain, ascii_domain) = both_forms(domain.strip_suffix('.').unwrap_or(domain))?;
        if local.len() + 1 + ascii_domain.len() > LONGEST {
            return None;
        }
        Some(Self { text: format!("{local}@{domain}"), ascii_domain })
    }

    /// The one spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before the @.
    #[must_use]
    pub fn local(&self) -> &str {
        self.text.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The part after the @ as the mail system writes it, so that also servers without SMTPUTF8 take it.
    #[must_use]
    pub fn ascii_domain(&self) -> &str {
        &self.ascii_domain
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// Small letters and one form of each sign. Done twice, because a small letter can have another form again.
fn folded(raw: &str) -> String {
    let seen = |text: &str| text.chars().filter(|c| !is_unseen(*c)).nfkc().filter(|c| !is_unseen(*c)).collect::<String>().to_lowercase();
    seen(&seen(raw))
}

/// A domain as people read it, and as the mail system writes it. No numbers of machines, no name without a dot.
fn both_forms(domain: &str) -> Option<(String, String)> {
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    let (_, last) = ascii.rsplit_once('.')?;
    if last.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (readable, fault) = idna::domain_to_unicode(&ascii);
    // What is not the same after a second reading would be two addresses.
    let stands = fault.is_ok() && folded(&readable) == readable && idna::domain_to_ascii_strict(&readable).ok()? == ascii;
    stands.then_some((readable, ascii))
}

fn fits(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"@".contains(c)
}

/// Signs that nobody sees: joiners, marks for the direction of writing, fillers, selectors of variants, tags.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Option<String> {
        EmailAddress::parse(raw).map(|address| address.to_string())
    }

    #[test]
    fn however_an_address_is_spelled_it_is_one_address() {
        for spelling in [
            "sara.ek@malmö.se",
            " Sara.Ek@MALMÖ.SE ",
            "sara.ek@malmo\u{308}.se",
            "sara.ek@xn--malm-8qa.se",
            "sara.ek@XN--MALM-8QA.se",
            "sara.ek@malmö.se.",
            "sa\u{200b}ra.ek@malmö.se",
            "\u{feff}sara.ek@malmö.se\u{2060}",
            "sara\u{ad}.ek@mal\u{200d}mö.se",
            "ｓａｒａ．ｅｋ＠malmö．ｓｅ",
            "sara.ek@malmö。se",
            "\u{a0}sara.ek@malmö.se\r\n",
            "sara.e\u{3164}k\u{e0041}@malmö.se",
        ] {
            assert_eq!(read(spelling).as_deref(), Some("sara.ek@malmö.se"), "{spelling:?}");
        }
        assert_eq!(EmailAddress::parse("Sara.Ek@Malmö.se").unwrap().ascii_domain(), "xn--malm-8qa.se");
    }

    #[test]
    fn what_cannot_be_an_address_is_none() {
        let long = format!("{}@kommun.se", "a".repeat(65));
        let longer = format!("anna@{}.se", ["b".repeat(60).as_str(); 5].join("."));
        for bad in [
            "",
            "anna",
            "anna@",
            "@kommun.se",
            "anna@kommun",
            "a b@kommun.se",
            "anna@kommun.se\r\nBcc: x@y.se",
            "a@b..se",
            "an\u{7}na@kommun.se",
            "anna\0@kommun.se",
            "anna@kom mun.se",
            "a@b@kommun.se",
            "\"anna\"@kommun.se",
            ".anna@kommun.se",
            "anna.@kommun.se",
            "an..na@kommun.se",
            "anna@127.0.0.1",
            "anna@[127.0.0.1]",
            "anna@kommun.se..",
            "anna@xn--.se",
            "anna@xn--99999999.se",
            "anna@-kommun.se",
            "anna@kom_mun.se",
            "\u{200b}@kommun.se",
            &long,
            &longer,
        ] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reading_an_address_again_changes_nothing(raw in "[\\PC\u{200b}\u{ad}Å]{0,12}@[a-zA-ZåäöÅÄÖßſ\u{308}\u{200d}.-]{1,20}\\.(se|example|XN--P1AI|рф)") {
            if let Some(once) = EmailAddress::parse(&raw) {
                proptest::prop_assert_eq!(EmailAddress::parse(once.as_str()), Some(once.clone()));
                let in_ascii = format!("{}@{}", once.local(), once.ascii_domain());
                proptest::prop_assert_eq!(EmailAddress::parse(&in_ascii), Some(once));
            }
        }
    }
}
