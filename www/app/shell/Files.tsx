import { useEffect, useMemo, useState } from 'react';
import { type Folder, shortName, treeOf } from '../library/tree.ts';
import { examples } from '../workbench/examples.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { LibraryName } from '../workbench/storage.ts';
import { DiskFolder } from './DiskFolder.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { NewFile } from './NewFile.tsx';
import { pickFiles, pickWholeFolder } from './pick.ts';

/** The files of the library as a tree, and the examples. */
export function Files() {
  const workbench = useWorkbench();
  const files = useView((state) => state.files);
  const tree = useMemo(() => treeOf(files), [files]);
  return (
    <aside className="files" aria-label="Files">
      <LibraryChoice />
      <div className="files__head">
        <h2>Files</h2>
        <NewFile />
        <Tool icon="open" title="Open files (Ctrl+O)" label="Open files" act={() => pickFiles(workbench)} />
        <Tool icon="folder" title="Open a folder with all its files" act={() => pickWholeFolder(workbench)} />
        {files.length > 0 && (
          <Tool icon="save" title="Save all files as a zip archive" act={() => void workbench.library.export()} />
        )}
      </div>
      <DiskFolder />
      {files.length === 0 && (
        <p className="files__empty">
          No files yet. Drop a folder or a zip archive of a process model here, or begin with an example.
        </p>
      )}
      <Level folder={tree} />
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

function Tool({
  icon,
  title,
  label,
  act,
  more,
}: {
  icon: IconName;
  title: string;
  label?: string;
  act: () => void;
  more?: boolean;
}) {
  return (
    <button
      type="button"
      className={more ? 'tool files__more' : 'tool'}
      title={title}
      aria-label={label ?? title}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
}

/** One folder: folders first, then files. */
function Level({ folder }: { folder: Folder }) {
  return (
    <ul className="files__list" aria-label={folder.path || 'Files'}>
      {folder.folders.map((inner) => (
        <FolderLine key={inner.path} folder={inner} />
      ))}
      {folder.files.map(({ name, binary }) => (
        <FileLine key={name} name={name} binary={binary === true} />
      ))}
    </ul>
  );
}

function FolderLine({ folder }: { folder: Folder }) {
  const workbench = useWorkbench();
  const active = useView((state) => state.active);
  const [open, setOpen] = useState(true);
  const inside = active?.startsWith(folder.path) === true;
  // A folder opens when a file in it is shown from elsewhere.
  useEffect(() => {
    if (inside) setOpen(true);
  }, [inside]);
  return (
    <li className="files__folder">
      <div className="files__line">
        <button
          type="button"
          className="files__name"
          aria-expanded={open}
          title={folder.path}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'down' : 'next'} />
          <span>{folder.name}</span>
        </button>
        <Tool
          icon="save"
          title="Save this folder as a zip archive"
          label={`Save the folder ${folder.path}`}
          act={() => void workbench.library.export(folder.path)}
          more
        />
      </div>
      {open && <Level folder={folder} />}
    </li>
  );
}

function FileLine({ name, binary }: { name: string; binary: boolean }) {
  const workbench = useWorkbench();
  const active = useView((state) => state.active === name);
  const conflict = useView((state) => state.conflicts.some((known) => known.name === name));
  const errors = useView(
    (state) => state.problems.filter(({ file, severity }) => file === name && severity === 'error').length,
  );
  return (
    <li>
      <div className={`files__line${active ? ' is-active' : ''}`}>
        <button
          type="button"
          className="files__name"
          title={binary ? `${name}: no text, kept as it is` : name}
          disabled={binary}
          onClick={() => workbench.show(name)}
        >
          <Icon name="file" />
          <span>{shortName(name)}</span>
        </button>
        {conflict && (
          <span className="count count--error" title="Not the same on disk and here">
            ≠
          </span>
        )}
        {errors > 0 && (
          <span className="count count--error" title={`${errors} errors`}>
            {errors}
          </span>
        )}
        <Tool
          icon="save"
          title="Save to disk (Ctrl+S)"
          label={`Save ${name} to disk`}
          act={() => void workbench.export(name)}
          more
        />
        <Tool
          icon="trash"
          title="Remove from the workspace"
          label={`Remove ${name}`}
          act={() => void workbench.remove(name)}
          more
        />
      </div>
    </li>
  );
}

/** Which library is open, and others. */
function LibraryChoice() {
  const workbench = useWorkbench();
  const title = useView((state) => state.library);
  const [all, setAll] = useState<readonly LibraryName[]>([]);
  const [naming, setNaming] = useState<string>();
  const { library } = workbench;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title stands in the list
  useEffect(() => {
    void library.all().then(setAll);
  }, [library, title]);
  if (naming !== undefined) {
    const done = () => {
      workbench.describe({ library: naming.trim() || title });
      setNaming(undefined);
    };
    return (
      <form className="files__library" onSubmit={done}>
        <input
          className="sb-input"
          aria-label="Name of the library"
          value={naming}
          onChange={(event) => setNaming(event.target.value)}
          onBlur={done}
        />
      </form>
    );
  }
  const act = (value: string) => {
    if (value === '+') library.create();
    else if (value === '=') setNaming(title);
    else if (value === '-') void library.forget();
    else library.open(value);
  };
  return (
    <div className="files__library">
      <select
        className="sb-input"
        aria-label="Library"
        value={library.current}
        onChange={(event) => act(event.target.value)}
      >
        {all.map(({ id, title: other }) => (
          <option key={id} value={id}>
            {id === library.current ? title : other}
          </option>
        ))}
        <option value="=">Rename this library …</option>
        <option value="+">New library</option>
        {all.length > 1 && <option value="-">Forget this library</option>}
      </select>
    </div>
  );
}
