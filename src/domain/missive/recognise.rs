//! Is it a letter at all: from who sends to whom and asks what, and from what speaks against it.

use super::bodies::Vocabulary;
use super::doubt::Evidence;
use super::kinds::about_responses;
use super::layout::{Paragraph, Sentence};
use super::letter::Recognised;
use super::limits::has_limit;
use super::words::{Token, any_starts, at, has_run};

/// How many paragraphs stand at the top of a page.
const HEAD: usize = 10;

/// What the other passes found that speaks for a letter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// Somebody is asked for a response.
    pub asks: bool,
    /// Somebody gets the report for information, action or consideration, in so many words.
    pub sends: bool,
    /// A label such as "Till" stands over names.
    pub labelled: bool,
    /// Names stand by themselves above the text, with or without a label.
    pub headed: bool,
    /// Somebody is on the roll.
    pub addressed: bool,
    /// A reference of the auditors.
    pub reference: bool,
    /// A chair has signed.
    pub signed: bool,
    /// Somebody is to answer by a day that is still to come.
    pub to_come: bool,
    /// It has a day of its own.
    pub dated: bool,
}

/// The answer, and what speaks against a letter.
pub(super) fn recognise(paragraphs: &[Paragraph], vocabulary: &Vocabulary, signs: Signs) -> (Recognised, Vec<Evidence>) {
    let to_auditors = addressed_to_auditors(paragraphs);
    let audit = paragraphs.iter().flat_map(Paragraph::tokens).any(|word| word.starts_any(&["gransk", "audit", "report"]) || word.plain.contains("rapport"));
    let errand = signs.asks || signs.sends;
    let (named, auditors) = (auditors_send(paragraphs), auditors_send(paragraphs) || auditors_speak(paragraphs));
    // Auditors who write to somebody and want an answer by a day to come: what their text tells of others is no evidence then.
    let certain = named && signs.asks && signs.to_come && signs.dated && (signs.labelled || signs.headed);
    let against = against(paragraphs, vocabulary, signs, certain);
    let speaks_for = [errand, signs.labelled, auditors, signs.reference, signs.signed];
    let count = speaks_for.iter().filter(|sign| **sign).count();
    // Auditors ask for an answer, and of whom was not understood: a person must say.
    if !signs.addressed && signs.asks && named && signs.dated && against.is_empty() {
        return (Recognised::Perhaps, vec![Evidence::NoErrand]);
    }
    // Auditors who ask for an answer have audited something, whatever they call it.
    if !(audit || signs.asks && any_auditors(paragraphs)) || !signs.addressed || (!errand && count < 2) || (!any_auditors(paragraphs) && count < 3) {
        return (Recognised::No, against);
    }
    if sent_by_an_office(paragraphs) {
        return (Recognised::No, vec![Evidence::OtherSender]);
    }
    match against.as_slice() {
        [] if errand && auditors && (signs.labelled || signs.headed || signs.reference || signs.signed) => (Recognised::Yes, against),
        [] if signs.asks && (signs.labelled || (named && signs.dated)) => (Recognised::Yes, against),
        [] if count >= 3 => (Recognised::Yes, against),
        [] => (Recognised::Perhaps, vec![Evidence::NoErrand]),
        // A letter may look like something else in one respect; a board is not lost for that.
        [Evidence::NoErrand] => (Recognised::No, against),
        [Evidence::OwnResponse] if to_auditors => (Recognised::No, against),
        [_] if named && signs.asks && signs.labelled => (Recognised::Perhaps, against),
        _ => (Recognised::No, against),
    }
}

/// Whether a text speaks of auditors at all.
pub(super) fn any_auditors(paragraphs: &[Paragraph]) -> bool {
    paragraphs.iter().flat_map(Paragraph::tokens).any(|word| is_auditors(word) || word.starts_any(&["gransk", "audit"]))
}

fn is_auditors(word: &Token) -> bool {
    word.starts_any(&[
        "revisor",
        "revision",
        "kommunrevis",
        "stadsrevis",
        "regionrevis",
        "landstingsrevis",
        "lekmannarevis",
        "forbundsrevis",
        "bolagsrevis",
        "granskningsnamnd",
        "auditor",
        "audit",
    ])
}

