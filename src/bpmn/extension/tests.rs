//! What is read of the three vocabularies.

use super::{Known, Vocabulary};
use crate::bpmn::{self, Base, Loop, Model, NodeKind};
use crate::source::Source;

fn model(content: &str) -> Model {
    let text = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" {content}</definitions>"#,
        content = content.trim_start()
    );
    let (model, problems) = bpmn::read(&Source::new("a.bpmn", &text));
    assert_eq!(problems, []);
    model
}

fn spiff(process: &str) -> Model {
    model(&format!(r#"xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core"><process id="P">{process}</process>"#))
}

fn camunda(process: &str) -> Model {
    model(&format!(r#"xmlns:c="http://camunda.org/schema/1.0/bpmn"><process id="P">{process}</process>"#))
}

fn zeebe(process: &str) -> Model {
    model(&format!(r#"xmlns:z="http://camunda.org/schema/zeebe/1.0"><process id="P">{process}</process>"#))
}

fn known(base: &Base) -> &Known {
    base.extensions.known().expect("extensions")
}

fn first(model: &Model) -> &Base {
    &model.processes[0].content.nodes[0].base
}

#[test]
fn spiffworkflow_tasks() {
    let model = spiff(
        "<userTask id='t'><extensionElements><s:preScript>n = 1</s:preScript><s:postScript>
           a = 1
           b = 2
         </s:postScript><s:properties><s:property name='formJsonSchemaFilename' value='a.json'/></s:properties>
         <s:instructionsForEndUser>Hi {{ name }}</s:instructionsForEndUser><s:allowGuest>true</s:allowGuest>
         <s:taskMetadataValues><s:taskMetadataValue name='icon' value=\"'x'\"/></s:taskMetadataValues>
         <s:variableName>form</s:variableName><s:surprise/></extensionElements></userTask>",
    );
    let known = known(first(&model));
    assert_eq!(known.pre_script.as_ref().map(|script| &*script.text.text), Some("n = 1"));
    assert_eq!(known.post_script.as_ref().map(|script| &*script.text.text), Some("           a = 1\n           b = 2"));
    assert_eq!(known.properties, [("formJsonSchemaFilename".into(), "a.json".into())]);
    assert_eq!(known.instructions.as_ref().map(|text| &*text.text.text), Some("Hi {{ name }}"));
    assert_eq!(known.task_metadata[0].1.text.text.as_ref(), "'x'");
    assert_eq!((known.allow_guest, known.variable_name.as_deref()), (true, Some("form")));
    assert_eq!(known.unknown, ["s:surprise".into()]);
    assert_eq!(model.vocabularies, [Vocabulary::SpiffWorkflow]);
}

#[test]
fn spiffworkflow_services() {
    let model = spiff(
        "<serviceTask id='t'><extensionElements><s:serviceTaskOperator id='http/GetRequest' resultVariable='r'><s:parameters>
         <s:parameter id='url' type='str' value=\"'x'\"/><s:parameter id='headers' type='any'/></s:parameters>
         <s:retry retries='3' backoff_base='2'/></s:serviceTaskOperator></extensionElements></serviceTask>",
    );
    let service = known(first(&model)).service.as_ref().expect("an operator");
    assert_eq!(
        (&*service.id, service.result_variable.as_deref(), service.retry),
        ("http/GetRequest", Some("r"), Some((3, 2.0)))
    );
    let values: Vec<_> = service.parameters.iter().map(|parameter| parameter.value.is_some()).collect();
    assert_eq!(values, [true, false]);
}

#[test]
fn spiffworkflow_messages_at_any_depth() {
    let model = spiff(
        "<receiveTask id='t'><wrapper xmlns='urn:x'><s:messageVariable>order</s:messageVariable></wrapper></receiveTask>
         <endEvent id='e'><messageEventDefinition><extensionElements><s:messagePayload>{'a': a}</s:messagePayload>
         <s:processVariableCorrelation><s:propertyId>p</s:propertyId><s:expression>x</s:expression></s:processVariableCorrelation>
         </extensionElements></messageEventDefinition></endEvent>",
    );
    assert_eq!(known(first(&model)).message_variable.as_deref(), Some("order"));
    let NodeKind::Event(event) = &model.processes[0].content.nodes[1].kind else { panic!("no event") };
    let thrown = known(&event.definitions[0].base);
    assert_eq!(thrown.message_payload.as_ref().map(|payload| &*payload.text.text), Some("{'a': a}"));
    assert_eq!(thrown.process_variable_correlations.len(), 1);
    assert_eq!(thrown.process_variable_correlations[0].1.text.text.as_ref(), "x");
}

#[test]
fn spiffworkflow_root_elements() {
    let model = model(
        r#"xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core">
        <message id="m" jsonSchemaId="schema"><extensionElements><s:messageVariable>old</s:messageVariable></extensionElements></message>
        <message id="n" s:jsonSchemaId="other"/>
        <error id="e"><extensionElements><s:payloadExpression>{}</s:payloadExpression></extensionElements></error>"#,
    );
    let message = known(&model.messages[0].base);
    assert_eq!((message.json_schema.as_deref(), message.message_variable.as_deref()), (Some("schema"), Some("old")));
    assert_eq!(known(&model.messages[1].base).json_schema.as_deref(), Some("other"));
    assert!(known(&model.errors[0].base).payload.is_some());
}

#[test]
fn camunda_tasks() {
    let model = camunda(
        "<userTask id='t' c:formKey='f' c:assignee='mary' c:asyncBefore='true'><extensionElements><c:formData>
         <c:formField id='ok' type='enum' label='OK?'><c:value id='y' name='Yes'/>
         <c:properties><c:property id='hint' value='h'/></c:properties>
         <c:validation><c:constraint name='required'/></c:validation></c:formField></c:formData></extensionElements>
         <multiInstanceLoopCharacteristics c:collection='xs' c:elementVariable='x'/></userTask>",
    );
    let known = known(first(&model));
    assert_eq!(
        (known.form_key.as_deref(), &known.assignment[..]),
        (Some("f"), &[("assignee".into(), "mary".into())][..])
    );
    let field = &known.form_fields[0];
    assert_eq!((&*field.id, &field.values[..]), ("ok", &[("y".into(), Some("Yes".into()))][..]));
    assert_eq!(field.properties, [("hint".into(), "h".into())]);
    assert_eq!(field.constraints, [("required".into(), None)]);
    assert_eq!(known.unknown, ["c:asyncBefore".into()]);
    let NodeKind::Activity(activity) = &model.processes[0].content.nodes[0].kind else { panic!("no activity") };
    let Some(Loop::MultiInstance(many)) = &activity.repetition else { panic!("no repetition") };
    assert_eq!(many.collection.as_ref().map(|collection| &*collection.text.text), Some("xs"));
    assert_eq!(many.element_variable.as_deref(), Some("x"));
}

#[test]
fn zeebe_expressions_are_feel() {
    let model = zeebe(
        "<serviceTask id='t'><extensionElements><z:taskDefinition type='mail'/><z:ioMapping>
         <z:input source='= a + 1' target='x'/><z:output source='say \"hi\"' target='y'/></z:ioMapping></extensionElements></serviceTask>
         <sequenceFlow id='f' sourceRef='t' targetRef='t'><conditionExpression>=x &gt; 1</conditionExpression></sequenceFlow>",
    );
    let known = known(first(&model));
    assert_eq!(known.job_type.as_deref(), Some("mail"));
    let mappings: Vec<_> = known.mappings.iter().map(|mapping| (mapping.input, &*mapping.source.text.text)).collect();
    assert_eq!(mappings, [(true, "a + 1"), (false, "\"say \\\"hi\\\"\"")]);
    let condition = model.processes[0].content.flows[0].condition.as_ref().expect("a condition");
    assert_eq!((&*condition.text.text, condition.language.as_deref()), ("x > 1", Some("feel")));
}
