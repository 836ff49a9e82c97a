//! Processes with nothing to do, or not meant to be done.

use crate::bpmn::index::ScopeId;
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule, names};

/// Empty processes and processes that are not executable.
pub(super) struct ProcessContent;

impl Rule for ProcessContent {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_EMPTY_PROCESS, codes::BPMN_NOT_EXECUTABLE]
    }

    fn explanation(&self) -> &'static str {
        "A process without elements ends as soon as it starts. One with isExecutable=\"false\" can be stepped through here, \
         but other engines refuse to deploy it."
    }

    fn check(&self, context: &mut Context<'_>) {
        for (number, process) in context.index.model.processes.iter().enumerate() {
            let name = names::named("process", &process.base);
            if process.content.nodes.is_empty() {
                let severity = context.severity(ScopeId(number as u32), Severity::Warning);
                let finding = context.at(codes::BPMN_EMPTY_PROCESS, &process.base, format!("{name} has nothing to do: it is empty."));
                context.report(finding.severity(severity));
            } else if process.executable == Some(false) {
                let finding = context.at(codes::BPMN_NOT_EXECUTABLE, &process.base, format!("{name} is marked as not executable."));
                context.report(finding.property("isExecutable"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ProcessContent;
    use crate::lint::testing::check;

    #[test]
    fn processes_do_something() {
        check(&ProcessContent, "<task id='t'/>", &[]);
        check(&ProcessContent, "<process id='P' name='Order' isExecutable='true'/>", &[
            "warning bpmn/empty-process P: Process \"Order\" has nothing to do: it is empty.",
        ]);
        check(&ProcessContent, "<process id='P' isExecutable='false'><task id='t'/></process>", &[
            "information bpmn/not-executable P: Process P is marked as not executable.",
        ]);
    }
}