/// Whether auditors send it: they stand in the head, or sign.
fn auditors_send(paragraphs: &[Paragraph]) -> bool {
    let head = paragraphs.iter().take(HEAD).filter(|paragraph| paragraph.is_heading());
    let last = paragraphs.len().saturating_sub(HEAD);
    let foot = paragraphs.iter().skip(last).filter(|paragraph| paragraph.is_heading());
    let is_theirs = |sentence: &Sentence| sentence.tokens.iter().any(is_auditors) && !any_starts(&sentence.tokens, &["yttrande", "svar", "till"]);
    let mut lines = head.chain(foot).flat_map(|paragraph| &paragraph.sentences);
    lines.any(is_theirs)
}

/// Whether auditors, or "vi", speak in the text as those who ask.
fn auditors_speak(paragraphs: &[Paragraph]) -> bool {
    let mut sentences = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    sentences.any(|sentence| {
        let by_auditors = sentence.tokens.iter().take(3).any(|word| is_auditors(word) || word.is("vi"));
        by_auditors && any_starts(&sentence.tokens, &["overlamn", "oversand", "begar", "onskar", "emotser", "vill", "skicka", "gransk", "beslut"])
    })
}

/// What speaks against a letter: what a document calls itself, and, unless the rest is certain, what its text tells of.
fn against(paragraphs: &[Paragraph], vocabulary: &Vocabulary, signs: Signs, certain: bool) -> Vec<Evidence> {
    let mut found = Vec::new();
    let mut add = |holds: bool, evidence: Evidence| {
        if holds {
            found.push(evidence);
        }
    };
    let head: Vec<&Sentence> = paragraphs.iter().take(HEAD).flat_map(|paragraph| &paragraph.sentences).collect();
    let all = || paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    add(is_invoice(paragraphs, certain), Evidence::Invoice);
    add(is_minutes(&head, paragraphs, vocabulary, certain) && !auditors_decide(&head, paragraphs), Evidence::Minutes);
    add(is_notes(&head, paragraphs), Evidence::Minutes);
    add(is_draft(&head), Evidence::NoErrand);
    add(is_offer(&head) && !certain, Evidence::OtherSender);
    add(invites(&head, paragraphs, certain) || is_statement(paragraphs) || only_reminds(&head, signs), Evidence::NoErrand);
    add(all().any(|sentence| is_news(sentence, certain)) || !certain && quotes(paragraphs), Evidence::News);
    add(is_own_response(paragraphs, vocabulary), Evidence::OwnResponse);
    add(other_sender(&head, paragraphs), Evidence::OtherSender);
    found
}

fn is_invoice(paragraphs: &[Paragraph], certain: bool) -> bool {
    const SIGNS: [&str; 10] = ["faktura", "bankgiro", "plusgiro", "moms", "ocr", "attbetala", "forfallodatum", "fakturadatum", "betalningsvillkor", "invoice"];
    let words: Vec<&Token> = paragraphs
        .iter()
        .filter(|paragraph| !certain || paragraph.is_heading() && !paragraph.tokens().any(|word| word.starts_any(&["gransk"])))
        .flat_map(Paragraph::tokens)
        .filter(|word| word.starts_any(&SIGNS))
        .collect();
    let pays = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).any(|sentence| has_run(&sentence.tokens, &["att", "betala"]));
    words.len() >= 2 || (pays && !words.is_empty()) || words.iter().any(|word| word.is_any(&["faktura", "invoice"]) && word.capital)
}

/// Minutes of a board, a report to one, or an office's proposal.
fn is_minutes(head: &[&Sentence], paragraphs: &[Paragraph], vocabulary: &Vocabulary, certain: bool) -> bool {
    let in_head = |stems: &[&str]| head.iter().any(|sentence| sentence.tokens.len() <= 14 && any_starts(&sentence.tokens, stems));
    let all = || paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    // "Barnkonventionen i beslutsunderlag" is what was audited.
    let names_itself = |stems: &[&str]| {
        let mut lines = head.iter().filter(|sentence| sentence.tokens.len() <= 14 && !sentence.text.ends_with('.'));
        lines.any(|sentence| sentence.tokens.iter().enumerate().any(|(place, word)| word.starts_any(stems) && (place < 2 || word.capital)))
    };
    let document = names_itself(&[
        "sammantradesprotokoll",
        "protokoll",
        "tjansteskrivelse",
        "tjansteutlatande",
        "kallelse",
        "foredragningslista",
        "beslutsunderlag",
        "protokollsutdrag",
    ]);
    let closes = all().any(|sentence| {
        any_starts(&sentence.tokens, &["justerand", "utdragsbestyrk", "forslag"])
            && (sentence.tokens.len() <= 6 || has_run(&sentence.tokens, &["forslag", "till", "beslut"]))
    });
    let decides = all().any(|sentence| {
        let adopts = any_starts(&sentence.tokens, &["antar", "godkanner", "beslutar", "overlamnar", "beslutade", "tillstyrker"]);
        let adopting = sentence.tokens.iter().position(|word| word.starts_any(&["antar", "godkan", "beslut", "overlamn", "tillstyrk"])).unwrap_or_default();
        let board = vocabulary.mentions(sentence).iter().any(|mention| !mention.genitive && mention.first <= 3 && mention.first < adopting);
        adopts && board && any_starts(&sentence.tokens, &["yttrande", "svar", "forslag", "tjansteskrivelse"])
    });
    let paragraph_sign = head.iter().any(|sentence| sentence.tokens.iter().any(|word| word.is("§")));
    let signs = [document, closes, decides, paragraph_sign].iter().filter(|sign| **sign).count();
    signs >= 2 || (document && !in_head(&["revis"])) || decides && !certain
}

