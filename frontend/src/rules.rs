//! The rule set that the browser judges by: the one in force, or the built-in one until it is there.

use std::sync::Arc;

use leptos::prelude::*;
use shared::rule_set::RuleSet;

use crate::api;
use crate::session::SessionState;

/// What is put in context.
#[derive(Clone, Copy)]
pub(crate) struct Rules(RwSignal<Arc<RuleSet>>);

impl Rules {
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(Arc::new(RuleSet::built_in().clone()))));
    }

    /// Asks for the rules in force; an answer that cannot be read leaves the built-in ones.
    pub(crate) fn of_page() -> Self {
        let rules: Self = expect_context();
        SessionState::of_page().read(api::rule_set(), move |body| {
            if let Some(read) = body.ok().and_then(|set| RuleSet::parse(&set.body).ok()) {
                rules.0.set(Arc::new(read));
            }
        });
        rules
    }

    pub(crate) fn get(self) -> Arc<RuleSet> {
        self.0.get()
    }
}
