//! A manager's queue as a file that a spreadsheet opens: read a batch at a time, each kept as a look before it leaves.

use std::sync::Arc;

use serde_json::json;
use shared::catalogue;
use shared::event::EventKind;
use shared::id::StructureId;
use shared::queue::QueueView;
use shared::role::Role;
use shared::status::Route;
use shared::text::{Language, Text};
use uuid::Uuid;

use crate::accesses;
use crate::app::App;
use crate::caller::{Caller, Denied, SignedIn};
use crate::clock::moment;
use crate::queues;
use crate::store::{NewEvent, Order, Page, RequestView, Scope, StoreError, micros};

/// Rows of one short reading.
const BATCH: i64 = 500;
/// By this a spreadsheet knows that the letters are UTF-8.
const MARK: &str = "\u{feff}";
/// What a spreadsheet would take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

const COLUMNS: [Text; 13] = [
    Text::new("Référence", "Reference"),
    Text::new("Nom de naissance", "Birth name"),
    Text::new("Prénoms", "First names"),
    Text::new("Code du rôle", "Role code"),
    Text::new("Rôle", "Role"),
    Text::new("FINESS", "FINESS"),
    Text::new("Structure", "Structure"),
    Text::new("Voie", "Route"),
    Text::new("État", "State"),
    Text::new("Reçue le", "Received on"),
    Text::new("Modifiée le", "Changed on"),
    Text::new("Hors périmètre", "Out of scope"),
    Text::new("Numéro RPPS", "RPPS number"),
];
const YES: Text = Text::new("Oui", "Yes");
const NO: Text = Text::new("Non", "No");

/// Why nothing is exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("no such structure, or a text that cannot be searched")]
    InvalidArgument,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A file under way.
#[derive(Debug)]
pub struct Export {
    app: Arc<App>,
    reader: Arc<SignedIn>,
    scope: Scope,
    view: QueueView,
    language: Language,
    /// The last row that left.
    from: Option<(i64, Uuid)>,
    begun: bool,
    done: bool,
}

impl Export {
    /// Keeps that the file is asked for, and of what, before its first byte.
    pub async fn begin(
        app: &Arc<App>,
        caller: &Caller,
        view: QueueView,
        language: Language,
    ) -> Result<Self, ExportError> {
        let manager = caller.manager_anywhere()?;
        let reader = caller.signed_in()?;
        let structure = view.structure.as_deref().map(str::parse).transpose();
        let structure = structure
            .map_err(|_| ExportError::InvalidArgument)?
            .map(StructureId);
        if let Some(structure) = structure {
            manager.of(structure)?;
        }
        let search = view.search.as_deref();
        if search.is_some_and(|search| !queues::is_searchable(search)) {
            return Err(ExportError::InvalidArgument);
        }
        let subject = reader.subject_name_id.clone();
        let scope = Scope::Managed {
            subject_name_id: subject.ok_or(Denied::Forbidden)?,
            structure,
            search: search.and_then(queues::term),
            narrowed: queues::narrowed(app, reader, view.wanted.clone()),
        };
        let mut tx = app.store.read().await?;
        let found = tx.count_requests(&scope, view.status).await?;
        drop(tx);
        let event = NewEvent {
            account: Some(reader.account),
            owner: Some(reader.account),
            structure,
            data: json!({ "count": found, "filters": view.names() }),
            ..NewEvent::new(EventKind::QueueExported, app.clock.now())
        };
        accesses::began_export(app, reader, structure, found, event).await?;
        Ok(Self {
            app: Arc::clone(app),
            reader: Arc::clone(reader),
            scope,
            view,
            language,
            from: None,
            begun: false,
            done: false,
        })
    }

    /// The next lines; the right is asked again with each batch. The order is that of the first sending, which no change
    /// moves, so that each request comes once.
    pub async fn next(&mut self) -> Result<Option<String>, StoreError> {
        if self.done {
            return Ok(None);
        }
        let page = Page {
            limit: BATCH,
            from: self.from,
            backward: false,
        };
        let mut tx = self.app.store.read().await?;
        let slice = tx
            .requests(&self.scope, self.view.status, Order::SubmittedAsc, page)
            .await?;
        drop(tx);
        accesses::exported(&self.app, &self.reader, &slice.rows).await?;
        self.done = !slice.more;
        self.from = slice.rows.last().map(|view| {
            let sent = view.request.submitted_at.unwrap_or_default();
            (micros(sent), view.request.id.0)
        });
        let mut lines = String::new();
        if !self.begun {
            self.begun = true;
            lines.push_str(MARK);
            write(
                &mut lines,
                &COLUMNS.map(|name| name.r#in(self.language).to_owned()),
            );
        }
        for view in &slice.rows {
            write(&mut lines, &row(view, self.language));
        }
        Ok(Some(lines))
    }
}

fn row(view: &RequestView, language: Language) -> [String; 13] {
    let request = &view.request;
    let form = request.form_as_sent();
    let role = Role::parse(&form.role).map_or("", Role::label);
    let structure = view.structure.as_ref();
    let at_risk = request
        .submission
        .as_ref()
        .is_some_and(|sent| sent.verdict.is_at_risk());
    let route = match request.route {
        Route::Professional => Text::new("Professionnel", "Professional"),
        Route::Manager => Text::new("Gestionnaire", "Manager"),
    };
    [
        request.id.reference(),
        request.identity.birth_name.clone(),
        request.identity.first_names.join(" "),
        form.role.clone(),
        role.to_owned(),
        structure.map_or_else(String::new, |structure| structure.finess.clone()),
        structure.map_or_else(String::new, |structure| structure.name.clone()),
        route.r#in(language).to_owned(),
        catalogue::status(request.status).r#in(language).to_owned(),
        request
            .submitted_at
            .map_or_else(String::new, |at| moment(at, language)),
        moment(request.updated_at, language),
        if at_risk { YES } else { NO }.r#in(language).to_owned(),
        view.rpps_number.clone().unwrap_or_default(),
    ]
}

/// A line with `;` between its cells, as spreadsheets in French expect.
fn write(lines: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            lines.push(';');
        }
        lines.push_str(&safe(cell));
    }
    lines.push_str("\r\n");
}

/// A cell that is never run: what looks like a formula begins with an apostrophe, and quotes keep the rest together.
fn safe(cell: &str) -> String {
    let text = if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if text.contains([';', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_spills_into_another() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+33", "'+33"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("a;\"b\"\n", "\"a;\"\"b\"\"\n\""),
            ("O’Brien-Été", "O’Brien-Été"),
            ("", ""),
        ] {
            assert_eq!(safe(cell), written, "{cell:?}");
        }
    }
}
