//! Inner diagnostics, incidents and events as the shapes hosts see.

use indexmap::IndexMap;

use super::types;
use crate::diagnostic::{self, Code, Place};
use crate::engine::{EventKind, Incident, Thrown};
use crate::source::{Source, Span, Text};
use crate::value::Value;

/// The files of a workspace by name, to find lines and columns in.
pub(super) struct Sources<'s>(pub(super) &'s IndexMap<Text, super::file::File>);

impl Sources<'_> {
    fn source(&self, file: Option<&Text>) -> Option<&Source> {
        self.0.get(file?).map(|file| &file.source)
    }

    /// A span of a file as lines and columns.
    pub(super) fn range(&self, file: Option<&Text>, span: Option<Span>) -> Option<types::Range> {
        Some(range_of(self.source(file)?, span?))
    }

    /// A diagnostic as hosts see it.
    pub(super) fn diagnostic(&self, diagnostic: &diagnostic::Diagnostic) -> types::Diagnostic {
        let Place { file, element, property, span } = &diagnostic.place;
        types::Diagnostic {
            code: diagnostic.code.name(),
            severity: severity(diagnostic.severity),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            element: element.clone(),
            property: property.clone(),
            file: file.clone(),
            range: self.range(file.as_ref(), *span),
            related: diagnostic.related.iter().map(|related| self.related(related)).collect(),
            fixes: diagnostic.fixes.iter().map(|fix| self.fix(file.as_ref(), fix)).collect(),
        }
    }

    fn related(&self, related: &diagnostic::Related) -> types::Related {
        let Place { file, element, span, .. } = &related.place;
        types::Related {
            message: related.message.clone(),
            element: element.clone(),
            file: file.clone(),
            range: self.range(file.as_ref(), *span),
        }
    }

    fn fix(&self, file: Option<&Text>, fix: &diagnostic::Fix) -> types::Fix {
        let edits = fix
            .edits
            .iter()
            .filter_map(|(span, text)| Some(types::Edit { range: self.range(file, Some(*span))?, text: text.clone() }));
        types::Fix { title: fix.title.clone(), edits: edits.collect() }
    }

    /// An incident of a task as hosts see it.
    pub(super) fn incident(&self, task: u32, element: Text, incident: &Incident) -> types::Incident {
        let place = incident.place.as_ref();
        let file = place.map(|(file, _, _)| file.clone());
        let span = place.map(|(_, start, end)| Span::new(*start, *end));
        let code = Code::named(&incident.code).map_or("run/script-error", Code::name);
        let diagnostic = types::Diagnostic {
            code,
            severity: types::Severity::Error,
            message: incident.message.clone(),
            help: incident.help.clone(),
            element: Some(element),
            property: None,
            range: self.range(file.as_ref(), span),
            file,
            related: Vec::new(),
            fixes: Vec::new(),
        };
        types::Incident { task, diagnostic, kind: incident.kind.name(), exception: incident.exception.clone() }
    }
}

/// A span of a text as lines and columns.
pub(super) fn range_of(source: &Source, span: Span) -> types::Range {
    types::Range { start: source.position(span.start), end: source.position(span.end) }
}

fn severity(severity: diagnostic::Severity) -> types::Severity {
    match severity {
        diagnostic::Severity::Error => types::Severity::Error,
        diagnostic::Severity::Warning => types::Severity::Warning,
        diagnostic::Severity::Information => types::Severity::Information,
        diagnostic::Severity::Hint => types::Severity::Hint,
    }
}

/// A refused call without files to look into.
pub(super) fn error(diagnostic: diagnostic::Diagnostic) -> types::ApiError {
    types::ApiError {
        code: diagnostic.code.name(),
        message: diagnostic.message,
        help: diagnostic.help,
        diagnostics: Vec::new(),
    }
}

/// An event from outside as the engine takes it; refuses kinds that cannot be sent.
pub(super) fn thrown(event: types::ExternalEvent) -> Result<Thrown, types::ApiError> {
    let kind = match event.kind.as_str() {
        "message" => EventKind::Message,
        "signal" => EventKind::Signal,
        "error" => EventKind::Error,
        "escalation" => EventKind::Escalation,
        "cancel" => EventKind::Cancel,
        other => {
            let text = format!("\"{other}\" is no event; it must be message, signal, error, escalation or cancel.");
            return Err(error(diagnostic::Diagnostic::new(diagnostic::codes::API_INVALID_OPTION, text)));
        }
    };
    let payload = Some(event.payload).filter(|payload| !matches!(payload, Value::Null));
    let types::ExternalEvent { name, code, correlations, .. } = event;
    Ok(Thrown { name, code, payload, correlations, ..Thrown::new(kind) })
}

/// An event that nobody inside received, as hosts see it.
pub(super) fn external(thrown: &Thrown) -> types::ExternalEvent {
    types::ExternalEvent {
        kind: thrown.kind.name().to_owned(),
        name: thrown.name.clone().filter(|name| !name.is_empty()),
        code: thrown.code.clone(),
        payload: thrown.payload.clone().unwrap_or_default(),
        correlations: thrown.correlations.clone(),
        target: None,
    }
}
