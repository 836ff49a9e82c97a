/** What is remembered of people for the next visit. */
import { remembered } from '../workbench/remembered.ts';
import type { PeopleState } from './PeopleBook.ts';

type Kept = Pick<PeopleState, 'personas' | 'permissions' | 'as'>;

export const { kept, keep } = remembered<Kept>('signalbox.people', { personas: [], permissions: [], as: undefined });
