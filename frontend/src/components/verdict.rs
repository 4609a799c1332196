//! What the rules say of the answers so far: the outcome in one sentence, and every reason.

use leptos::prelude::*;
use shared::eligibility::{Finding, Outcome, Severity};

use crate::browser::say;
use crate::text::verdict as words;
use crate::view::{live, part};

#[component]
pub(crate) fn VerdictPanel(
    outcome: Signal<Outcome>,
    findings: Signal<Vec<Finding>>,
    /// Level of the heading.
    #[prop(default = false)]
    small: bool,
) -> impl IntoView {
    let outcome_class = move || match outcome.get() {
        Outcome::Eligible => "fr-badge fr-badge--success",
        Outcome::AtRisk => "fr-badge fr-badge--warning",
        Outcome::NotEligible => "fr-badge fr-badge--error",
    };
    let outcome_words = move || {
        say(match outcome.get() {
            Outcome::Eligible => words::ELIGIBLE,
            Outcome::AtRisk => words::AT_RISK,
            Outcome::NotEligible => words::NOT_ELIGIBLE,
        })
    };
    let class = if small {
        "verdict verdict--small"
    } else {
        "verdict"
    };
    view! {
        <section class=class aria-labelledby="verdict-title">
            <h2 class="fr-h6 fr-mb-1w" id="verdict-title">{say(words::TITLE)}</h2>
            // Only the outcome is announced: the list would be read again from its start each time.
            <p role="status"><span class=live(outcome_class)>{part(outcome_words)}</span></p>
            <ul class="verdict__findings">{part(move || findings.get().into_iter().map(line).collect_view())}</ul>
        </section>
    }
    .into_any()
}

fn line(finding: Finding) -> impl IntoView {
    let class = match finding.severity {
        Severity::Info => "fr-alert fr-alert--sm fr-alert--info",
        Severity::Warning => "fr-alert fr-alert--sm fr-alert--warning",
        Severity::Blocking => "fr-alert fr-alert--sm fr-alert--error",
    };
    view! {
        <li>
            <div class=class>
                <p class="fr-text--bold">{say(finding.text())}</p>
                <p>{say(finding.remedy())}</p>
                <p class="verdict__code">
                    {say(words::CODE)} " " <code>{finding.code.code()}</code> " · " {finding.source()}
                </p>
            </div>
        </li>
    }
}
