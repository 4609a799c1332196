//! Documents, parsed once and kept by their text, with the limits that the parser does not know.
//!
//! A document that came once with its hash (`extensions.persistedQuery`) may then come as its hash alone, for as long as
//! this server remembers it: who is told that it does not sends the text again.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Positioned, Request, Response, Value};
use sha2::{Digest as _, Sha256};
use shared::text::Language;

use super::MAX_ALIASES;
use super::context::coded_error;

/// Documents kept; beyond that the whole is dropped: a bound, not a working size.
const CAPACITY: usize = 1_000;
/// A longer document is parsed each time: with this the whole stays within a few tens of megabytes.
const MAX_KEPT: usize = 8 * 1024;

/// What a document asks to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Query,
    Mutation,
    Subscription,
}

/// Why a document is not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Unreadable,
    TooManyAliases,
    /// No text with this hash came before.
    NotPersisted,
    /// The text has another hash.
    OtherHash,
}

impl Refused {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "INVALID_ARGUMENT",
            Self::TooManyAliases => "TOO_MANY_ALIASES",
            Self::NotPersisted => "PERSISTED_QUERY_NOT_FOUND",
            Self::OtherHash => "PERSISTED_QUERY_MISMATCH",
        }
    }
}

/// The documents seen so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Documents {
    parsed: Arc<RwLock<HashMap<String, Arc<ExecutableDocument>>>>,
    /// Texts by their SHA-256, in hexadecimal digits.
    persisted: Arc<RwLock<HashMap<String, Arc<str>>>>,
}

impl Documents {
    /// Hands the request its parsed document, and says what it asks to do.
    pub(crate) fn prepare(&self, request: &mut Request) -> Result<Kind, Refused> {
        self.persisted(request)?;
        let kept = self
            .parsed
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&request.query)
            .cloned();
        let document = if let Some(document) = kept {
            document
        } else {
            let document = Arc::new(parse_query(&request.query).map_err(|_| Refused::Unreadable)?);
            if aliases(&document) > MAX_ALIASES {
                return Err(Refused::TooManyAliases);
            }
            if request.query.len() <= MAX_KEPT {
                let mut documents = self.parsed.write().unwrap_or_else(PoisonError::into_inner);
                if documents.len() >= CAPACITY {
                    documents.clear();
                }
                documents.insert(request.query.clone(), Arc::clone(&document));
            }
            document
        };
        let kind = kind(&document, request.operation_name.as_deref());
        request.set_parsed_query(document.as_ref().clone());
        Ok(kind)
    }

    /// Finds the text of a hash that came alone, and keeps one that came with its hash.
    fn persisted(&self, request: &mut Request) -> Result<(), Refused> {
        let Some(Value::Object(asked)) = request.extensions.get("persistedQuery") else {
            return Ok(());
        };
        let Some(Value::String(hash)) = asked.get("sha256Hash") else {
            return Err(Refused::Unreadable);
        };
        let hash = hash.to_ascii_lowercase();
        if request.query.is_empty() {
            let texts = self
                .persisted
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            let text = texts.get(&hash).ok_or(Refused::NotPersisted)?;
            request.query = text.to_string();
            return Ok(());
        }
        if format!("{:x}", Sha256::digest(&request.query)) != hash {
            return Err(Refused::OtherHash);
        }
        if request.query.len() <= MAX_KEPT {
            let mut texts = self
                .persisted
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            if texts.len() >= CAPACITY {
                texts.clear();
            }
            texts
                .entry(hash)
                .or_insert_with(|| Arc::from(request.query.as_str()));
        }
        Ok(())
    }
}

/// Gives a code to the errors of the schema itself, which have none.
pub(crate) fn with_codes(mut response: Response, language: Language) -> Response {
    for error in &mut response.errors {
        let coded = error
            .extensions
            .as_ref()
            .is_some_and(|extensions| extensions.get("code").is_some());
        if !coded {
            let code = match error.message.as_str() {
                "Query is nested too deep." => "TOO_DEEP",
                "Query is too complex." => "TOO_COMPLEX",
                _ => "INVALID_ARGUMENT",
            };
            error.extensions = coded_error(code, language).extensions;
        }
    }
    response
}

fn kind(document: &ExecutableDocument, operation_name: Option<&str>) -> Kind {
    let of = |operation: &Positioned<OperationDefinition>| match operation.node.ty {
        OperationType::Query => Kind::Query,
        OperationType::Mutation => Kind::Mutation,
        OperationType::Subscription => Kind::Subscription,
    };
    let named = document.operations.iter().find(|(name, _)| {
        operation_name.is_none_or(|wanted| name.is_some_and(|name| name.as_str() == wanted))
    });
    named.map_or(Kind::Query, |(_, operation)| of(operation))
}

fn aliases(document: &ExecutableDocument) -> usize {
    let operations: usize = document
        .operations
        .iter()
        .map(|(_, operation)| aliases_in(&operation.node.selection_set))
        .sum();
    let fragments: usize = document
        .fragments
        .values()
        .map(|fragment| aliases_in(&fragment.node.selection_set))
        .sum();
    operations + fragments
}

fn aliases_in(selections: &Positioned<SelectionSet>) -> usize {
    selections
        .node
        .items
        .iter()
        .map(|selection| match &selection.node {
            Selection::Field(field) => {
                usize::from(field.node.alias.is_some()) + aliases_in(&field.node.selection_set)
            }
            Selection::InlineFragment(fragment) => aliases_in(&fragment.node.selection_set),
            Selection::FragmentSpread(_) => 0,
        })
        .sum()
}
