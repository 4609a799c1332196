//! The software of a structure: who represents it keeps it, and a manager lets it act for them.

use leptos::prelude::*;
use shared::client::Scope;
use shared::field_error::{Field, Problem};

use super::access::{Audience, page_for};
use super::office::problems;
use crate::api::{
    self, Answered, ApiError, Client, ClientInput, ClientTurn, IssuedSecret, Structure,
};
use crate::browser::{day, focus, new_key, say};
use crate::components::{
    Alert, AlertKind, Failure, FieldBinding, Heading, Messages, SummaryList, SummaryRow, TextField,
};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{clients as words, fill, of_error};
use crate::view::{act, part};

const OUTCOME_ID: &str = "clients-outcome";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Clients {
    session: SessionState,
    structure: StoredValue<cynic::Id>,
    /// Whether the person represents the structure, and whether they manage it, by which identifier.
    keeps: bool,
    manages: bool,
    subject: StoredValue<String>,
    all: RwSignal<Vec<Client>>,
    issued: RwSignal<Option<IssuedSecret>>,
    done: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
}

/// The software of a structure, by its FINESS number.
pub(crate) fn clients(finess: String) -> AnyView {
    page_for(Audience::Candidate, move || show(&finess))
}

fn show(finess: &str) -> AnyView {
    let session = SessionState::of_page();
    let Some(account) = session.account() else {
        return super::not_found();
    };
    let of = |all: &[Structure]| all.iter().find(|one| one.finess == finess).cloned();
    let kept = of(&account.represented_structures);
    let as_manager = of(&account.managed_structures);
    let (keeps, manages) = (kept.is_some(), as_manager.is_some());
    let Some(structure) = kept.or(as_manager) else {
        return super::not_found();
    };
    let this = Clients {
        session,
        structure: StoredValue::new(structure.id),
        keeps,
        manages,
        subject: StoredValue::new(account.subject_name_id.unwrap_or_default()),
        all: RwSignal::new(Vec::new()),
        issued: RwSignal::new(None),
        done: RwSignal::new(false),
        failed: RwSignal::new(None),
    };
    this.read();
    let list = move || {
        let all = this.all.get();
        if all.is_empty() {
            return view! { <p>{say(words::NONE)}</p> }.into_any();
        }
        all.iter()
            .map(|client| this.client(client))
            .collect_view()
            .into_any()
    };
    let back = keeps.then(|| {
        let href = Page::Represented(finess.to_owned()).path();
        view! { <p><a class="fr-link" href=href>{say(words::BACK)}</a></p> }
    });
    view! {
        <Heading title=fill(say(words::TITLE), &structure.name) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        {back}
        <div id=OUTCOME_ID tabindex="-1">{this.outcome()}</div>
        {part(list)}
        {keeps.then(|| this.form())}
    }
    .into_any()
}

impl Clients {
    fn read(self) {
        let call = api::clients(self.structure.get_value());
        self.session.read(call, move |answer| match answer {
            Ok(all) => self.all.set(all),
            Err(error) => self.failed.set(Some(of_error(&error))),
        });
    }

