/** What is remembered of services for the next visit: choices and addresses, never a secret or a key. */
import { remembered } from '../workbench/remembered.ts';
import type { Choice } from './Services.ts';

export interface Kept {
  choices: Record<string, Choice>;
  proxies: { name: string; url: string }[];
}

export const { kept, keep } = remembered<Kept>('signalbox.services', { choices: {}, proxies: [] });
