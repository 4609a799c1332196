//! What managers look at in their queue again and again, kept under names of their own.

use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::StructureId;
use shared::queue::Wanted;
use shared::status::Status;
use uuid::Uuid;

use crate::app::App;
use crate::caller::ManagerAnywhere;
use crate::store::{Begun, Key, NewEvent, SavedView};
use crate::structures::Refused;

const LONGEST_NAME: usize = 60;
const LONGEST_SEARCH: usize = 300;
/// Views of one manager.
const MOST: usize = 30;

/// A view as typed.
#[derive(Clone, Debug)]
pub struct RawView {
    pub name: String,
    pub status: Option<Status>,
    pub structure: Option<StructureId>,
    pub search: String,
    pub wanted: Wanted,
}

/// Keeps a view; another of the manager's with that name gives way.
pub async fn save_view(
    app: &App,
    manager: ManagerAnywhere<'_>,
    raw: RawView,
    key: Option<Key>,
) -> Result<Uuid, Refused> {
    let name = raw.name.trim();
    let wrong = |field, problem| Refused::InvalidDecision(vec![FieldError::new(field, problem)]);
    if name.is_empty() {
        return Err(wrong(Field::Name, Problem::Required));
    }
    if name.chars().count() > LONGEST_NAME || raw.search.chars().count() > LONGEST_SEARCH {
        return Err(wrong(Field::Name, Problem::TooLong));
    }
    if [name, &raw.search]
        .iter()
        .any(|text| text.chars().any(char::is_control))
    {
        return Err(wrong(Field::Name, Problem::ControlCharacter));
    }
    let account = manager.signed_in.account;
    if let Some(structure) = raw.structure {
        manager.of(structure)?;
    }
    let mut tx = match app.store.write_once(key.as_ref()).await? {
        Begun::New(tx) => tx,
        Begun::Replay(id) => return Ok(id),
        Begun::Conflict => return Err(Refused::IdempotencyConflict),
    };
    let views = tx.saved_views(account).await?;
    if views.len() >= MOST && !views.iter().any(|view| view.name == name) {
        return Err(wrong(Field::Name, Problem::TooMany));
    }
    let view = SavedView {
        id: Uuid::now_v7(),
        account,
        name: name.to_owned(),
        status: raw.status,
        structure: raw.structure,
        search: raw.search.trim().to_owned(),
        wanted: raw.wanted,
    };
    tx.save_view(
        &view,
        app.clock.now(),
        told(app, manager, EventKind::ViewSaved),
    )
    .await?;
    tx.keep_answer(key.as_ref(), view.id).await?;
    tx.commit().await?;
    Ok(view.id)
}

/// Forgets a view of the manager's; one that is not there any more is no refusal.
pub async fn delete_view(
    app: &App,
    manager: ManagerAnywhere<'_>,
    id: Uuid,
    key: Option<Key>,
) -> Result<Uuid, Refused> {
    let mut tx = match app.store.write_once(key.as_ref()).await? {
        Begun::New(tx) => tx,
        Begun::Replay(id) => return Ok(id),
        Begun::Conflict => return Err(Refused::IdempotencyConflict),
    };
    let event = told(app, manager, EventKind::ViewDeleted);
    tx.delete_view(manager.signed_in.account, id, event).await?;
    tx.keep_answer(key.as_ref(), id).await?;
    tx.commit().await?;
    Ok(id)
}

fn told(app: &App, manager: ManagerAnywhere<'_>, kind: EventKind) -> NewEvent {
    NewEvent {
        account: Some(manager.signed_in.account),
        owner: Some(manager.signed_in.account),
        ..NewEvent::new(kind, app.clock.now())
    }
}
