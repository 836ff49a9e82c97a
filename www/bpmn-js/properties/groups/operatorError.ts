/** Which error of the operator an error boundary event of a service task catches, where operators say what they raise. */
import { child, eventDefinition, extension, is, type Model, roots, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';

const OPERATOR = 'spiffworkflow:ServiceTaskOperator';

export const operatorError: GroupMaker = (context) => {
  const { element, model, entries, host, translate } = context;
  const definition = eventDefinition(model, 'bpmn:ErrorEventDefinition');
  const operator = text(extension(child(model, 'attachedToRef'), OPERATOR), 'id');
  if (!definition || !is(model, 'bpmn:BoundaryEvent') || !operator) return undefined;
  const codes = () => host.ask('operators', element.id).find(({ id }) => id === operator)?.errors ?? [];
  const own = () => text(child(definition, 'errorRef'), 'errorCode');
  const options = () => {
    if (codes().length === 0) return [];
    const others = own() && !codes().includes(own()) ? [{ value: own(), label: undeclared(context, own()) }] : [];
    const declared = codes().map((code) => ({ value: code, label: code }));
    return [{ value: '', label: translate('any error') }, ...declared, ...others];
  };
  const field = {
    id: 'signalbox-operator-error',
    label: 'Error of the operator',
    description: translate('{operator} says which errors it raises.', { operator }),
    get: own,
    set: (code: string | undefined) => catches(context, definition, code),
  };
  return { id: 'error', label: 'Error', joins: true, entries: [entries.choice(field, options)] };
};

function undeclared({ translate }: Context, code: string): string {
  return translate('{code} (not one of the operator)', { code });
}

/** An error of the file that has the code is used; else one is made. */
function catches({ element, model, editor }: Context, definition: Model, code: string | undefined): void {
  editor.batch(() => {
    const known = roots(model, 'bpmn:Error').find((error) => text(error, 'errorCode') === code);
    const errorRef = code
      ? (known ?? editor.addRoot(element, 'bpmn:Error', { name: code, errorCode: code }))
      : undefined;
    editor.set(element, definition, { errorRef });
  });
}
