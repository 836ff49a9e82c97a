/** dmn-js as the page uses it: its colours, its languages, its properties. */
import Modeler from 'dmn-js/lib/Modeler';
import { DmnPropertiesPanelModule, DmnPropertiesProviderModule } from 'dmn-js-properties-panel';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn-embedded.css';
import './decisions.css';
import { ExpressionLanguages, SimpleEditing } from './languages.ts';

const Languages = { expressionLanguages: ['type', ExpressionLanguages] };
const Simple = { __init__: ['signalboxSimpleEditing'], signalboxSimpleEditing: ['type', SimpleEditing] };

/** An editor in `container`; texts that name no language are in the one that `language` gives. */
export function makeEditor(container: HTMLElement, language: () => string): Modeler {
  return new Modeler({
    container,
    common: { workspaceLanguage: language },
    drd: {
      additionalModules: [DmnPropertiesPanelModule, DmnPropertiesProviderModule],
      drdRenderer: {
        defaultFillColor: 'var(--bpmn-fill)',
        defaultStrokeColor: 'var(--bpmn-stroke)',
        defaultLabelColor: 'var(--bpmn-label)',
      },
    },
    decisionTable: { additionalModules: [Languages, Simple] },
    literalExpression: { additionalModules: [Languages] },
    boxedExpression: { additionalModules: [Languages] },
  });
}
