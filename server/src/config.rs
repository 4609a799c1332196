//! The command line and the environment, read once. Nothing else reads the environment.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use chrono::TimeDelta;
use clap::{Args, Parser, Subcommand};
use shared::date::Date;
use shared::rpps::RppsNumber;
use url::{Host, Url};

use crate::demo_data;

/// The RPPS+ registration portal.
#[derive(Debug, Parser)]
#[command(name = "rpps-plus", version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the portal.
    Serve(Box<Config>),
    /// Bring the database to this version's tables, and stop.
    Migrate(Database),
    /// Print the GraphQL schema.
    Schema,
    /// Write synthetic structures and requests into a demo database.
    Seed(Seed),
    /// Write everything into a file that either database can take back.
    Backup(BackupFile),
    /// Read a backup into an empty database: all of it or nothing.
    Restore(BackupFile),
    /// Load reference data from a file: what it would change is shown first.
    #[command(subcommand)]
    Import(Import),
}

#[derive(Clone, Debug, Args)]
pub struct Seed {
    #[command(flatten)]
    pub database: Database,
    #[arg(long, default_value_t = 1_000)]
    pub structures: u32,
    #[arg(long, default_value_t = 100_000)]
    pub requests: u32,
    /// The same seed makes the same data.
    #[arg(long, default_value_t = 42)]
    pub random_seed: u64,
}

#[derive(Clone, Debug, Args)]
pub struct BackupFile {
    pub file: PathBuf,
    #[command(flatten)]
    pub database: Database,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Import {
    /// Structures: the JSON flow of FINESS or its extraction of sites (CSV), compressed by gzip or not.
    Finess(ImportFile),
    /// Who represents structures: CSV with the columns finess, subjectNameId, quality, email and endsOn.
    Representatives(ImportFile),
    /// A rule set, JSON: it becomes a draft, which an agent of the ANS simulates and schedules.
    Rules(ImportFile),
    /// Roles (`JDV_J121`): CSV with the columns code and label.
    Roles(ImportTable),
    /// The form's lists (`JDV_J113`, J116, J117, J118, J125): CSV with the columns list, code and label.
    ValueSets(ImportTable),
    /// Communes: CSV with the columns code, kind, name and departement.
    Communes(ImportTable),
    /// Countries: CSV with the columns code and name.
    Countries(ImportTable),
    /// Which FINESS categories make which sector: CSV with the columns from, to and sector. It becomes a draft of the
    /// rules, which an agent of the ANS simulates and schedules.
    Sectors(ImportTable),
}

#[derive(Clone, Debug, Args)]
pub struct ImportTable {
    #[command(flatten)]
    pub import: ImportFile,
    /// The day from which it holds, YYYY-MM-DD; without one it becomes a draft, which an agent of the ANS schedules.
    #[arg(long, value_parser = day)]
    pub from: Option<Date>,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|error| error.to_string())
}

#[derive(Clone, Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct ImportFile {
    pub file: PathBuf,
    #[command(flatten)]
    pub database: Database,
    /// The database is a demo's: test structures are accepted.
    #[arg(long, env = "RPPS_DEMO")]
    pub demo: bool,
    /// Make the changes without asking.
    #[arg(long, conflicts_with = "dry_run")]
    pub yes: bool,
    /// Show what would change, and stop.
    #[arg(long)]
    pub dry_run: bool,
    /// Close structures, or end rows of a table, even when a great part of them is not in the file.
    #[arg(long)]
    pub allow_closing: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Database {
    /// `sqlite:FILE` or `postgres://…`.
    #[arg(
        long,
        env = "RPPS_DATABASE_URL",
        default_value = "sqlite:data/portal.db",
        hide_env_values = true
    )]
    pub database_url: String,
}