    fn outcome(self) -> AnyView {
        let secret = move || {
            let issued = self.issued.get()?;
            let secret = issued.secret?;
            let title = fill(say(words::SECRET), &issued.client.name);
            Some(view! {
                <Alert kind=AlertKind::Success title>
                    <p><code>{secret}</code></p>
                    <p>{say(words::SECRET_ONCE)}</p>
                </Alert>
            })
        };
        view! {
            {part(move || self.done.get().then(|| view! { <Alert kind=AlertKind::Success title=say(words::DONE) /> }))}
            {part(secret)}
            {part(move || self.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        }
        .into_any()
    }

    /// Takes what became of a client, or why nothing did.
    fn take(self, answer: Result<(Client, Option<IssuedSecret>), ApiError>) {
        self.done.set(matches!(answer, Ok((_, None))));
        match answer {
            Ok((client, issued)) => {
                self.failed.set(None);
                self.issued.set(issued);
                self.all
                    .update(|all| match all.iter_mut().find(|one| one.id == client.id) {
                        Some(one) => *one = client,
                        None => all.insert(0, client),
                    });
            }
            Err(error) => self.failed.set(Some(of_error(&error))),
        }
        request_animation_frame(|| focus(OUTCOME_ID));
    }

    fn issue(self, call: Answered<IssuedSecret>, refused: impl FnOnce(&ApiError) + 'static) {
        self.session.write(call, move |answer| {
            if let Err(error) = &answer {
                refused(error);
            }
            self.take(answer.map(|issued| (issued.client.clone(), Some(issued))));
        });
    }

    fn client(self, client: &Client) -> AnyView {
        let state = match (&client.revoked_at, &client.suspended_at) {
            (Some(_), _) => words::REVOKED,
            (None, Some(_)) => words::SUSPENDED,
            (None, None) => words::OPEN,
        };
        let labels = client
            .scopes
            .iter()
            .filter_map(|code| Scope::from_code(code));
        let labels: Vec<_> = labels.map(|scope| say(scope.label())).collect();
        let ends: Vec<_> = client
            .secrets
            .iter()
            .map(|one| day(&one.expires_at))
            .collect();
        let names: Vec<_> = client
            .grants
            .iter()
            .map(|one| one.manager_name.as_str())
            .collect();
        let or = |text: String, none| {
            if text.is_empty() {
                say(none).to_owned()
            } else {
                text
            }
        };
        let last = client.last_token_at.as_ref().map(day).unwrap_or_default();
        let rows = vec![
            SummaryRow::new(say(words::IDENTIFIER), client.client_id.clone()),
            SummaryRow::new(say(words::SCOPES), labels.join(", ")),
            SummaryRow::new(
                say(words::RANGES),
                or(client.ranges.join(", "), words::ANY_RANGE),
            ),
            SummaryRow::new(say(words::SECRETS), or(ends.join(", "), words::NO_SECRET)),
            SummaryRow::new(say(words::LAST_TOKEN), or(last, words::NEVER)),
            SummaryRow::new(say(words::GRANTS), or(names.join(", "), words::NOBODY)),
        ];
        let name = client.name.clone();
        let acts = client.revoked_at.is_none().then(|| self.acts(client));
        view! {
            <h2 class="fr-h5 fr-mt-4w">
                {name} " " <span class="fr-badge fr-badge--sm">{say(state)}</span>
            </h2>
            <SummaryList rows />
            {acts}
        }
        .into_any()
    }

    fn acts(self, client: &Client) -> AnyView {
        let mut buttons = Vec::new();
        if self.keeps {
            let of = client.clone();
            let rotate = move || self.issue(api::new_secret(of.clone(), new_key()), |_| ());
            buttons.push(button(say(words::ROTATE), &client.name, rotate));
            let (text, turn) = match client.suspended_at {
                None => (words::SUSPEND, ClientTurn::Suspend),
                Some(_) => (words::RESUME, ClientTurn::Resume),
            };
            buttons.push(self.turn(say(text), client, turn));
            buttons.push(self.turn(say(words::REVOKE), client, ClientTurn::Revoke));
        }
        if self.manages {
            let mine = self.subject.get_value();
            let granted = client.grants.iter().any(|one| one.subject_name_id == mine);
            let (text, turn) = if granted {
                (words::WITHDRAW, ClientTurn::Withdraw)
            } else {
                (words::GRANT, ClientTurn::Grant)
            };
            buttons.push(self.turn(say(text), client, turn));
        }
        view! { <ul class="fr-btns-group fr-btns-group--inline fr-btns-group--sm">{buttons}</ul> }
            .into_any()
    }

    fn turn(self, label: &'static str, client: &Client, turn: ClientTurn) -> AnyView {
        let of = client.clone();
        let done = move || {
            let call = api::turn_client(of.clone(), turn, new_key());
            self.session.write(call, move |answer| {
                self.take(answer.map(|client| (client, None)));
            });
        };
        button(label, &client.name, done)
    }

    fn form(self) -> AnyView {
        let (name, ranges) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let scopes = RwSignal::new(Vec::<Scope>::new());
        let wrong = RwSignal::new(Vec::<(Field, Problem)>::new());
        let key = StoredValue::new(new_key());
        let send = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let input = ClientInput {
                structure_id: self.structure.get_value(),
                name: name.get_untracked(),
                scopes: scopes
                    .with_untracked(|all| all.iter().map(|one| one.code().to_owned()).collect()),
                ranges: ranges
                    .with_untracked(|text| text.split_whitespace().map(str::to_owned).collect()),
                idempotency_key: Some(key.get_value()),
            };
            let refused = move |error: &ApiError| {
                wrong.set(problems(error));
                if !error.is_passing() {
                    key.set_value(new_key());
                }
            };
            self.issue(api::create_client(&input), refused);
        };
        let bind = |field, value| FieldBinding::local(field, value, wrong);
        let picked = bind(Field::Scopes, RwSignal::new(String::new()));
        let tick = |scope: Scope| {
            let change = move |event| {
                let on = event_target_checked(&event);
                scopes.update(|all| {
                    all.retain(|one| *one != scope);
                    if on {
                        all.push(scope);
                    }
                });
                picked.set.run(String::new());
            };
            view! {
                <div class="fr-fieldset__element">
                    <div class="fr-checkbox-group">
                        <input type="checkbox" id=scope.code() on:change=act(change) />
                        <label class="fr-label" for=scope.code()>
                            {say(scope.label())} <span class="fr-hint-text">{scope.code()}</span>
                        </label>
                    </div>
                </div>
            }
        };
        view! {
            <form novalidate class="fr-mt-6w" on:submit=act(send)>
                <h2 class="fr-h5">{say(words::NEW)}</h2>
                <TextField bound=bind(Field::Name, name) label=say(words::NAME) />
                <fieldset class="fr-fieldset" aria-describedby=picked.messages_id()>
                    <legend class="fr-fieldset__legend">{say(Field::Scopes.label())}</legend>
                    {Scope::ALL.iter().map(|scope| tick(*scope)).collect_view()}
                    <Messages bound=picked />
                </fieldset>
                <TextField bound=bind(Field::Ranges, ranges) hint=say(words::RANGES_HINT) />
                <button class="fr-btn fr-mt-2w" type="submit">{say(words::CREATE)}</button>
            </form>
        }
        .into_any()
    }
}

fn button(label: &'static str, of: &str, done: impl Fn() + 'static) -> AnyView {
    let of = of.to_owned();
    view! {
        <li>
            <button class="fr-btn fr-btn--secondary" type="button" on:click=act(move |_| done())>
                {label} <span class="fr-sr-only">" " {of}</span>
            </button>
        </li>
    }
    .into_any()
}
