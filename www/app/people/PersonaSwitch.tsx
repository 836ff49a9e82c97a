import { Icon } from '../shell/Icon.tsx';
import { useWorkbench } from '../workbench/hooks.ts';
import { usePeople } from './hooks.ts';

const EDIT = '\u0000edit';

/** As whom the person in front of the page acts. */
export function PersonaSwitch() {
  const { people } = useWorkbench();
  const personas = usePeople((state) => state.personas);
  const as = usePeople((state) => state.as);
  const choose = (value: string) => {
    if (value === EDIT) people.show(true);
    else people.act(value || undefined);
  };
  return (
    <label className="header__profile persona" title={as ? `You act as ${as}` : 'You act as nobody in particular'}>
      <Icon name="person" />
      <span className="visually-hidden">Act as</span>
      <select value={as ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">Anybody</option>
        {personas.map(({ username }) => (
          <option key={username} value={username}>
            {username}
          </option>
        ))}
        <option value={EDIT}>People …</option>
      </select>
    </label>
  );
}
