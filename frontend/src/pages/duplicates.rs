//! Persons who may be one and the same, side by side, and what a manager says of them.

use leptos::prelude::*;
use shared::field_error::Field;
use shared::identity::Sex;

use crate::api::{Identity, PossibleDuplicate};
use crate::browser::{language, say};
use crate::text::{fill, form as form_words, registering as words};
use crate::view::{act, live};

/// What a manager says of one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) same: Option<bool>,
    pub(super) reason: String,
}

/// What is typed so far, by RPPS number.
pub(super) type Answers = RwSignal<Vec<(String, Said)>>;

/// The parts of a civil status, in the words of the page.
pub(super) type Parts = Vec<(Field, String)>;

/// Everybody who was found, each beside the person of the request.
pub(super) fn compared(
    found: Vec<PossibleDuplicate>,
    here: &Parts,
    after: impl Fn(&PossibleDuplicate) -> AnyView,
) -> AnyView {
    let one = |found: PossibleDuplicate| {
        let title = fill(say(words::REGISTERED), &found.rpps_number);
        let after = after(&found);
        view! {
            <li class="portal-door fr-mb-3w">
                <h3 class="fr-h6">
                    {title} " · " {found.exercise_first_name.clone()} " " {found.exercise_last_name.clone()}
                </h3>
                {table(&found, here)}
                {after}
            </li>
        }
    };
    view! {
        <section aria-labelledby="duplicates-title">
            <h2 class="fr-h5 fr-mt-3w" id="duplicates-title">{say(words::DUPLICATES)}</h2>
            <p>{say(words::DUPLICATES_TEXT)}</p>
            <ul class="fr-raw-list">{found.into_iter().map(one).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn table(found: &PossibleDuplicate, here: &Parts) -> AnyView {
    let there = found.identity.as_ref().map(parts).unwrap_or_default();
    let known = |field: Field| match field {
        Field::BirthName => Some(found.birth_name.clone()),
        Field::FirstNames => Some(found.first_names.join(", ")),
        _ => there
            .iter()
            .find(|(of, _)| *of == field)
            .map(|(_, value)| value.clone()),
    };
    let row = |field: Field, same: bool| {
        let own = here.iter().find(|(of, _)| *of == field);
        let own = own.map(|(_, value)| value.clone()).unwrap_or_default();
        let other = known(field).unwrap_or_else(|| say(words::MASKED).to_owned());
        let (class, said) = if same {
            (
                "fr-badge fr-badge--success fr-badge--no-icon",
                words::SAME_VALUE,
            )
        } else {
            (
                "fr-badge fr-badge--warning fr-badge--no-icon",
                words::OTHER_VALUE,
            )
        };
        view! {
            <tr>
                <th scope="row">{say(field.label())}</th>
                <td>{own}</td>
                <td>{other}</td>
                <td><span class=class>{say(said)}</span></td>
            </tr>
        }
    };
    let rows = found
        .comparison
        .iter()
        .filter_map(|part| Some(row(Field::from_code(&part.field)?, part.same)))
        .collect_view();
    let mut posts: Vec<String> = found
        .situations
        .iter()
        .filter_map(|post| {
            let structure = post.structure.as_ref()?;
            Some([&post.role.label, ", ", &structure.name].concat())
        })
        .collect();
    if found.other_situations > 0 {
        posts.push(fill(
            say(words::OTHER_POSTS),
            &found.other_situations.to_string(),
        ));
    }
    view! {
        <div class="fr-table fr-table--no-scroll">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{say(words::FIELD)}</th>
                        <th scope="col">{say(words::HERE)}</th>
                        <th scope="col">{fill(say(words::REGISTERED), &found.rpps_number)}</th>
                        <th scope="col">{say(words::COMPARISON)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p>{say(words::POSTS)} {posts.join(" ; ")}</p>
    }
    .into_any()
}

/// The civil status of somebody, part by part.
pub(super) fn parts(identity: &Identity) -> Parts {
    let sex = match identity.sex.0 {
        Sex::M => form_words::SEX_M,
        Sex::F => form_words::SEX_F,
        Sex::I => form_words::SEX_I,
    };
    vec![
        (Field::BirthName, identity.birth_name.clone()),
        (Field::FirstNames, identity.first_names.join(", ")),
        (Field::Sex, say(sex).to_owned()),
        (Field::BirthDate, identity.birth_date.long(language())),
        (Field::BirthPlace, identity.birth_place_label.clone()),
    ]
}

/// The question whether they are one and the same, and why.
pub(super) fn question(number: &str, answers: Answers) -> AnyView {
    let said = {
        let number = number.to_owned();
        move || {
            answers.with(|all| {
                let said = all.iter().find(|(of, _)| *of == number);
                said.map(|(_, said)| said.clone()).unwrap_or_default()
            })
        }
    };
    let change = {
        let number = number.to_owned();
        move |change: &dyn Fn(&mut Said)| {
            answers.update(|all| {
                let at = all
                    .iter()
                    .position(|(of, _)| *of == number)
                    .unwrap_or_else(|| {
                        all.push((number.clone(), Said::default()));
                        all.len() - 1
                    });
                change(&mut all[at].1);
            });
        }
    };
    let name = ["same-", number].concat();
    let option = |same: bool, label: &'static str| {
        let id = [name.as_str(), if same { "-yes" } else { "-no" }].concat();
        let (said, change) = (said.clone(), change.clone());
        view! {
            <div class="fr-fieldset__element">
                <div class="fr-radio-group">
                    <input
                        type="radio"
                        id=id.clone()
                        name=name.clone()
                        prop:checked=live(move || said().same == Some(same))
                        on:change=act(move |_| change(&|said| said.same = Some(same)))
                    />
                    <label class="fr-label" for=id>{label}</label>
                </div>
            </div>
        }
    };
    let legend = [&name, "-legend"].concat();
    let reason = [&name, "-reason"].concat();
    let shown = said.clone();
    let type_reason = change.clone();
    view! {
        <fieldset class="fr-fieldset" aria-labelledby=legend.clone()>
            <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id=legend.clone()>{say(words::SAME_LEGEND)}</legend>
            {option(true, say(words::SAME))}
            {option(false, say(words::DIFFERENT))}
        </fieldset>
        <div class="fr-input-group">
            <label class="fr-label" for=reason.clone()>{say(words::WHY)}</label>
            <input
                class="fr-input"
                id=reason
                prop:value=live(move || shown().reason)
                on:input=act(move |event| {
                    let text = event_target_value(&event);
                    type_reason(&|said| said.reason.clone_from(&text));
                })
            />
        </div>
    }
    .into_any()
}
