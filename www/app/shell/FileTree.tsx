import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Folder, shortName, treeOf } from '../library/tree.ts';
import type { WorkFile } from '../workbench/files.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { FileName } from './FileName.tsx';
import { Icon, type IconName } from './Icon.tsx';

/** From how many files on there is a field to find one, and folders begin closed. */
const MANY = 30;
/** Of how many found files a list is drawn. */
const LISTED = 100;

/** How many errors each file has, and whether folders begin open. */
const Marks = createContext<{ errors: ReadonlyMap<string, number>; open: boolean }>({ errors: new Map(), open: true });

/** The files of the library as a tree; of many files those that are looked for, as a list. */
export function FileTree() {
  const files = useView((state) => state.files);
  const problems = useView((state) => state.problems);
  const [wanted, setWanted] = useState('');
  const tree = useMemo(() => treeOf(files), [files]);
  const marks = useMemo(() => {
    const errors = new Map<string, number>();
    for (const { file, severity } of problems)
      if (file && severity === 'error') errors.set(file, (errors.get(file) ?? 0) + 1);
    return { errors, open: files.length <= MANY };
  }, [problems, files.length]);
  const searched = files.length > MANY ? wanted.trim().toLowerCase() : '';
  return (
    <Marks.Provider value={marks}>
      {files.length > MANY && (
        <div className="files__find">
          <input
            className="sb-input"
            type="search"
            aria-label="Find a file"
            placeholder={`Find one of ${files.length} files`}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </div>
      )}
      {searched ? (
        <Found files={files.filter(({ name }) => name.toLowerCase().includes(searched))} />
      ) : (
        <Level folder={tree} />
      )}
    </Marks.Provider>
  );
}

/** Files that were looked for, each with its folder. */
function Found({ files }: { files: readonly WorkFile[] }) {
  const more = files.length - LISTED;
  return (
    <>
      <ul className="files__list" aria-label="Files found">
        {files.slice(0, LISTED).map((file) => (
          <FileLine key={file.name} file={file} folder={file.name.slice(0, file.name.lastIndexOf('/') + 1)} />
        ))}
      </ul>
      {files.length === 0 && <p className="files__empty">No file is called like that.</p>}
      {more > 0 && <p className="files__empty">and {more} more: go on typing.</p>}
    </>
  );
}

/** One folder: folders first, then files. */
function Level({ folder }: { folder: Folder }) {
  return (
    <ul className="files__list" aria-label={folder.path || 'Files'}>
      {folder.folders.map((inner) => (
        <FolderLine key={inner.path} folder={inner} />
      ))}
      {folder.files.map((file) => (
        <FileLine key={file.name} file={file} />
      ))}
    </ul>
  );
}

function FolderLine({ folder }: { folder: Folder }) {
  const workbench = useWorkbench();
  const inside = useView((state) => state.active?.startsWith(folder.path) === true);
  const { errors, open: begins } = useContext(Marks);
  const [open, setOpen] = useState(begins || inside);
  // A folder opens when a file in it is shown from elsewhere.
  useEffect(() => {
    if (inside) setOpen(true);
  }, [inside]);
  const hidden = open ? 0 : errorsIn(errors, folder.path);
  return (
    <li className="files__folder">
      <div className="files__line">
        <button
          type="button"
          className="files__name"
          aria-expanded={open}
          aria-label={folder.name}
          title={folder.path}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'down' : 'next'} />
          <FileName name={folder.name} />
        </button>
        <Errors count={hidden} />
        <More
          icon="save"
          title="Save this folder as a zip archive"
          label={`Save the folder ${folder.path}`}
          act={() => void workbench.library.export(folder.path)}
        />
      </div>
      {open && <Level folder={folder} />}
    </li>
  );
}

function FileLine({ file: { name, binary = false }, folder }: { file: WorkFile; folder?: string }) {
  const workbench = useWorkbench();
  const active = useView((state) => state.active === name);
  const conflict = useView((state) => state.conflicts.some((known) => known.name === name));
  const { errors } = useContext(Marks);
  return (
    <li>
      <div className={`files__line${active ? ' is-active' : ''}`}>
        <button
          type="button"
          className="files__name"
          aria-label={shortName(name)}
          title={binary ? `${name}: no text, kept as it is` : name}
          disabled={binary}
          onClick={() => workbench.show(name)}
        >
          <Icon name="file" />
          <span className="files__found">
            <FileName name={shortName(name)} />
            {folder && <small>{folder}</small>}
          </span>
        </button>
        {conflict && (
          <span className="count count--error" title="Not the same on disk and here">
            ≠
          </span>
        )}
        <Errors count={errors.get(name) ?? 0} />
        <More
          icon="save"
          title="Save to disk (Ctrl+S)"
          label={`Save ${name} to disk`}
          act={() => void workbench.export(name)}
        />
        <More
          icon="trash"
          title="Remove from the workspace"
          label={`Remove ${name}`}
          act={() => void workbench.remove(name)}
        />
      </div>
    </li>
  );
}

function errorsIn(errors: ReadonlyMap<string, number>, path: string): number {
  return [...errors].reduce((sum, [name, count]) => (name.startsWith(path) ? sum + count : sum), 0);
}

function Errors({ count }: { count: number }): ReactNode {
  if (count === 0) return null;
  return (
    <span className="count count--error" title={count === 1 ? '1 error' : `${count} errors`}>
      {count}
    </span>
  );
}

/** A tool that is seen where the line is pointed at or holds the focus. */
function More({ icon, title, label, act }: { icon: IconName; title: string; label: string; act: () => void }) {
  return (
    <button type="button" className="tool files__more" title={title} aria-label={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
