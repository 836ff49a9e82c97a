//! Where engines differ, as one closed struct of named switches. A profile picks the values; behaviour asks a switch by
//! name, and no other place knows a vendor. `docs/differences.md` lists the same table with the sections of the standard.

use serde::{Deserialize, Serialize};

use crate::graph::Dialect;

/// Every choice that BPMN 2.0.2 leaves open or that another engine makes differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Semantics {
    /// Order in which flows of a gateway are tried and taken: as drawn (height of the target) instead of document order.
    pub flows_as_drawn: bool,
    /// A plain `task` waits for a person (SpiffWorkflow) instead of passing (section 10.3.3: no type, no defined work).
    pub plain_task_waits: bool,
    /// Conditions of flows that leave an activity are evaluated (section 8.4.13). SpiffWorkflow takes the flow anyway.
    pub conditions_after_activities: bool,
    /// A parallel join counts tokens per flow and keeps surplus ones (section 13.4.1). SpiffWorkflow counts sources once.
    pub joins_keep_surplus: bool,
    /// Lists are merged item by item at joins and cut to the length of the later one (SpiffWorkflow) instead of replaced.
    pub lists_merge_by_index: bool,
    /// Errors and escalations go to every waiting catcher (SpiffWorkflow) instead of outward from the throwing scope
    /// (section 10.5.6).
    pub catchers_everywhere: bool,
    /// An error nobody catches ends the process (section 10.5.6). SpiffWorkflow goes on.
    pub uncaught_error_ends: bool,
    /// `isInterrupting` of event sub-processes is honoured (section 10.3.5).
    pub event_sub_process_interrupts: bool,
    /// Event sub-processes begin with the data the enclosing scope started with (SpiffWorkflow), not its current data.
    pub event_sub_process_on_start_data: bool,
    /// A timer that starts an event sub-process keeps the enclosing scope open until it fired (SpiffWorkflow).
    pub event_sub_process_timer_holds: bool,
    /// A boundary event continues with the data at entry of its host (SpiffWorkflow) instead of the host's current data.
    pub boundary_on_entry_data: bool,
    /// A boundary event interrupts its host when it happens; in SpiffWorkflow only when its own turn to run comes, so that
    /// a host which completes meanwhile counts as completed.
    pub interrupts_at_once: bool,
    /// A multiple event keeps the payload of what it caught (section 10.5.1); SpiffWorkflow drops it.
    pub multiple_keeps_payload: bool,
    /// A cycle completes its event at the first tick or starts it anew; in SpiffWorkflow each tick sends a token on and
    /// the event waits on until the last one.
    pub cycle_completes: bool,
    /// `cancelRemainingInstances="false"` lets the rest of an ad-hoc sub-process finish; SpiffWorkflow always cancels it.
    pub ad_hoc_may_let_finish: bool,
    /// A script task without script passes; in SpiffWorkflow it fails.
    pub empty_script_passes: bool,
    /// A non-interrupting boundary event can happen again while its host is active (section 10.5.4).
    pub non_interrupting_repeats: bool,
    /// A message goes to one catcher (section 8.4.7). SpiffWorkflow gives it to all that match.
    pub message_to_one: bool,
    /// A message nobody waits for is kept until somebody does. SpiffWorkflow loses it.
    pub messages_are_kept: bool,
    /// Signal end events, links and compensation do what the standard says. SpiffWorkflow ignores them.
    pub signal_end_throws: bool,
    /// Compensation handlers run (section 10.7). SpiffWorkflow has none.
    pub compensation: bool,
    /// Results of multi-instance activities stand in the order of their items; else in the order of completion.
    pub results_in_item_order: bool,
    /// The completion condition of a multi-instance activity sees results and counters (section 10.3.8), not only the
    /// data of the instance just completed.
    pub completion_sees_results: bool,
    /// A timer is due at its very instant; else only after it (SpiffWorkflow).
    pub due_at_instant: bool,
    /// Advancing the clock fires what is due, in order; else timers are looked at once per `continue` (SpiffWorkflow).
    pub advance_fires: bool,
    /// A timer text that is ISO 8601 is taken literally; else it is an expression that must give it (SpiffWorkflow).
    pub timer_literals: bool,
    /// Automatic elements run in passes: inner scopes first, deepest first, then one round of the top level
    /// (SpiffWorkflow); else first come, first served.
    pub inner_scopes_first: bool,
    /// Events carry the whole data of the thrower and catchers merge it (SpiffWorkflow's parser without extensions).
    pub whole_data_payload: bool,
    /// Data of tokens that end elsewhere than at an end event is part of the result.
    pub result_without_end: bool,
    /// User task data is stored under the variable the diagram names instead of merged.
    pub human_result_variable: bool,
    /// A data object of a sub-process or called process exists, as null, before the first write.
    pub data_objects_begin_null: bool,
    /// A reset restores data objects and takes back the end of the run; SpiffWorkflow leaves both as they are.
    pub reset_restores_objects: bool,
    /// Decision tables take the first rule that matches, whatever their hit policy but COLLECT; they neither aggregate nor
    /// have default outputs (SpiffWorkflow). Else hit policies mean what DMN 1.5 says (section 8.2.8 to 8.2.11).
    pub decisions_take_first_match: bool,
}

