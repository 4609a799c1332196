//! What pages are made of. A component shows what it is given and never calls the server.

mod alert;
mod bars;
mod checkbox;
mod combobox;
mod error_summary;
mod field;
mod heading;
mod radio_group;
mod save_status;
mod select;
mod status_badge;
mod stepper;
mod summary_list;
mod task_list;
mod text_area;
mod text_field;
mod timeline;
mod verdict;

pub(crate) use alert::{Alert, AlertKind, Failure};
pub(crate) use bars::{Bar, Chart, bars};
pub(crate) use checkbox::Checkbox;
pub(crate) use combobox::{Choice, Combobox};
pub(crate) use error_summary::{ErrorSummary, FoundError, SUMMARY_ID};
pub(crate) use field::{FieldBinding, Messages, Note};
pub(crate) use heading::{FirstPage, Heading};
pub(crate) use radio_group::RadioGroup;
pub(crate) use save_status::{SaveState, SaveStatus};
pub(crate) use select::Select;
pub(crate) use status_badge::StatusBadge;
pub(crate) use stepper::Stepper;
pub(crate) use summary_list::{SummaryList, SummaryRow};
pub(crate) use task_list::{Task, TaskList, TaskState};
pub(crate) use text_area::TextArea;
pub(crate) use text_field::TextField;
pub(crate) use timeline::{Timeline, TimelineStep};
pub(crate) use verdict::VerdictPanel;