/// Options of `serve`; each is also an environment variable.
#[derive(Clone, Debug, Args)]
pub struct Config {
    #[command(flatten)]
    pub database: Database,
    /// Address to listen on.
    #[arg(long, env = "RPPS_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Address people type; `http://` + `--listen` unless given. https, or http on loopback.
    #[arg(long, env = "RPPS_PUBLIC_URL")]
    pub public_url: Option<Url>,
    /// Proxies whose forwarded client address is believed, comma-separated; none unless given.
    #[arg(long, env = "RPPS_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,
    /// Demo identity providers, personas, structures and mailbox. Loopback only.
    #[arg(long, env = "RPPS_DEMO")]
    pub demo: bool,
    /// `SubjectNameID` of the ANS agents, comma-separated.
    #[arg(long, env = "RPPS_ANS_AGENTS", value_delimiter = ',')]
    pub ans_agents: Vec<String>,
    /// First and last RPPS number that may be given, `10200000004-10209999993`.
    #[arg(long, env = "RPPS_NUMBER_RANGE")]
    pub number_range: Option<NumberRange>,
    /// SMTP relay, `smtp://…` or `smtps://…`.
    #[arg(long, env = "RPPS_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of every e-mail.
    #[arg(
        long,
        env = "RPPS_MAIL_FROM",
        default_value = "Portail RPPS+ <ne-pas-repondre@localhost>"
    )]
    pub mail_from: String,
    /// Bearer token that opens `/metrics`; without it `/metrics` is open in the demo and closed elsewhere.
    #[arg(long, env = "RPPS_METRICS_TOKEN", hide_env_values = true, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub metrics_token: Option<String>,
    /// Days after which a draft that nobody touches is deleted; its author is told a week before.
    #[arg(long, env = "RPPS_DRAFT_RETENTION_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(14..))]
    pub draft_retention_days: u16,
    /// Days after which an e-mail's recipient, subject and text are forgotten.
    #[arg(long, env = "RPPS_MAIL_RETENTION_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub mail_retention_days: u16,
    /// Minutes after a sign-in within which managers are designated, mandates recorded or ended, decisions on civil
    /// statuses confirmed, and many requests decided at once; later the person is asked to sign in again.
    #[arg(long, env = "RPPS_STEP_UP_MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=480))]
    pub step_up_minutes: u16,
    /// Days for which it is kept who looked at whose data.
    #[arg(long, env = "RPPS_ACCESS_RETENTION_DAYS", default_value_t = 365, value_parser = clap::value_parser!(u16).range(30..))]
    pub access_retention_days: u16,
    /// Logs as JSON lines instead of text.
    #[arg(long, env = "RPPS_LOG_JSON")]
    pub log_json: bool,
    #[command(flatten)]
    pub links: Links,
    #[command(flatten)]
    pub franceconnect: FranceConnect,
    #[command(flatten)]
    pub pro_sante_connect: ProSanteConnect,
}

/// Where the guides lead to, outside this portal.
#[derive(Clone, Debug, Args)]
pub struct Links {
    /// Online training of the managers.
    #[arg(long, env = "RPPS_TRAINING_URL", default_value = ABOUT_RPPS_PLUS)]
    pub training_url: Url,
    /// TOM, where cards are ordered.
    #[arg(long, env = "RPPS_TOM_URL", default_value = ABOUT_RPPS_PLUS)]
    pub tom_url: Url,
    /// mesHabilitations, where managers are habilitated.
    #[arg(long, env = "RPPS_MES_HABILITATIONS_URL", default_value = ABOUT_RPPS_PLUS)]
    pub mes_habilitations_url: Url,
}

/// The page of the ANS that leads to all of them.
const ABOUT_RPPS_PLUS: &str = "https://esante.gouv.fr/enreg";

/// `FranceConnect`, the professionals' provider.
#[derive(Clone, Debug, Args)]
pub struct FranceConnect {
    /// Full URL of the discovery document.
    #[arg(long, env = "RPPS_FRANCECONNECT_DISCOVERY_URL")]
    pub franceconnect_discovery_url: Option<Url>,
    #[arg(long, env = "RPPS_FRANCECONNECT_CLIENT_ID")]
    pub franceconnect_client_id: Option<String>,
    #[arg(long, env = "RPPS_FRANCECONNECT_CLIENT_SECRET", hide_env_values = true)]
    pub franceconnect_client_secret: Option<String>,
    /// Required level of assurance.
    #[arg(long, env = "RPPS_FRANCECONNECT_ACR", default_value = "eidas1")]
    pub franceconnect_acr: String,
    /// The real `FranceConnect` refuses parameters it does not know, PKCE's among them.
    #[arg(long, env = "RPPS_FRANCECONNECT_PKCE", default_value = "off")]
    pub franceconnect_pkce: Switch,
}

/// Pro Santé Connect, the managers' provider.
#[derive(Clone, Debug, Args)]
pub struct ProSanteConnect {
    /// Full URL of the discovery document.
    #[arg(long, env = "RPPS_PRO_SANTE_CONNECT_DISCOVERY_URL")]
    pub pro_sante_connect_discovery_url: Option<Url>,
    #[arg(long, env = "RPPS_PRO_SANTE_CONNECT_CLIENT_ID")]
    pub pro_sante_connect_client_id: Option<String>,
    #[arg(
        long,
        env = "RPPS_PRO_SANTE_CONNECT_CLIENT_SECRET",
        hide_env_values = true
    )]
    pub pro_sante_connect_client_secret: Option<String>,
    /// Required level of assurance.
    #[arg(long, env = "RPPS_PRO_SANTE_CONNECT_ACR", default_value = "eidas1")]
    pub pro_sante_connect_acr: String,
    #[arg(long, env = "RPPS_PRO_SANTE_CONNECT_PKCE", default_value = "on")]
    pub pro_sante_connect_pkce: Switch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    On,
    Off,
}

