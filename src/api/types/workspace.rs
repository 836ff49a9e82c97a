//! Workspaces: their options, and what their files hold.

use indexmap::IndexMap;
use serde::Serialize;

use crate::api::fields::read_fields;
use crate::source::Text;

/// Options of a workspace.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct WorkspaceOptions {
    /// Whose semantics: `bpmn` (default) or `spiffworkflow`.
    #[cfg_attr(test, ts(optional, type = "'bpmn' | 'spiffworkflow'"))]
    pub profile: Option<String>,
    /// Language of texts that name none: `javascript` or `python`. Default: that of the profile, Python under
    /// `spiffworkflow`, else JavaScript.
    #[cfg_attr(test, ts(optional, type = "'javascript' | 'python'"))]
    pub language: Option<String>,
    /// Which extension elements give events their payload: `spiff` (default), `camunda` or `bpmn` (none).
    #[cfg_attr(test, ts(optional, type = "'spiff' | 'camunda' | 'bpmn'"))]
    pub dialect: Option<String>,
    /// Single switches of `docs/differences.md` by name, such as `{ 'joins keep surplus': false }`, over those of the profile.
    #[cfg_attr(test, ts(optional, type = "Record<string, boolean>"))]
    pub semantics: Option<IndexMap<String, bool>>,
}

read_fields! {
    WorkspaceOptions {
        profile: "profile";
        language: "language";
        dialect: "dialect";
        semantics: "semantics";
    }
}

/// A file of the workspace.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FileInfo {
    /// Its name.
    pub name: Text,
    /// `bpmn`, `dmn` or `other`.
    #[cfg_attr(test, ts(type = "'bpmn' | 'dmn' | 'other'"))]
    pub kind: &'static str,
    /// Ids of the processes in it.
    pub processes: Vec<Text>,
    /// Ids of the decisions in it.
    pub decisions: Vec<Text>,
    /// Number of errors in it.
    pub errors: usize,
}

/// A process that can be started or called.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProcessInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The file it is in.
    pub file: Text,
    /// `isExecutable`, where given.
    pub executable: Option<bool>,
    /// Start events of the top level.
    pub starts: Vec<StartInfo>,
    /// Names of its lanes, nested ones included.
    pub lanes: Vec<Text>,
    /// Languages its texts are in: `python`, `javascript`, `feel`.
    #[cfg_attr(test, ts(type = "('python' | 'javascript' | 'feel')[]"))]
    pub languages: Vec<&'static str>,
    /// Ids of the processes it calls.
    pub calls: Vec<Text>,
}

/// A start event.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StartInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// `none`, `message`, `timer`, `signal`, `conditional`, `multiple` ...
    pub trigger: &'static str,
    /// Each of its triggers.
    pub events: Vec<StartTrigger>,
}

/// What can begin a process at a start event.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StartTrigger {
    /// `message`, `timer`, `signal`, `conditional` ...
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Name of the message or signal.
    pub event: Option<Text>,
}

/// A collaboration whose participants can be started together.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CollaborationInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The file it is in.
    pub file: Text,
    /// Participants: id, name and process.
    pub participants: Vec<ParticipantInfo>,
}

/// A participant.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ParticipantInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Id of its process.
    pub process: Option<Text>,
}
