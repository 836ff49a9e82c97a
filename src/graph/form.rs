//! What an element shows to the person who does it: instructions and a form.

use std::sync::Arc;

use super::compile::{At, Compiler};
use super::{Code, Role};
use crate::bpmn::extension::{FormField, Known};
use crate::bpmn::{Expression, FlowNode};
use crate::language::{self, LanguageId};
use crate::source::Text;

/// Instructions, form and confirmation of an element.
#[derive(Debug)]
pub struct Form {
    /// `spiffworkflow:instructionsForEndUser`: Markdown with Jinja.
    pub instructions: Option<Arc<Code>>,
    /// `spiffworkflow:guestConfirmation`: Markdown shown to a guest afterwards.
    pub confirmation: Option<Text>,
    /// The file of the form's JSON Schema (property `formJsonSchemaFilename`).
    pub schema: Option<Text>,
    /// The file that tells how the schema is shown (property `formUiSchemaFilename`).
    pub ui_schema: Option<Text>,
    /// `camunda:formData`.
    pub fields: Vec<FormField>,
}

impl Compiler<'_> {
    /// The form of an element; `None` when it shows nothing.
    pub(super) fn form(&self, at: At<'_>, flow_node: &FlowNode) -> Option<Box<Form>> {
        let known = flow_node.base.extensions.known()?;
        let form = Form {
            instructions: known.instructions.as_ref().map(|text| self.template(at, text, &flow_node.base.id)),
            confirmation: known.guest_confirmation.clone(),
            schema: property(known, "formJsonSchemaFilename"),
            ui_schema: property(known, "formUiSchemaFilename"),
            fields: known.form_fields.clone(),
        };
        let told = form.instructions.is_some() || form.confirmation.is_some();
        let shows = told || form.schema.is_some() || !form.fields.is_empty();
        shows.then(|| Box::new(form))
    }

    /// Instructions as code of the template language. Only texts with holes are told among the texts of the deployment,
    /// so that the others need no template engine.
    fn template(&self, at: At<'_>, text: &Expression, element: &Text) -> Arc<Code> {
        let code = Arc::new(Code {
            language: LanguageId::Jinja,
            kind: language::Kind::Template,
            role: Role::Instructions,
            counts: false,
            text: text.text.clone(),
            element: element.clone(),
            file: self.file(at.model),
        });
        if has_holes(&code.text.text) {
            self.note(&code);
        }
        code
    }
}

/// Whether a template differs from what it gives.
pub fn has_holes(template: &str) -> bool {
    ["{{", "{%", "{#"].iter().any(|mark| template.contains(mark))
}

fn property(known: &Known, name: &str) -> Option<Text> {
    let found = known.properties.iter().find(|(known, _)| **known == *name);
    found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
}
