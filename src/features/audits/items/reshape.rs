//! Rows of the preview are put together and taken apart, before anything is added: a list that was copied out of a PDF falls
//! to pieces in other places than people think.

use super::preview::Form;

/// What is to become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It goes on in the one above it.
    Join(usize),
    /// Each of its lines is one.
    Split(usize),
}

impl Shape {
    /// Reads what a button sends: "join:3", "split:0".
    pub(super) fn parse(written: &str) -> Option<Self> {
        let (what, row) = written.split_once(':')?;
        let row = row.parse().ok()?;
        match what {
            "join" => Some(Self::Join(row)),
            "split" => Some(Self::Split(row)),
            _ => None,
        }
    }
}

#[derive(Clone)]
struct Row {
    ticked: bool,
    kind: String,
    body: String,
    boards: Vec<String>,
}

/// The rows as they are then; `None` where there is nothing to join with, or no line break to split at.
pub(super) fn reshaped(form: &Form, shape: Shape) -> Option<Form> {
    let mut rows = rows(form);
    match shape {
        Shape::Join(at) => {
            let above = at.checked_sub(1)?;
            let joined = (at < rows.len()).then(|| rows.remove(at))?;
            let row = rows.get_mut(above)?;
            row.body = format!("{} {}", row.body.trim_end(), joined.body.trim_start());
            row.ticked |= joined.ticked;
            if row.kind.is_empty() {
                row.kind = joined.kind;
            }
            row.boards.extend(joined.boards);
            row.boards.sort_unstable();
            row.boards.dedup();
        }
        Shape::Split(at) => {
            let row = rows.get(at)?.clone();
            let lines: Vec<&str> = row.body.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if lines.len() < 2 {
                return None;
            }
            let parts: Vec<Row> = lines.into_iter().map(|line| Row { body: line.to_owned(), ..row.clone() }).collect();
            rows.splice(at..=at, parts);
        }
    }
    // Boards that were chosen for all rows at once have no number.
    let shared = form.boards.iter().filter(|chosen| !chosen.contains(':')).cloned().collect();
    Some(as_form(rows, shared))
}

fn rows(form: &Form) -> Vec<Row> {
    let boards = |n: usize| form.boards.iter().filter_map(move |chosen| chosen.strip_prefix(&format!("{n}:")).map(str::to_owned));
    let columns = form.kind.iter().zip(&form.body).enumerate();
    columns
        .map(|(n, (kind, body))| Row { ticked: form.tick.contains(&n.to_string()), kind: kind.clone(), body: body.clone(), boards: boards(n).collect() })
        .collect()
}

fn as_form(rows: Vec<Row>, shared: Vec<String>) -> Form {
    let mut form = Form { boards: shared, ..Form::default() };
    for (n, row) in rows.into_iter().enumerate() {
        if row.ticked {
            form.tick.push(n.to_string());
        }
        form.boards.extend(row.boards.into_iter().map(|board| format!("{n}:{board}")));
        form.kind.push(row.kind);
        form.body.push(row.body);
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Form {
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
        Form {
            tick: texts(&["0", "2"]),
            kind: texts(&["", "recommendation", "assessment"]),
            body: texts(&["se över avtalen och", "deras uppföljning", "en\n två \n\ntre"]),
            boards: texts(&["0:a", "1:b", "2:a", "2:b"]),
            ..Form::default()
        }
    }

    #[test]
    fn a_row_goes_on_in_the_one_above_it_with_its_boards_and_those_below_move_up() {
        let form = reshaped(&three(), Shape::Join(1)).unwrap();
        assert_eq!(form.body, ["se över avtalen och deras uppföljning", "en\n två \n\ntre"]);
        assert_eq!(form.kind, ["recommendation", "assessment"]);
        assert_eq!(form.tick, ["0", "1"]);
        assert_eq!(form.boards, ["0:a", "0:b", "1:a", "1:b"]);
        assert!(reshaped(&three(), Shape::Join(0)).is_none() && reshaped(&three(), Shape::Join(3)).is_none());
    }

    #[test]
    fn a_row_is_split_at_its_line_breaks_and_each_part_keeps_tick_kind_and_boards() {
        let form = reshaped(&three(), Shape::Split(2)).unwrap();
        assert_eq!(form.body[2..], ["en", "två", "tre"]);
        assert_eq!(form.tick, ["0", "2", "3", "4"]);
        assert_eq!(form.kind[2..], ["assessment"; 3]);
        assert_eq!(form.boards[2..], ["2:a", "2:b", "3:a", "3:b", "4:a", "4:b"]);
        assert!(reshaped(&three(), Shape::Split(0)).is_none(), "there is no line break in it");
    }
}
