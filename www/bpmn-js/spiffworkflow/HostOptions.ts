/**
 * What only the host knows: operators, schema files, decisions, data stores, messages, keys. It is asked by events
 * of the bus when a person looks at a place where it matters, and answers by events, at once or later.
 */
import type EventBus from 'diagram-js/lib/core/EventBus';

/** A value to choose. */
export interface Option {
  label: string;
  value: string;
}
export interface Operator {
  id: string;
  parameters: { id: string; type?: string; required?: boolean }[];
  /** Codes of the errors it may raise, where it tells. */
  errors?: string[];
}
export interface DataStoreOption {
  id: string;
  type?: string;
  name?: string;
  clz?: string;
}
export interface HostMessage {
  identifier: string;
  /** The folder or group it belongs to. */
  location?: string;
  schema?: unknown;
  correlation_properties?: { identifier: string; retrieval_expression: string }[];
}
export interface MetadataKey {
  name: string;
  label?: string;
  description?: string;
}

/** What the host is asked for. */
export interface Answers {
  operators: readonly Operator[];
  schemaFiles: readonly Option[];
  decisions: readonly Option[];
  dataStores: readonly DataStoreOption[];
  messages: readonly HostMessage[];
  metadataKeys: readonly MetadataKey[];
}
export type Question = keyof Answers;

/** The events of a question, without `.requested` and `.returned`. */
const EVENTS: { [Name in Question]: string } = {
  operators: 'spiff.service_tasks',
  schemaFiles: 'spiff.json_schema_files',
  decisions: 'spiff.dmn_files',
  dataStores: 'spiff.data_stores',
  messages: 'spiff.messages',
  metadataKeys: 'spiff.task_metadata_keys',
};

const ANSWERED = 'signalbox.host.answered';

/** An answer as it comes over the bus. */
interface Returned {
  serviceTaskOperators?: Operator[];
  options?: Option[] & DataStoreOption[];
  configuration?: { messages?: HostMessage[] };
  keys?: (string | MetadataKey)[];
}

export default class HostOptions {
  static $inject = ['eventBus'];
  readonly #answers: Answers = {
    operators: [],
    schemaFiles: [],
    decisions: [],
    dataStores: [],
    messages: [],
    metadataKeys: [],
  };
  /** For which element a question was asked last, so that looking again does not ask again. */
  readonly #asked = new Map<Question, string>();

  constructor(private readonly eventBus: EventBus) {
    for (const question of Object.keys(EVENTS) as Question[]) {
      eventBus.on(`${EVENTS[question]}.returned`, (event: Returned) => this.#take(question, event));
    }
    eventBus.on(['selection.changed', 'import.done'], 2000, () => this.#asked.clear());
  }

  /** Offers one more message, which the host's editor made. */
  offer(message: HostMessage): void {
    const others = this.#answers.messages.filter(({ identifier }) => identifier !== message.identifier);
    this.#take('messages', { configuration: { messages: [...others, message] } });
  }

  /** Tells when an answer brought something new. Gives back what ends it. */
  onAnswer(listener: () => void): () => void {
    this.eventBus.on(ANSWERED, listener);
    return () => this.eventBus.off(ANSWERED, listener);
  }

  /** What the host has answered so far; it is asked once each time `element` comes into view. */
  ask<Name extends Question>(question: Name, element: string): Answers[Name] {
    if (this.#asked.get(question) !== element) {
      this.#asked.set(question, element);
      this.eventBus.fire(`${EVENTS[question]}.requested`, { eventBus: this.eventBus });
    }
    return this.#answers[question];
  }

  #take(question: Question, event: Returned): void {
    const before = JSON.stringify(this.#answers[question]);
    Object.assign(this.#answers, read(question, event));
    if (JSON.stringify(this.#answers[question]) === before) return;
    this.eventBus.fire(ANSWERED, {});
  }
}

/** Empty lists of operators say nothing; what has not the shape of an answer is no answer. */
function read(question: Question, event: Returned): Partial<Answers> {
  switch (question) {
    case 'operators':
      return event.serviceTaskOperators?.length ? { operators: event.serviceTaskOperators } : {};
    case 'messages':
      return event.configuration?.messages ? { messages: event.configuration.messages } : {};
    case 'metadataKeys':
      return event.keys
        ? { metadataKeys: event.keys.map((key) => (typeof key === 'string' ? { name: key } : key)) }
        : {};
    default:
      return event.options ? { [question]: event.options } : {};
  }
}
