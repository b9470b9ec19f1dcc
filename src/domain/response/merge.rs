//! Two drafts that were written on top of the same one: what only one of the writers changed is taken from her, and what both
//! changed differently is a clash that a person decides.

use std::collections::BTreeSet;

use serde_json::Value;

/// Two drafts put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// With what both changed as the first writer has it.
    pub content: Value,
    /// What both changed, and not to the same.
    pub clashes: Vec<Clash>,
}

/// Something that both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Where it stands, from the outside in: names of fields, and numbers of rows from 0.
    pub path: Vec<String>,
    /// As the first writer has it.
    pub mine: Value,
    /// As the other one has it.
    pub theirs: Value,
}

/// Puts two drafts together that were written on top of `base`. Rows are told apart by what names them, so that what was written
/// in one row never comes to stand in another; a row that one of the two took away, while the other one wrote in it, is a clash of
/// all rows.
#[must_use]
pub fn merge(base: &Value, mine: &Value, theirs: &Value) -> Merged {
    let mut clashes = Vec::new();
    let content = put_together(base, mine, theirs, &mut Vec::new(), &mut clashes);
    Merged { content, clashes }
}

fn put_together(base: &Value, mine: &Value, theirs: &Value, path: &mut Vec<String>, clashes: &mut Vec<Clash>) -> Value {
    if mine == theirs || theirs == base || (base.is_null() && says_nothing(theirs)) {
        return mine.clone();
    }
    if mine == base || (base.is_null() && says_nothing(mine)) {
        return theirs.clone();
    }
    match (base, mine, theirs) {
        (Value::Object(_) | Value::Null, Value::Object(mine), Value::Object(theirs)) => {
            let none = serde_json::Map::new();
            let base = base.as_object().unwrap_or(&none);
            let names: BTreeSet<&String> = base.keys().chain(mine.keys()).chain(theirs.keys()).collect();
            let of = |fields: &serde_json::Map<String, Value>, name: &str| fields.get(name).cloned().unwrap_or_default();
            let fields = names.into_iter().map(|name| {
                path.push(name.clone());
                let value = put_together(&of(base, name), &of(mine, name), &of(theirs, name), path, clashes);
                path.pop();
                (name.clone(), value)
            });
            Value::Object(fields.collect())
        }
        (Value::Array(base), Value::Array(mine), Value::Array(theirs)) if Rows(mine).take_nothing_away(&Rows(base), &Rows(theirs)) => {
            let (base, mine, theirs) = (Rows(base), Rows(mine), Rows(theirs));
            let names: Vec<String> = mine.names().chain(theirs.names().filter(|name| mine.of(name).is_none())).collect();
            let rows = names.iter().filter_map(|name| match (base.of(name), mine.of(name), theirs.of(name)) {
                (base, Some(own), Some(other)) => Some((base.cloned().unwrap_or_default(), own.clone(), other.clone())),
                // Added by one of them; a row that was there and is not any more was taken away.
                (None, Some(row), None) | (None, None, Some(row)) => Some((Value::Null, row.clone(), row.clone())),
                (Some(_), _, _) | (None, None, None) => None,
            });
            let rows: Vec<_> = rows.collect();
            let put = |(n, (base, own, other)): (usize, (Value, Value, Value))| {
                path.push(n.to_string());
                let row = put_together(&base, &own, &other, path, clashes);
                path.pop();
                row
            };
            Value::Array(rows.into_iter().enumerate().map(put).collect())
        }
        _ => {
            clashes.push(Clash { path: path.clone(), mine: mine.clone(), theirs: theirs.clone() });
            mine.clone()
        }
    }
}

fn says_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// Rows of a draft. A measure is named by its `row`, what became of a promise by the promise (`planned`). A row that an older
/// release saved has no name: it is called by its place, and its page has called it so since.
struct Rows<'a>(&'a [Value]);

