/** The languages that come as wasm modules of their own; FEEL lives in the engine. Jinja fills in instructions and forms. */
export const languageNames = ['python', 'javascript', 'jinja'] as const;

export type LanguageName = (typeof languageNames)[number];

/** Whether a module of that name exists. */
export function isLanguage(name: string): name is LanguageName {
  return (languageNames as readonly string[]).includes(name);
}
