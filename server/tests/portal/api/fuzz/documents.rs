//! Documents made from the schema by chance: mostly well formed, with arguments that are right, odd or plainly wrong.

use std::collections::BTreeMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
};

/// Fields within fields; the portal allows a few more.
const DEEPEST: usize = 6;

/// Texts of every kind that some argument is meant for, and of none.
const TEXTS: [&str; 26] = [
    "",
    " ",
    "a",
    "316",
    "999",
    "DUBOIS",
    "2026-12-03",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "2026-12-03T13:30:00Z",
    "0B0168811",
    "750712184",
    "10123456781",
    "899700218896",
    "30B0168811/CPET00001",
    "angela.dubois@example.fr",
    "00000000-0000-0000-0000-000000000000",
    "2026-11",
    "MTox",
    "%_\\'; drop table requests; --",
    "\u{0}",
    "\u{202e}🙂 Ωж中\u{301}",
    "\n\t\u{7f}",
    "{{7*7}}",
    "FR",
];
const NUMBERS: [&str; 9] = [
    "0",
    "1",
    "-1",
    "20",
    "100",
    "101",
    "2147483647",
    "-2147483648",
    "99999999999999999999",
];
const ANYTHING: [&str; 10] = [
    "null",
    "1",
    "1.5",
    "true",
    "\"x\"",
    "[]",
    "{}",
    "RED",
    "[[1]]",
    "{ a: { b: [null] } }",
];

pub(super) struct Documents {
    chance: u64,
    types: BTreeMap<String, TypeKind>,
    ids: Vec<String>,
}

impl Documents {
    pub(super) fn new(seed: u64, sdl: &str, ids: &[String]) -> Self {
        let definitions = parse_schema(sdl).expect("the schema reads").definitions;
        let types = definitions
            .into_iter()
            .filter_map(|definition| match definition {
                TypeSystemDefinition::Type(definition) => {
                    Some((definition.node.name.node.to_string(), definition.node.kind))
                }
                _ => None,
            });
        Self {
            chance: seed,
            types: types.collect(),
            ids: ids.to_vec(),
        }
    }

    pub(super) fn make(&mut self) -> String {
        let (operation, root) = if self.one_in(3) {
            ("mutation", "Mutation")
        } else {
            ("query", "Query")
        };
        let fields = self.fields_of(root);
        let mut body = String::new();
        for number in 0..=self.below(3) {
            let field = fields[self.below(fields.len())].clone();
            let field = self.field(&field, 1);
            body = format!("{body}f{number}: {field} ");
        }
        let mut document = format!("{operation} {{ {body}}}");
        // Sometimes a slip of the finger.
        if self.one_in(12) {
            let at = self.below(document.len());
            if document.is_char_boundary(at) {
                let slips = ["{", "}", "(", ")", "\"", "$", "...", "@skip", "\u{0}", "é"];
                document.insert_str(at, slips[self.below(slips.len())]);
            }
        }
        document
    }

    fn field(&mut self, field: &FieldDefinition, depth: usize) -> String {
        let mut arguments = Vec::new();
        for argument in &field.arguments {
            if let Some(value) = self.given(&argument.node, 0) {
                arguments.push(format!("{}: {value}", argument.node.name.node));
            }
        }
        let arguments = if arguments.is_empty() {
            String::new()
        } else {
            format!("({})", arguments.join(", "))
        };
        let of = base(&field.ty.node.base);
        format!(
            "{}{arguments}{}",
            field.name.node,
            self.selection(&of, depth)
        )
    }

