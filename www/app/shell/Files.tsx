import { examples } from '../workbench/examples.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { openExample } from '../workbench/tour.ts';
import { DiskFolder, DiskFolderOffer } from './DiskFolder.tsx';
import { FileTree } from './FileTree.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { LibraryChoice } from './LibraryChoice.tsx';
import { NewFile } from './NewFile.tsx';
import { pickFiles, pickWholeFolder } from './pick.ts';

/** The files of the library, and the examples. */
export function Files() {
  const workbench = useWorkbench();
  const count = useView((state) => state.files.length);
  return (
    <aside className="files" aria-label="Files">
      <LibraryChoice />
      <div className="files__head">
        <h2>Files</h2>
        <NewFile />
        <Tool icon="open" title="Open files (Ctrl+O)" label="Open files" act={() => pickFiles(workbench)} />
        <Tool icon="folder" title="Open a folder with all its files" act={() => pickWholeFolder(workbench)} />
        {count > 0 && (
          <Tool icon="save" title="Save all files as a zip archive" act={() => void workbench.library.export()} />
        )}
      </div>
      <DiskFolder />
      {count === 0 && (
        <p className="files__empty">
          No files yet. Drop a folder or a zip archive of a process model here, or begin with an example.
        </p>
      )}
      <FileTree />
      <DiskFolderOffer />
      <Examples />
    </aside>
  );
}

function Examples() {
  const workbench = useWorkbench();
  return (
    <>
      <h2 className="files__title">Examples</h2>
      <ul className="files__list">
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className="files__name"
              title={example.sentence}
              onClick={() => void openExample(workbench, example)}
            >
              <span>{example.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Tool({ icon, title, label, act }: { icon: IconName; title: string; label?: string; act: () => void }) {
  return (
    <button type="button" className="tool" title={title} aria-label={label ?? title} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
