//! Documents of Word, Excel and LibreOffice: an archive with the parts that make it what it says, and none that can run.

use std::collections::BTreeMap;

use rawzip::ReaderAt;

use super::packed::{Packed, Room};
use super::parts;
use super::{Fault, Found, Kind, Rejected, Whole, xml};

/// The most that the lists of relations of one document may hold together, in bytes.
const MOST_RELATIONS: usize = 8 * 1024 * 1024;

pub(super) fn judge<R: ReaderAt>(kind: Kind, file: Whole<'_, R>) -> Result<(), Rejected> {
    judge_in(kind, file, &mut Room::of_a_file())
}

/// Judges a document, also one that lies in another one, with the room that is left.
pub(super) fn judge_in<R: ReaderAt>(kind: Kind, file: Whole<'_, R>, room: &mut Room) -> Result<(), Rejected> {
    let packed = Packed::open(file)?;
    if matches!(kind, Kind::Odt | Kind::Ods) {
        judge_open(kind, &packed)?;
        return packed.judge_contents(room, |member| parts::open(&member.name));
    }
    let types = judge_office(kind, &packed)?;
    packed.judge_contents(room, |member| parts::office(&member.name, types.of(&member.name)))
}

/// What a document of Word or Excel says of its parts' content: by name, and else by what names end with.
struct Types {
    parts: BTreeMap<String, String>,
    endings: BTreeMap<String, String>,
}

impl Types {
    fn read(tags: &[xml::Tag<'_>]) -> Self {
        let said = |key: &'static str| {
            let pair = |tag: &xml::Tag<'_>| Some((tag.attribute(key)?.trim_start_matches('/').to_lowercase(), tag.attribute("ContentType")?.to_owned()));
            tags.iter().filter_map(pair).collect()
        };
        Self { parts: said("PartName"), endings: said("Extension") }
    }

    fn of(&self, name: &str) -> &str {
        let name = name.to_lowercase();
        let by_ending = || self.endings.get(name.rsplit_once('.').map_or("", |(_, ending)| ending));
        self.parts.get(&name).or_else(by_ending).map_or("", String::as_str)
    }
}

/// Word and Excel (ECMA-376): which part is the document stands in the relations, what it is in the list of types.
fn judge_office<R: ReaderAt>(kind: Kind, packed: &Packed<'_, R>) -> Result<Types, Rejected> {
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
    let types = Types::read(&types);
    if types.of(&document).eq_ignore_ascii_case(main_type(kind)) && packed.member(&document).is_some() {
        Ok(types)
    } else {
        Err(Fault::WrongContent(kind, Found::Packed).into())
    }
}

/// The part that is the document; and on the way, whether every relation leads to what honest documents have.
fn main_part<R: ReaderAt>(packed: &Packed<'_, R>) -> Result<Option<String>, Rejected> {
    let (mut main, mut read) = (None, 0);
    for member in packed.members.iter().filter(|member| member.name.to_lowercase().ends_with(".rels")) {
        let content = packed.read(member)?;
        read += content.len();
        if read > MOST_RELATIONS {
            return Err(Fault::Bomb.into());
        }
        for relation in xml::tags(&content)?.iter().filter(|tag| tag.name == "Relationship") {
            judge_relation(relation)?;
            let target = relation.attribute("Target").unwrap_or_default();
            let kind = relation.attribute("Type").unwrap_or_default().to_lowercase();
            if kind.ends_with("/officedocument") && member.name.eq_ignore_ascii_case("_rels/.rels") {
                main = Some(target.trim_start_matches('/').to_owned());
            }
        }
    }
    Ok(main)
}

/// What leads out of the document leads to a page or a file, and not to something that runs.
fn judge_relation(relation: &xml::Tag<'_>) -> Result<(), Fault> {
    let kind = relation.attribute("Type").unwrap_or_default();
    if runs(kind) {
        return Err(Fault::Macros);
    }
    if !parts::is_relation(kind) {
        // Objects lie in the document as parts that are told apart there; a relation of this type leads to one elsewhere, or to one
        // of the old kind.
        return Err(if kind.to_lowercase().ends_with("/oleobject") { Fault::Embedded } else { Fault::OfficeActs });
    }
    if !relation.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external")) {
        return Ok(());
    }
    let target: String = relation.attribute("Target").unwrap_or_default().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme).to_lowercase();
    // A link that somebody follows may lead to many a program; what the document fetches by itself may not.
    let fits = if kind.to_lowercase().ends_with("/hyperlink") {
        !matches!(scheme.as_str(), "javascript" | "vbscript" | "data" | "mhtml" | "ms-msdt")
    } else {
        scheme.len() < 2 || matches!(scheme.as_str(), "http" | "https" | "file") || scheme.contains(['/', '\\', '.', ' ', '%'])
    };
    if fits { Ok(()) } else { Err(Fault::OfficeActs) }
}

/// Whether a type of content or of relation means macros or controls, under whatever name the part lies there.
fn runs(said: &str) -> bool {
    let said = said.to_lowercase();
    ["macroenabled", "vbaproject", "vbadata", "macrosheet", "activex", "attachedtoolbars"].iter().any(|word| said.contains(word)) || said.ends_with("/control")
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
