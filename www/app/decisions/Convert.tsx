import { useState } from 'react';
import { useWorkbench } from '../workbench/hooks.ts';
import { messageOf } from '../workbench/message.ts';
import { converted } from './versions.ts';

/** Converts a file of an older version when a person says so, with a way back. */
export function Convert({ name, again }: { name: string; again: () => Promise<void> }) {
  const workbench = useWorkbench();
  const [failed, setFailed] = useState<string>();
  const convert = async () => {
    const before = workbench.state.files.find((file) => file.name === name)?.text ?? '';
    try {
      const text = await converted(before);
      workbench.changed(name, text, true);
      await again();
      const back = () => void workbench.diagrams.replace(name, before);
      workbench.toast(`${name} is in DMN 1.3 now.`, { label: 'Undo', act: back });
    } catch (error) {
      setFailed(messageOf(error));
    }
  };
  return (
    <>
      {failed && <p className="decisions__failed">It could not be converted: {failed}</p>}
      <button type="button" className="sb-button sb-button--primary" onClick={() => void convert()}>
        Convert to DMN 1.3
      </button>
    </>
  );
}
