//! The one table of diagnostic codes. Documentation, the TypeScript union and the test that demands a case for every code
//! are all made from it.

use super::Severity;
use Severity::{Error, Warning};

/// A stable diagnostic code: an entry of the table below.
#[derive(Clone, Copy)]
pub struct Code(&'static Entry);

struct Entry {
    name: &'static str,
    severity: Severity,
    summary: &'static str,
    help: &'static str,
}

impl Code {
    /// `area/problem`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What it means, in one sentence.
    pub fn summary(self) -> &'static str {
        self.0.summary
    }

    /// What to do about it.
    pub fn help(self) -> &'static str {
        self.0.help
    }

    /// Its usual severity.
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// The code of that name.
    pub fn named(name: &str) -> Option<Code> {
        ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Code {}

macro_rules! codes {
    ($($constant:ident = $name:literal, $severity:ident, $summary:literal, $help:literal;)*) => {
        $(
            #[doc = $summary]
            pub const $constant: Code = Code(&Entry { name: $name, severity: $severity, summary: $summary, help: $help });
        )*

        /// Every code, in the order of the table.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    XML_MALFORMED = "xml/malformed", Error,
        "The file is not well-formed XML.",
        "Repair the place shown, or export the file again from the tool that wrote it.";
    XML_ENCODING = "xml/encoding", Error,
        "The bytes of the file are not text in the encoding it declares.",
        "Save the file as UTF-8.";
    XML_DOCTYPE = "xml/doctype", Error,
        "The file contains a document type declaration, which is never read.",
        "Remove the <!DOCTYPE ...> declaration and the entities that it defines.";
    XML_ENTITY = "xml/entity", Error,
        "The file uses an entity that XML does not define.",
        "Write the character itself, or a numeric reference such as &#233;.";
    XML_LIMIT = "xml/limit", Error,
        "The file is larger or deeper than the reader accepts.",
        "Split the file, or raise the limit.";
    BPMN_NOT_BPMN = "bpmn/not-bpmn", Error,
        "The file is XML but not a BPMN 2.0 document.",
        "Open a file whose root is <definitions> in the namespace http://www.omg.org/spec/BPMN/20100524/MODEL.";
    BPMN_DUPLICATE_ID = "bpmn/duplicate-id", Error,
        "Two elements have the same id.",
        "Give one of them another id.";
    BPMN_MISSING_ID = "bpmn/missing-id", Error,
        "An element that others must refer to has no id.",
        "Give it an id.";
    BPMN_UNRESOLVED_REFERENCE = "bpmn/unresolved-reference", Error,
        "An element refers to something that does not exist.",
        "Correct the reference, or add what it names.";
    BPMN_NOT_EXECUTABLE_YET = "bpmn/not-executable-yet", Error,
        "The engine can read this element but not run it yet.",
        "Model it in another way, or keep the diagram for documentation.";
    BPMN_UNKNOWN_ELEMENT = "bpmn/unknown-element", Warning,
        "An element of the BPMN namespace is not part of BPMN 2.0.",
        "Check its spelling; it is ignored.";
    BPMN_MISPLACED_ELEMENT = "bpmn/misplaced-element", Warning,
        "A BPMN element stands where it has no meaning.",
        "Move it to the element it belongs to, or remove it; it is ignored.";
    BPMN_INVALID_VALUE = "bpmn/invalid-value", Error,
        "An attribute has a value that BPMN does not allow there.",
        "Use one of the values the message names.";
    BPMN_NESTING = "bpmn/nesting", Error,
        "Sub-processes or lanes are nested deeper than the reader accepts.",
        "Move inner sub-processes into processes of their own and call them.";
    BPMN_FLOW_SCOPE = "bpmn/flow-crosses-scope", Error,
        "A sequence flow leaves the process or sub-process it belongs to.",
        "Connect elements of one level only; use a message flow between participants and events across sub-processes.";
    BPMN_FLOW_DIRECTION = "bpmn/flow-direction", Error,
        "A sequence flow goes into a start event, or out of an end event.",
        "Turn the flow round or remove it.";
    PYTHON_SYNTAX = "python/syntax", Error,
        "A text that should be Python is not.",
        "Correct it at the place shown; check indentation, brackets and quotes around it.";
    PYTHON_IMPORT = "python/import", Warning,
        "A script imports a module that scripts cannot have.",
        "Let a service task or a function of the host do what the module would.";
    PYTHON_UNSUPPORTED = "python/unsupported", Warning,
        "A script uses a part of Python that is not supported here.",
        "Say it with plain functions, lists and dicts.";
    JAVASCRIPT_SYNTAX = "javascript/syntax", Error,
        "A text that should be JavaScript is not.",
        "Correct it at the place shown; check brackets, quotes and commas around it.";
    RUN_SCRIPT_ERROR = "run/script-error", Error,
        "A script or expression failed.",
        "Correct the text or the data, then retry the task.";
    RUN_SCRIPT_LIMIT = "run/script-limit", Error,
        "A script used up its time, memory or depth.",
        "Look for a loop that does not end, or raise the limit.";
    RUN_SCRIPT_DENIED = "run/script-denied", Error,
        "A script asked for something that scripts may not use.",
        "Use one of the names that are given, or a service task.";
    RUN_SCRIPT_CRASHED = "run/script-crashed", Error,
        "The language module died while it ran a script.",
        "Make the script smaller, then retry the task; the run is unharmed.";
    RUN_NOT_SERIALIZABLE = "run/not-serializable", Error,
        "A script left a value that cannot be saved.",
        "Store plain values: text, numbers, lists, maps, dates.";
    RUN_LANGUAGE_UNAVAILABLE = "run/language-unavailable", Error,
        "The language of a script is not there.",
        "Load the language, or write the script in another one.";
    RUN_HOST_FUNCTION = "run/host-function", Error,
        "A host function that a script called failed.",
        "Correct the function or its arguments, then retry the task.";
    RUN_NO_FLOW = "run/no-flow", Error,
        "No flow out of an element can be taken.",
        "Give it a default flow, or correct the conditions or the data; then retry.";
    RUN_MISSING_VARIABLE = "run/missing-variable", Error,
        "A variable that is needed is not there.",
        "Set the variable before, or edit the task's data and retry.";
    RUN_OUTPUT_CLASH = "run/output-clash", Error,
        "A multi-instance activity cannot use a variable, because it exists already.",
        "Use another name, or remove the variable before.";
    RUN_NO_ITEMS = "run/no-items", Error,
        "A multi-instance activity has nothing to run over.",
        "Give it a cardinality or a collection.";
    RUN_TIMER = "run/timer", Error,
        "A timer cannot be understood.",
        "Write an ISO 8601 value such as PT5M, 2026-05-01T12:00:00Z or R3/PT1H.";
    RUN_DECISION_FAILED = "run/decision-failed", Error,
        "A decision could not be made.",
        "Correct the decision or the data, then retry the task.";
    RUN_UNKNOWN_PROCESS = "run/unknown-process", Error,
        "A process that is started or called is not in the workspace.",
        "Add the file that contains it, or correct the id.";
    RUN_JOB_FAILED = "run/job-failed", Error,
        "The host could not do a job.",
        "Retry the task, complete it by hand, or skip it.";
    RUN_TOKEN_LIMIT = "run/token-limit", Error,
        "More tokens are alive than the run may have.",
        "Look for a loop that multiplies tokens, or raise the limit.";
    RUN_DEPTH_LIMIT = "run/depth-limit", Error,
        "Processes call each other deeper than the run may go.",
        "Look for a process that calls itself, or raise the limit.";
    RUN_INSTANCE_LIMIT = "run/instance-limit", Error,
        "A multi-instance activity has more instances than the run may have.",
        "Correct the cardinality or the collection, or raise the limit.";
    RUN_STEP_LIMIT = "run/step-limit", Error,
        "The run goes on and on without waiting for anything.",
        "Look for a loop that does not end; continue to let it go on.";
    RUN_UNCAUGHT_ERROR = "run/uncaught-error", Error,
        "A BPMN error that nothing caught ended the run.",
        "Catch it with an error boundary event or an event sub-process.";
    RUN_UNKNOWN_TASK = "run/unknown-task", Error,
        "There is no such task in the run.",
        "Ask for the tasks again; the task may be finished.";
    RUN_NOT_READY = "run/not-ready", Error,
        "The task cannot be completed now.",
        "Complete tasks that are READY, or jobs that are STARTED.";
    RUN_NOT_WAITING = "run/not-waiting", Error,
        "Nothing waits for this event.",
        "See what the run is waiting for.";
    RUN_UNKNOWN_DATA_OBJECT = "run/unknown-data-object", Error,
        "There is no such data object.",
        "See which data objects the run has.";
    RUN_ENDED = "run/ended", Error,
        "The run has ended.",
        "Start another run, reset to a task, or step back and fork.";
    RUN_SUSPENDED = "run/suspended", Error,
        "The run is suspended.",
        "Resume it first.";
    RUN_PAST = "run/past", Error,
        "The run stands in the past, where it cannot be changed.",
        "Fork it here, or check out its end.";
    RUN_NO_HISTORY = "run/no-history", Error,
        "The run keeps no history.",
        "Start it with history: 'full'.";
}