/// Notes of a meeting: titled so, with several items that have a number each. An extract has one item, and may be a letter.
fn is_notes(head: &[&Sentence], paragraphs: &[Paragraph]) -> bool {
    let titled = head.iter().any(|sentence| sentence.tokens.len() <= 14 && any_starts(&sentence.tokens, &["minnesanteckn", "motesanteckn", "anteckningar"]));
    let extract = head.iter().any(|sentence| any_starts(&sentence.tokens, &["utdrag", "protokollsutdrag"]));
    let items = paragraphs.iter().filter(|paragraph| paragraph.tokens().next().is_some_and(|word| word.is("§"))).count();
    titled && !extract && items > 1
}

/// "Utkast för sakgranskning": what is wanted is what is wrong with it, and no answer yet.
fn is_draft(head: &[&Sentence]) -> bool {
    let titled = |sentence: &&&Sentence| sentence.tokens.len() <= 14 && !sentence.text.ends_with('.');
    let check = ["sakgransk", "faktagransk", "faktakontroll", "faktaavst"];
    head.iter().filter(titled).any(|sentence| any_starts(&sentence.tokens, &["utkast"]) && any_starts(&sentence.tokens, &check))
}

/// "Offert nr 2025-311", "Offert – granskning av …": somebody offers the auditors to do the work.
fn is_offer(head: &[&Sentence]) -> bool {
    let is_mark = |words: &[Token]| words.len() == 1 || at(words, 1, &["nr", ":", "–", "-", "avseende", "gallande"]);
    head.iter().any(|sentence| sentence.tokens.len() <= 14 && at(&sentence.tokens, 0, &["offert", "anbud"]) && is_mark(&sentence.tokens))
}

/// An extract of the auditors' own minutes, by which they send the report: it is their letter.
fn auditors_decide(head: &[&Sentence], paragraphs: &[Paragraph]) -> bool {
    let theirs = head.iter().take(6).any(|sentence| sentence.tokens.len() <= 16 && sentence.tokens.iter().any(is_auditors));
    let decide = |sentence: &Sentence| {
        let words = &sentence.tokens;
        let auditors = words.iter().take(4).position(is_auditors);
        auditors.is_some_and(|place| words.iter().skip(place).take(4).any(|word| word.starts_any(&["beslut", "overlamn", "oversand"])))
    };
    let all = || paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    theirs && all().any(decide) && all().any(|sentence| any_starts(&sentence.tokens, &["oversand", "overlamn", "skicka", "tillstall", "remitter"]))
}

/// The yearly statement of the auditors to the assembly, which asks nobody for an answer.
fn is_statement(paragraphs: &[Paragraph]) -> bool {
    let mut head = paragraphs.iter().take(4).flat_map(Paragraph::tokens);
    let titled = head.any(|word| word.starts_any(&["revisionsberattelse"]));
    let discharges = paragraphs.iter().flat_map(Paragraph::tokens).any(|word| word.starts_any(&["ansvarsfrihet"]));
    // A plan of what is to be audited asks nobody, either.
    let plans = paragraphs.iter().take(3).flat_map(Paragraph::tokens).any(|word| word.starts_any(&["revisionsplan", "granskningsplan"]));
    titled && discharges || plans
}

/// A reminder of a day that is over, with no other day.
fn only_reminds(head: &[&Sentence], signs: Signs) -> bool {
    let titled = head.iter().any(|sentence| sentence.tokens.len() <= 12 && any_starts(&sentence.tokens, &["paminnelse", "reminder"]));
    titled && !signs.to_come
}

