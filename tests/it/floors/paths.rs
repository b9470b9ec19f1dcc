//! Which modules a source reaches: every path in it, wherever it stands, in a macro's body as well, resolved to the module that
//! it leads to. It reads words and signs, not types: what it cannot resolve is none of the crate's modules.

use std::collections::{BTreeMap, BTreeSet};

/// A module, from the crate's root: `["features", "audits"]`.
pub(crate) type Module = Vec<String>;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Sign(char),
}

/// Words and signs; comments, texts, characters and lifetimes are none.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let (mut found, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        let (c, rest) = (chars[i], &chars[i..]);
        i += match c {
            '/' if rest.get(1) == Some(&'/') => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            '/' if rest.get(1) == Some(&'*') => comment(rest),
            '"' => text(rest),
            '\'' => quote(rest),
            _ if c.is_alphabetic() || c == '_' => {
                let length = word(rest);
                let hashes = rest[length..].iter().take_while(|c| **c == '#').count();
                match rest[..length].iter().collect::<String>() {
                    prefix if matches!(prefix.as_str(), "r" | "br") && rest.get(length + hashes) == Some(&'"') => length + raw_text(&rest[length..], hashes),
                    prefix if prefix == "r" && hashes == 1 => length + 1,
                    name => {
                        found.push(Token::Word(name));
                        length
                    }
                }
            }
            _ if c.is_whitespace() => 1,
            _ => {
                found.push(Token::Sign(c));
                1
            }
        };
    }
    found
}

fn word(rest: &[char]) -> usize {
    rest.iter().take_while(|c| c.is_alphanumeric() || **c == '_').count()
}

/// A comment may hold comments.
fn comment(rest: &[char]) -> usize {
    let (mut depth, mut i) = (0, 0);
    loop {
        match rest.get(i..i + 2) {
            Some(['/', '*']) => (depth, i) = (depth + 1, i + 2),
            Some(['*', '/']) => (depth, i) = (depth - 1, i + 2),
            Some(_) => i += 1,
            None => return rest.len(),
        }
        if depth == 0 {
            return i;
        }
    }
}

