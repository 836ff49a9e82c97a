// Files of decisions for tests.

const DRAWN = `
  <dmndi:DMNDI><dmndi:DMNDiagram id="diagram">
    <dmndi:DMNShape id="s1" dmnElementRef="price"><dc:Bounds height="80" width="180" x="300" y="100" /></dmndi:DMNShape>
    <dmndi:DMNShape id="s2" dmnElementRef="discount"><dc:Bounds height="80" width="180" x="500" y="260" /></dmndi:DMNShape>
  </dmndi:DMNDiagram></dmndi:DMNDI>`;

/** A price by age and category, which requires a discount; rules are `[age, category, price]`. */
export function prices({
  rules = [
    ['&lt; 6', '', '0'],
    ['', '"member"', '10 - discount'],
    ['', '', '10'],
  ],
  date = '20191111',
  policy = 'FIRST',
  attributes = '',
} = {}) {
  const entry = (name, id, text) => `<${name} id="${id}"><text>${text}</text></${name}>`;
  const rule = ([age, category, price], index) =>
    `      <rule id="r${index + 1}">${entry('inputEntry', `a${index + 1}`, age)}${entry('inputEntry', `c${index + 1}`, category)}` +
    `${entry('outputEntry', `p${index + 1}`, price)}</rule>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Kept as it is while nothing is changed. -->
<definitions xmlns="https://www.omg.org/spec/DMN/${date}/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/${date}/DMNDI/"
  xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="Prices" name="Prices" namespace="http://signalbox.test" ${attributes}>
  <decision id="price" name="Price">
    <informationRequirement id="needs"><requiredDecision href="#discount" /></informationRequirement>
    <decisionTable id="table" hitPolicy="${policy}">
      <input id="in1" label="Age"><inputExpression id="ie1" typeRef="number"><text>age</text></inputExpression></input>
      <input id="in2"><inputExpression id="ie2" typeRef="string"><text>category</text></inputExpression></input>
      <output id="out1" name="price" typeRef="number" />
${rules.map(rule).join('\n')}
    </decisionTable>
  </decision>
  <decision id="discount" name="Discount">
    <variable id="v" name="discount" typeRef="number" />
    <literalExpression id="lit"><text>age * 0.1</text></literalExpression>
  </decision>${DRAWN}
</definitions>
`;
}

/** The same in DMN 1.1, without the discount. */
export const OLD = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" id="Old" name="Old" namespace="http://signalbox.test">
  <decision id="price" name="Price">
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="in1"><inputExpression id="ie1" typeRef="integer"><text>age</text></inputExpression></input>
      <output id="out1" name="price" typeRef="integer" />
      <rule id="r1"><inputEntry id="a1"><text>&lt; 6</text></inputEntry><outputEntry id="p1"><text>0</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
`;
