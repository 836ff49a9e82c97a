//! Event definitions, compiled: the same type for what is caught and what is thrown.

use std::sync::Arc;

use super::association::{Associations, Declared};
use super::compile::{At, Compiler};
use super::{Catching, Code, CorrelationProperty, Dialect, Kind, NodeId, Role};
use crate::bpmn::extension::Known;
use crate::bpmn::{self, EventDefinition, EventKind, EventPosition, FlowNode, Reference};
use crate::source::Text;

/// What an event is about.
#[derive(Debug)]
pub enum Trigger {
    /// A message.
    Message(Box<MessageInfo>),
    /// A timer.
    Timer(TimerCode),
    /// A signal by name.
    Signal {
        /// Its name (or id, when it has none).
        name: Text,
        /// Payload and variable.
        data: PayloadInfo,
    },
    /// An error.
    Error {
        /// Its code; a catcher without one catches all.
        code: Option<Text>,
        /// Its name.
        name: Option<Text>,
        /// Payload and variable.
        data: PayloadInfo,
    },
    /// An escalation.
    Escalation {
        /// Its code; a catcher without one catches all.
        code: Option<Text>,
        /// Its name.
        name: Option<Text>,
        /// Payload and variable.
        data: PayloadInfo,
    },
    /// A condition that becomes true.
    Conditional(Option<Arc<Code>>),
    /// Compensation of one activity, or of all of the level.
    Compensation {
        /// The activity.
        activity: Option<NodeId>,
        /// The thrower waits until the handlers are done.
        wait: bool,
    },
    /// A link.
    Link(Text),
    /// Cancels a transaction.
    Cancel,
    /// Ends the level at once.
    Terminate,
}

impl Trigger {
    /// The name of its kind in the API.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::Message(_) => "message",
            Self::Timer(_) => "timer",
            Self::Signal { .. } => "signal",
            Self::Error { .. } => "error",
            Self::Escalation { .. } => "escalation",
            Self::Conditional(_) => "conditional",
            Self::Compensation { .. } => "compensation",
            Self::Link(_) => "link",
            Self::Cancel => "cancel",
            Self::Terminate => "terminate",
        }
    }

    /// The name or code it is recognised by.
    pub fn label(&self) -> Option<&Text> {
        match self {
            Self::Message(message) => Some(&message.name),
            Self::Signal { name, .. } | Self::Link(name) => Some(name),
            Self::Error { code, name, .. } | Self::Escalation { code, name, .. } => code.as_ref().or(name.as_ref()),
            _ => None,
        }
    }
}

/// A message with what its event says about payload and correlation.
#[derive(Debug)]
pub struct MessageInfo {
    /// Its name (or id, when it has none).
    pub name: Text,
    /// Payload and variable.
    pub data: PayloadInfo,
    /// Properties retrieved from this message, with the keys they are part of.
    pub properties: Vec<CorrelationProperty>,
    /// Properties bound to process data: property id and expression.
    pub bindings: Vec<(Text, Arc<Code>)>,
    /// Correlation key by expression (zeebe).
    pub key: Option<Arc<Code>>,
}

/// What a thrower sends along and where a catcher keeps it.
#[derive(Debug, Default)]
pub struct PayloadInfo {
    /// The payload's expression.
    pub payload: Option<Arc<Code>>,
    /// The variable that receives it.
    pub variable: Option<Text>,
}

/// A timer's expression by what it gives.
#[derive(Debug)]
pub enum TimerCode {
    /// A point in time.
    Date(Arc<Code>),
    /// A length of time.
    Duration(Arc<Code>),
    /// A repetition.
    Cycle(Arc<Code>),
    /// Nothing: the diagram does not say when.
    Undefined,
}

impl TimerCode {
    /// The expression.
    pub fn code(&self) -> Option<&Arc<Code>> {
        match self {
            Self::Date(code) | Self::Duration(code) | Self::Cycle(code) => Some(code),
            Self::Undefined => None,
        }
    }
}

