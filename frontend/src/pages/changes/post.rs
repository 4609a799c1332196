//! The posts of an entry: shown to everybody who may read it, changed and closed by managers of their structure.

use leptos::prelude::*;
use shared::date::Date;
use shared::eligibility::{self, Answers, RegisterFacts, Stage, Verdict};
use shared::entry::{ClosingReason, RawClosing, RawPost};
use shared::field_error::Field;
use shared::role::Role;
use shared::text::Text;
use shared::value_set::{ActivityKind, PracticeMode, ProfessionalCategory};

use super::{Changes, Open};
use crate::api::{self, Situation};
use crate::browser::say;
use crate::components::{Checkbox, Select, TextField, VerdictPanel};
use crate::pages::pre_check::RoleSearch;
use crate::pages::registering::structures;
use crate::pages::registration::situation;
use crate::route::Page;
use crate::text::{entry as words, fill, form as form_words, register};
use crate::view::{memo, part};

pub(super) fn posts(this: Changes) -> AnyView {
    let entry = this.entry;
    let shown = memo(move || entry.with(|entry| entry.situations.clone()));
    let list = move || {
        let line = |post: Situation| {
            let ways = (!this.is_own && post.current).then(|| ways(this, &post));
            situation(post, ways)
        };
        shown.get().into_iter().map(line).collect_view()
    };
    let form = move || match this.open.get() {
        Some(Open::Post(id)) => found(this, &id).map(|post| change_form(this, post)),
        Some(Open::Closing(id)) => found(this, &id).map(|post| closing_form(this, post)),
        _ => None,
    };
    let others = move || {
        let others = entry.with(|entry| entry.other_situations);
        let said = fill(say(words::OTHERS), &others.to_string());
        (others > 0).then(|| view! { <p>{said}</p> })
    };
    let add = (!this.is_own).then(|| {
        view! {
            <p class="fr-mt-2w">
                <a class="fr-link" href=Page::Registering.path()>{say(words::ADD_POST)}</a>
            </p>
        }
    });
    view! {
        <h2 class="fr-h4 fr-mt-4w">{say(register::SITUATIONS)}</h2>
        <ul class="request-list">{part(list)}</ul>
        {part(others)}
        {part(form)}
        {add}
    }
    .into_any()
}

fn ways(this: Changes, post: &Situation) -> AnyView {
    let id = post.id.inner().to_owned();
    let (change, close) = (Open::Post(id.clone()), Open::Closing(id));
    view! {
        <div>
            {this.opener(words::CHANGE_POST, name(post), change, Field::StructureFiness)}
            {this.opener(words::CLOSE_POST, name(post), close, Field::EndDate)}
        </div>
    }
    .into_any()
}

fn name(post: &Situation) -> String {
    let structure = post.structure.as_ref().map(|structure| &*structure.name);
    fill(
        &fill(say(words::OF_POST), &post.role.label),
        structure.unwrap_or_default(),
    )
}

fn found(this: Changes, id: &str) -> Option<Situation> {
    this.entry.with_untracked(|entry| {
        let mut posts = entry.situations.iter();
        posts.find(|post| post.id.inner() == id).cloned()
    })
}

