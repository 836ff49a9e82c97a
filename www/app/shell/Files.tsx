import { examples } from '../workbench/examples.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Icon } from './Icon.tsx';
import { pickFiles } from './pick.ts';

/** All files of the workspace, and the examples. */
export function Files() {
  const workbench = useWorkbench();
  const files = useView((state) => state.files);
  const active = useView((state) => state.active);
  const problems = useView((state) => state.problems);
  const errorsOf = (name: string) =>
    problems.filter((problem) => problem.file === name && problem.severity === 'error').length;
  return (
    <aside className="files" aria-label="Files">
      <div className="files__head">
        <h2>Files</h2>
        <button
          type="button"
          className="tool"
          title="New diagram"
          aria-label="New diagram"
          onClick={() => void workbench.create()}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          className="tool"
          title="Open files (Ctrl+O)"
          aria-label="Open files"
          onClick={() => pickFiles(workbench)}
        >
          <Icon name="open" />
        </button>
      </div>
      <ul className="files__list">
        {files.map(({ name }) => (
          <li key={name} className={name === active ? 'is-active' : ''}>
            <button type="button" className="files__name" title={name} onClick={() => workbench.show(name)}>
              <Icon name="file" />
              <span>{name}</span>
            </button>
            {errorsOf(name) > 0 && (
              <span className="count count--error" title={`${errorsOf(name)} errors`}>
                {errorsOf(name)}
              </span>
            )}
            <button
              type="button"
              className="tool files__more"
              title="Save to disk (Ctrl+S)"
              aria-label={`Save ${name} to disk`}
              onClick={() => void workbench.export(name)}
            >
              <Icon name="save" />
            </button>
            <button
              type="button"
              className="tool files__more"
              title="Remove from the workspace"
              aria-label={`Remove ${name}`}
              onClick={() => void workbench.remove(name)}
            >
              <Icon name="trash" />
            </button>
          </li>
        ))}
      </ul>
      <h2 className="files__title">Examples</h2>
      <ul className="files__list">
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className="files__name"
              title={example.sentence}
              onClick={() => void workbench.openExample(example)}
            >
              <span>{example.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