impl<'m> Compiler<'m> {
    pub(super) fn event(&mut self, at: At<'m>, id: NodeId, flow_node: &'m FlowNode, event: &'m bpmn::Event) {
        let element = &flow_node.base.id;
        let catches = !event.position.is_throwing();
        let definitions = event.definitions.iter();
        let triggers: Vec<Trigger> =
            definitions.map(|definition| self.trigger(at, element, definition, catches)).collect();
        let catching = |triggers, interrupting| Catching { triggers, all: event.parallel_multiple, interrupting };
        let kind = match &event.position {
            EventPosition::Start { interrupting } => Kind::Start(catching(triggers, *interrupting)),
            EventPosition::Catch => Kind::Catch(catching(triggers, true)),
            EventPosition::Throw => Kind::Throw(triggers),
            EventPosition::End => Kind::End(triggers),
            EventPosition::Boundary { attached_to, interrupting } => {
                let host = attached_to.as_ref().and_then(|host| self.node_id(at.model, &host.id));
                let Some(host) = host.filter(|host| *host != id) else {
                    return self.refuse(at, element, "A boundary event that is attached to no activity");
                };
                Kind::Boundary { host, catching: catching(triggers, *interrupting) }
            }
        };
        let reads = self.data_sources(at, &event.inputs);
        let writes = self.data_targets(at, &event.outputs);
        let own = Declared { inputs: &event.data_inputs, outputs: &event.data_outputs, properties: &event.properties };
        let associations = Associations { inputs: &event.inputs, outputs: &event.outputs };
        let data = self.element_data(at, element, own, associations);
        let node = &mut self.deployment.nodes[id.index()];
        (node.kind, node.reads, node.writes, node.data) = (kind, reads, writes, data);
    }

    /// An event definition. `catches` tells on which side of the event the element stands.
    pub(super) fn trigger(
        &self,
        at: At<'m>,
        element: &Text,
        definition: &'m EventDefinition,
        catches: bool,
    ) -> Trigger {
        let model = self.model(at);
        let own = definition.base.extensions.known();
        match &definition.kind {
            EventKind::Message { message, .. } => {
                Trigger::Message(Box::new(self.message(at, element, own, message.as_ref(), catches)))
            }
            EventKind::Timer(timer) => self.timer(at, element, timer),
            EventKind::Signal { signal } => {
                let found = find(&model.signals, signal.as_ref(), |signal| &signal.base);
                let name = found.map(|signal| name_or_id(&signal.base)).or_else(|| id_of(signal.as_ref()));
                Trigger::Signal {
                    name: name.unwrap_or_default(),
                    data: self.payload(at, element, found.map(|signal| &signal.base)),
                }
            }
            EventKind::Error { error } => {
                let found = find(&model.errors, error.as_ref(), |error| &error.base);
                Trigger::Error {
                    code: found.and_then(|error| error.code.clone()),
                    name: found.and_then(|error| error.base.name.clone()),
                    data: self.payload(at, element, found.map(|error| &error.base)),
                }
            }
            EventKind::Escalation { escalation } => {
                let found = find(&model.escalations, escalation.as_ref(), |escalation| &escalation.base);
                Trigger::Escalation {
                    code: found.and_then(|escalation| escalation.code.clone()),
                    name: found.and_then(|escalation| escalation.base.name.clone()),
                    data: self.payload(at, element, found.map(|escalation| &escalation.base)),
                }
            }
            EventKind::Conditional { condition } => {
                let condition = condition.as_ref();
                Trigger::Conditional(condition.map(|text| self.expression(at, text, Role::Expression, element)))
            }
            EventKind::Compensation { activity, wait } => {
                let activity = activity.as_ref().and_then(|activity| self.node_id(at.model, &activity.id));
                Trigger::Compensation { activity, wait: *wait }
            }
            EventKind::Link { name } => Trigger::Link(name.clone()),
            EventKind::Cancel => Trigger::Cancel,
            EventKind::Terminate => Trigger::Terminate,
        }
    }

    fn timer(&self, at: At<'m>, element: &Text, timer: &bpmn::Timer) -> Trigger {
        let code = |text: &bpmn::Expression| self.expression(at, text, Role::Expression, element);
        Trigger::Timer(match (&timer.date, &timer.duration, &timer.cycle) {
            (Some(date), _, _) => TimerCode::Date(code(date)),
            (_, Some(duration), _) => TimerCode::Duration(code(duration)),
            (_, _, Some(cycle)) => TimerCode::Cycle(code(cycle)),
            _ => TimerCode::Undefined,
        })
    }