fn text(rest: &[char]) -> usize {
    let mut i = 1;
    while rest.get(i).is_some_and(|c| *c != '"') {
        i += if rest[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

fn raw_text(rest: &[char], hashes: usize) -> usize {
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let inside = &rest[hashes + 1..];
    let length = inside.windows(end.len()).position(|window| window == end).unwrap_or(inside.len());
    hashes + 1 + length + end.len()
}

/// A lifetime has no second quote; a character has.
fn quote(rest: &[char]) -> usize {
    match rest {
        ['\'', '\\', _, more @ ..] => 3 + more.iter().position(|c| *c == '\'').unwrap_or(0) + 1,
        ['\'', _, '\'', ..] => 3,
        [_, more @ ..] => 1 + word(more),
        [] => 1,
    }
}

/// A name that a `use` brings in, and what it stands for.
struct Import {
    name: String,
    path: Module,
    everything: bool,
}

/// Reads one source.
pub(crate) struct Reader<'a> {
    /// All modules of the crate.
    pub(crate) known: &'a BTreeSet<Module>,
}

impl Reader<'_> {
    /// Every path in the source of a module, from the crate's root. A path that ends in a macro's call says so.
    pub(crate) fn reached(&self, module: &[String], source: &str) -> Vec<(Module, bool)> {
        let tokens = tokens(source);
        let (mut imports, mut found) = (Vec::new(), Vec::new());
        self.walk(module, &tokens, &mut |here, at| {
            if let (Token::Word(word), Some(next)) = (&tokens[at], tokens.get(at + 1))
                && word == "use"
                && *next != Token::Sign('<')
            {
                self.tree(here, &tokens, at + 1, Vec::new(), &mut imports);
            }
        });
        let names: BTreeMap<&str, &Module> = imports.iter().filter(|import| !import.everything).map(|import| (import.name.as_str(), &import.path)).collect();
        found.extend(imports.iter().map(|import| (import.path.clone(), false)));
        self.walk(module, &tokens, &mut |here, at| {
            let before = |n: usize| at.checked_sub(n).and_then(|at| tokens.get(at));
            let goes_on = before(1) == Some(&Token::Sign(':')) && before(2) == Some(&Token::Sign(':'));
            // `pub(in …)` says who may reach this, not what this reaches.
            let seen_by = before(2) == Some(&Token::Sign('(')) && before(3) == Some(&Token::Word("pub".to_owned()));
            let begins = !goes_on && !seen_by && before(1) != Some(&Token::Sign('.'));
            let (segments, next) = segments(&tokens, at);
            if begins && segments.len() > 1 {
                let is_macro = tokens.get(next) == Some(&Token::Sign('!'));
                found.extend(self.resolve(here, &segments, &names, &imports).map(|path| (path, is_macro)));
            }
        });
        found
    }

    /// Goes through the tokens, with the module that each stands in.
    fn walk(&self, module: &[String], tokens: &[Token], visit: &mut impl FnMut(&[String], usize)) {
        let (mut here, mut depth, mut inner) = (module.to_vec(), 0, Vec::new());
        for at in 0..tokens.len() {
            match &tokens[at] {
                Token::Sign('{') => {
                    depth += 1;
                    if let [Token::Word(keyword), Token::Word(name)] = &tokens[at.saturating_sub(2)..at]
                        && keyword == "mod"
                    {
                        inner.push(depth);
                        here.push(name.clone());
                    }
                }
                Token::Sign('}') => {
                    if inner.last() == Some(&depth) {
                        inner.pop();
                        here.pop();
                    }
                    depth -= 1;
                }
                Token::Word(_) => visit(&here, at),
                Token::Sign(_) => {}
            }
        }
    }

    /// One branch of a `use`; says where it ends.
    fn tree(&self, here: &[String], tokens: &[Token], at: usize, prefix: Vec<String>, imports: &mut Vec<Import>) -> usize {
        let (mut path, mut i) = (prefix, at);
        loop {
            match tokens.get(i) {
                Some(Token::Sign(':')) => i += 1,
                Some(Token::Sign('{')) => {
                    i += 1;
                    while tokens.get(i).is_some_and(|token| *token != Token::Sign('}')) {
                        i = self.tree(here, tokens, i, path.clone(), imports);
                        if tokens.get(i) == Some(&Token::Sign(',')) {
                            i += 1;
                        }
                    }
                    return i + 1;
                }
                Some(Token::Sign('*')) => {
                    self.import(here, &path, String::new(), true, imports);
                    return i + 1;
                }
                Some(Token::Word(word)) if word == "as" => {
                    if let Some(Token::Word(name)) = tokens.get(i + 1) {
                        self.import(here, &path, name.clone(), false, imports);
                    }
                    return i + 2;
                }
                Some(Token::Word(word)) => {
                    path.push(word.clone());
                    i += 1;
                    if !matches!(tokens.get(i), Some(Token::Sign(':'))) && !matches!(tokens.get(i), Some(Token::Word(word)) if word == "as") {
                        let name = path.iter().rev().find(|name| *name != "self").cloned().unwrap_or_default();
                        self.import(here, &path, name, false, imports);
                        return i;
                    }
                }
                Some(Token::Sign('$')) => i += 1,
                Some(Token::Sign(_)) | None => return i + 1,
            }
        }
    }

    fn import(&self, here: &[String], path: &[String], name: String, everything: bool, imports: &mut Vec<Import>) {
        if let Some(path) = self.resolve(here, path, &BTreeMap::new(), &[]) {
            imports.push(Import { name, path, everything });
        }
    }

    /// From the crate's root; nothing for what is another crate's.
    fn resolve(&self, here: &[String], segments: &[String], names: &BTreeMap<&str, &Module>, imports: &[Import]) -> Option<Module> {
        let (first, mut rest) = segments.split_first()?;
        let mut base = match first.as_str() {
            "crate" | "yttrande" => Vec::new(),
            "self" => here.to_vec(),
            "super" => here.split_last().map(|(_, parent)| parent.to_vec())?,
            name => match names.get(name) {
                Some(path) => (*path).clone(),
                None => {
                    let child = |module: &[String]| [module, std::slice::from_ref(first)].concat();
                    let everything = imports.iter().filter(|import| import.everything).map(|import| child(&import.path));
                    std::iter::once(child(here)).chain(everything).find(|module| self.known.contains(module))?
                }
            },
        };
        while rest.first().is_some_and(|segment| segment == "super" || segment == "self") {
            if rest[0] == "super" {
                base.pop();
            }
            rest = &rest[1..];
        }
        base.extend(rest.iter().filter(|segment| *segment != "self").cloned());
        Some(base)
    }

    /// The module that a path leads to: the longest beginning of it that is one.
    pub(crate) fn module_of(&self, path: &[String]) -> Module {
        (0..=path.len()).rev().map(|n| path[..n].to_vec()).find(|module| module.is_empty() || self.known.contains(module)).unwrap_or_default()
    }
}

/// `a::b::c` from here on, and where it ends.
fn segments(tokens: &[Token], at: usize) -> (Vec<String>, usize) {
    let (mut path, mut i) = (Vec::new(), at);
    while let Some(Token::Word(word)) = tokens.get(i) {
        path.push(word.clone());
        i += 1;
        if tokens.get(i) != Some(&Token::Sign(':')) || tokens.get(i + 1) != Some(&Token::Sign(':')) || !matches!(tokens.get(i + 2), Some(Token::Word(_))) {
            break;
        }
        i += 2;
    }
    (path, i)
}
