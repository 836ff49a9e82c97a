import { Dialog } from '../shell/Dialog.tsx';
import { useWorkbench } from '../workbench/hooks.ts';
import { useServices } from './hooks.ts';
import { Operators } from './Operators.tsx';
import { Proxies } from './Proxies.tsx';
import { Secrets } from './Secrets.tsx';

/** Who does service tasks: mocks, real calls, proxies, and the secrets they need. */
export function ServicesDialog() {
  const { services } = useWorkbench();
  const open = useServices((state) => state.open);
  if (!open) return null;
  return (
    <Dialog title="Services" className="services" closed={() => services.show(false)}>
      <Operators />
      <Proxies />
      <Secrets />
    </Dialog>
  );
}
