//! The schema as a client reads it, and documents made from it: a whole answer is asked for without naming its fields.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, TypeKind, TypeSystemDefinition,
};

/// What is asked of an object inside an object stops here.
const DEEPEST: usize = 8;

/// A field that is an object, or a scalar, with the arguments it cannot do without.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    of: String,
    needs_arguments: bool,
}

#[derive(Debug)]
enum Type {
    Object(Vec<Field>),
    Union(Vec<String>),
}

/// A root field with its arguments, as written in the schema.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    /// Names and types.
    pub(crate) arguments: Vec<(String, String)>,
    pub(crate) of: String,
}

#[derive(Debug)]
pub(crate) struct Schema {
    types: BTreeMap<String, Type>,
    roots: BTreeMap<String, Vec<Operation>>,
}

pub(crate) static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| Schema::read(&server::graphql::sdl()));

impl Schema {
    fn read(sdl: &str) -> Self {
        let mut schema = Self {
            types: BTreeMap::new(),
            roots: BTreeMap::new(),
        };
        for definition in parse_schema(sdl).expect("the schema reads").definitions {
            let TypeSystemDefinition::Type(definition) = definition else {
                continue;
            };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::Object(object) => {
                    let fields = || object.fields.iter().map(|field| &field.node);
                    if ["Query", "Mutation", "Subscription"].contains(&name.as_str()) {
                        schema.roots.insert(name, fields().map(operation).collect());
                    } else {
                        schema
                            .types
                            .insert(name, Type::Object(fields().map(field).collect()));
                    }
                }
                TypeKind::Union(union) => {
                    let members = union.members.iter().map(|member| member.node.to_string());
                    schema.types.insert(name, Type::Union(members.collect()));
                }
                _ => {}
            }
        }
        schema
    }

    /// Root fields of `Query`, `Mutation` or `Subscription`.
    pub(crate) fn operations(&self, root: &str) -> &[Operation] {
        &self.roots[root]
    }

    pub(crate) fn operation(&self, name: &str) -> (&'static str, &Operation) {
        let roots = [
            ("query", "Query"),
            ("mutation", "Mutation"),
            ("subscription", "Subscription"),
        ];
        roots
            .into_iter()
            .find_map(|(kind, root)| {
                let found = self
                    .operations(root)
                    .iter()
                    .find(|operation| operation.name == name);
                Some((kind, found?))
            })
            .unwrap_or_else(|| panic!("the schema has no {name}"))
    }

    /// What a mutation may answer.
    pub(crate) fn members(&self, mutation: &str) -> &[String] {
        match &self.types[&self.operation(mutation).1.of] {
            Type::Union(members) => members,
            Type::Object(_) => panic!("{mutation} answers with one type"),
        }
    }

    /// A document that runs an operation with all its arguments as variables, and asks for everything it answers.
    pub(crate) fn document(&self, name: &str) -> String {
        let of = &self.operation(name).1.of;
        self.with_selection(name, &self.selection(of, &mut Vec::new()))
    }

    /// The same, which asks for no more than what kind of answer it is.
    pub(crate) fn short_document(&self, name: &str) -> String {
        self.with_selection(name, " { __typename }")
    }

    fn with_selection(&self, name: &str, selection: &str) -> String {
        let (kind, operation) = self.operation(name);
        let list = |write: fn(&(String, String)) -> String| {
            let list: Vec<String> = operation.arguments.iter().map(write).collect();
            if list.is_empty() {
                String::new()
            } else {
                format!("({})", list.join(", "))
            }
        };
        let variables = list(|(name, of)| format!("${name}: {of}"));
        let arguments = list(|(name, _)| format!("{name}: ${name}"));
        format!("{kind}{variables} {{ {name}{arguments}{selection} }}")
    }

    /// Everything that a type holds, as far as it needs no arguments and does not hold itself.
    fn selection(&self, of: &str, path: &mut Vec<String>) -> String {
        match self.types.get(of) {
            None => String::new(),
            Some(Type::Union(members)) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|member| format!("... on {member}{}", self.selection(member, path)))
                    .collect();
                format!(" {{ __typename {} }}", members.join(" "))
            }
            Some(Type::Object(fields)) => {
                path.push(of.to_owned());
                let deepest = path.len() >= DEEPEST;
                let mut asked = Vec::new();
                for field in fields {
                    let is_object = self.types.contains_key(&field.of);
                    // A connection's rows are its nodes.
                    let is_left_out = field.needs_arguments
                        || field.name == "edges"
                        || path.contains(&field.of)
                        || is_object && deepest;
                    if !is_left_out {
                        asked.push(format!("{}{}", field.name, self.selection(&field.of, path)));
                    }
                }
                path.pop();
                format!(" {{ {} }}", asked.join(" "))
            }
        }
    }
}

fn operation(field: &FieldDefinition) -> Operation {
    let argument = |argument: &InputValueDefinition| {
        (argument.name.node.to_string(), argument.ty.node.to_string())
    };
    Operation {
        name: field.name.node.to_string(),
        arguments: field
            .arguments
            .iter()
            .map(|given| argument(&given.node))
            .collect(),
        of: base(&field.ty.node.base),
    }
}

fn field(field: &FieldDefinition) -> Field {
    Field {
        name: field.name.node.to_string(),
        of: base(&field.ty.node.base),
        needs_arguments: field
            .arguments
            .iter()
            .any(|argument| !argument.node.ty.node.nullable),
    }
}

/// The type that a list, or a list of lists, is made of.
fn base(of: &BaseType) -> String {
    match of {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(of) => base(&of.base),
    }
}
