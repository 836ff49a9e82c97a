// The diagrams of the gallery: small ones with something special in them, and large ones.

import { begin, each, end, node, script, service, sketch } from './sketch.mjs';

const many = 250;

/** 120 tasks that nothing leads to: several hundred problems in one file. */
export const loose = () =>
  sketch(
    [
      [begin(), end()],
      ...Array.from({ length: 15 }, (_, row) =>
        Array.from({ length: 8 }, (_, at) => node('userTask', `Loose_${row}_${at}`, `Check part ${row * 8 + at + 1}`)),
      ),
    ],
    { flows: [] },
  );

/** One task for each of 250 items, each with a timer. */
export const crowd = () =>
  sketch([
    [
      begin(),
      script('Invite', 'Invite', `guests = ['Guest %d' % n for n in range(1, ${many + 1})]`),
      node('userTask', 'Answer', 'Answer the invitation', each('guests', 'guest')),
      end(),
    ],
  ]);

/** The same with a timer instead of a person. */
export const sleepers = () =>
  sketch([
    [
      begin(),
      script('Plan', 'Plan', `days = ['P%dD' % n for n in range(1, ${many + 1})]`),
      node(
        'subProcess',
        'Remind',
        'Remind',
        `${each('days', 'day')}<startEvent id="S"/><sequenceFlow id="s1" sourceRef="S" targetRef="Wait"/><intermediateCatchEvent id="Wait" name="Wait a while"><timerEventDefinition id="T"><timeDuration xsi:type="tFormalExpression">day</timeDuration></timerEventDefinition></intermediateCatchEvent><sequenceFlow id="s2" sourceRef="Wait" targetRef="E"/><endEvent id="E"/>`,
      ),
      end(),
    ],
  ]);

/** A loop that does one thing 250 times, and then waits for a person. */
function repeat(inside, roots = '') {
  const line = [
    begin(),
    script('Prepare', 'Prepare', 'n = 0'),
    script('Count', 'Count', 'n = n + 1'),
    inside,
    node('exclusiveGateway', 'More', 'More?'),
    node('userTask', 'Look', 'Look at it'),
    end(),
  ];
  const flows = [
    'Begin Prepare',
    'Prepare Count',
    `Count ${inside.id}`,
    `${inside.id} More`,
    `More Again n &lt; ${many}`,
    'Again Count',
    `More Look n >= ${many}`,
    'Look End',
  ];
  return sketch([line, [null, null, null, script('Again', 'Once more', 'last = n')]], { roots, flows });
}

/** 250 messages that nobody waits for. */
export const shouts = () =>
  repeat(
    node(
      'intermediateThrowEvent',
      'Tell',
      'Tell the depot',
      '<messageEventDefinition id="TellDefinition" messageRef="Message" />',
    ),
    `<message id="Message" name="parcel-left"><extensionElements><spiffworkflow:messagePayload>{'parcel': n, 'weight': n * 0.25}</spiffworkflow:messagePayload></extensionElements></message>`,
  );

/** 250 calls of a service. */
export const calls = () =>
  repeat(
    service('Fetch', 'Fetch the offer', 'http/GetRequest', { url: "'https://api.example/offers/%d' % n" }, 'offer'),
  );

/** One task that sees data of every kind, and very much of it. */
export const hoard = () =>
  sketch(
    [
      [
        begin(),
        script(
          'Collect',
          'Collect',
          `customer = {'name': 'Ada Lovelace', 'address': {'street': '12 St James Square', 'city': 'London', 'country': 'United Kingdom of Great Britain and Northern Ireland'}, 'tags': ['vip', 'newsletter', 'since-1843']}
amount = 1249.5
approved = True
nothing = None
note = 'A long remark that somebody typed in on a Friday afternoon, in one go and without a single line break, because it had to be said: the delivery came late, twice, and to the wrong door.'
readings = [{'sensor': 's%d' % n, 'value': n * 0.5} for n in range(5000)]
averyverylongnameofavariablethatdoesnotfitintoanycolumn = 'short'`,
        ),
        script(
          'Spread',
          'Spread out',
          `${Array.from({ length: 220 }, (_, at) => `field_${at + 1} = 'value ${at + 1}'`).join('\n')}`,
        ),
        node('userTask', 'Look', 'Look at it'),
        end(),
      ],
    ],
    {},
  );

/** A script that fails, beside work that goes on. */
export const failing = () =>
  sketch([
    [
      begin('Claim arrives'),
      script(
        'Read',
        'Read the claim',
        "claim = {'policy': 'P-2931', 'sum': '900 EUR', 'photos': ['front.jpg', 'rear.jpg']}",
      ),
      script('Weigh', 'Weigh the damage', "share = int(claim['sum']) / 100\nlimit = share * 2"),
      node('userTask', 'Decide', 'Decide'),
      end('Claim is settled'),
    ],
  ]);

