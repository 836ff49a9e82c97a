/** Takes over a message that the host's message editor saved. */
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Editor from './Editor.js';
import type HostOptions from './HostOptions.js';
import { assignMessage } from './messages.js';
import type { Shape } from './model.js';

/** Hosts write one expression, or a list of which the first counts, under either name. */
interface Retrieval {
  retrieval_expression?: string | string[];
  retrieval_expressions?: string | string[];
}
interface Returned {
  name: string;
  elementId?: string;
  correlation_properties?: Record<string, Retrieval>;
}

export default class MessageUpdates {
  static $inject = ['eventBus', 'elementRegistry', 'signalboxEditor', 'signalboxHost'];

  constructor(eventBus: EventBus, registry: ElementRegistry, editor: Editor, host: HostOptions) {
    eventBus.on('spiff.add_message.returned', ({ name, elementId, correlation_properties = {} }: Returned) => {
      const element = registry.get(elementId ?? '') as Shape | undefined;
      const retrievals = Object.entries(correlation_properties).map(([id, value]) => [id, first(value)] as const);
      const offered = retrievals.map(([identifier, retrieval_expression]) => ({ identifier, retrieval_expression }));
      host.offer({ identifier: name, correlation_properties: offered });
      if (element) assignMessage(editor, element, name, new Map(retrievals));
    });
  }
}

function first({ retrieval_expression, retrieval_expressions }: Retrieval): string {
  const value = retrieval_expression ?? retrieval_expressions ?? '';
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
