//! Begins a request with what the sign-in knows.

use serde_json::json;
use shared::event::EventKind;
use shared::id::RequestId;
use shared::request::Request;
use uuid::Uuid;

use super::{Refused, begin};
use crate::app::App;
use crate::caller::Professional;
use crate::store::{Key, NewEvent};

/// A new draft of this professional.
pub async fn create_draft(
    app: &App,
    professional: Professional<'_>,
    key: Option<Key>,
) -> Result<RequestId, Refused> {
    let mut tx = begin!(app, key);
    let now = app.clock.now();
    let signed_in = professional.signed_in;
    let id = RequestId(Uuid::now_v7());
    let mut request = Request::draft(
        id,
        signed_in.account,
        professional.identity.clone(),
        signed_in.language,
        now,
    );
    request.form.email = signed_in.email.clone().unwrap_or_default();
    let event = NewEvent {
        account: Some(signed_in.account),
        owner: Some(signed_in.account),
        request: Some(id),
        data: json!({ "revision": 1 }),
        ..NewEvent::new(EventKind::RequestCreated, now)
    };
    tx.add_request(&request, event).await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(id)
}
