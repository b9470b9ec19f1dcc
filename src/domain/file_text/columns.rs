//! Cells of a table, laid side by side as they stand on paper.

/// Parts columns; a reader of lines takes three spaces for one.
const GAP: usize = 4;
/// Cells with longer lines than this hold running text, which is read one cell after the other.
const WIDEST: usize = 60;

/// Tables inside of tables deeper than this are read as text.
const DEEPEST: usize = 8;

/// The tables that are open, the innermost last: rows of cells of lines.
#[derive(Default)]
pub(super) struct Tables {
    open: Vec<Vec<Vec<String>>>,
    beyond: usize,
}

impl Tables {
    /// A table begins.
    pub(super) fn begin(&mut self) {
        if self.open.len() < DEEPEST {
            self.open.push(Vec::new());
        } else {
            self.beyond += 1;
        }
    }

    /// A row begins; also where no table was said to begin.
    pub(super) fn begin_row(&mut self) {
        if self.open.is_empty() {
            self.begin();
        }
        if let (0, Some(table)) = (self.beyond, self.open.last_mut()) {
            table.push(Vec::new());
        }
    }

    /// A cell begins.
    pub(super) fn begin_cell(&mut self) {
        if let (0, Some(row)) = (self.beyond, self.open.last_mut().and_then(|table| table.last_mut())) {
            row.push(String::new());
        }
    }

    /// Where words go that stand in a cell.
    pub(super) fn cell(&mut self) -> Option<&mut String> {
        self.open.last_mut()?.last_mut()?.last_mut()
    }

    /// A table ends: its lines.
    pub(super) fn end(&mut self) -> Option<String> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        self.open.pop().map(|rows| laid(&rows))
    }

    /// Whether none is open.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }
}

/// The lines of a table: cells side by side while they are narrow, else one below the other.
pub(super) fn laid(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<Vec<&str>>> =
        rows.iter().map(|row| row.iter().map(|cell| cell.trim_matches('\n').lines().map(str::trim_end).collect()).collect()).collect();
    let width = |cell: &[&str]| cell.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let is_narrow = |row: &[Vec<&str>]| row.iter().all(|cell| width(cell) <= WIDEST);
    let mut widths: Vec<usize> = Vec::new();
    for row in rows.iter().filter(|row| is_narrow(row)) {
        widths.resize(widths.len().max(row.len()), 0);
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    let lines = rows.iter().map(|row| {
        if is_narrow(row) {
            side_by_side(row, &widths)
        } else {
            row.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.join("\n")).collect::<Vec<_>>().join("\n")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn side_by_side(row: &[Vec<&str>], widths: &[usize]) -> String {
    let height = row.iter().map(Vec::len).max().unwrap_or(0);
    let lines = (0..height).map(|at| {
        let (mut line, mut column) = (String::new(), 0);
        for (cell, width) in row.iter().zip(widths) {
            let words = cell.get(at).copied().unwrap_or_default();
            if !words.is_empty() {
                let wanted = column - line.chars().count().min(column);
                line.extend(std::iter::repeat_n(' ', wanted));
                line.push_str(words);
            }
            column += width + GAP;
        }
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::laid;

    fn cells(cells: &[&str]) -> String {
        laid(&[cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()])
    }

    #[test]
    fn narrow_cells_stand_side_by_side() {
        assert_eq!(cells(&["Miljönämnden", "31 mars 2025"]), "Miljönämnden    31 mars 2025");
        assert_eq!(cells(&["Till:\nKultur", "Datum\n2025-01-02"]), "Till:     Datum\nKultur    2025-01-02");
        assert_eq!(cells(&["", "Datum"]), "    Datum");
    }

    #[test]
    fn the_columns_of_a_table_stand_below_each_other() {
        let rows = [["Nämnd", "Senast"], ["Tekniska nämnden", "1 maj"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(laid(&rows), "Nämnd               Senast\nTekniska nämnden    1 maj");
    }

    #[test]
    fn running_text_is_read_one_cell_after_the_other() {
        let long = "ord ".repeat(30);
        assert_eq!(cells(&[&long, "b"]), format!("{}\nb", long.trim_end()));
    }
}
