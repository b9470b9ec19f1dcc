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

/// Puts two drafts together that were written on top of `base`. Rows are told apart by their place; a row that one of the two
/// took away, while the other one wrote in the rows, is a clash of all rows.
#[must_use]
pub fn merge(base: &Value, mine: &Value, theirs: &Value) -> Merged {
    let mut clashes = Vec::new();
    let content = put_together(base, mine, theirs, &mut Vec::new(), &mut clashes);
    Merged { content, clashes }
}

fn put_together(base: &Value, mine: &Value, theirs: &Value, path: &mut Vec<String>, clashes: &mut Vec<Clash>) -> Value {
    if mine == theirs || theirs == base {
        return mine.clone();
    }
    if mine == base {
        return theirs.clone();
    }
    match (base, mine, theirs) {
        (Value::Object(base), Value::Object(mine), Value::Object(theirs)) => {
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
        (Value::Array(base), Value::Array(mine), Value::Array(theirs)) if one_adds_at_most(base.len(), mine.len(), theirs.len()) => {
            let longest = mine.len().max(theirs.len());
            let row = |rows: &[Value], n: usize| rows.get(n).cloned().unwrap_or_default();
            let rows = (0..longest).map(|n| {
                path.push(n.to_string());
                // A row that only one of them has was added by her.
                let value = match (mine.get(n), theirs.get(n)) {
                    (Some(own), None) => own.clone(),
                    (None, Some(other)) => other.clone(),
                    (Some(_) | None, _) => put_together(&row(base, n), &row(mine, n), &row(theirs, n), path, clashes),
                };
                path.pop();
                value
            });
            Value::Array(rows.collect())
        }
        _ => {
            clashes.push(Clash { path: path.clone(), mine: mine.clone(), theirs: theirs.clone() });
            mine.clone()
        }
    }
}

/// Whether nobody took a row away, and at most one of the two added some.
fn one_adds_at_most(base: usize, mine: usize, theirs: usize) -> bool {
    mine.min(theirs) == base
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

    fn draft() -> impl Strategy<Value = Value> {
        let word = || prop_oneof![Just(""), Just("a"), Just("b")];
        (word(), proptest::collection::vec((word(), word()), 0..3)).prop_map(|(stance, measures)| answer(stance, &measures))
    }

    fn texts(value: &Value, into: &mut Vec<String>) {
        match value {
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
        fn whoever_changed_nothing_changes_nothing(base in draft(), other in draft()) {
            prop_assert_eq!(merge(&base, &base, &other), Merged { content: other.clone(), clashes: vec![] });
            prop_assert_eq!(merge(&base, &other, &base), Merged { content: other.clone(), clashes: vec![] });
            prop_assert_eq!(merge(&base, &other, &other), Merged { content: other, clashes: vec![] });
        }
    }
}
