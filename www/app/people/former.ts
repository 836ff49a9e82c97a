/** People as earlier versions of the page kept them: in local storage, for all libraries at once. */
import { remembered } from '../workbench/remembered.ts';
import type { PersonaEntry } from './PeopleBook.ts';

interface Former {
  personas: PersonaEntry[];
  as: string | undefined;
}

export const { kept: former } = remembered<Former>('signalbox.people', { personas: [], as: undefined });
