//! The one h1 of a page: it names the document, and takes the focus when the page was reached by a link.

use leptos::html::H1;
use leptos::prelude::*;

use crate::browser::set_title;
use crate::view::effect;

/// Whether the page on screen is the first since the document was loaded: the browser has the focus then.
#[derive(Clone, Copy)]
pub(crate) struct FirstPage(StoredValue<bool>);

impl FirstPage {
    pub(crate) fn provide() {
        provide_context(Self(StoredValue::new(true)));
    }
}

#[component]
pub(crate) fn Heading(
    #[prop(into)] title: String,
    #[prop(default = "")] class: &'static str,
    /// What stands beside the title and is not in the title of the document.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    let first: FirstPage = expect_context();
    set_title(&title);
    effect(move || {
        let Some(heading) = heading.get() else { return };
        if !first.0.get_value() {
            // A heading with a tabindex takes the focus in every browser.
            heading.focus().unwrap_or_default();
        }
        first.0.set_value(false);
    });
    view! { <h1 class=class tabindex="-1" node_ref=heading>{title} " " {children.map(|children| children())}</h1> }
}
