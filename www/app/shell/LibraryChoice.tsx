import { useEffect, useState } from 'react';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import type { LibraryName } from '../workbench/storage.ts';
import { Confirm } from './Dialog.tsx';

/** What can be done beside opening another library. */
const ACTS = { rename: '=', create: '+', forget: '-' };

/** Which library is open, and others. */
export function LibraryChoice() {
  const workbench = useWorkbench();
  const title = useView((state) => state.library);
  const [all, setAll] = useState<readonly LibraryName[]>([]);
  const [doing, setDoing] = useState<'rename' | 'forget'>();
  const { library } = workbench;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title stands in the list
  useEffect(() => {
    void library.all().then(setAll);
  }, [library, title]);
  const done = () => setDoing(undefined);
  if (doing === 'rename') return <Naming title={title} done={done} />;
  const act = (value: string) => {
    if (value === ACTS.create) library.create();
    else if (value === ACTS.rename) setDoing('rename');
    else if (value === ACTS.forget) setDoing('forget');
    else library.open(value);
  };
  return (
    <div className="files__library">
      <select
        className="sb-input"
        aria-label="Library"
        title={title}
        value={library.current}
        onChange={(event) => act(event.target.value)}
      >
        {all.map(({ id, title: other }) => (
          <option key={id} value={id}>
            {id === library.current ? title : other}
          </option>
        ))}
        <option value={ACTS.rename}>Rename this library …</option>
        <option value={ACTS.create}>New library</option>
        {all.length > 1 && <option value={ACTS.forget}>Forget this library …</option>}
      </select>
      {doing === 'forget' && <Forgetting title={title} done={done} />}
    </div>
  );
}

/** Another name for the library: Enter or leaving takes it, Escape leaves it as it was. */
function Naming({ title, done }: { title: string; done: () => void }) {
  const workbench = useWorkbench();
  const [name, setName] = useState(title);
  const take = () => {
    workbench.describe({ library: name.trim() || title });
    done();
  };
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    take();
  };
  return (
    <form className="files__library" onSubmit={submit}>
      <input
        className="sb-input"
        aria-label="Name of the library"
        ref={(input) => input?.focus()}
        value={name}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Escape' && done()}
      />
    </form>
  );
}

function Forgetting({ title, done }: { title: string; done: () => void }) {
  const { library, report } = useWorkbench();
  const files = useView((state) => state.files.length);
  const folder = useView((state) => state.folder);
  const forget = () => void library.forget().catch(report);
  return (
    <Confirm title={`Forget ${title}?`} label="Forget it" act={forget} closed={done}>
      <p>
        {files === 1 ? 'Its file' : `Its ${files} files`} and its run are removed from this browser, and cannot be
        brought back. Save the files first where you need them.
      </p>
      {folder && <p>Nothing is removed from the folder on disk.</p>}
    </Confirm>
  );
}
