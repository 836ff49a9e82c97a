import { useView, useWorkbench } from '../workbench/hooks.ts';

/** A file that changed here and on disk, or is gone there: a person decides. */
export function ConflictBand({ name }: { name: string }) {
  const { library, report } = useWorkbench();
  const conflict = useView((state) => state.conflicts.find((known) => known.name === name));
  if (!conflict) return null;
  const take = () => void library.folder.takeDisk(conflict).catch(report);
  return (
    <div className="conflict" role="alert">
      <span>
        {conflict.disk ? (
          <>
            <strong>{name}</strong> is not the same on disk and here.
          </>
        ) : (
          <>
            <strong>{name}</strong> is gone from the folder on disk.
          </>
        )}
      </span>
      <button type="button" className="sb-button" onClick={() => library.folder.keepMine(conflict)}>
        {conflict.disk ? 'Keep mine' : 'Keep it here'}
      </button>
      <button type="button" className="sb-button" onClick={take}>
        {conflict.disk ? "Take disk's" : 'Remove it here too'}
      </button>
    </div>
  );
}
