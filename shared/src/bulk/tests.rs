//! What a file of rows is read as.

use super::*;

fn accepted() -> Accepted {
    Accepted {
        ecps_only: true,
        dmp: true,
        risk: false,
        terms_version: "2026-11".to_owned(),
    }
}

fn header() -> String {
    let names: Vec<&str> = Column::ALL.iter().map(|column| column.code()).collect();
    names.join(";")
}

fn line(changes: &[(Column, &str)]) -> String {
    let values = [
        "MME",
        "Dubois",
        "Angela, Claire",
        "",
        "F",
        "24/08/1962",
        "",
        "75107",
        "",
        "IDENTITY_CARD",
        "",
        "",
        "angela@example.fr",
        "612345678",
        "0B0168811",
        "501",
        "GENR01",
        "S",
        "C",
        "01/12/2026",
        "",
        "oui",
    ];
    let mut cells: Vec<&str> = values.to_vec();
    for (column, value) in changes {
        cells[*column as usize] = value;
    }
    cells.join(";")
}

fn today() -> Date {
    Date::parse("2026-11-23").unwrap()
}

#[test]
fn a_row_becomes_the_registration_that_the_page_would_send() {
    let file = [header(), line(&[])].join("\r\n");
    let rows = read(&file).unwrap();
    assert_eq!((rows.len(), rows[0].line, rows[0].problem), (1, 2, None));
    let raw = registration(&rows[0].cells, &accepted());
    assert_eq!(raw.civil_status.first_names, ["Angela", "Claire"]);
    assert_eq!(raw.civil_status.birth_country, FRANCE);
    assert_eq!(raw.form.phone, "0612345678");
    assert_eq!(
        (
            raw.form.start_date.as_str(),
            raw.form.exercise_last_name.as_str()
        ),
        ("2026-12-01", "Dubois")
    );
    let wrong = problems(&rows[0].cells, &accepted(), today());
    let fields: Vec<Field> = wrong.iter().map(|error| error.field).collect();
    assert!(fields.is_empty() || fields == [Field::Role], "{wrong:?}");
}

#[test]
fn columns_stand_in_any_order_and_some_may_be_missing() {
    let kept: Vec<Column> = Column::ALL
        .iter()
        .rev()
        .copied()
        .filter(|column| *column != Column::EndDate)
        .collect();
    let whole = line(&[]);
    let cells: Vec<&str> = whole.split(';').collect();
    let names: Vec<&str> = kept.iter().map(|column| column.code()).collect();
    let values: Vec<String> = kept
        .iter()
        .map(|column| format!("\"{}\"", cells[*column as usize]))
        .collect();
    let rows = read(&format!(
        "\u{feff}{}\n{}\n\n",
        names.join(","),
        values.join(",")
    ))
    .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(Column::BirthName.of(&rows[0].cells), "Dubois");
    assert_eq!(Column::EndDate.of(&rows[0].cells), "");
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let problem = |text: &str| read(text).unwrap_err();
    assert_eq!(problem("").problem, FileProblem::Empty);
    assert_eq!(problem(&header()).problem, FileProblem::Empty);
    assert_eq!(
        problem("nom;prenom\nA;B").problem,
        FileProblem::ColumnsMissing
    );
    let more = problem(&format!("{};salaire\n{};1", header(), line(&[])));
    assert_eq!(
        (more.problem, more.columns),
        (FileProblem::ColumnsUnknown, vec!["salaire".to_owned()])
    );
    assert_eq!(
        problem(&format!("{}\n\"{}", header(), line(&[]))).problem,
        FileProblem::Quote
    );
    assert_eq!(
        problem(&"x".repeat(LONGEST + 1)).problem,
        FileProblem::TooLong
    );
    let many = format!("{}\n{}", header(), "a\n".repeat(MOST_ROWS + 1));
    assert_eq!(problem(&many).problem, FileProblem::TooManyRows);
}

#[test]
fn a_row_is_short_dangerous_or_there_twice() {
    let rows = [
        header(),
        line(&[]),
        line(&[(Column::BirthName, "=HYPERLINK(\"http://example.org\")")]),
        line(&[(Column::BirthName, "DUBOIS")]),
        "MME;Dubois".to_owned(),
        line(&[(Column::Role, "502")]),
    ];
    let rows = read(&rows.join("\n")).unwrap();
    let problems: Vec<Option<RowProblem>> = rows.iter().map(|row| row.problem).collect();
    let expected = [
        None,
        Some(RowProblem::Formula),
        Some(RowProblem::Repeated),
        Some(RowProblem::Length),
        None,
    ];
    assert_eq!(problems, expected);
}

#[test]
fn what_failed_is_written_without_a_formula_and_read_again_the_same() {
    let cells = vec![
        "=1+1".to_owned(),
        "+33 6 12 34 56 78".to_owned(),
        "a;\"b\"".to_owned(),
        "-\nx".to_owned(),
    ];
    let text = write(&["a", "b", "c", "d"], std::slice::from_ref(&cells));
    assert!(text.contains("'=1+1") && text.contains("'+33"), "{text}");
    let lines = csv::read(&text, 5).unwrap();
    assert_eq!(lines[1].cells, cells);
}
