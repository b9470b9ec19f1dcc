//! What the first pass collects: requests, statements about roles, and what was left over.

use std::collections::HashSet;

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
    Group { group: Group, count: Option<usize>, excepted: Vec<String>, besides: Vec<String> },
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
    /// It is a second one only in so far as there is a first: "ett förnyat svar".
    pub renews: bool,
}

/// What the letter says of roles in running text.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub mark: Mark,
    pub phrase: Phrase,
    /// Bodies that are named in the same sentence, for "övriga".
    pub besides: Vec<String>,
}

/// A body in a sentence that asks for a response or gives a last day. By it the letter is held to account: whoever is touched
/// and not asked is reported.
#[derive(Debug, Clone)]
pub(super) struct Touch {
    pub body: Mention,
    pub phrase: Phrase,
    /// The words around it say that it is the one who is asked.
    pub strong: bool,
    /// The days to come that stand in the same sentence.
    pub days: Vec<NaiveDate>,
}

/// Everything that was collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub requests: Vec<Request>,
    pub statements: Vec<Statement>,
    pub leftover: Vec<Leftover>,
    /// What is left over where nobody is asked: it is listed, and speaks against nothing.
    pub aside: Vec<Leftover>,
    /// Last days to come in sentences of which nothing was understood, as requests: they count where there are no others.
    pub unexplained: Vec<Request>,
    /// The letter says that there are two responses.
    pub twice: bool,
    /// Bodies in sentences that ask, whoever was taken to be asked there.
    pub touches: Vec<Touch>,
    /// The dates of which a rule knows what they are: where their sentence begins in the letter, and their first word in it.
    pub stamped: HashSet<(usize, usize)>,
    /// The letter tells of an answer that came earlier: what it asks for now may be a second one.
    pub answered_before: bool,
    /// Bodies of which a sentence says, without a day, that they have more time.
    pub more_time: Vec<Mention>,
    /// There was more than any letter holds.
    pub beyond: bool,
}
