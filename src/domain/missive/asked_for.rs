//! What the first pass collects: requests, statements about roles, and what was left over.

use chrono::NaiveDate;

use super::bodies::Mention;
use super::doubt::Leftover;
use super::doubts::Doubts;
use super::found::Phrase;
use super::groups::Group;
use super::letter::RoundKind;
use super::roles::Mark;

/// Whom a request is for.
#[derive(Debug, Clone)]
pub(super) enum Target {
    /// A body by its name.
    Body(Mention),
    /// A group, without those that the request excepts; `besides` are named in the same breath.
    Group { group: Group, excepted: Vec<String>, besides: Vec<String> },
    /// The sentence names nobody.
    Unsaid,
}

/// One response that somebody is asked for.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub target: Target,
    /// Which response; the first, unless something is said.
    pub kind: RoundKind,
    /// The last day; nothing when none is given or it cannot be read.
    pub due: Option<NaiveDate>,
    pub doubts: Doubts,
    pub phrase: Phrase,
    /// It replaces what was said before of the same response.
    pub corrects: bool,
    /// It gives a day, if perhaps one that cannot be read.
    pub dated: bool,
}

/// What the letter says of roles in running text.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub mark: Mark,
    pub phrase: Phrase,
    /// Bodies that are named in the same sentence, for "övriga".
    pub besides: Vec<String>,
}

/// Everything that was collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub requests: Vec<Request>,
    pub statements: Vec<Statement>,
    pub leftover: Vec<Leftover>,
    /// Bodies in sentences that ask, which were taken for somebody that is only spoken of.
    pub passed: Vec<(Mention, Phrase)>,
}