impl Semantics {
    /// BPMN 2.0.2; where it is silent, what people expect of SpiffWorkflow.
    pub const BPMN: Semantics = Semantics {
        flows_as_drawn: false,
        plain_task_waits: false,
        conditions_after_activities: true,
        joins_keep_surplus: true,
        lists_merge_by_index: false,
        catchers_everywhere: false,
        uncaught_error_ends: true,
        event_sub_process_interrupts: true,
        event_sub_process_on_start_data: false,
        event_sub_process_timer_holds: false,
        boundary_on_entry_data: false,
        interrupts_at_once: true,
        multiple_keeps_payload: true,
        cycle_completes: true,
        ad_hoc_may_let_finish: true,
        empty_script_passes: true,
        non_interrupting_repeats: true,
        message_to_one: true,
        messages_are_kept: true,
        signal_end_throws: true,
        compensation: true,
        results_in_item_order: true,
        completion_sees_results: true,
        due_at_instant: true,
        advance_fires: true,
        timer_literals: true,
        inner_scopes_first: false,
        whole_data_payload: false,
        result_without_end: true,
        human_result_variable: true,
        data_objects_begin_null: true,
        reset_restores_objects: true,
        decisions_take_first_match: false,
    };

    /// What SpiffWorkflow 3.2 does, quirks included.
    pub const SPIFFWORKFLOW: Semantics = Semantics {
        flows_as_drawn: true,
        plain_task_waits: true,
        conditions_after_activities: false,
        joins_keep_surplus: false,
        lists_merge_by_index: true,
        catchers_everywhere: true,
        uncaught_error_ends: false,
        event_sub_process_interrupts: false,
        event_sub_process_on_start_data: true,
        event_sub_process_timer_holds: true,
        boundary_on_entry_data: true,
        interrupts_at_once: false,
        multiple_keeps_payload: false,
        cycle_completes: false,
        ad_hoc_may_let_finish: false,
        empty_script_passes: false,
        non_interrupting_repeats: false,
        message_to_one: false,
        messages_are_kept: false,
        signal_end_throws: false,
        compensation: false,
        results_in_item_order: false,
        completion_sees_results: false,
        due_at_instant: false,
        advance_fires: false,
        timer_literals: false,
        inner_scopes_first: true,
        whole_data_payload: false,
        result_without_end: false,
        human_result_variable: false,
        data_objects_begin_null: false,
        reset_restores_objects: false,
        decisions_take_first_match: true,
    };

    /// The profile of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "bpmn" => Some(Self::BPMN),
            "spiffworkflow" => Some(Self::SPIFFWORKFLOW),
            _ => None,
        }
    }

    /// The profile with what its parser for a dialect changes.
    pub fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.whole_data_payload = dialect == Dialect::Bpmn;
        if dialect != Dialect::Spiff {
            self.catchers_everywhere = false;
        }
        self
    }
}
