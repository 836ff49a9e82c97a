/**
 * A host as it was written for bpmn-js-spiffworkflow: it answers what the panel asks, remembers what was opened, and
 * saves texts by events. Only the module it puts into its modeler is another one.
 */
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'signalbox/assets/signalbox.css';
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel';
import { spiffworkflowModdle } from 'signalbox/bpmn-js';
import PropertiesModule from 'signalbox/bpmn-js/properties';

interface Bus {
  fire(event: string, payload: object): void;
}
interface Opened {
  eventBus: Bus;
  [name: string]: unknown;
}

const modeler = new Modeler({
  container: '#canvas',
  propertiesPanel: { parent: '#properties' },
  additionalModules: [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, PropertiesModule],
  moddleExtensions: { spiffworkflow: spiffworkflowModdle },
  signalbox: {
    profile: 'spiffworkflow',
    customTasks: [
      {
        id: 'crm',
        type: 'bpmn:ServiceTask',
        label: 'Look up customer',
        icon: 'bpmn-icon-service',
        operator: 'crm/Lookup',
        parameters: [
          { id: 'customer', label: 'Customer number', type: 'str', required: true },
          { id: 'depth', label: 'How deep', type: ["'short'", "'full'"], value: "'short'" },
        ],
      },
      {
        id: 'robot',
        type: 'bpmn:ServiceTask',
        label: 'Move robot',
        icon: 'bpmn-icon-manual-task',
        extension: { name: 'acme:robot', uri: 'http://acme.example/' },
        parameters: [{ id: 'speed' }, { id: 'careful', type: 'bool' }],
      },
    ],
  },
} as ConstructorParameters<typeof Modeler>[0]);

const answers: Record<string, object> = {
  'spiff.service_tasks': {
    serviceTaskOperators: [
      {
        id: 'http/GetRequest',
        parameters: [
          { id: 'url', type: 'str' },
          { id: 'headers', type: 'any' },
        ],
      },
    ],
  },
  'spiff.json_schema_files': { options: [{ label: 'a-schema.json', value: 'a-schema.json' }] },
  'spiff.dmn_files': { options: [{ label: 'Price', value: 'price' }] },
  'spiff.data_stores': { options: [{ id: 'prices', type: 'kkv', name: 'Prices', clz: 'KKVDataStore' }] },
  'spiff.messages': {
    configuration: {
      messages: [
        { identifier: 'paid', correlation_properties: [{ identifier: 'order_id', retrieval_expression: 'id' }] },
      ],
    },
  },
  'spiff.task_metadata_keys': { keys: ['icon', { name: 'due', label: 'Due', description: 'When it is due.' }] },
};
const asked: Record<string, number> = {};
for (const [event, answer] of Object.entries(answers)) {
  modeler.on(`${event}.requested`, ({ eventBus }: Opened) => {
    asked[event] = (asked[event] ?? 0) + 1;
    eventBus.fire(`${event}.returned`, answer);
  });
}

const opened: Record<string, Opened> = {};
const EDITS = [
  'script.edit',
  'markdown.edit',
  'file.edit',
  'dmn.edit',
  'message.edit',
  'callactivity.edit',
  'callactivity.search',
];
for (const name of EDITS) {
  modeler.on(`spiff.${name}`, (event: Opened) => {
    opened[name] = event;
  });
}

Object.assign(window, { modeler, opened, asked });
document.body.dataset.ready = 'true';
