/** A Jinja template on its way to people: filled in with what a run has, and what is wrong with it. */
import type { Data } from 'signalbox';
import type { Session } from '../../bpmn-js/session/Session.ts';
import { offsetIn, type TextProblem } from './places.ts';

export interface Filled {
  readonly text: string;
  readonly problems: readonly TextProblem[];
}

/** Without data of a run the text stays as it is written: names say more than gaps. */
export async function fillIn(session: Session, text: string, data: Data | undefined): Promise<Filled> {
  const { text: filled, problems } = await session.workspace.render(text, data ?? {}, {
    format: 'markdown',
  });
  const places = problems.map(({ range, severity, message, help }) => ({
    from: range ? offsetIn(text, range.start) : 0,
    to: range ? offsetIn(text, range.end) : 0,
    severity,
    message,
    help,
  }));
  return { text: data ? filled : text, problems: places };
}
