//! Methods of workspaces.

use super::request::{Request, unknown};
use crate::api::fields::arguments;
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

arguments! {
    Open {
        options: WorkspaceOptions = default,
    }

    OfWorkspace {
        workspace: u32,
    }

    Outline {
        workspace: u32,
        names: Vec<String>,
    }

    Put {
        workspace: u32,
        name: String,
        text: String,
    }

    Named {
        workspace: u32,
        name: String,
    }

    Validate {
        workspace: u32,
        file: Option<String>,
    }

    Describe {
        workspace: u32,
        element: String,
        file: Option<String>,
    }

    Evaluate {
        workspace: u32,
        text: TextPlace,
        data: Map = default,
        options: EvaluationOptions = default,
    }

    Start {
        workspace: u32,
        process: Option<Text>,
        collaboration: Option<Text>,
        options: StartOptions = default,
    }

    Decide {
        workspace: u32,
        decision: String,
        data: Map = default,
        options: DecisionOptions = default,
    }

    Render {
        workspace: u32,
        template: String,
        data: Map = default,
        options: TemplateOptions = default,
    }

    TimerStarts {
        workspace: u32,
        process: Option<Text>,
        now: i64,
        globals: Option<Map>,
    }
}
