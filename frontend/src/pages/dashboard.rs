//! Figures of a manager's structures, as they change.

use leptos::prelude::*;
use shared::catalogue;
use shared::date::Date;
use shared::text::Text;

use super::access::{Audience, page_for};
use super::structures::structures;
use crate::address::{Address, STRUCTURE};
use crate::api::{self, Dashboard, Link, Route, WaitCause, WaitFigures, WaitRange, WaitingNow};
use crate::browser::{language, say};
use crate::components::{Bar, Chart, Failure, Heading, bars, framed};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{dashboard as words, fill, of_error, phrases};
use crate::view::{act, memo, part};

const FLOW: Chart = Chart {
    title: words::FLOW,
    row: words::WEEK,
    columns: &[
        words::RECEIVED,
        words::VALIDATED,
        words::REJECTED,
        words::CORRECTIONS,
        words::ANSWERED,
        words::WITHDRAWN,
    ],
    drawn: 3,
};
const STATES: Chart = counted(words::STATES, words::STATE);
const AGES: Chart = Chart {
    title: words::AGES,
    row: words::AGE,
    columns: &[words::BY_MANAGER, words::BY_PROFESSIONAL, words::BY_NOBODY],
    drawn: 3,
};
const ROUTES: Chart = counted(words::ROUTES, words::ROUTE);
const ROLES: Chart = counted(words::ROLES, words::ROLE);

/// A chart of one number a row.
const fn counted(title: Text, row: Text) -> Chart {
    Chart {
        title,
        row,
        columns: &[words::COUNT],
        drawn: 1,
    }
}

#[derive(Clone, Copy)]
struct Figures {
    session: SessionState,
    latest: RwSignal<Option<Dashboard>>,
    shown: RwSignal<Option<Dashboard>>,
    paused: RwSignal<bool>,
    down: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
}

pub(crate) fn dashboard() -> AnyView {
    page_for(Audience::Manager, || {
        let address = Address::of_page();
        let structure = memo(move || address.query(STRUCTURE).filter(|id| !id.is_empty()));
        view! {
            <Heading title=say(words::TITLE) />
            <p class="fr-text--lead">{say(words::LEAD)}</p>
            {structures(Page::Dashboard, true)}
            // Another structure has other figures, with their own subscription.
            {part(move || show(structure.get()))}
        }
        .into_any()
    })
}

