/** What a schema asks for, said to the person who fills in the form. */

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a group of fields',
  null: 'empty',
};

const FORMATS: Record<string, string> = {
  date: 'a date such as 2026-03-01',
  'date-time': 'a date and time',
  time: 'a time',
  email: 'an e-mail address',
  uri: 'an address such as https://example.org',
  uuid: 'a UUID',
};

/** One sentence about a keyword and what it asks for; `otherwise` for those that say little to a person. */
export function wording(keyword: string, wanted: unknown, otherwise: string): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return `must be ${[wanted]
        .flat()
        .map((type) => TYPES[String(type)] ?? String(type))
        .join(' or ')}`;
    case 'format':
      return `must be ${FORMATS[String(wanted)] ?? `of the form ${wanted}`}`;
    case 'minimum':
      return `must be at least ${wanted}`;
    case 'maximum':
      return `must be at most ${wanted}`;
    case 'exclusiveMinimum':
      return `must be more than ${wanted}`;
    case 'exclusiveMaximum':
      return `must be less than ${wanted}`;
    case 'minLength':
      return wanted === 1 ? 'must not be empty' : `must have at least ${wanted} characters`;
    case 'maxLength':
      return `must have at most ${wanted} characters`;
    case 'minItems':
      return wanted === 1 ? 'must have an entry' : `must have at least ${wanted} entries`;
    case 'maxItems':
      return `must have at most ${wanted} entries`;
    case 'uniqueItems':
      return 'must not have the same entry twice';
    case 'pattern':
      return `must look like ${wanted}`;
    case 'multipleOf':
      return `must be a multiple of ${wanted}`;
    case 'enum':
    case 'const':
    case 'anyOf':
    case 'oneOf':
      return 'must be one of the choices';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not known to this form';
    default:
      return otherwise;
  }
}
