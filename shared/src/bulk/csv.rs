//! Lines and cells of a file, as spreadsheets write and read them.

use super::FileProblem;

/// A line with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Of the file, from one.
    pub(super) number: usize,
    /// Without the spaces around.
    pub(super) cells: Vec<String>,
}

/// Reads lines, at most that many.
pub(super) fn read(text: &str, most: usize) -> Result<Vec<Line>, FileProblem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut lines = Vec::new();
    let mut reading = Reading::default();
    let mut characters = text.chars().peekable();
    let mut number = 1;
    let mut began = 1;
    loop {
        let character = characters.next();
        match character {
            Some('"') if reading.is_quoted => {
                if characters.next_if_eq(&'"').is_some() {
                    reading.cell.push('"');
                } else {
                    reading.is_quoted = false;
                }
            }
            Some('"') if reading.cell.trim().is_empty() => {
                reading.cell.clear();
                reading.is_quoted = true;
            }
            Some(character) if reading.is_quoted => {
                number += usize::from(character == '\n');
                reading.cell.push(character);
            }
            Some(character) if character == separator => reading.end_cell(),
            Some('\r') if characters.peek() == Some(&'\n') => {}
            Some('\n' | '\r') | None => {
                if character.is_none() && reading.is_quoted {
                    return Err(FileProblem::Quote);
                }
                let cells = reading.end_line();
                if cells.iter().any(|cell| !cell.is_empty()) {
                    if lines.len() == most {
                        return Err(FileProblem::TooManyRows);
                    }
                    lines.push(Line {
                        number: began,
                        cells,
                    });
                }
                number += 1;
                began = number;
                if character.is_none() {
                    return Ok(lines);
                }
            }
            Some(character) => reading.cell.push(character),
        }
    }
}

/// What most often stands between the names of the first line.
fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: &char| first.chars().filter(|other| other == separator).count();
    [',', '\t', ';']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(';')
}

#[derive(Debug, Default)]
struct Reading {
    cells: Vec<String>,
    cell: String,
    is_quoted: bool,
}

impl Reading {
    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.cells.push(plain(cell.trim()).to_owned());
    }

    fn end_line(&mut self) -> Vec<String> {
        self.end_cell();
        std::mem::take(&mut self.cells)
    }
}

/// A cell as it was before [`safe`] marked it.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(STARTS) => rest,
        _ => cell,
    }
}

/// What a spreadsheet begins to compute at.
const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a spreadsheet would compute the cell. A telephone number with its country is none.
pub(super) fn is_formula(cell: &str) -> bool {
    let is_phone = cell.starts_with('+')
        && cell[1..]
            .chars()
            .all(|character| character.is_ascii_digit() || " .-()".contains(character));
    cell.starts_with(STARTS) && !is_phone
}

/// A cell that no spreadsheet computes, whatever is in it.
pub fn safe(cell: &str) -> String {
    if cell.starts_with(STARTS) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A file that spreadsheets open as it is: with a byte order mark, and `;` between the cells.
pub fn write(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::from('\u{feff}');
    let mut put = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells
            .map(|cell| ["\"", &safe(&cell).replace('"', "\"\""), "\""].concat())
            .collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    };
    put(&mut header.iter().map(|name| (*name).to_owned()));
    for row in rows {
        put(&mut row.iter().cloned());
    }
    text
}
