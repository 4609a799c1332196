//! Changes of one's own sessions.

use async_graphql::{Context, ID, InputObject, Object, Result};

use super::{inputs, key, uuid, who};
use crate::graphql::answer::EndSessionAnswer;
use crate::graphql::context::app;
use crate::sign_in;
use crate::store::Begun;
use crate::structures::Refused;

inputs! {
    EndSessionInput { id: ID }
}

/// Changes of one's own sessions.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Ends one of the caller's sessions; its open pages are told at once. One that is over already is no refusal.
    async fn end_session(
        &self,
        context: &Context<'_>,
        input: EndSessionInput,
    ) -> Result<EndSessionAnswer> {
        let (_, signed_in) = who(context).await?;
        let key = key(context, "endSession", &signed_in, input.idempotency_key)?;
        let session = uuid(context, &input.id)?;
        let ended = async {
            match app(context).store.write_once(key.as_ref()).await? {
                Begun::Conflict => Err(Refused::IdempotencyConflict),
                Begun::Replay(id) => Ok(id),
                Begun::New(mut tx) => {
                    let now = app(context).clock.now();
                    sign_in::end(&mut tx, &signed_in, session, now).await?;
                    tx.keep_answer(key.as_ref(), session).await?;
                    tx.commit().await?;
                    Ok(session)
                }
            }
        };
        EndSessionAnswer::of(context, ended.await).await
    }
}
