//! `yttrande routes`: the register of routes, for people.

use super::print;

pub(super) fn run() -> anyhow::Result<()> {
    let lines = yttrande::app::routes();
    let width = lines.iter().map(|line| line.path.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for line in lines {
        text.push_str(&format!("{:4}  {:width$}  {:?}\n", line.method, line.path, line.verb));
    }
    print(&text)
}
