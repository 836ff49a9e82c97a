import Rjsf from '@rjsf/core/lib/components/Form.js';
import type { RJSFSchema } from '@rjsf/utils';
import { type ReactNode, useMemo } from 'react';
import type { Form } from 'signalbox';
import { uiSchemaOf } from './ui.ts';
import { validatorFor } from './validator.ts';
import { fields, widgets } from './widgets.tsx';

type Data = Record<string, unknown>;

/** A JSON Schema form. It checks as one types; what is wrong stands at the field. Drawn by RJSF, fetched on first use. */
export default function SchemaForm({
  form,
  now,
  data,
  change,
  submit,
  children,
}: {
  form: Form;
  /** The clock of the run. */
  now: number;
  data: Data;
  change: (data: Data) => void;
  submit: (data: Data) => void;
  /** The buttons. */
  children: ReactNode;
}) {
  const validator = useMemo(() => validatorFor(now), [now]);
  const uiSchema = useMemo(() => uiSchemaOf(form), [form]);
  return (
    <Rjsf
      className="schema-form"
      schema={form.schema as RJSFSchema}
      uiSchema={uiSchema}
      formData={data}
      validator={validator}
      widgets={widgets}
      fields={fields}
      liveValidate="onChange"
      showErrorList={false}
      noHtml5Validate
      focusOnFirstError
      onError={() => {}}
      // The first of several choices is not chosen for anybody.
      experimental_defaultFormStateBehavior={{ constAsDefaults: 'skipOneOf' }}
      omitExtraData={false}
      onChange={(event) => change((event.formData ?? {}) as Data)}
      onSubmit={(event) => submit((event.formData ?? {}) as Data)}
    >
      {children}
    </Rjsf>
  );
}
