//! A correlation property is found in a message (BPMN 2.0.2 section 8.4.2).

use crate::bpmn::index::Item;
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Correlation properties that no message has.
pub(super) struct Correlation;

impl Rule for Correlation {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_CORRELATION]
    }

    fn explanation(&self) -> &'static str {
        "A message finds the instance it is meant for by the values of correlation properties, such as an order number. For \
         each property a retrieval expression says where the value stands in which message."
    }

    fn check(&self, context: &mut Context<'_>) {
        for property in &context.index.model.correlation_properties {
            let name = context.name(Item::CorrelationProperty(property));
            let problem = if property.retrievals.is_empty() {
                "is found in no message: it has no retrieval expression"
            } else if property.retrievals.iter().any(|retrieval| retrieval.path.is_none() || retrieval.message.is_none()) {
                "has a retrieval expression without a message or a path"
            } else {
                continue;
            };
            let finding = context.at(codes::BPMN_CORRELATION, &property.base, format!("{name} {problem}."));
            context.report(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Correlation;
    use crate::lint::testing::check;

    #[test]
    fn properties_are_found_in_messages() {
        let property = |inner: &str| format!("<!-- roots --><correlationProperty id='c' name='Order'>{inner}</correlationProperty>");
        let retrieval = |inner: &str| property(&format!(
            "<correlationPropertyRetrievalExpression messageRef='m'>{inner}</correlationPropertyRetrievalExpression>"
        ));
        check(&Correlation, &retrieval("<messagePath>order</messagePath>"), &[]);
        check(&Correlation, &property(""), &[
            "warning bpmn/correlation c: Correlation property \"Order\" is found in no message: it has no retrieval expression.",
        ]);
        check(&Correlation, &retrieval(""), &[
            "warning bpmn/correlation c: Correlation property \"Order\" has a retrieval expression without a message or a path.",
        ]);
    }
}
