/** Answers the properties panel that wants a message edited, as a host of bpmn-js-spiffworkflow does. */
import type EventBus from 'diagram-js/lib/core/EventBus';
import { messagesIn } from '../library/offers.ts';
import type { Workbench } from '../workbench/Workbench.ts';

/** What the panel knows of the message. */
interface Asked {
  value: {
    elementId: string;
    messageId: string | null;
    correlation_properties: { id: string; retrievalExpression: string }[];
  };
  listenEvent: string;
}

export function editMessage(bus: EventBus, workbench: Workbench, { value, listenEvent }: Asked): void {
  const { elementId } = value;
  const known = messagesIn(workbench.state.files).map(({ identifier, correlation_properties = [] }) => ({
    name: identifier,
    retrievals: correlation_properties.map((one) => ({ id: one.identifier, expression: one.retrieval_expression })),
  }));
  workbench.editMessage({
    elementId,
    name: value.messageId ?? '',
    retrievals: value.correlation_properties.map(({ id, retrievalExpression }) => ({
      id,
      expression: retrievalExpression,
    })),
    known,
    save: (name, retrievals) => {
      const properties = retrievals.map(({ id, expression }) => [id, { retrieval_expression: expression }]);
      const correlation_properties = Object.fromEntries(properties);
      bus.fire('spiff.add_message.returned', { name, elementId, correlation_properties });
      bus.fire(listenEvent, { value: name });
    },
  });
}
