//! Methods of workspaces.

use serde::Deserialize;

use super::{Request, unknown};
use crate::api::session::Restored;
use crate::api::types::{
    ApiError, DecisionOptions, EvaluationOptions, StartOptions, TemplateOptions, TextPlace, WorkspaceOptions,
};
use crate::source::{Source, Text};
use crate::value::Map;

/// Answers the method of that name.
pub(super) fn method(name: &str, request: Request<'_>) -> Result<String, ApiError> {
    match name {
        "open" => request.with(|session, Open { options }| session.open(options)),
        "close" => {
            request.with(|session, OfWorkspace { workspace }| Ok(session.workspaces.remove(&workspace).is_some()))
        }
        "put" => request.with(|session, Put { workspace, name, text }| {
            Ok(session.workspace(workspace)?.put(Source::new(&name, &text), Vec::new()))
        }),
        "remove" => request.with(|session, Named { workspace, name }| Ok(session.workspace(workspace)?.remove(&name))),
        "files" => request.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.files())),
        "text" => request.with(|session, Named { workspace, name }| {
            Ok(session.workspace(workspace)?.files.get(&*name).map(|file| file.source.text.clone()))
        }),
        "validate" => {
            request.with(|session, Validate { workspace, file }| session.validate(workspace, file.as_deref()))
        }
        "processes" => request.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.processes())),
        "collaborations" => {
            request.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.collaborations()))
        }
        "decisions" => request.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.decisions())),
        "decide" => request.with(|session, Decide { workspace, decision, data, options }| {
            session.decide(workspace, &decision, &data, &options)
        }),
        "render" => request.with(|session, Render { workspace, template, data, options }| {
            session.workspace(workspace)?;
            Ok(session.render(&template, &data, &options))
        }),
        "describe" => request.with(|session, Describe { workspace, element, file }| {
            Ok(session.workspace(workspace)?.describe(&element, file.as_deref()))
        }),
        "outline" => {
            request.with(|session, Outline { workspace, names }| Ok(session.workspace(workspace)?.outline(&names)))
        }
        "textNames" => request.with(|session, OfWorkspace { workspace }| session.text_names(workspace)),
        "elements" => request.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.elements())),
        "unitTests" => {
            request.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.unit_tests()))
        }
        "evaluate" => request.with(|session, Evaluate { workspace, text, data, options }| {
            session.evaluate(workspace, &text, &data, options)
        }),
        "languages" => request.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.languages())),
        "timerStarts" => request.with(|session, TimerStarts { workspace, process, now, globals }| {
            session.timer_starts(workspace, process.as_ref(), now, globals)
        }),
        "start" => request.with(|session, Start { workspace, process, collaboration, options }| {
            let (run, update) = session.start(workspace, process, collaboration, options)?;
            Ok(Restored { run, update })
        }),
        _ => Err(unknown(name)),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Open {
    #[serde(default)]
    options: WorkspaceOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfWorkspace {
    workspace: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outline {
    workspace: u32,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Put {
    workspace: u32,
    name: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    workspace: u32,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Validate {
    workspace: u32,
    file: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Describe {
    workspace: u32,
    element: String,
    file: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evaluate {
    workspace: u32,
    text: TextPlace,
    #[serde(default)]
    data: Map,
    #[serde(default)]
    options: EvaluationOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    workspace: u32,
    process: Option<Text>,
    collaboration: Option<Text>,
    #[serde(default)]
    options: StartOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decide {
    workspace: u32,
    decision: String,
    #[serde(default)]
    data: Map,
    #[serde(default)]
    options: DecisionOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Render {
    workspace: u32,
    template: String,
    #[serde(default)]
    data: Map,
    #[serde(default)]
    options: TemplateOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimerStarts {
    workspace: u32,
    process: Option<Text>,
    now: i64,
    globals: Option<Map>,
}