/// The numbers that the portal may give, by their ten-digit order number, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange {
    pub first: u64,
    pub last: u64,
}

/// Numbers that the register keeps for tests, 997….
const TEST_NUMBERS: NumberRange = NumberRange {
    first: 9_970_000_000,
    last: 9_979_999_999,
};

/// Numbers of the demo: 997…, beyond those of the published test cards.
pub(crate) const DEMO_RANGE: NumberRange = NumberRange {
    first: 9_975_000_000,
    last: 9_979_999_999,
};

impl std::str::FromStr for NumberRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let order = |number: &str| {
            let number =
                RppsNumber::parse(number.trim()).map_err(|error| format!("{number}: {error}"))?;
            number.as_str()[..10]
                .parse::<u64>()
                .map_err(|error| error.to_string())
        };
        let (first, last) = text
            .split_once('-')
            .ok_or("two RPPS numbers joined by a hyphen are expected")?;
        let range = Self {
            first: order(first)?,
            last: order(last)?,
        };
        if range.first > range.last {
            return Err("the first number comes after the last".to_owned());
        }
        Ok(range)
    }
}

/// Why the options cannot serve together.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("--public-url must be https, or http on a loopback host")]
    PublicUrl,
    #[error("--demo is for this machine alone: --listen and --public-url must be loopback")]
    DemoNotLocal,
    #[error("--number-range: test numbers (997…) are for --demo, and --demo gives no others")]
    NumberRange,
}

impl Config {
    /// The address people type.
    #[expect(clippy::missing_panics_doc, reason = "a socket address makes a URL")]
    pub fn public_url(&self) -> Url {
        self.public_url.clone().unwrap_or_else(|| {
            Url::parse(&format!("http://{}", self.listen)).expect("a socket address makes a URL")
        })
    }

    /// The public URL's origin, as browsers send it.
    pub fn origin(&self) -> String {
        self.public_url().origin().ascii_serialization()
    }

    /// Refuses options that would be unsafe together.
    pub fn check(&self) -> Result<(), ConfigError> {
        let url = self.public_url();
        if !(url.scheme() == "https" || url.scheme() == "http" && is_loopback(&url)) {
            return Err(ConfigError::PublicUrl);
        }
        if self.demo && !(self.listen.ip().is_loopback() && is_loopback(&url)) {
            return Err(ConfigError::DemoNotLocal);
        }
        let of_tests = |order| (TEST_NUMBERS.first..=TEST_NUMBERS.last).contains(&order);
        let fits = |range: NumberRange| {
            let overlaps = range.first <= TEST_NUMBERS.last && range.last >= TEST_NUMBERS.first;
            let inside = of_tests(range.first) && of_tests(range.last);
            if self.demo { inside } else { !overlaps }
        };
        if !self.number_range.is_none_or(fits) {
            return Err(ConfigError::NumberRange);
        }
        Ok(())
    }

    /// How long a sign-in is recent enough for sensitive acts.
    pub fn step_up(&self) -> TimeDelta {
        TimeDelta::minutes(self.step_up_minutes.into())
    }

    /// Whether this `SubjectNameID` is an agent of the ANS; the demo has two of its own.
    pub fn is_ans_agent(&self, subject_name_id: &str) -> bool {
        self.ans_agents
            .iter()
            .any(|agent| agent.trim() == subject_name_id)
            || self.demo && demo_data::ANS_AGENTS.contains(&subject_name_id)
    }

    pub fn is_public_url_loopback(&self) -> bool {
        is_loopback(&self.public_url())
    }

    /// Where browsers are sent to sign in and out, as far as the configuration tells.
    pub fn provider_urls(&self) -> Vec<Url> {
        let given = [
            &self.franceconnect.franceconnect_discovery_url,
            &self.pro_sante_connect.pro_sante_connect_discovery_url,
        ];
        given.into_iter().flatten().cloned().collect()
    }

    /// The range to number from; the demo brings its own.
    pub fn numbers(&self) -> Option<NumberRange> {
        self.number_range.or(self.demo.then_some(DEMO_RANGE))
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
