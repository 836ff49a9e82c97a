// Generated from src/diagnostic/codes.rs by `UPDATE_EXPECT=1 cargo test typescript`. Do not edit.

/** The stable codes of diagnostics. */
export type DiagnosticCode =
  /** The file is not well-formed XML. */
  | 'xml/malformed'
  /** The bytes of the file are not text in the encoding it declares. */
  | 'xml/encoding'
  /** The file contains a document type declaration, which is never read. */
  | 'xml/doctype'
  /** The file uses an entity that XML does not define. */
  | 'xml/entity'
  /** The file is larger or deeper than the reader accepts. */
  | 'xml/limit'
  /** The file is XML but not a BPMN 2.0 document. */
  | 'bpmn/not-bpmn'
  /** Two elements have the same id. */
  | 'bpmn/duplicate-id'
  /** An element that others must refer to has no id. */
  | 'bpmn/missing-id'
  /** An element refers to something that does not exist. */
  | 'bpmn/unresolved-reference'
  /** The engine can read this element but not run it yet. */
  | 'bpmn/not-executable-yet'
  /** An element of the BPMN namespace is not part of BPMN 2.0. */
  | 'bpmn/unknown-element'
  /** A BPMN element stands where it has no meaning. */
  | 'bpmn/misplaced-element'
  /** An attribute has a value that BPMN does not allow there. */
  | 'bpmn/invalid-value'
  /** Sub-processes or lanes are nested deeper than the reader accepts. */
  | 'bpmn/nesting'
  /** A sequence flow leaves the process or sub-process it belongs to. */
  | 'bpmn/flow-crosses-scope'
  /** A sequence flow goes into a start event, or out of an end event. */
  | 'bpmn/flow-direction'
  /** A sequence flow has no source or target, or a boundary event no activity. */
  | 'bpmn/missing-reference'
  /** A default flow does not leave the element that names it, or has no effect. */
  | 'bpmn/default-flow'
  /** A boundary event is attached to something that it cannot be attached to. */
  | 'bpmn/boundary-host'
  /** An element is in two lanes. */
  | 'bpmn/lane'
  /** A message flow does not join two participants. */
  | 'bpmn/message-flow'
  /** A correlation property does not say where it stands in a message. */
  | 'bpmn/correlation'
  /** A process has no elements. */
  | 'bpmn/empty-process'
  /** A process is marked as not executable. */
  | 'bpmn/not-executable'
  /** An ad-hoc sub-process contains a start or end event. */
  | 'bpmn/ad-hoc'
  /** Two files have a process with the same id. */
  | 'workspace/duplicate-process'
  /** Two files define a message, signal, error, escalation, data store or collaboration of the same id differently. */
  | 'workspace/duplicate-definition'
  /** A call activity calls a process that no file has. */
  | 'workspace/unknown-process'
  /** Two files have a decision with the same id. */
  | 'workspace/duplicate-decision'
  /** A business rule task names a decision that no file has. */
  | 'workspace/unknown-decision'
  /** An event of this kind cannot happen at this place. */
  | 'event/not-allowed'
  /** An event or task does not say which message, signal, error, escalation or condition it is about. */
  | 'event/incomplete'
  /** An event sub-process can never be triggered. */
  | 'event/sub-process'
  /** A link event has no counterpart of the same name. */
  | 'event/link'
  /** A compensation event has no handler. */
  | 'event/compensation'
  /** A timer does not say when. */
  | 'event/timer'
  /** A timer is written for cron. */
  | 'event/timer-cron'
  /** A fixed time is written without quotes in a diagram for SpiffWorkflow. */
  | 'event/timer-unquoted'
  /** The file is XML but not a DMN document. */
  | 'dmn/not-dmn'
  /** Two elements of a DMN file have the same id. */
  | 'dmn/duplicate-id'
  /** A decision has no id, so nothing can ask for it. */
  | 'dmn/missing-id'
  /** An attribute has a value that DMN does not allow there. */
  | 'dmn/invalid-value'
  /** A decision requires something that does not exist. */
  | 'dmn/unresolved-reference'
  /** Decisions require each other in a circle. */
  | 'dmn/requirement-cycle'
  /** A file does not hold exactly one decision, as SpiffWorkflow demands. */
  | 'dmn/several-decisions'
  /** A decision does not say how it is made. */
  | 'dmn/no-logic'
  /** The engine can read this logic but not run it yet. */
  | 'dmn/not-executable-yet'
  /** A rule has more or fewer cells than its table has columns. */
  | 'dmn/rule-entries'
  /** An input column does not say what is tested. */
  | 'dmn/missing-expression'
  /** An output column has no name of its own. */
  | 'dmn/unnamed-output'
  /** A table's hit policy does not do what it says. */
  | 'dmn/hit-policy'
  /** A cell lists several values, which only FEEL understands as alternatives. */
  | 'dmn/list-in-cell'
  /** A gateway has no outgoing sequence flow. */
  | 'flow/gateway-dead-end'
  /** An event-based gateway leads to something that does not wait for an event. */
  | 'flow/event-gateway'
  /** A flow out of a decision has no condition and is not the default. */
  | 'flow/missing-condition'
  /** A condition stands at a flow where none is asked. */
  | 'flow/ignored-condition'
  /** Two sequence flows join the same elements. */
  | 'flow/duplicate'
  /** A process or sub-process has no start event. */
  | 'flow/no-start'
  /** A process or sub-process has several plain start events. */
  | 'flow/several-starts'
  /** An element can never be reached. */
  | 'flow/unreachable'
  /** A circle of elements has no way out. */
  | 'flow/endless'
  /** An element without outgoing flow ends its token silently. */
  | 'flow/implicit-end'
  /** A parallel gateway waits for a token that never comes. */
  | 'flow/deadlock'
  /** A loop makes more tokens with every round. */
  | 'flow/multiplication'
  /** A script task has no script. */
  | 'task/no-script'
  /** A service task does not say which service to call. */
  | 'task/no-operation'
  /** A business rule task does not say which decision to make. */
  | 'task/no-decision'
  /** A call activity does not say which process it calls. */
  | 'task/no-called-element'
  /** A repeated activity does not say how often. */
  | 'task/repetition'
  /** A prescript or postscript stands where it is never run. */
  | 'extension/ignored-script'
  /** An extension of another engine is not interpreted here. */
  | 'extension/not-read'
  /** A task is assigned in a way SpiffWorkflow does not read. */
  | 'extension/foreign-assignment'
  /** An element is not drawn in the diagram. */
  | 'diagram/not-drawn'
  /** The diagram draws an element that does not exist. */
  | 'diagram/unknown-element'
  /** An element has no label. */
  | 'style/label'
  /** A gateway has one way in and one way out. */
  | 'style/superfluous-gateway'
  /** A gateway joins and splits at once. */
  | 'style/join-fork'
  /** Several flows go into an activity or event without a gateway. */
  | 'style/implicit-join'
  /** Several flows leave an activity or event without a gateway. */
  | 'style/implicit-split'
  /** A form names a file that is not in the workspace. */
  | 'form/file-missing'
  /** The file of a form is no JSON once its template is filled in. */
  | 'form/not-json'
  /** A template cannot be filled in with the data at hand. */
  | 'jinja/error'
  /** A template of instructions or of a form cannot be read. */
  | 'jinja/syntax'
  /** A text that should be Python is not. */
  | 'python/syntax'
  /** A script imports a module that scripts cannot have. */
  | 'python/import'
  /** A script uses a part of Python that is not supported here. */
  | 'python/unsupported'
  /** A text that should be JavaScript is not. */
  | 'javascript/syntax'
  /** A script or expression failed. */
  | 'run/script-error'
  /** A script used up its time, memory or depth. */
  | 'run/script-limit'
  /** A script asked for something that scripts may not use. */
  | 'run/script-denied'
  /** The language module died while it ran a script. */
  | 'run/script-crashed'
  /** A script left a value that cannot be saved. */
  | 'run/not-serializable'
  /** The language of a script is not there. */
  | 'run/language-unavailable'
  /** A host function that a script called failed. */
  | 'run/host-function'
  /** No flow out of an element can be taken. */
  | 'run/no-flow'
  /** A variable that is needed is not there. */
  | 'run/missing-variable'
  /** A multi-instance activity cannot use a variable, because it exists already. */
  | 'run/output-clash'
  /** A multi-instance activity has nothing to run over. */
  | 'run/no-items'
  /** A timer cannot be understood. */
  | 'run/timer'
  /** A decision could not be made. */
  | 'run/decision-failed'
  /** The rules of a decision table that match contradict its hit policy. */
  | 'run/hit-policy'
  /** A decision that is asked for is not in the workspace. */
  | 'run/unknown-decision'
  /** A process that is started or called is not in the workspace. */
  | 'run/unknown-process'
  /** The host could not do a job. */
  | 'run/job-failed'
  /** More tokens are alive than the run may have. */
  | 'run/token-limit'
  /** Processes call each other deeper than the run may go. */
  | 'run/depth-limit'
  /** A multi-instance activity has more instances than the run may have. */
  | 'run/instance-limit'
  /** The run goes on and on without waiting for anything. */
  | 'run/step-limit'
  /** A BPMN error that nothing caught ended the run. */
  | 'run/uncaught-error'
  /** There is no such task in the run. */
  | 'run/unknown-task'
  /** The task cannot be completed now. */
  | 'run/not-ready'
  /** Somebody wants to complete a task that is for others. */
  | 'run/not-potential-owner'
  /** Nobody may complete a task. */
  | 'run/no-potential-owner'
  /** Nothing waits for this event. */
  | 'run/not-waiting'
  /** There is no such data object. */
  | 'run/unknown-data-object'
  /** The data store is kept by the host. */
  | 'run/store-of-host'
  /** The run has ended. */
  | 'run/ended'
  /** The run is suspended. */
  | 'run/suspended'
  /** The run stands in the past, where it cannot be changed. */
  | 'run/past'
  /** The run keeps no history. */
  | 'run/no-history'
  /** A process has problems that keep it from running. */
  | 'run/not-valid'
  /** A saved run cannot be read. */
  | 'run/unreadable-save'
  /** A saved run does not fit the diagrams of the workspace. */
  | 'run/other-diagram'
  /** No connector does the operator of a service task. */
  | 'connector/unknown-operator'
  /** A service task does not give what its operator requires. */
  | 'connector/missing-parameter'
  /** A parameter of a service task has a value that its operator cannot use. */
  | 'connector/bad-parameter'
  /** A service task names a secret that nobody gave; the call was not made. */
  | 'connector/unknown-secret'
  /** A service task names a file that nobody gave; the call was not made. */
  | 'connector/unknown-file'
  /** A browser kept a page from calling a service, because that does not allow the page to. */
  | 'connector/cors'
  /** A page that came by https called a service by http. */
  | 'connector/mixed-content'
  /** A service or connector proxy cannot be reached. */
  | 'connector/unreachable'
  /** A service or connector proxy did not answer in time. */
  | 'connector/timeout'
  /** The address of a service is none. */
  | 'connector/bad-url'
  /** A recording holds no call with these parameters. */
  | 'connector/not-recorded'
  /** An element is not in the diagrams of the run. */
  | 'run/unknown-element'
  /** A token stands on an element that is gone, so that the run cannot go over to the edited diagram. */
  | 'rebind/element-gone'
  /** A token stands on an element that does something else in the edited diagram. */
  | 'rebind/kind-changed'
  /** A token stands on an element that belongs to another scope or activity in the edited diagram. */
  | 'rebind/scope-changed'
  /** A token stands on an activity that is repeated in another way in the edited diagram. */
  | 'rebind/repetition-changed'
  /** A join holds a token that came by a flow which is gone or leads elsewhere. */
  | 'rebind/flow-gone'
  /** A process that is under way is gone, or its call activity calls another one. */
  | 'rebind/process-gone'
  /** A token cannot be moved as it was asked for. */
  | 'rebind/no-such-move'
  /** Something that waits goes on with what was evaluated before the edit. */
  | 'rebind/kept'
  /** A new event listens only from the next time its activity or scope begins. */
  | 'rebind/listens-later'
  /** An option or argument is not what it must be. */
  | 'api/invalid-option'
  /** A workspace or run does not exist, or was closed. */
  | 'api/unknown-handle'
  /** There is no such method. */
  | 'api/unknown-method';
