import { useEffect, useRef, useState } from 'react';
import { useModal } from '../shell/useModal.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { Edited } from '../workbench/state.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import type { CodeEditor } from './CodeEditor.ts';
import { NAMES } from './languages.ts';
import { ProblemLines } from './ProblemLines.tsx';
import type { TextProblem } from './places.ts';

/** Milliseconds of quiet before a text is checked. */
const PAUSE = 250;

/** A text of the diagram with room around it. Nothing changes before it is saved. */
export function LargeEditor() {
  const edited = useView((state) => state.edited);
  return edited ? <Open key={edited.id} edited={edited} /> : null;
}

function Open({ edited }: { edited: Edited }) {
  const workbench = useWorkbench();
  const { dialog, closed } = useModal();
  const place = useRef<HTMLDivElement>(null);
  const { editor, text, problems, failed } = useEditor(place, edited, workbench);
  const close = () => workbench.edit(undefined);
  const save = () => {
    edited.save(editor?.value ?? edited.value);
    close();
  };
  // Seen before the editor sees it, where the key means another line.
  const press = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  };
  return (
    <dialog
      ref={dialog}
      className="large"
      aria-label={edited.title}
      onClose={closed(close)}
      onKeyDownCapture={press}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className="large__head">
        <h2>{edited.title}</h2>
        <span className="large__language">{NAMES[edited.language]}</span>
      </div>
      <div className={`large__body${edited.language === 'markdown' ? ' large__body--split' : ''}`}>
        <div className="large__editor" ref={place}>
          {failed && <p className="blank">The editor could not be loaded: {failed}</p>}
        </div>
        {edited.language === 'markdown' && <Preview text={text} edited={edited} />}
      </div>
      <ProblemLines problems={problems} editor={editor} />
      <div className="large__foot">
        <span className="none">Ctrl+Enter saves, Escape leaves everything as it was.</span>
        <button type="button" className="sb-button" onClick={close}>
          Cancel
        </button>
        <button type="button" className="sb-button sb-button--primary" onClick={save}>
          Save
        </button>
      </div>
    </dialog>
  );
}

/** The text as people will read it; where no run has data, variables stand as they are written. */
function Preview({ text, edited }: { text: string; edited: Edited }) {
  const workbench = useWorkbench();
  const [html, setHtml] = useState('');
  useEffect(() => {
    let gone = false;
    const show = async () => {
      const { render } = await import('./markdown.ts');
      const rendered = await render(await workbench.preview(text, edited).catch(() => text));
      if (!gone) setHtml(rendered);
    };
    show().catch((error) => workbench.report(error));
    return () => {
      gone = true;
    };
  }, [text, edited, workbench]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer lets no scripts, handlers or foreign addresses through
  return <section className="large__preview" aria-label="Preview" dangerouslySetInnerHTML={{ __html: html }} />;
}

function useEditor(place: React.RefObject<HTMLDivElement | null>, edited: Edited, workbench: Workbench) {
  const [editor, setEditor] = useState<CodeEditor>();
  const [text, setText] = useState(edited.value);
  const [problems, setProblems] = useState<readonly TextProblem[]>([]);
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    let gone = false;
    let made: CodeEditor | undefined;
    const open = async () => {
      const { CodeEditor } = await import('./CodeEditor.ts');
      if (gone || !place.current) return;
      const { value, title: label, language, variables } = edited;
      made = new CodeEditor(place.current, {
        value,
        label,
        language,
        large: true,
        typed: setText,
        variables,
      });
      made.focus();
      setEditor(made);
    };
    open().catch((error) => setFailed(String(error)));
    return () => {
      gone = true;
      made?.destroy();
      setEditor(undefined);
    };
  }, [edited, place]);
  useEffect(() => {
    let overtaken = false;
    const timer = setTimeout(async () => {
      const found = await workbench.check(text, edited).catch(() => []);
      if (found && !overtaken) setProblems(found);
    }, PAUSE);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [text, edited, workbench]);
  useEffect(() => editor?.show(problems), [editor, problems]);
  return { editor, text, problems, failed };
}