/// An invitation to a meeting, with which no report comes.
fn invites(head: &[&Sentence], paragraphs: &[Paragraph], certain: bool) -> bool {
    let titled = head
        .iter()
        .any(|sentence| sentence.tokens.len() <= 14 && any_starts(&sentence.tokens, &["inbjud", "inbjuder", "kallelse", "invitation", "motesinbjud"]));
    // "Svara senast den 15 september om ni kommer", "anmäl antal deltagare".
    let counts = |sentence: &Sentence| {
        let words = &sentence.tokens;
        has_run(words, &["om", "ni", "komm"])
            || has_run(words, &["om", "ni", "kan"])
            || has_run(words, &["valkom", "till"])
            || has_run(words, &["antal", "deltag"])
    };
    let titled = titled || !certain && paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).any(counts);
    let sends = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).any(|sentence| {
        any_starts(&sentence.tokens, &["rapport", "revisionsrapport", "granskningsrapport", "report"])
            && any_starts(&sentence.tokens, &["bifog", "oversand", "overlamn", "yttra", "svar", "enclos"])
    });
    titled && !sends
}

fn is_news(sentence: &Sentence, certain: bool) -> bool {
    let words = &sentence.tokens;
    // What stands at the foot of a page of the web.
    let web = words.len() <= 16 && any_starts(words, &["sidansvarig", "webbansvarig", "webbredakt"])
        || has_run(words, &["senast", "uppdaterad"]) && words.len() <= 16;
    if web {
        return true;
    }
    let named = at(
        words,
        0,
        &[
            "pressmeddelande",
            "nyheter",
            "pressinformation",
            "nyhetsbrev",
            "insandare",
            "ledare",
            "publicerad",
            "debatt",
            "debattartikel",
            "kronika",
            "kommentar",
        ],
    );
    let contact = any_starts(words, &["presskontakt", "presstjanst", "reporter", "foto"]) && words.len() <= 12;
    let criticism = has_run(words, &["riktar", "kritik"])
        || has_run(words, &["riktar", "skarp"])
        || has_run(words, &["far", "kritik"])
        || has_run(words, &["kritik", "mot"]);
    named || contact || (criticism && !certain && words.len() <= 14)
}

/// "– Vi tar kritiken på allvar, säger nämndens ordförande."
fn quotes(paragraphs: &[Paragraph]) -> bool {
    paragraphs
        .iter()
        .filter(|paragraph| paragraph.text.starts_with(['–', '-', '—', '”', '"']))
        .flat_map(Paragraph::tokens)
        .any(|word| word.is_any(&["sager", "skriver", "kommenterar"]))
}

/// A board that answers: it sends to the auditors, or writes over their audit in its own name.
fn is_own_response(paragraphs: &[Paragraph], vocabulary: &Vocabulary) -> bool {
    let addressed = addressed_to_auditors(paragraphs);
    let headings = paragraphs.iter().take(HEAD).filter(|paragraph| paragraph.is_heading()).flat_map(|paragraph| &paragraph.sentences);
    let titled = headings.into_iter().any(|sentence| {
        let words = &sentence.tokens;
        let begins = words.iter().take(3).any(|word| word.is_any(&["yttrande", "svar", "remissvar"]));
        // "Svar ställs till revisorerna och skickas till …" says where to.
        let asking = any_starts(words, &["begar", "senast", "onsk", "emots", "lamna", "stalls", "skickas", "sands"])
            || words.iter().any(|word| word.is_any(&["for", "ska", "skall", "@"]));
        let reminds = any_starts(words, &["paminn"]);
        begins && !reminds && words.len() <= 16 && any_starts(words, &["gransk", "revis"]) && !asking
    });
    let own_voice = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).any(|sentence| {
        let words = &sentence.tokens;
        let speaks = any_starts(words, &["instammer", "delar", "tagit", "valkomnar", "tackar"]);
        let board = vocabulary.mentions(sentence).iter().any(|mention| !mention.genitive && mention.first <= 1);
        speaks && (board || at(words, 0, &["vi"])) && any_starts(words, &["revis", "bedomning", "rapport", "synpunkt", "gransk"])
    });
    let signs = [addressed, titled, own_voice].iter().filter(|sign| **sign).count();
    signs >= 2 || addressed || (titled && !paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).any(asks_here))
}

fn asks_here(sentence: &Sentence) -> bool {
    about_responses(&sentence.tokens) && has_limit(&sentence.tokens) && any_starts(&sentence.tokens, &["ska", "onsk", "begar", "emots"])
}

