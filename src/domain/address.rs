//! Where things are: the addresses of the product. Swedish words without å, ä and ö, one address per thing.

use super::round::RoundKey;

/// An audit's page; `key` is its reference as [`super::text::reference_key`] writes it.
#[must_use]
pub fn audit(key: &str) -> String {
    format!("/granskningar/{key}")
}

/// A page below an audit, such as `punkter` or `skicka`.
#[must_use]
pub fn below_audit(key: &str, page: &str) -> String {
    format!("/granskningar/{key}/{page}")
}

/// A received response. The board's own desk is [`desk`].
#[must_use]
pub fn response(key: &str, board: &str, round: RoundKey) -> String {
    format!("/yttranden/{key}/{board}/{round}")
}

/// A page below a response, such as `kvitto` or `omdome`.
#[must_use]
pub fn below_response(key: &str, board: &str, round: RoundKey, page: &str) -> String {
    format!("{}/{page}", response(key, board, round))
}

/// The desk where a board writes its response.
#[must_use]
pub fn desk(key: &str, board: &str, round: RoundKey) -> String {
    below_response(key, board, round, "arbete")
}

/// An item with one of its boards, in the register.
#[must_use]
pub fn recommendation(key: &str, code: &str, board: &str) -> String {
    format!("/rekommendationer/{key}/{code}/{board}")
}

/// The register, with all items that have a tag.
#[must_use]
pub fn register_of_tag(tag: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("etikett", tag).append_pair("visa", "bedomningar").finish();
    format!("/rekommendationer?{query}")
}

/// A board's page.
#[must_use]
pub fn board(slug: &str) -> String {
    format!("/namnder/{slug}")
}

/// A year of a board.
#[must_use]
pub fn board_year(slug: &str, year: i32) -> String {
    format!("{}/ar/{year}", board(slug))
}

/// A board as the administrators keep it.
#[must_use]
pub fn kept_board(slug: &str) -> String {
    format!("/admin/namnder/{slug}")
}

/// A body's own meetings, or a page below them; `body` is a board's slug, or [`AUDITORS`].
#[must_use]
pub fn meetings(body: &str) -> String {
    format!("/kalender/sammantraden/{body}")
}

/// Stands for the auditors where others have a board's slug.
pub const AUDITORS: &str = "revisionen";

/// An address to go back to, if it is one of our own: one slash, then something else than a slash or a backslash.
/// Anything else leads to the start page.
#[must_use]
pub fn own(raw: &str) -> String {
    let own = raw.starts_with('/') && !raw.starts_with("//") && !raw.contains('\\') && raw.chars().all(|c| c.is_ascii_graphic());
    if own { raw.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for foreign in ["//evil.example", "/\\evil.example", "https:evil", "https://evil.example", "", "evil", "/a\r\nSet-Cookie: x", "/å", "/a b"] {
            assert_eq!(own(foreign), "/", "{foreign:?}");
        }
        for ours in ["/", "/oversikt", "/granskningar?status=utkast"] {
            assert_eq!(own(ours), ours);
        }
    }
}