fn show(structure: Option<String>) -> AnyView {
    let this = Figures {
        session: SessionState::of_page(),
        latest: RwSignal::new(None),
        shown: RwSignal::new(None),
        paused: RwSignal::new(false),
        down: RwSignal::new(false),
        failed: RwSignal::new(None),
    };
    let structure = StoredValue::new(structure);
    this.session.while_signed_in(move || {
        let link = move |link| match link {
            Link::Up => this.down.set(false),
            Link::Down => this.down.set(true),
            Link::Refused(error) => {
                this.session.note(&error);
                this.failed.set(Some(of_error(&error)));
            }
        };
        api::dashboard_changed(structure.get_value(), link, move |now| {
            this.latest.set(Some(now));
            this.let_in();
        });
    });
    let is_read = memo(move || this.shown.with(Option::is_some));
    let live = move || {
        say(if this.down.get() {
            phrases::LINK_DOWN
        } else if this.paused.get() {
            words::PAUSED
        } else {
            words::LIVE
        })
    };
    let pause = move |_| {
        this.paused.update(|paused| *paused = !*paused);
        this.let_in();
    };
    view! {
        {part(move || this.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <p class="fr-hint-text fr-mb-1w" role="status">{part(live)}</p>
        <button class="fr-btn fr-btn--tertiary fr-btn--sm fr-mb-3w" type="button" on:click=act(pause)>
            {part(move || say(if this.paused.get() { words::FOLLOW } else { words::PAUSE }))}
        </button>
        {part(move || is_read.get().then(|| this.charts()))}
    }
    .into_any()
}

impl Figures {
    fn let_in(self) {
        if !self.paused.get_untracked() {
            self.shown.set(self.latest.get_untracked());
        }
    }

    fn of<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        value: impl Fn(&Dashboard) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        memo(move || {
            self.shown
                .with(|shown| shown.as_ref().map(&value).unwrap_or_default())
        })
    }

    fn charts(self) -> AnyView {
        let now = self.of(now_lines);
        let risk = self.of(|shown| fill(say(words::AT_RISK), &shown.at_risk.to_string()));
        let waits = self.of(|shown| shown.waits.iter().map(wait_cells).collect::<Vec<_>>());
        let href = Address::of_page().within(Page::AtRisk.path());
        view! {
            <h2 class="fr-h5">{say(words::NOW)}</h2>
            <div role="status">
                {part(move || view! { <ul>{now.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> })}
            </div>
            <p><a class="fr-link" href=href>{part(move || risk.get())}</a></p>
            {bars(FLOW, self.of(flow))}
            {bars(STATES, self.of(states))}
            {bars(AGES, self.of(ages))}
            {waits_table(waits)}
            {bars(ROUTES, self.of(routes))}
            {bars(ROLES, self.of(|shown| {
                shown.roles.iter().map(|one| bar(one.role.label.clone(), vec![one.count])).collect()
            }))}
        }
        .into_any()
    }
}

fn bar(label: impl Into<String>, values: Vec<i32>) -> Bar {
    Bar {
        label: label.into(),
        values,
    }
}

fn now_lines(shown: &Dashboard) -> Vec<String> {
    let line = |one: &WaitingNow| {
        let text = match one.cause {
            WaitCause::Manager => words::WAITING_MANAGER,
            WaitCause::Professional => words::WAITING_PROFESSIONAL,
            WaitCause::NoManager => words::WAITING_NO_MANAGER,
        };
        let mut line = fill(say(text), &one.count.to_string());
        if let Some(oldest) = &one.oldest {
            line.push_str(", ");
            line.push_str(&fill(say(words::OLDEST), &oldest.long(language())));
        }
        line
    };
    shown.waiting.iter().map(line).collect()
}

fn flow(shown: &Dashboard) -> Vec<Bar> {
    let row = |one: &api::WeekFigures| {
        bar(
            day_and_month(one.week),
            vec![
                one.received,
                one.validated,
                one.rejected,
                one.corrections_asked,
                one.answered,
                one.withdrawn,
            ],
        )
    };
    shown.weeks.iter().map(row).collect()
}

/// `30/11`.
fn day_and_month(date: Date) -> String {
    let iso = date.to_string();
    let mut parts = iso.split('-').skip(1);
    let (month, day) = (parts.next(), parts.next());
    [day.unwrap_or_default(), "/", month.unwrap_or_default()].concat()
}

fn states(shown: &Dashboard) -> Vec<Bar> {
    let counts = shown.counts.iter();
    counts
        .map(|one| bar(say(catalogue::status(one.status.0)), vec![one.count]))
        .collect()
}

fn ages(shown: &Dashboard) -> Vec<Bar> {
    let causes = [
        WaitCause::Manager,
        WaitCause::Professional,
        WaitCause::NoManager,
    ];
    let Some(first) = shown.waiting.first() else {
        return Vec::new();
    };
    let row = |(at, age): (usize, &api::AgeCount)| {
        let of = |cause: &WaitCause| {
            let own = shown.waiting.iter().find(|one| one.cause == *cause);
            own.and_then(|one| one.ages.get(at))
                .map_or(0, |age| age.count)
        };
        let from = age.from_days.to_string();
        let label = match age.to_days {
            Some(1) => say(words::TODAY).to_owned(),
            Some(to) => fill(&fill(say(words::DAYS), &from), &(to - 1).to_string()),
            None => fill(say(words::DAYS_OR_MORE), &from),
        };
        bar(label, causes.iter().map(of).collect())
    };
    first.ages.iter().enumerate().map(row).collect()
}

fn routes(shown: &Dashboard) -> Vec<Bar> {
    let row = |one: &api::RouteShare| {
        let name = match one.route {
            Route::Professional => words::BY_PERSON,
            Route::Manager => words::IN_STEAD,
        };
        bar(say(name), vec![one.count])
    };
    shown.routes.iter().map(row).collect()
}

/// Cause, number, median and ninetieth percentile, in words.
fn wait_cells(one: &WaitFigures) -> [String; 4] {
    let cause = match one.cause {
        WaitCause::Manager => words::BY_MANAGER,
        WaitCause::Professional => words::BY_PROFESSIONAL,
        WaitCause::NoManager => words::BY_NOBODY,
    };
    let range = |range: Option<WaitRange>| match range {
        None => say(words::NO_WAIT).to_owned(),
        Some(WaitRange {
            from_hours: 0,
            to_hours: Some(to),
        }) => fill(say(words::BELOW), &length(to)),
        Some(WaitRange {
            from_hours,
            to_hours: Some(to),
        }) => fill(&fill(say(words::BETWEEN), &length(from_hours)), &length(to)),
        Some(WaitRange {
            from_hours,
            to_hours: None,
        }) => fill(say(words::BEYOND), &length(from_hours)),
    };
    [
        say(cause).to_owned(),
        one.count.to_string(),
        range(one.median),
        range(one.ninetieth),
    ]
}

fn length(hours: i32) -> String {
    match (hours % 24, hours / 24) {
        (0, 1) => say(words::DAY).to_owned(),
        (0, days) => fill(say(words::WHOLE_DAYS), &days.to_string()),
        (1, 0) => say(words::HOUR).to_owned(),
        _ => fill(say(words::HOURS), &hours.to_string()),
    }
}

fn waits_table(waits: Memo<Vec<[String; 4]>>) -> AnyView {
    let row = |[cause, count, median, ninetieth]: [String; 4]| {
        view! { <tr><th scope="row">{cause}</th><td>{count}</td><td>{median}</td><td>{ninetieth}</td></tr> }
    };
    let table = view! {
        <table>
            <caption>{say(words::WAITS)}</caption>
            <thead>
                <tr>
                    <th scope="col">{say(words::CAUSE)}</th>
                    <th scope="col">{say(words::ENDED)}</th>
                    <th scope="col">{say(words::MEDIAN)}</th>
                    <th scope="col">{say(words::NINETIETH)}</th>
                </tr>
            </thead>
            <tbody>{part(move || waits.get().into_iter().map(row).collect_view())}</tbody>
        </table>
    };
    framed("fr-table", table.into_any())
}