/// A state authority, a court, a firm: somebody else sends it.
fn other_sender(head: &[&Sentence], paragraphs: &[Paragraph]) -> bool {
    let authority = |word: &Token| {
        let plain = word.plain.trim_end_matches('s');
        word.capital
            && (plain.ends_with("verket")
                || plain.ends_with("inspektionen")
                || plain.ends_with("myndigheten")
                || plain.ends_with("ombudsmannen")
                || plain.starts_with("lansstyrelsen")
                || plain == "ivo")
            || word.is("forvaltningsratten")
    };
    // "Statens Vårdtillsyn".
    let of_the_state = |words: &[Token]| at(words, 0, &["statens"]) && words.iter().take(2).all(|word| word.capital);
    let sends = head.iter().take(4).any(|sentence| sentence.tokens.len() <= 8 && (sentence.tokens.iter().any(authority) || of_the_state(&sentence.tokens)));
    let by_auditors = head.iter().any(|sentence| sentence.tokens.iter().any(is_auditors) && !at(&sentence.tokens, 0, &["kopia", "kopior", "cc"]));
    // The assembly, or its presidium, writes in its own name.
    let assembly = head.iter().take(2).any(|sentence| {
        let words = &sentence.tokens;
        words.len() <= 6
            && words.iter().any(|word| word.plain.contains("fullmaktige"))
            && !words.iter().any(|word| word.is_any(&["till", "kannedom", "for", "revisorer"]))
    });
    let signs_for_it = paragraphs
        .iter()
        .rev()
        .take(4)
        .flat_map(Paragraph::tokens)
        .any(|word| word.plain.starts_with("kommunfullmaktige") || word.plain.starts_with("regionfullmaktige"));
    if assembly && signs_for_it && !auditors_send(paragraphs) {
        return true;
    }
    let appeal = paragraphs.iter().flat_map(Paragraph::tokens).any(|word| word.starts_any(&["overklaga", "besvarshanvisning"]));
    sends && (appeal || !by_auditors)
}

/// An office of the municipality stands over it, it goes to departments or is called a referral, and no line is the auditors' own: what
/// they sent is sent on, with a day of the office.
fn sent_by_an_office(paragraphs: &[Paragraph]) -> bool {
    let of_an_office = |word: &Token| (word.plain.ends_with("kontoret") || word.plain.ends_with("forvaltningen")) && !word.plain.contains("revision");
    let lines = || paragraphs.iter().filter(|paragraph| paragraph.is_heading()).flat_map(|paragraph| &paragraph.sentences);
    let mut head = lines().take(HEAD).skip_while(|sentence| !(sentence.tokens.len() <= 8 && sentence.tokens.iter().any(of_an_office)));
    let opens = lines().take(3).any(|sentence| sentence.tokens.len() <= 8 && sentence.tokens.iter().any(of_an_office));
    let refers = lines().take(HEAD).any(|sentence| sentence.tokens.len() <= 8 && any_starts(&sentence.tokens, &["remiss", "internremiss"]));
    let to_departments = head.next().is_some() && head.any(|sentence| sentence.tokens.len() <= 3 && sentence.tokens.iter().any(of_an_office));
    let own =
        |sentence: &Sentence| sentence.tokens.iter().any(is_auditors) && !any_starts(&sentence.tokens, &["gransk", "rapport", "yttrande", "svar", "till"]);
    opens && (refers || to_departments) && !lines().any(own)
}

/// Whether the auditors are those who get it.
fn addressed_to_auditors(paragraphs: &[Paragraph]) -> bool {
    let head: Vec<&Sentence> = paragraphs.iter().take(HEAD).flat_map(|paragraph| &paragraph.sentences).collect();
    let to_auditors = |sentence: &Sentence| {
        let words = &sentence.tokens;
        // "Till vem? revision@ort.example" asks where to.
        let asks_where = words.iter().any(|word| word.is_any(&["@", "vem", "?"]));
        let opens = !asks_where && words.len() <= 8 && (at(words, 0, &["till"]) || words.len() <= 3);
        opens && words.iter().skip(usize::from(at(words, 0, &["till"]))).take(3).any(is_auditors)
    };
    let after_to = head
        .windows(2)
        .any(|pair| matches!(pair, [label, name] if label.tokens.len() <= 2 && at(&label.tokens, 0, &["till", "mottagare", "adressat"]) && to_auditors(name)));
    head.iter().any(|sentence| at(&sentence.tokens, 0, &["till", "mottagare", "to"]) && sentence.tokens.len() > 1 && to_auditors(sentence)) || after_to
}
