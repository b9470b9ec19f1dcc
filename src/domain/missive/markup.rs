//! The source of a page of the web that was pasted for its text, and what is struck out.

/// A longer tag or entity is none.
const LONGEST: usize = 400;

/// What is hidden and longer than this is left where it stands.
const LONGEST_HIDDEN: usize = 4_000;

/// What a tag does to the text.
pub(super) struct Tag {
    /// Its bytes.
    pub length: usize,
    /// Whether the line ends with it.
    pub breaks: bool,
    /// Whether it ends a paragraph, too.
    pub parts: bool,
}

/// Whether a text is the source of a page.
pub(super) fn is_markup(text: &str) -> bool {
    let tags = ["<p>", "<p ", "<br", "<div", "<td", "</p>"].iter().filter(|tag| text.contains(**tag)).count();
    tags >= 1 && (tags >= 2 || text.contains("&auml;") || text.contains("</"))
}

/// The tag that a text begins with; a stroke that opens none is left out by itself.
pub(super) fn tag(text: &str) -> Tag {
    let Some(end) = text.bytes().take(LONGEST).position(|byte| byte == b'>') else { return Tag { length: 1, breaks: false, parts: false } };
    let name: String = text.chars().skip(1).take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '/').collect::<String>().to_lowercase();
    if matches!(name.as_str(), "s" | "del" | "strike" | "style" | "script") {
        // What is struck out, and what nobody sees, goes with its tag.
        let close = format!("</{name}>");
        let window = text.floor_char_boundary(LONGEST_HIDDEN);
        let length = text.get(..window).and_then(|text| text.find(&close)).map_or(end + 1, |at| at + close.len());
        return Tag { length, breaks: false, parts: false };
    }
    let parts = matches!(name.as_str(), "/p" | "/div" | "/table" | "/ul" | "/h1" | "/h2" | "/h3");
    let breaks = parts || matches!(name.as_str(), "br" | "br/" | "/tr" | "/li");
    Tag { length: end + 1, breaks, parts }
}

/// The letter that "&auml;" stands for, and the bytes it takes.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 18] = [
        ("&aring;", 'å'),
        ("&auml;", 'ä'),
        ("&ouml;", 'ö'),
        ("&Aring;", 'Å'),
        ("&Auml;", 'Ä'),
        ("&Ouml;", 'Ö'),
        ("&eacute;", 'é'),
        ("&uuml;", 'ü'),
        ("&nbsp;", ' '),
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&ndash;", '–'),
        ("&mdash;", '—'),
        ("&shy;", '\u{2060}'),
        ("&rdquo;", '”'),
        ("&sect;", '§'),
    ];
    if let Some((name, letter)) = NAMED.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*letter, name.len()));
    }
    let digits = text.strip_prefix("&#")?;
    let end = digits.bytes().take(8).position(|byte| byte == b';')?;
    let number: u32 = digits.get(..end)?.parse().ok()?;
    char::from_u32(number).filter(|sign| !sign.is_control()).map(|sign| (sign, end + 3))
}

/// The bytes of "~~14 mars~~" with its marks.
pub(super) fn struck(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("~~")?;
    let end = inside.find("~~").filter(|end| *end <= LONGEST && !inside.get(..*end).unwrap_or_default().contains('\n'))?;
    Some(end + 4)
}
