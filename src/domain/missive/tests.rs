//! Letters in the style of many municipalities, none of them real, with what each says.

mod adverse;
mod by_place;
mod facts;
mod fuzz;
mod grammar;
mod hesitation;
mod ledger;
mod places;
mod rules;
mod safety;
mod sets;
mod shapes;
mod spans;
mod taught;
mod template;

use super::{KnownBody, Letter, read};

fn known(names: &[&str]) -> Vec<KnownBody> {
    names.iter().map(|name| KnownBody { name: (*name).to_owned() }).collect()
}

fn json(letter: &Letter) -> serde_json::Value {
    serde_json::to_value(letter).expect("a letter can be written as JSON")
}

/// The letter as JSON, but for where its phrases stand.
fn said(letter: &Letter) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                fields.remove("place");
                fields.values_mut().for_each(strip);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut letter = json(letter);
    strip(&mut letter);
    letter
}

/// Every fixture, for tests that hold for any letter.
const LETTERS: [&str; 13] = [
    include_str!("letters/algkoping.txt"),
    include_str!("letters/norrtuna.txt"),
    include_str!("letters/sjovik.txt"),
    include_str!("letters/bergalund.txt"),
    include_str!("letters/vasterhult.txt"),
    include_str!("letters/dalby.txt"),
    include_str!("letters/strand.txt"),
    include_str!("letters/hamra.txt"),
    include_str!("letters/ryd.txt"),
    include_str!("letters/oxelmo.txt"),
    include_str!("letters/klippa.txt"),
    include_str!("letters/not_a_letter.txt"),
    include_str!("letters/news.txt"),
];