    /// The message an element sends or waits for. `own` holds the extensions of its event definition or task.
    pub(super) fn message(
        &self,
        at: At<'m>,
        element: &Text,
        own: Option<&Known>,
        reference: Option<&Reference>,
        catches: bool,
    ) -> MessageInfo {
        let definition = find(&self.model(at).messages, reference, |message| &message.base);
        let id = id_of(reference);
        let name = definition.map(|message| name_or_id(&message.base)).or_else(|| id.clone());
        let name = name.or_else(|| self.element_name(at, element)).unwrap_or_default();
        let known = definition.and_then(|message| message.base.extensions.known());
        let either = |get: fn(&Known) -> bool| [own, known].into_iter().flatten().find(|known| get(known));
        let payload = either(|known| known.message_payload.is_some()).and_then(|known| known.message_payload.as_ref());
        let variable =
            either(|known| known.message_variable.is_some()).and_then(|known| known.message_variable.clone());
        let response = || format!("{element}_Response").into();
        let dialect = self.options.dialect;
        MessageInfo {
            name,
            data: PayloadInfo {
                payload: payload.filter(|_| dialect != Dialect::Bpmn).map(|text| self.vendor_text(at, text, element)),
                variable: match dialect {
                    Dialect::Spiff => variable,
                    Dialect::Camunda if catches => variable.or_else(|| Some(response())),
                    Dialect::Camunda => variable,
                    Dialect::Bpmn => None,
                },
            },
            properties: id.map(|id| self.correlation_properties(at, element, &id)).unwrap_or_default(),
            bindings: self.bindings(at, element, own),
            key: known.and_then(|known| known.correlation_key.as_ref()).map(|text| self.vendor_text(at, text, element)),
        }
    }

    /// The name of an element, which stands for the message where it refers to none.
    fn element_name(&self, at: At<'_>, element: &str) -> Option<Text> {
        let node = self.node_id(at.model, element)?;
        self.deployment.node(node).name.clone()
    }

    /// Correlation properties retrieved from a message, with the keys they are part of.
    fn correlation_properties(&self, at: At<'_>, element: &Text, message: &Text) -> Vec<CorrelationProperty> {
        let model = self.model(at);
        let keys: Vec<_> =
            model.collaborations.iter().flat_map(|collaboration| &collaboration.correlation_keys).collect();
        let mut found = Vec::new();
        for property in &model.correlation_properties {
            let retrieval = property.retrievals.iter();
            let mut retrieval = retrieval.filter(|known| id_of(known.message.as_ref()).as_ref() == Some(message));
            let Some(path) = retrieval.find_map(|known| known.path.as_ref()) else { continue };
            let names = keys.iter().filter(|key| key.properties.iter().any(|part| part.id == property.base.id));
            let names: Vec<Text> = names.map(|key| name_or_id(&key.base)).collect();
            found.push(CorrelationProperty {
                id: property.base.id.clone(),
                keys: if names.is_empty() { vec!["MainCorrelationKey".into()] } else { names },
                retrieval: self.expression(at, path, Role::Correlation, element),
            });
        }
        found
    }

    /// Property bindings of the element and of the process's correlation subscriptions.
    fn bindings(&self, at: At<'m>, element: &Text, own: Option<&Known>) -> Vec<(Text, Arc<Code>)> {
        let own = own.into_iter().flat_map(|known| &known.process_variable_correlations);
        let own = own.map(|(property, text)| (property.clone(), text));
        let subscribed = at.process.correlation_subscriptions.iter().flat_map(|subscription| &subscription.bindings);
        let subscribed = subscribed.map(|(property, text)| (property.id.clone(), text));
        own.chain(subscribed).map(|(property, text)| (property, self.vendor_text(at, text, element))).collect()
    }

    fn payload(&self, at: At<'m>, element: &Text, base: Option<&bpmn::Base>) -> PayloadInfo {
        let known = base.and_then(|base| base.extensions.known()).filter(|_| self.options.dialect != Dialect::Bpmn);
        PayloadInfo {
            payload: known.and_then(|known| known.payload.as_ref()).map(|text| self.vendor_text(at, text, element)),
            variable: known.and_then(|known| known.variable_name.clone()),
        }
    }

    /// Text of a vendor's element; the vocabulary of the file decides its language.
    fn vendor_text(&self, at: At<'_>, text: &bpmn::Expression, element: &Text) -> Arc<Code> {
        self.expression(at, text, Role::Expression, element)
    }

    fn data_sources(&self, at: At<'m>, associations: &'m [bpmn::DataAssociation]) -> Vec<super::DataRef> {
        let sources = associations.iter().filter_map(|association| association.sources.first());
        sources.filter_map(|source| self.data_ref(at, &source.id)).collect()
    }

    fn data_targets(&self, at: At<'m>, associations: &'m [bpmn::DataAssociation]) -> Vec<super::DataRef> {
        let targets = associations.iter().filter_map(|association| association.target.as_ref());
        targets.filter_map(|target| self.data_ref(at, &target.id)).collect()
    }
}

/// The root element behind a reference.
fn find<'m, T>(items: &'m [T], reference: Option<&Reference>, base: impl Fn(&T) -> &bpmn::Base) -> Option<&'m T> {
    let reference = reference?;
    items.iter().find(|item| base(item).id == reference.id)
}

fn id_of(reference: Option<&Reference>) -> Option<Text> {
    reference.map(|reference| reference.id.clone())
}

fn name_or_id(base: &bpmn::Base) -> Text {
    base.name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| base.id.clone())
}
