//! Where engines differ, as one closed struct of named switches. A profile picks the values; behaviour asks a switch by
//! name, and no other place knows a vendor. `docs/differences.md` lists the same table with the sections of the standard.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::graph::Dialect;

/// Makes the struct of switches, its presets and its names from one table: `name: BPMN 2.0.2 | SpiffWorkflow 3.2`.
macro_rules! switches {
    ($($(#[$meta:meta])* $name:ident: $standard:literal | $spiffworkflow:literal,)*) => {
        /// Every choice that BPMN 2.0.2 leaves open or that another engine makes differently.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Semantics {
            $($(#[$meta])* pub $name: bool,)*
        }

        impl Semantics {
            /// BPMN 2.0.2; where it is silent, what people expect of SpiffWorkflow.
            pub const BPMN: Semantics = Semantics { $($name: $standard,)* };

            /// What SpiffWorkflow 3.2 does, quirks included.
            pub const SPIFFWORKFLOW: Semantics = Semantics { $($name: $spiffworkflow,)* };

            /// The switches by name, words joined by underscores.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];

            /// How the switch of that name stands; `None` when there is no such switch.
            pub fn get(&self, name: &str) -> Option<bool> {
                match name {
                    $(stringify!($name) => Some(self.$name),)*
                    _ => None,
                }
            }

            /// Sets the switch of that name; whether there is one.
            pub fn set(&mut self, name: &str, value: bool) -> bool {
                match name {
                    $(stringify!($name) => self.$name = value,)*
                    _ => return false,
                }
                true
            }
        }
    };
}

switches! {
    /// Order in which flows of a gateway are tried and taken: as drawn (height of the target) instead of document order.
    flows_as_drawn: false | true,
    /// A plain `task` waits for a person (SpiffWorkflow) instead of passing (section 10.3.3: no type, no defined work).
    plain_task_waits: false | true,
    /// Conditions of flows that leave an activity are evaluated (section 8.4.13). SpiffWorkflow takes the flow anyway.
    conditions_after_activities: true | false,
    /// A parallel join counts tokens per flow and keeps surplus ones (section 13.4.1). SpiffWorkflow counts sources once.
    joins_keep_surplus: true | false,
    /// Lists are merged item by item at joins and cut to the length of the later one (SpiffWorkflow) instead of replaced.
    lists_merge_by_index: false | true,
    /// Errors and escalations go to every waiting catcher (SpiffWorkflow) instead of outward from the throwing scope
    /// (section 10.5.6).
    catchers_everywhere: false | true,
    /// An error nobody catches ends the process (section 10.5.6). SpiffWorkflow goes on.
    uncaught_error_ends: true | false,
    /// `isInterrupting` of event sub-processes is honoured (section 10.3.5).
    event_sub_process_interrupts: true | false,
    /// Event sub-processes begin with the data the enclosing scope started with (SpiffWorkflow), not its current data.
    event_sub_process_on_start_data: false | true,
    /// A timer that starts an event sub-process keeps the enclosing scope open until it fired (SpiffWorkflow).
    event_sub_process_timer_holds: false | true,
    /// A boundary event continues with the data at entry of its host (SpiffWorkflow) instead of the host's current data.
    boundary_on_entry_data: false | true,
    /// A boundary event interrupts its host when it happens; in SpiffWorkflow only when its own turn to run comes, so that
    /// a host which completes meanwhile counts as completed.
    interrupts_at_once: true | false,
    /// A multiple event keeps the payload of what it caught (section 10.5.1); SpiffWorkflow drops it.
    multiple_keeps_payload: true | false,
    /// A cycle completes its event at the first tick or starts it anew; in SpiffWorkflow each tick sends a token on and
    /// the event waits on until the last one.
    cycle_completes: true | false,
    /// `cancelRemainingInstances="false"` lets the rest of an ad-hoc sub-process finish; SpiffWorkflow always cancels it.
    ad_hoc_may_let_finish: true | false,
    /// A script task without script passes; in SpiffWorkflow it fails.
    empty_script_passes: true | false,
    /// A non-interrupting boundary event can happen again while its host is active (section 10.5.4).
    non_interrupting_repeats: true | false,
    /// A message goes to one catcher (section 8.4.7). SpiffWorkflow gives it to all that match.
    message_to_one: true | false,
    /// A message nobody waits for is kept until somebody does. SpiffWorkflow loses it.
    messages_are_kept: true | false,
    /// Signal end events, links and compensation do what the standard says. SpiffWorkflow ignores them.
    signal_end_throws: true | false,
    /// Compensation handlers run (section 10.7). SpiffWorkflow has none.
    compensation: true | false,
    /// Results of multi-instance activities stand in the order of their items; else in the order of completion.
    results_in_item_order: true | false,
    /// The completion condition of a multi-instance activity sees results and counters (section 10.3.8), not only the
    /// data of the instance just completed.
    completion_sees_results: true | false,
    /// A timer is due at its very instant; else only after it (SpiffWorkflow).
    due_at_instant: true | false,
    /// Advancing the clock fires what is due, in order; else timers are looked at once per `continue` (SpiffWorkflow).
    advance_fires: true | false,
    /// A timer text that is ISO 8601 is taken literally; else it is an expression that must give it (SpiffWorkflow).
    timer_literals: true | false,
    /// Automatic elements run in passes: inner scopes first, deepest first, then one round of the top level
    /// (SpiffWorkflow); else first come, first served.
    inner_scopes_first: false | true,
    /// Events carry the whole data of the thrower and catchers merge it (SpiffWorkflow's parser without extensions).
    whole_data_payload: false | false,
    /// Data of tokens that end elsewhere than at an end event is part of the result.
    result_without_end: true | false,
    /// User task data is stored under the variable the diagram names instead of merged.
    human_result_variable: true | false,
    /// A data object of a sub-process or called process exists, as null, before the first write.
    data_objects_begin_null: true | false,
    /// A reset restores data objects and takes back the end of the run; SpiffWorkflow leaves both as they are.
    reset_restores_objects: true | false,
    /// Decision tables take the first rule that matches, whatever their hit policy but COLLECT; they neither aggregate nor
    /// have default outputs (SpiffWorkflow). Else hit policies mean what DMN 1.5 says (section 8.2.8 to 8.2.11).
    decisions_take_first_match: false | true,
    /// Where branches meet, each variable has the value that was written last; a branch that did not write it has no say
    /// (section 10.4.1: data is shared, not copied). Else the branch that arrives last wins with all it has (SpiffWorkflow).
    joins_keep_last_write: true | false,
    /// Data associations do what they say: sources, targets, transformations, assignments; properties and data inputs are
    /// local, outputs join the data there was (section 10.4). SpiffWorkflow copies data objects under their ids, and lets
    /// nothing pass an activity but the outputs it names.
    associations_as_written: true | false,
    /// Texts inside repeated activities can read `loopCounter` and the numbers of instances (section 10.3.8, table 10.30).
    loop_counters: true | false,
    /// A conditional event sees what all branches wrote last (section 10.5.5); else what the task just completed knew.
    conditions_see_all_branches: true | false,
    /// The result of a collaboration holds the data of all participants; else of those that began by themselves.
    result_of_all_participants: true | false,
    /// The code that a service fails with is thrown as an escalation too where its error was caught (SpiffArena). Else only
    /// where nobody catches the error.
    caught_failures_escalate: false | true,
}

impl Semantics {
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

/// Written as a 2 and the names of the switches that stand otherwise than in [`Semantics::BPMN`], so that saved runs outlive
/// new switches. Runs that were saved before hold the first switches as so many truth values instead.
impl Serialize for Semantics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let differs = |name: &&str| self.get(name) != Self::BPMN.get(name);
        (BY_NAME, Self::NAMES.iter().copied().filter(differs).collect::<Vec<&str>>()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Semantics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(FIRST, SwitchesVisitor)
    }
}

const BY_NAME: u8 = 2;

/// So many switches were saved as truth values once.
const FIRST: usize = 33;

struct SwitchesVisitor;

impl<'de> de::Visitor<'de> for SwitchesVisitor {
    type Value = Semantics;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("switches by name")
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Semantics, A::Error> {
        let first: u8 = items.next_element()?.unwrap_or(BY_NAME);
        if first != BY_NAME {
            return first_switches(first == 1, items);
        }
        let mut semantics = Semantics::BPMN;
        for name in items.next_element::<Vec<String>>()?.unwrap_or_default() {
            let standard = Semantics::BPMN.get(&name);
            let standard = standard.ok_or_else(|| de::Error::custom(format!("{name} is no switch")))?;
            semantics.set(&name, !standard);
        }
        Ok(semantics)
    }
}

/// The switches there were first; the others stand as in the profile that draws flows likewise.
fn first_switches<'de, A: de::SeqAccess<'de>>(as_drawn: bool, mut items: A) -> Result<Semantics, A::Error> {
    let mut semantics = if as_drawn { Semantics::SPIFFWORKFLOW } else { Semantics::BPMN };
    for name in Semantics::NAMES.iter().take(FIRST).skip(1) {
        let value = items.next_element()?.ok_or_else(|| de::Error::custom("a switch is missing"))?;
        semantics.set(name, value);
    }
    Ok(semantics)
}
