/** bpmn-js' service: the text in the host's language, with `{names}` replaced. */
export type Translate = (text: string, replacements?: Record<string, string>) => string;
