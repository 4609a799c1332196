//! What software's documents cost, taken from its bucket before they run, and which root fields it may ask for.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation};
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{ErrorExtensions as _, Positioned, Response, ServerError, ValidationResult};
use shared::client::Scope;
use shared::text::Language;

use super::context::coded_error;
use crate::app::App;
use crate::caller::SignedIn;
use crate::clients::{Charge, Use, use_of};

/// Whose bucket pays for a document.
#[derive(Clone, Debug)]
pub(crate) struct Payer {
    pub app: Arc<App>,
    pub signed_in: Arc<SignedIn>,
    pub charge: Arc<Charge>,
    pub language: Language,
}

impl Payer {
    fn pay(&self, cost: u32) -> bool {
        let Some(client) = &self.signed_in.client else {
            return true;
        };
        let left = self
            .app
            .clients
            .costs
            .take(client.id, cost, self.app.clock.now());
        self.charge.note(cost, left);
        left.is_ok()
    }
}

/// Takes the cost of each document of a [`Payer`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Meter;

impl ExtensionFactory for Meter {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Meter {
    async fn validation(
        &self,
        context: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(context).await?;
        // A document that asks for nothing is parsed all the same.
        let cost = u32::try_from(result.complexity).unwrap_or(u32::MAX).max(1);
        match context.data_opt::<Payer>() {
            Some(payer) if !payer.pay(cost) => {
                Err(vec![server_error("RATE_LIMITED", payer.language)])
            }
            _ => Ok(result),
        }
    }
}

fn server_error(code: &'static str, language: Language) -> ServerError {
    let error = coded_error(code, language);
    let mut server = ServerError::new(error.message, None);
    server.extensions = error.extensions;
    server
}

/// The answer to a document that asks for what this software may not: another scope, or a decision of its own.
pub(crate) fn refuse(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    signed_in: &SignedIn,
    language: Language,
) -> Option<Response> {
    let client = signed_in.client.as_ref()?;
    for field in root_fields(document, operation_name) {
        let (code, scope) = match use_of(field) {
            Some(Use::Open) => continue,
            Some(Use::Alone(scope)) if client.scopes.contains(&scope) => continue,
            Some(Use::OnBehalf(scope)) if client.scopes.contains(&scope) => {
                if client.on_behalf {
                    continue;
                }
                ("ON_BEHALF_REQUIRED", Some(scope))
            }
            Some(Use::Alone(scope) | Use::OnBehalf(scope)) => ("SCOPE_MISSING", Some(scope)),
            None => ("FORBIDDEN", None),
        };
        return Some(refusal(code, scope, language));
    }
    None
}

fn refusal(code: &'static str, scope: Option<Scope>, language: Language) -> Response {
    let mut error = coded_error(code, language);
    if let Some(scope) = scope {
        error = error.extend_with(|_, extensions| extensions.set("scope", scope.code()));
    }
    let mut server = ServerError::new(error.message, None);
    server.extensions = error.extensions;
    Response::from_errors(vec![server])
}

/// The fields that an operation asks its root for, those of fragments included.
fn root_fields<'d>(document: &'d ExecutableDocument, operation_name: Option<&str>) -> Vec<&'d str> {
    let operation: Vec<&Positioned<OperationDefinition>> = match &document.operations {
        DocumentOperations::Single(operation) => vec![operation],
        DocumentOperations::Multiple(operations) => operations
            .iter()
            .filter(|(name, _)| operation_name.is_none_or(|wanted| name.as_str() == wanted))
            .map(|(_, operation)| operation)
            .collect(),
    };
    let mut fields = Vec::new();
    let mut seen = Vec::new();
    for operation in operation {
        collect(
            &operation.node.selection_set.node,
            document,
            &mut fields,
            &mut seen,
        );
    }
    fields
}

fn collect<'d>(
    selections: &'d SelectionSet,
    document: &'d ExecutableDocument,
    fields: &mut Vec<&'d str>,
    seen: &mut Vec<&'d str>,
) {
    for selection in &selections.items {
        match &selection.node {
            Selection::Field(field) => fields.push(field.node.name.node.as_str()),
            Selection::InlineFragment(fragment) => {
                collect(&fragment.node.selection_set.node, document, fields, seen);
            }
            Selection::FragmentSpread(spread) => {
                let name = spread.node.fragment_name.node.as_str();
                // One that names itself is refused later, and must not keep us here.
                if seen.contains(&name) {
                    continue;
                }
                seen.push(name);
                if let Some(fragment) = document.fragments.get(name) {
                    collect(&fragment.node.selection_set.node, document, fields, seen);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn roots(text: &str, operation: Option<&str>) -> Vec<String> {
        let document = parse_query(text).expect("a document");
        let fields = root_fields(&document, operation);
        fields.into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fields_of_fragments_are_root_fields_too() {
        let text = "query { a: me { demo } ...F ... on Query { roles { code } } }
            fragment F on Query { requests { totalCount } ...F }";
        assert_eq!(roots(text, None), ["me", "requests", "roles"]);
    }

    #[test]
    fn the_operation_that_runs_counts() {
        let text = "query One { me { demo } } query Two { roles { code } }";
        assert_eq!(roots(text, Some("Two")), ["roles"]);
        assert_eq!(roots(text, None).len(), 2);
    }
}
