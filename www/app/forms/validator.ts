/** The engine's check of forms, as RJSF asks for it. Its usual validator compiles schemas to code, which our CSP forbids. */
import {
  type CustomValidator,
  type FormContextType,
  type RJSFSchema,
  type RJSFValidationError,
  toErrorSchema,
  type ValidatorType,
} from '@rjsf/utils';
import { checkForm, type FormProblem } from 'signalbox';

/** A validator for the day on which the run stands. */
export function validatorFor(now: number): ValidatorType<unknown, RJSFSchema, FormContextType> {
  const today = new Date(now).toISOString().slice(0, 10);
  return {
    validateFormData(data, schema, _custom?: CustomValidator) {
      const errors = checkForm(schema, data, today).map(errorOf);
      return { errors, errorSchema: toErrorSchema(errors) };
    },
    isValid: (schema, data, root) => checkForm(withDefinitions(schema, root), data, today).length === 0,
    rawValidation: () => ({ errors: [] }),
  };
}

// A part of a schema is looked at on its own; what it refers to stands in the whole.
function withDefinitions(schema: RJSFSchema, { definitions, $defs }: RJSFSchema): RJSFSchema {
  return { ...(definitions && { definitions }), ...($defs && { $defs }), ...schema };
}

// `/lines/0/sku` is `.lines.0.sku` there.
function errorOf({ path, message, keyword }: FormProblem): RJSFValidationError {
  const property = path.replaceAll('/', '.');
  return { name: keyword, message, property, stack: `${property.slice(1)} ${message}` };
}
