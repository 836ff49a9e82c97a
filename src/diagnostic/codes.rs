//! The one table of diagnostic codes. Documentation, the TypeScript union and the test that demands a case for every code
//! are all made from it.

use super::Severity;
use Severity::{Error, Hint, Information, Warning};

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
    BPMN_MISSING_REFERENCE = "bpmn/missing-reference", Error,
        "A sequence flow has no source or target, or a boundary event no activity.",
        "Connect it to the element it belongs to, or remove it.";
    BPMN_DEFAULT_FLOW = "bpmn/default-flow", Error,
        "A default flow does not leave the element that names it, or has no effect.",
        "Choose one of the element's own outgoing flows as its default.";
    BPMN_BOUNDARY_HOST = "bpmn/boundary-host", Error,
        "A boundary event is attached to something that it cannot be attached to.",
        "Attach it to an activity of the same process or sub-process.";
    BPMN_LANE = "bpmn/lane", Warning,
        "An element is in two lanes.",
        "Leave it in one of them.";
    BPMN_MESSAGE_FLOW = "bpmn/message-flow", Warning,
        "A message flow does not join two participants.",
        "Join two participants, or use a sequence flow inside one.";
    BPMN_CORRELATION = "bpmn/correlation", Warning,
        "A correlation property does not say where it stands in a message.",
        "Give it a retrieval expression with a message and a path.";
    BPMN_EMPTY_PROCESS = "bpmn/empty-process", Warning,
        "A process has no elements.",
        "Draw a start event and what follows, or remove the process.";
    BPMN_NOT_EXECUTABLE = "bpmn/not-executable", Information,
        "A process is marked as not executable.",
        "Set isExecutable to true when it is meant to run in an engine.";
    BPMN_AD_HOC = "bpmn/ad-hoc", Warning,
        "An ad-hoc sub-process contains a start or end event.",
        "Remove the event; people start the activities in the order they like.";
    WORKSPACE_DUPLICATE_PROCESS = "workspace/duplicate-process", Error,
        "Two files have a process with the same id.",
        "Give one of them another id, or remove one of the files.";
    WORKSPACE_DUPLICATE_DEFINITION = "workspace/duplicate-definition", Warning,
        "Two files define a message, signal, error, escalation, data store or collaboration of the same id differently.",
        "Give one of them another id, or make both the same.";
    WORKSPACE_UNKNOWN_PROCESS = "workspace/unknown-process", Warning,
        "A call activity calls a process that no file has.",
        "Add the file that holds the process, or correct its id.";
    WORKSPACE_DUPLICATE_DECISION = "workspace/duplicate-decision", Error,
        "Two files have a decision with the same id.",
        "Give one of them another id, or remove one of the files.";
    WORKSPACE_UNKNOWN_DECISION = "workspace/unknown-decision", Warning,
        "A business rule task names a decision that no file has.",
        "Add the DMN file that holds the decision, or correct its id; otherwise the host must make it.";
    EVENT_NOT_ALLOWED = "event/not-allowed", Error,
        "An event of this kind cannot happen at this place.",
        "Use another kind of event, or move it.";
    EVENT_INCOMPLETE = "event/incomplete", Warning,
        "An event or task does not say which message, signal, error, escalation or condition it is about.",
        "Choose one in its properties.";
    EVENT_SUB_PROCESS = "event/sub-process", Error,
        "An event sub-process can never be triggered.",
        "Give it exactly one start event that waits for a message, a timer, an error or the like.";
    EVENT_LINK = "event/link", Error,
        "A link event has no counterpart of the same name.",
        "Give both events the same link name, in the same process or sub-process.";
    EVENT_COMPENSATION = "event/compensation", Warning,
        "A compensation event has no handler.",
        "Draw an association to the activity that undoes the work, and mark that activity as compensation.";
    EVENT_TIMER = "event/timer", Error,
        "A timer does not say when.",
        "Give it one of a date, a duration or a cycle, such as PT15M.";
    EVENT_TIMER_CRON = "event/timer-cron", Error,
        "A timer is written for cron.",
        "Write an ISO 8601 interval such as R/PT1H or R/2026-01-01T08:00:00Z/P1D.";
    EVENT_TIMER_UNQUOTED = "event/timer-unquoted", Warning,
        "A fixed time is written without quotes in a diagram for SpiffWorkflow.",
        "Put the text in quotes: SpiffWorkflow evaluates it as Python.";
    DMN_NOT_DMN = "dmn/not-dmn", Error,
        "The file is XML but not a DMN document.",
        "Open a file whose root is <definitions> in a namespace such as https://www.omg.org/spec/DMN/20191111/MODEL/.";
    DMN_DUPLICATE_ID = "dmn/duplicate-id", Error,
        "Two elements of a DMN file have the same id.",
        "Give one of them another id.";
    DMN_MISSING_ID = "dmn/missing-id", Error,
        "A decision has no id, so nothing can ask for it.",
        "Give it an id.";
    DMN_INVALID_VALUE = "dmn/invalid-value", Error,
        "An attribute has a value that DMN does not allow there.",
        "Use one of the values the message names.";
    DMN_UNRESOLVED_REFERENCE = "dmn/unresolved-reference", Error,
        "A decision requires something that does not exist.",
        "Correct the reference, or add what it names.";
    DMN_REQUIREMENT_CYCLE = "dmn/requirement-cycle", Error,
        "Decisions require each other in a circle.",
        "Remove one of the requirements.";
    DMN_SEVERAL_DECISIONS = "dmn/several-decisions", Error,
        "A file does not hold exactly one decision, as SpiffWorkflow demands.",
        "Put each decision into a file of its own.";
    DMN_NO_LOGIC = "dmn/no-logic", Warning,
        "A decision does not say how it is made.",
        "Give it a decision table with an output, or an expression.";
    DMN_NOT_EXECUTABLE_YET = "dmn/not-executable-yet", Error,
        "The engine can read this logic but not run it yet.",
        "Write a decision table, and its cells in Python or JavaScript.";
    DMN_RULE_ENTRIES = "dmn/rule-entries", Error,
        "A rule has more or fewer cells than its table has columns.",
        "Save the table again with a modeler, or add the missing cells.";
    DMN_MISSING_EXPRESSION = "dmn/missing-expression", Error,
        "An input column does not say what is tested.",
        "Give it an expression, such as the name of a variable.";
    DMN_UNNAMED_OUTPUT = "dmn/unnamed-output", Warning,
        "An output column has no name of its own.",
        "Name it after the variable that takes the result.";
    DMN_HIT_POLICY = "dmn/hit-policy", Warning,
        "A table's hit policy does not do what it says.",
        "Choose a hit policy and outputs that fit each other and the engine.";
    DMN_LIST_IN_CELL = "dmn/list-in-cell", Warning,
        "A cell lists several values, which only FEEL understands as alternatives.",
        "Test with ? whether the input is among them.";
    FLOW_GATEWAY_DEAD_END = "flow/gateway-dead-end", Error,
        "A gateway has no outgoing sequence flow.",
        "Draw where it leads, or replace it by an end event.";
    FLOW_EVENT_GATEWAY = "flow/event-gateway", Error,
        "An event-based gateway leads to something that does not wait for an event.",
        "Let each of its flows lead to a catch event or a receive task.";
    FLOW_MISSING_CONDITION = "flow/missing-condition", Warning,
        "A flow out of a decision has no condition and is not the default.",
        "Write a condition, or make the flow the default.";
    FLOW_IGNORED_CONDITION = "flow/ignored-condition", Warning,
        "A condition stands at a flow where none is asked.",
        "Remove the condition, or use an exclusive or inclusive gateway.";
    FLOW_DUPLICATE = "flow/duplicate", Warning,
        "Two sequence flows join the same elements.",
        "Remove one of them.";
    FLOW_NO_START = "flow/no-start", Error,
        "A process or sub-process has no start event.",
        "Draw a start event where it begins.";
    FLOW_SEVERAL_STARTS = "flow/several-starts", Warning,
        "A process or sub-process has several plain start events.",
        "Keep one, or say what each of them waits for.";
    FLOW_UNREACHABLE = "flow/unreachable", Warning,
        "An element can never be reached.",
        "Draw a sequence flow to it, or remove it.";
    FLOW_ENDLESS = "flow/endless", Warning,
        "A circle of elements has no way out.",
        "Draw a way out of the circle to an end event.";
    FLOW_IMPLICIT_END = "flow/implicit-end", Hint,
        "An element without outgoing flow ends its token silently.",
        "Draw an end event after it.";
    FLOW_DEADLOCK = "flow/deadlock", Warning,
        "A parallel gateway waits for a token that never comes.",
        "Join the ways of a decision with an exclusive gateway; use a parallel gateway only after a parallel split.";
    FLOW_MULTIPLICATION = "flow/multiplication", Warning,
        "A loop makes more tokens with every round.",
        "Join the parallel ways before the loop goes back.";
    TASK_NO_SCRIPT = "task/no-script", Warning,
        "A script task has no script.",
        "Write the script, or use a plain task.";
    TASK_NO_OPERATION = "task/no-operation", Warning,
        "A service task does not say which service to call.",
        "Choose an operator in its properties; otherwise the host must know what to do by the task's id.";
    TASK_NO_DECISION = "task/no-decision", Warning,
        "A business rule task does not say which decision to make.",
        "Choose a decision of a DMN file.";
    TASK_NO_CALLED_ELEMENT = "task/no-called-element", Error,
        "A call activity does not say which process it calls.",
        "Choose the process to call.";
    TASK_REPETITION = "task/repetition", Error,
        "A repeated activity does not say how often.",
        "Give it a collection, a cardinality, a condition or a maximum.";
    EXTENSION_IGNORED_SCRIPT = "extension/ignored-script", Warning,
        "A prescript or postscript stands where it is never run.",
        "Move its lines to the script itself or to a task before or after.";
    EXTENSION_NOT_READ = "extension/not-read", Information,
        "An extension of another engine is not interpreted here.",
        "Model what it does with BPMN's own means where it matters to the run.";
    EXTENSION_FOREIGN_ASSIGNMENT = "extension/foreign-assignment", Information,
        "A task is assigned in a way SpiffWorkflow does not read.",
        "Put the task in a lane that is named like the group, or name the owners in lane_owners.";
    DIAGRAM_NOT_DRAWN = "diagram/not-drawn", Hint,
        "An element is not drawn in the diagram.",
        "Let the modeler lay out the diagram anew.";
    DIAGRAM_UNKNOWN_ELEMENT = "diagram/unknown-element", Hint,
        "The diagram draws an element that does not exist.",
        "Remove the shape, or save the diagram again with a modeler.";
    STYLE_LABEL = "style/label", Hint,
        "An element has no label.",
        "Say in a few words what it does, asks or stands for.";
    STYLE_SUPERFLUOUS_GATEWAY = "style/superfluous-gateway", Hint,
        "A gateway has one way in and one way out.",
        "Remove it.";
    STYLE_JOIN_FORK = "style/join-fork", Hint,
        "A gateway joins and splits at once.",
        "Use two gateways, one after the other.";
    STYLE_IMPLICIT_JOIN = "style/implicit-join", Hint,
        "Several flows go into an activity or event without a gateway.",
        "Draw an exclusive gateway before it, or a parallel one when it should wait for all.";
    STYLE_IMPLICIT_SPLIT = "style/implicit-split", Hint,
        "Several flows leave an activity or event without a gateway.",
        "Draw a parallel gateway after it.";
    FORM_FILE_MISSING = "form/file-missing", Warning,
        "A form names a file that is not in the workspace.",
        "Add the file beside the diagram, or correct the name in the properties of the task.";
    FORM_NOT_JSON = "form/not-json", Error,
        "The file of a form is no JSON once its template is filled in.",
        "Correct the file; write values inside strings as \"{{ name }}\" and whole values as {{ name|tojson }}.";
    JINJA_ERROR = "jinja/error", Error,
        "A template cannot be filled in with the data at hand.",
        "Correct the name, or guard it: {% if customer %}{{ customer.name }}{% endif %}.";
    JINJA_SYNTAX = "jinja/syntax", Error,
        "A template of instructions or of a form cannot be read.",
        "Correct it at the place shown; every {% if %} and {% for %} needs its end, every {{ its }}.";
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
    RUN_HIT_POLICY = "run/hit-policy", Error,
        "The rules of a decision table that match contradict its hit policy.",
        "Make the conditions of the rules exclude each other, or choose another hit policy.";
    RUN_UNKNOWN_DECISION = "run/unknown-decision", Error,
        "A decision that is asked for is not in the workspace.",
        "Add the DMN file that contains it, or correct the id.";
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
    RUN_NOT_POTENTIAL_OWNER = "run/not-potential-owner", Error,
        "Somebody wants to complete a task that is for others.",
        "Let one of its potential owners complete it, or change lane, groups or lane_owners.";
    RUN_NO_POTENTIAL_OWNER = "run/no-potential-owner", Error,
        "Nobody may complete a task.",
        "Name a group as the lane is named, or give lane_owners somebody for the lane.";
    RUN_NOT_WAITING = "run/not-waiting", Error,
        "Nothing waits for this event.",
        "See what the run is waiting for.";
    RUN_UNKNOWN_DATA_OBJECT = "run/unknown-data-object", Error,
        "There is no such data object.",
        "See which data objects the run has.";
    RUN_STORE_OF_HOST = "run/store-of-host", Error,
        "The data store is kept by the host.",
        "Change it where it is kept; it is asked at the next read.";
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
    RUN_NOT_VALID = "run/not-valid", Error,
        "A process has problems that keep it from running.",
        "Repair what the diagnostics name, then start again.";
    RUN_UNREADABLE_SAVE = "run/unreadable-save", Error,
        "A saved run cannot be read.",
        "Use the bytes exactly as they were saved, in a version that knows their format.";
    RUN_OTHER_DIAGRAM = "run/other-diagram", Error,
        "A saved run does not fit the diagrams of the workspace.",
        "Put the files it was started with into the workspace.";
    CONNECTOR_UNKNOWN_OPERATOR = "connector/unknown-operator", Error,
        "No connector does the operator of a service task.",
        "Register it, add the proxy that offers it, or correct its name.";
    CONNECTOR_MISSING_PARAMETER = "connector/missing-parameter", Error,
        "A service task does not give what its operator requires.",
        "Give the parameter a value; one whose expression is empty is left out.";
    CONNECTOR_BAD_PARAMETER = "connector/bad-parameter", Error,
        "A parameter of a service task has a value that its operator cannot use.",
        "See what the message says is expected.";
    CONNECTOR_UNKNOWN_SECRET = "connector/unknown-secret", Error,
        "A service task names a secret that nobody gave; the call was not made.",
        "Give it to `connectors.secrets.provide`, on the page under Services.";
    CONNECTOR_UNKNOWN_FILE = "connector/unknown-file", Error,
        "A service task names a file that nobody gave; the call was not made.",
        "Give it to `connectors.secrets.provideFiles`.";
    CONNECTOR_CORS = "connector/cors", Error,
        "A browser kept a page from calling a service, because that does not allow the page to.",
        "Let the server answer with the headers the message names, or call it through a connector proxy.";
    CONNECTOR_MIXED_CONTENT = "connector/mixed-content", Error,
        "A page that came by https called a service by http.",
        "Call it by https, or through a proxy that is.";
    CONNECTOR_UNREACHABLE = "connector/unreachable", Error,
        "A service or connector proxy cannot be reached.",
        "Is the address right, and is the service running and to be reached from here?";
    CONNECTOR_TIMEOUT = "connector/timeout", Error,
        "A service or connector proxy did not answer in time.",
        "Raise the option `timeout`, or let the task be tried again.";
    CONNECTOR_BAD_URL = "connector/bad-url", Error,
        "The address of a service is none.",
        "Write the whole address, with https:// in front.";
    CONNECTOR_NOT_RECORDED = "connector/not-recorded", Error,
        "A recording holds no call with these parameters.",
        "Record a run that makes the call.";
    RUN_UNKNOWN_ELEMENT = "run/unknown-element", Error,
        "An element is not in the diagrams of the run.",
        "Name an element of the diagrams the run stands in.";
    REBIND_GONE = "rebind/element-gone", Error,
        "A token stands on an element that is gone, so that the run cannot go over to the edited diagram.",
        "Bring the element back, move the token to another one, keep the old version for this run, or restart.";
    REBIND_KIND = "rebind/kind-changed", Error,
        "A token stands on an element that does something else in the edited diagram.",
        "Change the element back, move the token to another one, keep the old version for this run, or restart.";
    REBIND_SCOPE = "rebind/scope-changed", Error,
        "A token stands on an element that belongs to another scope or activity in the edited diagram.",
        "Put the element back, move the token to another one, keep the old version for this run, or restart.";
    REBIND_REPETITION = "rebind/repetition-changed", Error,
        "A token stands on an activity that is repeated in another way in the edited diagram.",
        "Change the repetition back, move the token to another element, keep the old version for this run, or restart.";
    REBIND_FLOW = "rebind/flow-gone", Error,
        "A join holds a token that came by a flow which is gone or leads elsewhere.",
        "Bring the flow back, move the token to another element, keep the old version for this run, or restart.";
    REBIND_PROCESS = "rebind/process-gone", Error,
        "A process that is under way is gone, or its call activity calls another one.",
        "Bring the process back, keep the old version for this run, or restart.";
    REBIND_MOVE = "rebind/no-such-move", Error,
        "A token cannot be moved as it was asked for.",
        "Name an element on which a token stands, and one of the same scope to which it can go.";
    REBIND_KEPT = "rebind/kept", Information,
        "Something that waits goes on with what was evaluated before the edit.",
        "Fire the timer by hand, or reset the task, to take over what the edited diagram says.";
    REBIND_LISTENS_LATER = "rebind/listens-later", Information,
        "A new event listens only from the next time its activity or scope begins.",
        "Reset the task it belongs to, should it listen at once.";
    API_INVALID_OPTION = "api/invalid-option", Error,
        "An option or argument is not what it must be.",
        "See what the message says is expected.";
    API_UNKNOWN_HANDLE = "api/unknown-handle", Error,
        "A workspace or run does not exist, or was closed.",
        "Open or start it again.";
    API_UNKNOWN_METHOD = "api/unknown-method", Error,
        "There is no such method.",
        "Use the methods of the package's own version.";
}
