import { useState } from 'react';
import { Confirm, Dialog } from '../shell/Dialog.tsx';
import { Icon } from '../shell/Icon.tsx';
import { useWorkbench } from '../workbench/hooks.ts';
import { usePeople } from './hooks.ts';
import type { PersonaEntry } from './PeopleBook.ts';

/** From how many personas on there is a field to find one. */
const MANY = 12;

/** Personas and their groups: typed in, or brought by a permission file. */
export function PeopleDialog() {
  const { people } = useWorkbench();
  const open = usePeople((state) => state.open);
  if (!open) return null;
  return (
    <Dialog title="People" className="people" closed={() => people.show(false)}>
      <Personas />
      <Import />
      <Place />
      <Permissions />
    </Dialog>
  );
}

function Personas() {
  const personas = usePeople((state) => state.personas);
  const [wanted, setWanted] = useState('');
  const shown = personas.map((entry, index) => ({ entry, index })).filter(({ entry }) => fits(entry, wanted));
  return (
    <section aria-label="Personas">
      <h3>Personas</h3>
      <p className="none">
        A task is for the group that is named like its lane, for whom <code>lane_owners</code> names, and without a lane
        for who started the run.
      </p>
      {personas.length === 0 && <p className="none">Nobody yet: everybody may do everything.</p>}
      {personas.length > MANY && (
        <input
          className="sb-input"
          type="search"
          aria-label="Find a persona or group"
          placeholder={`Find one of ${personas.length}`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      <div className="people__titles" aria-hidden="true">
        <span>Name</span>
        <span>Email</span>
        <span>Groups, with commas between</span>
      </div>
      <ul className="services__list people__list">
        {shown.map(({ entry, index }) => (
          <Row key={`${index} ${entry.username}`} entry={entry} index={index} />
        ))}
        {personas.length > 0 && shown.length === 0 && <li className="none">Nobody is called or grouped like that.</li>}
      </ul>
      <Row entry={{ username: '', email: '', groups: [] }} />
    </section>
  );
}

/** Removes all personas when a person agrees. */
function Clear() {
  const { people } = useWorkbench();
  const count = usePeople((state) => state.personas.length);
  const [clearing, setClearing] = useState(false);
  if (count === 0) return null;
  return (
    <>
      <button type="button" className="sb-button" onClick={() => setClearing(true)}>
        Remove all …
      </button>
      {clearing && (
        <Confirm
          title={`Remove ${count === 1 ? 'the persona' : `all ${count} personas`}?`}
          label="Remove"
          act={() => people.clear()}
          closed={() => setClearing(false)}
        >
          <p>Nobody is left to act as, and everybody may do everything. A permission file can be imported again.</p>
        </Confirm>
      )}
    </>
  );
}

const fits = ({ username, email, groups }: PersonaEntry, wanted: string) =>
  [username, email, ...groups].some((text) => text.toLowerCase().includes(wanted.toLowerCase()));

/** One persona; without an index it is a new one. */
function Row({ entry, index }: { entry: PersonaEntry; index?: number }) {
  const { people } = useWorkbench();
  const personas = usePeople((state) => state.personas);
  const [username, setUsername] = useState(entry.username);
  const [email, setEmail] = useState(entry.email);
  const [groups, setGroups] = useState(entry.groups.join(', '));
  const isNew = index === undefined;
  const name = username.trim();
  const taken = personas.some((other, at) => other.username === name && at !== index);
  const save = () => {
    if (!name || taken) return;
    const list = groups.split(',').map((group) => group.trim());
    people.put({ username: name, email: email.trim(), groups: list.filter((group) => group !== '') }, index);
    if (!isNew) return;
    for (const set of [setUsername, setEmail, setGroups]) set('');
  };
  const whose = isNew ? 'of the new persona' : `of ${entry.username}`;
  const field = (label: string, value: string, set: (value: string) => void) => (
    <input
      className="sb-input"
      aria-label={`${label} ${whose}`}
      placeholder={label}
      value={value}
      onChange={(event) => set(event.target.value)}
      onBlur={isNew ? undefined : save}
    />
  );
  return (
    <RowFrame isNew={isNew} save={save}>
      {field('Name', username, setUsername)}
      {field('Email', email, setEmail)}
      {field('Groups', groups, setGroups)}
      {isNew ? (
        <button type="submit" className="sb-button" disabled={!name || taken}>
          Add
        </button>
      ) : (
        <button
          type="button"
          className="tool"
          aria-label={`Remove ${entry.username}`}
          title={`Remove ${entry.username}`}
          onClick={() => people.remove(entry.username)}
        >
          <Icon name="trash" />
        </button>
      )}
      {taken && (
        <p className="form__problem" role="alert">
          Somebody else is called {name}.
        </p>
      )}
    </RowFrame>
  );
}

function RowFrame({ isNew, save, children }: { isNew: boolean; save(): void; children: React.ReactNode }) {
  if (!isNew) return <li className="people__row">{children}</li>;
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save();
    // The next one can be typed at once.
    event.currentTarget.querySelector('input')?.focus();
  };
  return (
    <form className="people__row" onSubmit={submit}>
      {children}
    </form>
  );
}

/** Where they are kept. */
function Place() {
  const workbench = useWorkbench();
  const file = usePeople((state) => state.file);
  const broken = usePeople((state) => state.broken);
  if (file === undefined) return null;
  const open = () => {
    workbench.people.show(false);
    workbench.show(file);
  };
  return (
    <>
      <p className="none">
        Kept in{' '}
        <button type="button" className="link" onClick={open}>
          {file}
        </button>{' '}
        among the files of this library, in SpiffArena's format: exported, imported and backed up with it. Passwords are
        left out.
      </p>
      {broken && (
        <p className="form__problem" role="alert">
          {file} cannot be read, so the people are those it had before. {broken}
        </p>
      )}
    </>
  );
}

function Import() {
  const { people } = useWorkbench();
  const problem = usePeople((state) => state.problem);
  const read = (file: File | undefined) => void file?.text().then((text) => people.import(text));
  return (
    <section className="people__import" aria-label="Import">
      <label className="sb-button people__file">
        Import a permission file (YAML or JSON)
        <input
          className="visually-hidden"
          type="file"
          accept=".yml,.yaml,.json"
          onChange={(event) => {
            read(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </label>
      <Clear />
      {problem && (
        <p className="form__problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function Permissions() {
  const permissions = usePeople((state) => state.permissions);
  if (permissions.length === 0) return null;
  return (
    <details>
      <summary>
        {permissions.length} permissions of the file <span className="none">shown, not acted upon</span>
      </summary>
      <ul className="services__list people__list">
        {permissions.map(({ id, groups, users, actions, uri }) => (
          <li key={id}>
            <code>{uri}</code> {actions.join(', ')} <span className="none">{[...groups, ...users].join(', ')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
