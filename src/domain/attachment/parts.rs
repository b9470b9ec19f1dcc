//! The parts that an honest document of Word, Excel or LibreOffice has: an allow-list. Whatever is not on it is refused,
//! because nobody can list all that has ever been made to run.

use super::Kind;

/// What a part is taken for, and is then held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A folder: nothing lies in it itself.
    Folder,
    /// Marked-up text.
    Markup,
    /// A picture.
    Picture,
    /// A typeface.
    Typeface,
    /// Settings of a printer and the like, which programs only keep: it must not look like anything that can be opened.
    Kept,
    /// A document of its own, such as the table behind a chart.
    Document(Kind),
}

/// Types of content whose parts are marked-up text, by how they begin (ECMA-376 part 1, and what Microsoft has added).
const MARKUP: [&str; 14] = [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.",
    "application/vnd.openxmlformats-officedocument.drawingml.",
    "application/vnd.openxmlformats-officedocument.drawing+",
    "application/vnd.openxmlformats-officedocument.theme",
    "application/vnd.openxmlformats-officedocument.extended-properties",
    "application/vnd.openxmlformats-officedocument.custom-properties",
    "application/vnd.openxmlformats-officedocument.customxml",
    "application/vnd.openxmlformats-package.",
    "application/vnd.ms-office.",
    "application/vnd.ms-word.",
    "application/vnd.ms-excel.",
    "application/inkml",
    "application/mathml",
];

/// Words in a type of content, whatever else it says, of parts that act: keys and toolbars that call macros, add-ins,
/// sheets of dialogues and old macros.
const ACTS: [&str; 7] = ["keymapcustomizations", "attachedtoolbars", "webextension", "dialogsheet", "customui", "volatiledependencies", "queryui"];

/// The role of a part of Word or Excel by its name and the type of content that the document says of it.
pub(super) fn office(name: &str, content_type: &str) -> Option<Role> {
    if name.ends_with('/') {
        return Some(Role::Folder);
    }
    let name = name.to_lowercase();
    if name == "[content_types].xml" || name.ends_with(".rels") {
        return Some(Role::Markup);
    }
    let said = content_type.split(';').next().unwrap_or_default().trim().to_lowercase();
    let ending = ending(&name);
    let is_markup = (said.ends_with("+xml") && MARKUP.iter().any(|begin| said.starts_with(begin)) && !ACTS.iter().any(|word| said.contains(word)))
        || matches!(said.as_str(), "application/xml" | "text/xml" | "application/vnd.openxmlformats-officedocument.vmldrawing");
    if is_markup {
        return matches!(ending, "xml" | "vml" | "psmdcp").then_some(Role::Markup);
    }
    if said.starts_with("image/") {
        return is_picture(ending).then_some(Role::Picture);
    }
    match said.as_str() {
        "application/x-emz" | "application/x-wmz" => is_picture(ending).then_some(Role::Picture),
        "application/pdf" => (ending == "pdf").then_some(Role::Document(Kind::Pdf)),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => (ending == "xlsx").then_some(Role::Document(Kind::Xlsx)),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => (ending == "docx").then_some(Role::Document(Kind::Docx)),
        "application/vnd.openxmlformats-officedocument.obfuscatedfont" | "application/x-fontdata" | "application/x-font-ttf" => {
            // Typefaces in Word are scrambled by a key, and begin with anything.
            matches!(ending, "odttf" | "fntdata" | "ttf").then_some(Role::Kept)
        }
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printersettings"
        | "application/vnd.openxmlformats-officedocument.wordprocessingml.printersettings"
        | "application/vnd.openxmlformats-officedocument.spreadsheetml.customproperty"
        | "application/vnd.ms-excel.binindexws" => (ending == "bin").then_some(Role::Kept),
        "application/vnd.openxmlformats-package.digital-signature-origin" => (ending == "sigs").then_some(Role::Kept),
        "application/vnd.openxmlformats-package.digital-signature-certificate" => (ending == "cer").then_some(Role::Kept),
        // Tables of Google keep what they know of the sheet beside it.
        "application/binary" => (name == "xl/metadata").then_some(Role::Kept),
        _ => None,
    }
}

/// The role of a part of an OpenDocument: its names are fixed (ISO 26300-2, 3.2), also in the documents within it.
pub(super) fn open(name: &str) -> Option<Role> {
    if name.ends_with('/') {
        return Some(Role::Folder);
    }
    let name = name.to_lowercase();
    let within = |folder: &str| name.split('/').rev().skip(1).any(|part| part == folder);
    let ending = ending(&name);
    if within("versions") || within("dialogs") || within("media") {
        return None;
    }
    match ending {
        "xml" | "rdf" => Some(Role::Markup),
        "ttf" | "otf" | "woff" | "woff2" if within("fonts") => Some(Role::Typeface),
        "pdf" if within("pictures") => Some(Role::Document(Kind::Pdf)),
        "" if within("objectreplacements") || within("pictures") => Some(Role::Picture),
        "" if name == "layout-cache" => Some(Role::Kept),
        "" if name == "mimetype" => Some(Role::Kept),
        other => is_picture(other).then_some(Role::Picture),
    }
}

fn ending(name: &str) -> &str {
    let last = name.rsplit('/').next().unwrap_or_default();
    last.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// What names of pictures end with; Word calls some that were pasted from a mail `.tmp`.
fn is_picture(ending: &str) -> bool {
    matches!(
        ending,
        "png"
            | "jpg"
            | "jpeg"
            | "jpe"
            | "jfif"
            | "gif"
            | "bmp"
            | "dib"
            | "tif"
            | "tiff"
            | "emf"
            | "wmf"
            | "emz"
            | "wmz"
            | "svg"
            | "wdp"
            | "hdp"
            | "webp"
            | "svm"
            | "tmp"
    )
}

/// The last word of the types of relation that an honest document has.
const RELATIONS: &str = " officedocument core-properties extended-properties extendedproperties custom-properties customproperties thumbnail origin \
    signature certificate classificationlabels customxml customxmlprops customxmldata styles styleswitheffects settings websettings fonttable font theme themeoverride numbering \
    footnotes endnotes header footer comments commentsextended commentsids commentsextensible people person threadedcomment documenttasks intelligence \
    glossarydocument image hdphoto hyperlink chart chartex chartcolorstyle chartstyle chartusershapes diagramdata diagramlayout diagramquickstyle \
    diagramcolors diagramdrawing package worksheet chartsheet sharedstrings calcchain drawing vmldrawing table tablesinglecells pivottable \
    pivotcachedefinition pivotcacherecords pivottablestylea querytable connections externallink externallinkpath xlpathmissing xlstartup xllibrary \
    externallinklongpath xlexternallinkpath printersettings customproperty ctrlprop slicer slicercache timeline timelinecache sheetmetadata \
    rdrichvalue rdrichvaluestructure rdrichvaluetypes richvaluerel rdarray rdsupportingpropertybag rdsupportingpropertybagstructure richstyles \
    rdrichvaluewebimage namedsheetview featurepropertybag xmlmaps revisionheaders revisionlog usernames ink attachedtemplate mailmergerecipientdata \
    workbookmetadata wsssortmap ";

/// Whether a relation of this type leads to what honest documents have, without regard to capitals.
pub(super) fn is_relation(kind: &str) -> bool {
    let last = kind.rsplit('/').next().unwrap_or_default().to_lowercase();
    !last.is_empty() && !last.contains(' ') && RELATIONS.contains(&format!(" {last} "))
}
