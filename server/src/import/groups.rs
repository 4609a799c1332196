//! The groups of the JSON flow, co-operations (`gco`) and those made by contract (`gcc`): read, checked against the
//! entities and sites of the same file, and counted. They are not kept, since nothing in the portal goes by them: who
//! manages an entity manages its sites and no other entity's.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

/// What a file says of groups, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Groups {
    count: usize,
    unreadable: usize,
    /// What each group names: entities and sites by the register's own identifiers.
    entities: Vec<String>,
    sites: Vec<String>,
    known_entities: HashSet<String>,
    known_sites: HashSet<String>,
}

/// How many groups a file has, and what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupCounts {
    pub groups: usize,
    pub members: usize,
    pub problems: BTreeMap<&'static str, usize>,
}

impl fmt::Display for GroupCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "groups: {}, members: {}", self.groups, self.members)?;
        for (code, count) in &self.problems {
            write!(f, ", {code} {count}")?;
        }
        f.write_str("; read and checked, not kept: no right goes by a group")
    }
}

/// A group, of either kind.
#[derive(Deserialize)]
pub(super) struct Group {
    #[serde(
        default,
        rename = "pmejDuGco",
        alias = "pmejDuGcc",
        alias = "pmejDuGCC"
    )]
    entities: Option<Vec<EntityMember>>,
    #[serde(default, rename = "egeDuGco", alias = "egeDuGcc", alias = "egeDuGCC")]
    sites: Option<Vec<SiteMember>>,
}

#[derive(Deserialize)]
struct EntityMember {
    #[serde(rename = "pm_smsseId", alias = "pmSmsseId")]
    id: Option<String>,
}

#[derive(Deserialize)]
struct SiteMember {
    #[serde(rename = "egeId")]
    id: Option<String>,
}

/// One group or many: the schema and the files differ.
pub(super) struct OneOrMany(Vec<Option<Group>>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum One {
            Group(Group),
            Other(IgnoredAny),
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Many(Vec<One>),
            One(Group),
            Other(IgnoredAny),
        }
        let group = |one| match one {
            One::Group(group) => Some(group),
            One::Other(IgnoredAny) => None,
        };
        Ok(Self(match Either::deserialize(deserializer)? {
            Either::Many(many) => many.into_iter().map(group).collect(),
            Either::One(one) => vec![Some(one)],
            Either::Other(IgnoredAny) => vec![None],
        }))
    }
}

impl Groups {
    pub(super) fn add(&mut self, some: OneOrMany) {
        for group in some.0 {
            let Some(group) = group else {
                self.unreadable += 1;
                continue;
            };
            self.count += 1;
            let entities = group.entities.unwrap_or_default().into_iter();
            self.entities
                .extend(entities.map(|member| member.id.unwrap_or_default()));
            let sites = group.sites.unwrap_or_default().into_iter();
            self.sites
                .extend(sites.map(|member| member.id.unwrap_or_default()));
        }
    }

    pub(super) fn knows_entity(&mut self, id: Option<String>) {
        self.known_entities.extend(id);
    }

    pub(super) fn knows_site(&mut self, id: Option<String>) {
        self.known_sites.extend(id);
    }

    /// Nothing for a file without groups.
    pub(super) fn counts(&self) -> Option<GroupCounts> {
        if self.count + self.unreadable == 0 {
            return None;
        }
        let unknown = |named: &[String], known: &HashSet<String>| {
            named.iter().filter(|id| !known.contains(*id)).count()
        };
        let unknown =
            unknown(&self.entities, &self.known_entities) + unknown(&self.sites, &self.known_sites);
        let problems = [
            ("GROUP_MEMBER_UNKNOWN", unknown),
            ("GROUP_UNREADABLE", self.unreadable),
        ];
        Some(GroupCounts {
            groups: self.count,
            members: self.entities.len() + self.sites.len(),
            problems: problems
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .collect(),
        })
    }
}
