import { type Diagnostic, load } from 'signalbox';
import { type Command, UsageError } from '../command.js';
import { expand, formsBeside, putFiles } from '../files.js';
import { render, tally } from '../render.js';

/** `signalbox validate`: all problems of the files, read together as one workspace. */
export const validate: Command = {
  usage: 'validate FILES... [--profile NAME] [--json]',
  summary: 'Tells all problems of diagrams and decisions. A folder stands for all files below it.',
  help: `  --profile NAME  whose semantics: bpmn (default) or spiffworkflow
  --language NAME language of scripts that name none: javascript (default) or python
  --separate      look at each file for itself instead of all together
  --json          print the diagnostics as one JSON list

Exit codes: 0 no errors (warnings are told), 1 errors, 2 wrong usage.`,
  options: {
    json: { type: 'boolean' },
    profile: { type: 'string' },
    language: { type: 'string' },
    separate: { type: 'boolean' },
  },
  async run(paths, { json, separate, profile, language }) {
    if (paths.length === 0) throw new UsageError('Name the files to validate.');
    const files = expand(paths);
    const signalbox = await load();
    const found: Diagnostic[] = [];
    for (const group of separate ? files.map((file) => [file]) : [files]) {
      const workspace = signalbox.workspace(
        Object.fromEntries(Object.entries({ profile, language }).filter(([, value]) => value)),
      );
      putFiles(workspace, [...group, ...formsBeside(group)]);
      await workspace.ready();
      const diagnostics = workspace.validate();
      found.push(...diagnostics);
      if (!json) for (const each of diagnostics) console.log(`${render(each, textOf(workspace, each))}\n`);
      workspace.close();
    }
    console.log(json ? JSON.stringify(found, undefined, 2) : `${files.length} files: ${tally(found)}`);
    return found.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0;
  },
};

function textOf(workspace: { text(name: string): string | null }, { file }: Diagnostic): string | undefined {
  return file === null ? undefined : (workspace.text(file) ?? undefined);
}
