//! Documents of Word, Excel and LibreOffice: an archive with the parts that make it what it says, and none that can run.

use rawzip::ReaderAt;

use super::packed::Packed;
use super::{Fault, Found, Kind, Rejected, Whole, xml};

/// The most that the lists of relations of one document may hold together, in bytes.
const MOST_RELATIONS: usize = 8 * 1024 * 1024;

pub(super) fn judge<R: ReaderAt>(kind: Kind, file: Whole<'_, R>) -> Result<(), Rejected> {
    let packed = Packed::open(file)?;
    match kind {
        Kind::Odt | Kind::Ods => judge_open(kind, &packed)?,
        _ => judge_office(kind, &packed)?,
    }
    packed.judge_contents()
}

/// Word and Excel (ECMA-376): which part is the document stands in the relations, what it is in the list of types.
fn judge_office<R: ReaderAt>(kind: Kind, packed: &Packed<'_, R>) -> Result<(), Rejected> {
    let (Some(types), Some(_)) = (packed.member("[Content_Types].xml"), packed.member("_rels/.rels")) else {
        return Err(Fault::WrongContent(kind, Found::Packed).into());
    };
    let types = packed.read(types)?;
    let types = xml::tags(&types)?;
    let said: Vec<&str> = types.iter().filter_map(|tag| tag.attribute("ContentType")).collect();
    if said.iter().any(|said| runs(said)) {
        return Err(Fault::Macros.into());
    }
    let document = main_part(packed)?.ok_or(Fault::WrongContent(kind, Found::Packed))?;
    let is_type = types.iter().any(|tag| {
        tag.attribute("PartName").is_some_and(|part| part.trim_start_matches('/').eq_ignore_ascii_case(&document))
            && tag.attribute("ContentType").is_some_and(|said| said.eq_ignore_ascii_case(main_type(kind)))
    });
    if is_type && packed.member(&document).is_some() { Ok(()) } else { Err(Fault::WrongContent(kind, Found::Packed).into()) }
}

/// The part that is the document; and on the way, whether any relation leads to something that runs.
fn main_part<R: ReaderAt>(packed: &Packed<'_, R>) -> Result<Option<String>, Rejected> {
    let (mut main, mut read) = (None, 0);
    for member in packed.members.iter().filter(|member| member.name.to_lowercase().ends_with(".rels")) {
        let content = packed.read(member)?;
        read += content.len();
        if read > MOST_RELATIONS {
            return Err(Fault::Bomb.into());
        }
        for relation in xml::tags(&content)?.iter().filter(|tag| tag.name == "Relationship") {
            let kind = relation.attribute("Type").unwrap_or_default().to_lowercase();
            if runs(&kind) {
                return Err(Fault::Macros.into());
            }
            let target = relation.attribute("Target").unwrap_or_default();
            if kind.ends_with("/officedocument") && member.name.eq_ignore_ascii_case("_rels/.rels") {
                main = Some(target.trim_start_matches('/').to_owned());
            }
        }
    }
    Ok(main)
}

/// Whether a type of content or of relation means macros or controls, under whatever name the part lies there.
fn runs(said: &str) -> bool {
    let said = said.to_lowercase();
    ["macroenabled", "vbaproject", "vbadata", "macrosheet", "activex"].iter().any(|word| said.contains(word)) || said.ends_with("/control")
}

fn main_type(kind: Kind) -> &'static str {
    if kind == Kind::Docx {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    } else {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    }
}

/// OpenDocument (ISO 26300): the first member says the type, unpacked; macros have folders of their own.
fn judge_open<R: ReaderAt>(kind: Kind, packed: &Packed<'_, R>) -> Result<(), Rejected> {
    let wrong = || Rejected::from(Fault::WrongContent(kind, Found::Packed));
    let first = packed.members.first().filter(|first| first.name == "mimetype" && first.stored).ok_or_else(wrong)?;
    if packed.read(first)?.as_slice() != kind.media_type().as_bytes() {
        return Err(wrong());
    }
    let (Some(manifest), Some(_)) = (packed.member("META-INF/manifest.xml"), packed.member("content.xml")) else { return Err(wrong()) };
    let manifest = packed.read(manifest)?;
    if xml::tags(&manifest)?.iter().any(|tag| tag.name.eq_ignore_ascii_case("encryption-data")) {
        return Err(Fault::Locked.into());
    }
    let is_macro = |name: &str| ["basic/", "scripts/"].iter().any(|folder| name.to_lowercase().contains(folder)) && !name.ends_with('/');
    if packed.members.iter().any(|member| is_macro(&member.name)) { Err(Fault::Macros.into()) } else { Ok(()) }
}
