//! Parts of documents, event by event: nothing is kept of them but what is open.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::NoText;
use super::budget::Budget;

/// What a reader of a part is told.
pub(super) enum Told<'a> {
    /// An element begins, by its name with its prefix (`w:p`).
    Begin(&'a Element<'a>),
    /// An element ends.
    End(&'a str),
    /// Words.
    Words(&'a str),
}

/// An element with its attributes.
pub(super) struct Element<'a> {
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// Its name with its prefix.
    pub(super) fn name(&self) -> String {
        self.start.name().as_ref().to_owned()
    }

    /// An attribute by its name with its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.start.attributes().filter_map(Result::ok).find(|attribute| attribute.key.as_ref() == name)?;
        Some(found.value.into_owned())
    }
}

/// Goes through a part. Names of entities that the part makes up are not followed: they are how a small text becomes a large one.
pub(super) fn walk(part: &str, budget: &mut Budget, mut tell: impl FnMut(Told<'_>)) -> Result<(), NoText> {
    let mut reader = Reader::from_str(part);
    loop {
        budget.step()?;
        match reader.read_event().map_err(|_| NoText::Broken)? {
            Event::Start(start) => tell(Told::Begin(&Element { start: &start })),
            Event::Empty(start) => {
                tell(Told::Begin(&Element { start: &start }));
                tell(Told::End(start.name().as_ref()));
            }
            Event::End(end) => tell(Told::End(end.name().as_ref())),
            Event::Text(words) => {
                let words = words.xml10_content();
                budget.said(words.len())?;
                tell(Told::Words(&words));
            }
            Event::CData(words) => {
                let words = words.xml10_content();
                budget.said(words.len())?;
                tell(Told::Words(&words));
            }
            Event::GeneralRef(name) => {
                let sign = super::html::sign(&name.xml10_content());
                tell(Told::Words(&sign.map(String::from).unwrap_or_default()));
            }
            Event::DocType(_) => return Err(NoText::Broken),
            Event::Eof => return Ok(()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}