    fn selection(&mut self, of: &str, depth: usize) -> String {
        if let Some(TypeKind::Union(union)) = self.types.get(of) {
            let members: Vec<String> = union
                .members
                .iter()
                .map(|member| member.node.to_string())
                .collect();
            let member = members[self.below(members.len())].clone();
            let inner = self.selection(&member, depth + 1);
            return format!(" {{ __typename ... on {member}{inner} }}");
        }
        let fields = self.fields_of(of);
        if fields.is_empty() {
            return String::new();
        }
        let mut asked = BTreeMap::from([(String::from("__typename"), String::from("__typename"))]);
        for _ in 0..=self.below(4) {
            let field = fields[self.below(fields.len())].clone();
            let is_leaf = self.is_leaf(&base(&field.ty.node.base));
            if is_leaf || depth < DEEPEST {
                // Each once: twice, it might have other arguments.
                let field = (field.name.node.to_string(), self.field(&field, depth + 1));
                asked.extend([field]);
            }
        }
        let asked: Vec<String> = asked.into_values().collect();
        format!(" {{ {} }}", asked.join(" "))
    }

    /// An argument, unless it is left out.
    fn given(&mut self, argument: &InputValueDefinition, depth: usize) -> Option<String> {
        let may_be_missing = argument.ty.node.nullable || argument.default_value.is_some();
        if may_be_missing && self.one_in(2) || self.one_in(40) {
            return None;
        }
        Some(self.value(&argument.ty.node, depth))
    }

    fn value(&mut self, of: &Type, depth: usize) -> String {
        if self.one_in(25) {
            return ANYTHING[self.below(ANYTHING.len())].to_owned();
        }
        if of.nullable && self.one_in(10) {
            return "null".to_owned();
        }
        match &of.base {
            BaseType::List(inner) => {
                let count = self.below(3);
                let items: Vec<String> = (0..count).map(|_| self.value(inner, depth)).collect();
                format!("[{}]", items.join(", "))
            }
            BaseType::Named(name) => self.named(name.as_str(), depth),
        }
    }

    fn named(&mut self, name: &str, depth: usize) -> String {
        match self.types.get(name) {
            Some(TypeKind::Enum(list)) => {
                let values: Vec<String> = list
                    .values
                    .iter()
                    .map(|value| value.node.value.node.to_string())
                    .collect();
                values[self.below(values.len())].clone()
            }
            Some(TypeKind::InputObject(input)) => {
                let fields = input.fields.clone();
                let mut given = Vec::new();
                for field in fields.iter().filter(|_| depth < DEEPEST) {
                    if let Some(value) = self.given(&field.node, depth + 1) {
                        given.push(format!("{}: {value}", field.node.name.node));
                    }
                }
                format!("{{ {} }}", given.join(", "))
            }
            _ => self.scalar(name),
        }
    }

    fn scalar(&mut self, name: &str) -> String {
        match name {
            "Int" => NUMBERS[self.below(NUMBERS.len())].to_owned(),
            "Boolean" => ["true", "false"][self.below(2)].to_owned(),
            "ID" if self.one_in(2) => {
                let at = self.below(self.ids.len());
                quoted(&self.ids[at])
            }
            "Date" if self.one_in(2) => quoted("2027-01-04"),
            _ if self.one_in(20) => quoted(&"x".repeat(10_000)),
            _ => quoted(TEXTS[self.below(TEXTS.len())]),
        }
    }

    fn fields_of(&self, name: &str) -> Vec<FieldDefinition> {
        let fields = match self.types.get(name) {
            Some(TypeKind::Object(object)) => &object.fields,
            Some(TypeKind::Interface(interface)) => &interface.fields,
            _ => return Vec::new(),
        };
        fields.iter().map(|field| field.node.clone()).collect()
    }

    fn is_leaf(&self, name: &str) -> bool {
        let kind = self.types.get(name);
        matches!(kind, None | Some(TypeKind::Scalar | TypeKind::Enum(_)))
    }

    /// `SplitMix64`: the same documents on every machine.
    fn next_number(&mut self) -> u64 {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.chance;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).expect("a list");
        usize::try_from(self.next_number() % limit).expect("below a list's length")
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// A string of JSON is one of GraphQL.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn base(of: &BaseType) -> String {
    match of {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(of) => base(&of.base),
    }
}
