//! Under which names somebody works: changed by the person or a manager, at once.

use shared::entry::{ChangeKind, Changed, RawExerciseNames};
use shared::event::EventKind;
use shared::field_error::Field;
use shared::id::PersonId;
use shared::rpps::RppsNumber;

use super::{Done, Refused, begin, finish, keep, nothing, nothing_waits, opened};
use crate::app::App;
use crate::caller::Caller;
use crate::store::Key;

/// Changes the names of exercise: the caller's own, or of somebody who works in a structure of the caller's.
pub async fn change_exercise_names(
    app: &App,
    caller: &Caller,
    (of, revision): (Option<&RppsNumber>, i32),
    raw: &RawExerciseNames,
    key: Option<Key>,
) -> Result<PersonId, Refused> {
    caller.signed_in()?;
    let mut tx = begin!(app, key);
    let (found, asker) = opened(&mut tx, app, caller, of).await?;
    let names = raw.parse().map_err(Refused::Invalid)?;
    nothing_waits(&mut tx, app, &found).await?;
    if found.person.revision != revision {
        return Err(Refused::Stale);
    }
    let person = &found.person;
    let (last, first) = (names.last_name.as_str(), names.first_name.as_str());
    let changed = Changed::among([
        (
            Field::ExerciseLastName,
            person.exercise_last_name.clone(),
            last.to_owned(),
        ),
        (
            Field::ExerciseFirstName,
            person.exercise_first_name.clone(),
            first.to_owned(),
        ),
    ]);
    if changed.is_empty() {
        return Err(nothing(Field::ExerciseLastName));
    }
    tx.change_exercise_names((person.id, revision), &names)
        .await?;
    let done = Done {
        kind: ChangeKind::ExerciseNames,
        event: EventKind::ExerciseNamesChanged,
        changed: &changed,
        situation: None,
        reason: None,
        structure: asker.structure,
    };
    keep(&mut tx, app, caller, &found, done).await?;
    finish(app, tx, key.as_ref(), person.id).await
}
