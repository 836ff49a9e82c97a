import { useEffect, useMemo, useRef, useState } from 'react';
import type { Diagnostic } from '../../bpmn-js/session/types.ts';
import type { CodeEditor } from '../editor/CodeEditor.ts';
import { jsonProblems } from '../editor/json.ts';
import type { Language } from '../editor/languages.ts';
import { ProblemLines } from '../editor/ProblemLines.tsx';
import { offsetIn, type TextProblem } from '../editor/places.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { messageOf } from '../workbench/message.ts';
import type { Workbench } from '../workbench/Workbench.ts';

const LANGUAGES: Record<string, Language> = { json: 'json', md: 'markdown', py: 'python', js: 'javascript' };

/** The language of a file, by the end of its name. */
function languageOf(name: string): Language {
  return LANGUAGES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'xml';
}

/** A file as text, with its problems in place. */
export function TextFile({ name }: { name: string }) {
  const workbench = useWorkbench();
  const place = useRef<HTMLDivElement>(null);
  const text = useView((state) => state.files.find((file) => file.name === name)?.text ?? '');
  const { editor, failed } = useEditor(place, name, workbench);
  useEffect(() => {
    if (editor) editor.value = text;
  }, [editor, text]);
  const found = useProblems(name, text);
  useEffect(() => editor?.show(found), [editor, found]);
  return (
    <div className="textfile">
      <div className="textfile__editor" ref={place}>
        {failed && <p className="blank">The editor could not be loaded: {failed}</p>}
      </div>
      <ProblemLines problems={found} editor={editor} />
    </div>
  );
}

function useEditor(place: React.RefObject<HTMLDivElement | null>, name: string, workbench: Workbench) {
  const [editor, setEditor] = useState<CodeEditor>();
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    let gone = false;
    let made: CodeEditor | undefined;
    const make = async () => {
      const { CodeEditor } = await import('../editor/CodeEditor.ts');
      if (gone || !place.current) return;
      made = new CodeEditor(place.current, {
        value: workbench.state.files.find((file) => file.name === name)?.text ?? '',
        label: `Text of ${name}`,
        language: languageOf(name),
        large: true,
        typed: (value) => workbench.changed(name, value, true),
        variables: () => [],
      });
      setEditor(made);
    };
    make().catch((error) => setFailed(messageOf(error)));
    return () => {
      gone = true;
      made?.destroy();
      setEditor(undefined);
    };
  }, [place, name, workbench]);
  return { editor, failed };
}

/** What the engine says of the file; of JSON, which it may not read, what its reader says. */
function useProblems(name: string, text: string): readonly TextProblem[] {
  const problems = useView((state) => state.problems);
  const [broken, setBroken] = useState<readonly TextProblem[]>([]);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const found = languageOf(name) === 'json' ? await jsonProblems(text) : [];
      if (!gone) setBroken(found);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [name, text]);
  return useMemo(() => {
    const told = problemsOf(name, text, problems);
    return told.length > 0 ? told : broken;
  }, [name, text, problems, broken]);
}

function problemsOf(name: string, text: string, problems: readonly Diagnostic[]): TextProblem[] {
  return problems
    .filter(({ file }) => file === name)
    .flatMap(({ range, severity, message, help }) =>
      range ? [{ from: offsetIn(text, range.start), to: offsetIn(text, range.end), severity, message, help }] : [],
    );
}
