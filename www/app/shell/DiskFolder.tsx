import type { FolderState } from '../library/FolderLink.ts';
import { hasFolders } from '../library/LiveFolder.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Icon } from './Icon.tsx';

/** Offers a folder of the disk to stand beside the library, where the browser can have one. */
export function DiskFolderOffer() {
  const { library } = useWorkbench();
  const folder = useView((state) => state.folder);
  if (!hasFolders() || folder) return null;
  return (
    <button type="button" className="files__offer" onClick={() => void library.folder.choose()}>
      <Icon name="folder" />
      Work in a folder of this computer …
    </button>
  );
}

/** The folder of the disk that stands beside the library: how it is with it. */
export function DiskFolder() {
  const { library } = useWorkbench();
  const folder = useView((state) => state.folder);
  const conflicts = useView((state) => state.conflicts.length);
  if (!folder) return null;
  return (
    <div className={`files__live files__live--${folder.status}`} role="status">
      <p>
        <Told folder={folder} />
        {conflicts > 0 && folder.status === 'live' && ` ${conflicts} of its files wait for your decision.`}
      </p>
      {folder.status !== 'live' && (
        <button type="button" className="sb-button" onClick={() => void library.folder.reconnect()}>
          {folder.status === 'asleep' ? 'Reconnect' : 'Try again'}
        </button>
      )}{' '}
      <button type="button" className="link" onClick={() => library.folder.leave()}>
        Leave it
      </button>
    </div>
  );
}

function Told({ folder: { name, status, problem } }: { folder: FolderState }) {
  const folder = <strong>{name}</strong>;
  if (status === 'live') return <>In step with the folder {folder}.</>;
  if (status === 'asleep') return <>The folder {folder} has to be permitted again after a reload.</>;
  if (status === 'refused')
    return <>The browser may not open the folder {folder}. Your files are here; nothing goes to disk.</>;
  if (status === 'gone') return <>The folder {folder} is no longer there. Your files are here; nothing goes to disk.</>;
  return (
    <>
      The folder {folder} could not be read: {problem}
    </>
  );
}
