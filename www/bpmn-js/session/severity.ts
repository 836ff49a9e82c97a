import type { Severity } from './types.js';

/** Severities, worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