fn change_form(this: Changes, post: Situation) -> AnyView {
    let text = |text: &str| RwSignal::new(text.to_owned());
    let finess = post
        .structure
        .as_ref()
        .map_or("", |structure| &structure.finess);
    let (structure, role) = (text(finess), text(&post.role.code));
    let (kind, mode, category) = (
        text(&post.activity_kind),
        text(&post.practice_mode),
        text(&post.category),
    );
    let end = post.end_date.map(|date| date.to_string());
    let (start, end) = (
        text(&post.start_date.to_string()),
        text(&end.unwrap_or_default()),
    );
    let risk = RwSignal::new(String::new());
    let chosen = RwSignal::new(post.structure.clone());
    let title = fill(say(words::CHANGE_POST_TITLE), &name(&post));
    let post = StoredValue::new(post);
    let verdict = memo(move || {
        let rules = this.rules.get();
        let today = this.session.today();
        let identity = this.entry.with_untracked(|entry| entry.identity.clone());
        let answers = Answers {
            role: role.with(|code| Role::parse(code).ok()),
            start_date: start.with(|day| Date::parse(day).ok()),
            birth_date: Some(identity.birth_date),
            identity_certified: Some(identity.certification.0.is_certified()),
            ecps_only_acknowledged: true,
            dmp_acknowledged: true,
            terms_accepted: true,
            risk_acknowledged: !risk.with(String::is_empty),
            ..Answers::default()
        };
        let facts = chosen.with(|chosen| RegisterFacts {
            sector: chosen.as_ref().map(|structure| structure.sector.0),
            structure_closed: chosen.as_ref().map(|structure| structure.closed),
            ..RegisterFacts::default()
        });
        let today = today.unwrap_or(rules.effective_from());
        eligibility::verdict(&rules, Stage::Deciding, today, &answers, &facts)
    });
    let at_risk = memo(move || verdict.with(Verdict::is_at_risk));
    let outcome = Signal::derive(move || verdict.with(|verdict| verdict.outcome));
    let findings = Signal::derive(move || verdict.with(|verdict| verdict.findings.clone()));
    let send = move || {
        let raw = RawPost {
            structure_finess: structure.get_untracked(),
            role: role.get_untracked(),
            activity_kind: kind.get_untracked(),
            practice_mode: mode.get_untracked(),
            category: category.get_untracked(),
            start_date: start.get_untracked(),
            end_date: end.get_untracked(),
        };
        let known = !risk.with_untracked(String::is_empty);
        let key = this.key.get_value();
        let call = post.with_value(|post| api::change_situation(post, raw, known, key));
        this.send(call, words::POST_DONE);
    };
    let managed = untrack(|| this.session.account())
        .map(|account| account.managed_structures)
        .unwrap_or_default();
    let set = Callback::new(move |one| chosen.set(one));
    let risky = move || {
        let bound = this.bind(Field::RiskAcknowledged, risk);
        at_risk
            .get()
            .then(|| view! { <Checkbox bound label=say(words::RISK) /> })
    };
    let fields = view! {
        <p class="fr-hint-text">{say(words::MOVE_HINT)}</p>
        {structures(this.bind(Field::StructureFiness, structure), managed, set)}
        <RoleSearch bound=this.bind(Field::Role, role) />
        <Select bound=this.bind(Field::ActivityKind, kind) options=options(ActivityKind::ALL, ActivityKind::code, ActivityKind::label) />
        <Select bound=this.bind(Field::PracticeMode, mode) options=options(PracticeMode::ALL, PracticeMode::code, PracticeMode::label) />
        <Select
            bound=this.bind(Field::Category, category)
            options=options(ProfessionalCategory::ALL, ProfessionalCategory::code, ProfessionalCategory::label)
        />
        <TextField bound=this.bind(Field::StartDate, start) kind="date" hint=say(form_words::START_HINT) />
        <TextField bound=this.bind(Field::EndDate, end) kind="date" hint=say(form_words::END_HINT) />
        <VerdictPanel outcome findings small=true />
        {part(risky)}
    };
    this.form(title, fields.into_any(), send)
}

fn closing_form(this: Changes, post: Situation) -> AnyView {
    let today = untrack(|| this.session.today());
    let end = RwSignal::new(today.map(|day| day.to_string()).unwrap_or_default());
    let reason = RwSignal::new(String::new());
    let title = fill(say(words::CLOSE_POST_TITLE), &name(&post));
    let post = StoredValue::new(post);
    let send = move || {
        let raw = RawClosing {
            end_date: end.get_untracked(),
            reason: reason.get_untracked(),
        };
        let key = this.key.get_value();
        let call = post.with_value(|post| api::close_situation(post, raw, key));
        this.send(call, words::POST_CLOSED);
    };
    let fields = view! {
        <p>{say(words::CLOSE_POST_LEAD)}</p>
        <TextField bound=this.bind(Field::EndDate, end) kind="date" label=say(Field::EndsOn.label()) hint=say(words::END_HINT) />
        <Select
            bound=this.bind(Field::Reason, reason)
            options=options(ClosingReason::ALL, ClosingReason::code, ClosingReason::label)
        />
    };
    this.form(title, fields.into_any(), send)
}

fn options<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(T) -> Text,
) -> Vec<(&'static str, Text)> {
    all.iter().map(|one| (code(*one), label(*one))).collect()
}
