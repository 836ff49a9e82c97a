//! The list of rules, in the order in which a reader wants to hear of them. To add one: write its file, name it here.

macro_rules! rules {
    ($($module:ident :: $rule:ident,)*) => {
        $(mod $module;)*

        /// Every rule.
        pub static ALL: &[&dyn super::Rule] = &[$(&$module::$rule),*];
    };
}

rules! {
    duplicate_id::DuplicateId,
    unresolved_reference::UnresolvedReference,
    missing_reference::MissingReference,
    flow_scope::FlowScope,
    flow_direction::FlowDirection,
    default_flow::DefaultFlow,
    boundary_host::BoundaryHost,
    event_kind::EventKindAllowed,
    event_definition::EventDefinitionComplete,
    event_sub_process::EventSubProcess,
    link_event::LinkEvents,
    compensation::Compensation,
    timer::Timers,
    gateway_dead_end::GatewayDeadEnd,
    event_gateway::EventGateways,
    condition::Conditions,
    duplicate_flow::DuplicateFlow,
    start::Starts,
    unreachable::Unreachable,
    endless::Endless,
    deadlock::Deadlock,
    multiplication::Multiplication,
    lane::Lanes,
    message_flow::MessageFlows,
    correlation::Correlation,
    process::ProcessContent,
    ad_hoc::AdHoc,
    task::TaskContent,
    call_activity::CallActivities,
    decision::Decisions,
    repetition::Repetition,
    ignored_script::IgnoredScripts,
    foreign_assignment::ForeignAssignment,
    unknown_extension::UnknownExtensions,
    diagram::Drawn,
    label::Labels,
    gateway_style::GatewayStyle,
    implicit_flow::ImplicitFlow,
}
