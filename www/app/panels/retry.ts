/** Opens the script that failed; when it is saved, the run goes over to it and tries the task again. */
import type { Workbench } from '../workbench/Workbench.ts';

export async function editAndRetry(
  workbench: Workbench,
  file: string,
  { id, element }: { id: number; element: string },
  role: string,
): Promise<void> {
  await workbench.reveal(file, element);
  const drawn = workbench.diagrams.get(file);
  const again = async () => {
    const { session } = workbench;
    if (!drawn || !session) return;
    await session.put(file, await drawn.save());
    // Where something is in the way of the new diagram, the page tells what; the old script would only fail again.
    if (!session.behind) await session.run?.retry(id);
  };
  drawn?.editScript?.(element, role, () => void again().catch(workbench.report));
}