impl Rows<'_> {
    fn name(&self, n: usize) -> String {
        let field = |name: &str| self.0.get(n).and_then(|row| row.get(name)).and_then(Value::as_str).filter(|name| !name.is_empty());
        field("row").or_else(|| field("planned")).map_or_else(|| row_at(n), ToOwned::to_owned)
    }

    fn names(&self) -> impl Iterator<Item = String> {
        (0..self.0.len()).map(|n| self.name(n))
    }

    fn of(&self, name: &str) -> Option<&Value> {
        (0..self.0.len()).find(|n| self.name(*n) == name).and_then(|n| self.0.get(n))
    }

    /// Whether every name is used once, and nobody took a row away in which the other one wrote.
    fn take_nothing_away(&self, base: &Rows<'_>, theirs: &Rows<'_>) -> bool {
        let once = |rows: &Rows<'_>| rows.names().collect::<BTreeSet<_>>().len() == rows.0.len();
        let as_it_was = |name: String| match (self.of(&name), theirs.of(&name)) {
            (Some(row), None) | (None, Some(row)) => base.of(&name) == Some(row),
            (Some(_), Some(_)) | (None, None) => true,
        };
        [self, base, theirs].into_iter().all(once) && base.names().all(as_it_was)
    }
}

/// What the row at this place is called that has no name of its own.
#[must_use]
pub fn row_at(place: usize) -> String {
    format!("p{place}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn answer(stance: &str, measures: &[(&str, &str)]) -> Value {
        json!({ "stance": stance, "measures": measures.iter().map(|(action, due)| json!({ "action": action, "due": due })).collect::<Vec<_>>() })
    }

    #[test]
    fn what_only_one_of_them_changed_is_taken_from_her() {
        let base = answer("planned", &[("Rutin", "")]);
        let merged = merge(&base, &answer("planned", &[("En rutin", "")]), &answer("planned", &[("Rutin", "maj 2025")]));
        assert_eq!(merged, Merged { content: answer("planned", &[("En rutin", "maj 2025")]), clashes: vec![] });
        let added = merge(&base, &answer("planned", &[("Rutin", ""), ("System", "")]), &answer("planned", &[("Rutin", "maj 2025")]));
        assert_eq!(added, Merged { content: answer("planned", &[("Rutin", "maj 2025"), ("System", "")]), clashes: vec![] });
    }

    #[test]
    fn what_both_changed_is_a_clash_at_its_place_and_the_rest_is_put_together() {
        let base = answer("planned", &[("Rutin", ""), ("System", "")]);
        let merged = merge(&base, &answer("done", &[("Rutin", ""), ("Ett system", "")]), &answer("planned", &[("Rutin", "maj 2025"), ("Nytt system", "")]));
        assert_eq!(merged.content, answer("done", &[("Rutin", "maj 2025"), ("Ett system", "")]));
        let path = ["measures", "1", "action"].map(str::to_owned).to_vec();
        assert_eq!(merged.clashes, [Clash { path, mine: json!("Ett system"), theirs: json!("Nytt system") }]);
    }

    #[test]
    fn rows_that_one_took_away_while_the_other_wrote_in_them_are_not_mixed_up() {
        let base = answer("planned", &[("Rutin", ""), ("System", "")]);
        let theirs = answer("planned", &[("Rutin", ""), ("System", "maj 2025")]);
        let merged = merge(&base, &answer("planned", &[("System", "")]), &theirs);
        assert_eq!(merged.clashes.len(), 1);
        assert_eq!(merged.clashes[0].path, ["measures"]);
        assert_eq!(merged.clashes[0].theirs, theirs["measures"]);
    }

    /// Rows with names, and what is written in them.
    fn named(rows: &[(&str, &str, &str)]) -> Value {
        json!({ "measures": rows.iter().map(|(row, action, due)| json!({ "row": row, "action": action, "due": due })).collect::<Vec<_>>() })
    }

    #[test]
    fn a_row_that_was_exchanged_for_another_is_not_the_same_row() {
        let base = named(&[("0-0", "Rutin", "")]);
        let mine = named(&[("0-0", "Rutin", "maj 2025")]);
        let merged = merge(&base, &mine, &named(&[("1-1", "System", "")]));
        assert_eq!(merged.clashes.iter().map(|clash| clash.path.clone()).collect::<Vec<_>>(), [["measures"]], "nobody's date may bind another measure");
        // Rows that older releases saved have their places for names, and keep them on the page.
        let old = answer("planned", &[("Rutin", ""), ("System", "")]);
        let mine =
            json!({ "stance": "planned", "measures": [{ "row": "p0", "action": "Rutin", "due": "maj 2025" }, { "row": "p1", "action": "System", "due": "" }] });
        let theirs = json!({ "stance": "planned", "measures": [{ "row": "p1", "action": "System", "due": "" }] });
        assert_eq!(merge(&old, &mine, &theirs).clashes.len(), 1);
    }

    #[test]
    fn two_who_begin_the_same_row_write_in_the_same_row_and_two_who_add_one_have_two() {
        let merged = merge(&named(&[]), &named(&[("0-0", "Rutin", "")]), &named(&[("0-0", "", "maj 2025")]));
        assert_eq!(merged, Merged { content: named(&[("0-0", "Rutin", "maj 2025")]), clashes: vec![] });
        let base = named(&[("0-0", "Rutin", "")]);
        let merged = merge(&base, &named(&[("0-0", "Rutin", ""), ("1-1", "A", "")]), &named(&[("0-0", "Rutin", ""), ("2-1", "B", "")]));
        assert_eq!(merged, Merged { content: named(&[("0-0", "Rutin", ""), ("1-1", "A", ""), ("2-1", "B", "")]), clashes: vec![] });
        // What one of them took away and the other one did not touch is gone.
        let merged = merge(&named(&[("a", "A", ""), ("b", "B", "")]), &named(&[("b", "B", "")]), &named(&[("a", "A", ""), ("b", "B", "maj")]));
        assert_eq!(merged, Merged { content: named(&[("b", "B", "maj")]), clashes: vec![] });
    }

    fn draft() -> impl Strategy<Value = Value> {
        let word = || prop_oneof![Just(""), Just("a"), Just("b")];
        let unnamed = (word(), proptest::collection::vec((word(), word()), 0..3)).prop_map(|(stance, measures)| answer(stance, &measures));
        prop_oneof![unnamed, rows()]
    }

    fn rows() -> impl Strategy<Value = Value> {
        let word = || prop_oneof![Just(""), Just("a"), Just("b"), Just("c")];
        let row = (prop::sample::select(vec!["r", "s", "t", "u"]), word(), word());
        proptest::collection::vec(row, 0..4).prop_map(|rows| {
            let mut seen = BTreeSet::new();
            named(&rows.into_iter().filter(|(row, ..)| seen.insert(*row)).collect::<Vec<_>>())
        })
    }

    fn texts(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) if text.is_empty() => {}
            Value::String(text) => into.push(text.clone()),
            Value::Array(rows) => rows.iter().for_each(|row| texts(row, into)),
            Value::Object(fields) => fields.values().for_each(|field| texts(field, into)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    proptest! {
        #[test]
        fn no_word_of_either_writer_is_lost(base in draft(), mine in draft(), theirs in draft()) {
            let merged = merge(&base, &mine, &theirs);
            let (mut old, mut kept) = (Vec::new(), Vec::new());
            texts(&base, &mut old);
            texts(&merged.content, &mut kept);
            merged.clashes.iter().for_each(|clash| texts(&clash.theirs, &mut kept));
            for side in [&mine, &theirs] {
                let mut written = Vec::new();
                texts(side, &mut written);
                for word in written {
                    prop_assert!(old.contains(&word) || kept.contains(&word), "{word} of {side} on {base} is not in {merged:?}");
                }
            }
        }

        #[test]
        fn what_stands_in_a_row_was_written_in_that_row(base in rows(), mine in rows(), theirs in rows()) {
            let list = |draft: &Value| draft["measures"].as_array().cloned().unwrap_or_default();
            let merged = list(&merge(&base, &mine, &theirs).content);
            let sides = [list(&base), list(&mine), list(&theirs)];
            let merged = Rows(&merged);
            for name in merged.names() {
                for field in ["action", "due"] {
                    let text = &merged.of(&name).unwrap()[field];
                    prop_assert!(sides.iter().any(|side| Rows(side).of(&name).is_some_and(|row| &row[field] == text)), "{text} of {name}");
                }
            }
        }

        #[test]
        fn whoever_changed_nothing_changes_nothing(base in draft(), other in draft()) {
            prop_assert_eq!(merge(&base, &base, &other), Merged { content: other.clone(), clashes: vec![] });
            prop_assert_eq!(merge(&base, &other, &base), Merged { content: other.clone(), clashes: vec![] });
            prop_assert_eq!(merge(&base, &other, &other), Merged { content: other, clashes: vec![] });
        }
    }
}
