/** How components see the services. */
import { useSyncExternalStore } from 'react';
import { useWorkbench } from '../workbench/hooks.ts';
import type { ServicesState } from './Services.ts';

/** The part of the services' state that a component shows. */
export function useServices<Part>(pick: (state: ServicesState) => Part): Part {
  const { services } = useWorkbench();
  return useSyncExternalStore(services.subscribe, () => pick(services.snapshot()));
}