/** Everything a run can show at once on the canvas. */
export const motley = () =>
  sketch(
    [
      [
        begin('Order arrives'),
        script('Price', 'Calculate the price', 'price = 12'),
        node('parallelGateway', 'Split'),
        node('userTask', 'Pack', 'Pack the parcel'),
        node('parallelGateway', 'Join'),
        end('Done'),
      ],
      [
        null,
        null,
        null,
        node(
          'intermediateCatchEvent',
          'Paid',
          'Paid',
          '<messageEventDefinition id="PaidDefinition" messageRef="Message" />',
        ),
      ],
      [
        null,
        null,
        null,
        node(
          'intermediateCatchEvent',
          'Tomorrow',
          'Tomorrow',
          '<timerEventDefinition id="T"><timeDuration xsi:type="tFormalExpression">"P1D"</timeDuration></timerEventDefinition>',
        ),
      ],
      [null, null, null, script('Label', 'Print the label', "label = [][0]['street']")],
      [null, null, null, service('Book', 'Book the carrier', 'courier/Book', { parcels: '3' }, 'booking')],
    ],
    {
      roots: '<message id="Message" name="paid" />',
      flows: [
        'Begin Price',
        'Price Split',
        ...['Pack', 'Paid', 'Tomorrow', 'Label', 'Book'].flatMap((id) => [`Split ${id}`, `${id} Join`]),
        'Join End',
      ],
    },
  );

/** A task with instructions and a form of every kind of field. */
export const survey = () =>
  sketch([
    [
      begin(),
      script(
        'Prepare',
        'Prepare',
        "who = 'Ann'\nfruits = [{'value': 'a', 'label': 'Apple'}, {'value': 'p', 'label': 'Pear'}]",
      ),
      node(
        'userTask',
        'Fill',
        'Fill in the visit',
        `<extensionElements><spiffworkflow:instructionsForEndUser><![CDATA[# Welcome, {{ who }}

Tell us **when** you come, and [what](https://example.com) you like:

| Fruit | Season |
| --- | --- |
| Apple | autumn |
| Pear | summer |

- bring an \`id\`
- be on time]]></spiffworkflow:instructionsForEndUser><spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="survey-schema.json" /></spiffworkflow:properties></extensionElements>`,
      ),
      end(),
    ],
  ]);

export const surveyForm = {
  title: 'Visit of {{ who }}',
  description: 'What we have to know before you come.',
  type: 'object',
  required: ['name', 'day'],
  properties: {
    name: { type: 'string', title: 'Name', minLength: 2 },
    age: { type: 'integer', title: 'Age', minimum: 18, description: 'In whole years' },
    day: { type: 'string', format: 'date', title: 'Day' },
    fruit: { type: 'string', title: 'Fruit', enum: ['options_from_task_data_var:fruits'] },
    parking: { type: 'boolean', title: 'I need a place to park' },
    arrival: { type: 'string', title: 'How you come', enum: ['train', 'car', 'foot'] },
    remark: { type: 'string', title: 'Remark' },
    guests: { type: 'array', title: 'Guests', items: { type: 'string' }, default: ['Ben', 'Cleo'] },
    address: {
      type: 'object',
      title: 'Address',
      properties: { street: { type: 'string', title: 'Street' }, city: { type: 'string', title: 'City' } },
    },
  },
};

/** A mail, a call that is answered, and a task for a person behind them. */
export const letters = () =>
  sketch([
    [
      begin(),
      service(
        'Fetch',
        'Fetch the offer',
        'http/GetRequest',
        { url: "'https://api.example/offers/7'", headers: "{'Accept': 'application/json'}" },
        'offer',
      ),
      service(
        'Notify',
        'Notify the customer',
        'smtp/SendEmail',
        {
          email_to: "'ada@example.com, ben@example.com'",
          email_from: "'shop@example.com'",
          email_subject: "'Your order 7 is on its way'",
          email_body:
            "'Hello Ada,\\n\\nyour order left our depot this morning. It has a long way to go; please be patient with it.\\n\\nThe shop'",
        },
        'sent',
      ),
      node('userTask', 'Look', 'Look at it'),
      end(),
    ],
  ]);

/** A process that begins by itself every five minutes. */
export const rounds = () =>
  sketch(
    [
      [
        node(
          'startEvent',
          'Often',
          'Every five minutes',
          '<timerEventDefinition id="T"><timeCycle xsi:type="tFormalExpression">"R/PT5M"</timeCycle></timerEventDefinition>',
        ),
        node('userTask', 'Check', 'Check the stock'),
        end('Checked'),
      ],
    ],
    { name: 'Check of the stock' },
  );
