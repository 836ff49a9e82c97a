import { useEffect, useRef, useState } from 'react';
import { Icon } from '../shell/Icon.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { useServices } from './hooks.ts';
import { operatorsIn } from './operators.ts';
import { answerText, type Choice, type Way } from './Services.ts';

const WAYS: [Way, string][] = [
  ['mock', 'A mock answers'],
  ['call', 'Call it for real'],
  ['ask', 'Ask me'],
];

/** Who does service tasks: mocks, real calls, proxies, and the secrets they need. */
export function ServicesDialog() {
  const open = useServices((state) => state.open);
  return open ? <Open /> : null;
}

function Open() {
  const { services } = useWorkbench();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="sb-dialog services"
      aria-labelledby="services-title"
      onClose={() => services.show(false)}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="services__head">
        <h2 className="sb-dialog__title" id="services-title">
          Services
        </h2>
        <button type="button" className="tool" aria-label="Close" title="Close" onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <Operators />
      <Proxies />
      <Secrets />
    </dialog>
  );
}

function Operators() {
  const files = useView((state) => state.files);
  const choices = useServices((state) => state.choices);
  const outbox = useServices((state) => state.outbox);
  const operators = [...new Set([...operatorsIn(files), ...outbox.map(({ operator }) => operator)])];
  return (
    <section aria-label="Operators">
      <h3>Operators</h3>
      {operators.length === 0 && <p className="none">No diagram here has a service task with an operator.</p>}
      <ul className="services__list">
        {operators.map((operator) => (
          <Operator key={operator} operator={operator} choice={choices[operator] ?? { way: 'mock' }} />
        ))}
      </ul>
    </section>
  );
}

function Operator({ operator, choice }: { operator: string; choice: Choice }) {
  const { services } = useWorkbench();
  useServices((state) => state.sources);
  const [text, setText] = useState(answerText(operator, choice));
  const problem = choice.way === 'mock' ? problemOf(text) : undefined;
  const nobody = choice.way === 'call' && services.callable(operator);
  const edit = (answer: string) => {
    setText(answer);
    if (!problemOf(answer)) services.choose(operator, { way: 'mock', answer });
  };
  return (
    <li className="services__operator">
      <code>{operator}</code>
      <select
        className="sb-input"
        aria-label={`Who does ${operator}`}
        value={choice.way}
        onChange={(event) => services.choose(operator, { ...choice, way: event.target.value as Way })}
      >
        {WAYS.map(([way, label]) => (
          <option key={way} value={way}>
            {label}
          </option>
        ))}
      </select>
      {choice.way === 'mock' && (
        <textarea
          className="sb-input sb-input--code"
          aria-label={`Answer of ${operator} (JSON)`}
          rows={3}
          spellCheck={false}
          value={text}
          onChange={(event) => edit(event.target.value)}
        />
      )}
      {(problem || nobody) && (
        <p className="form__problem" role="alert">
          {problem ?? nobody}
        </p>
      )}
    </li>
  );
}

function problemOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : error}`;
  }
}

function Proxies() {
  const { services } = useWorkbench();
  const proxies = useServices((state) => state.proxies);
  const sources = useServices((state) => state.sources);
  const clashes = useServices((state) => state.clashes);
  const busy = useServices((state) => state.busy);
  const [url, setUrl] = useState('');
  const [apiKey, setApiKey] = useState('');
  const add = (event: React.FormEvent) => {
    event.preventDefault();
    if (!URL.canParse(url)) return;
    void services.addProxy({ name: new URL(url).host, url, apiKey });
    setUrl('');
    setApiKey('');
  };
  return (
    <section aria-label="Connector proxies" aria-busy={busy}>
      <h3>Connector proxies</h3>
      <ul className="services__list">
        {proxies.map(({ name, url: address }) => {
          const source = sources.find((known) => known.name === name);
          return (
            <li key={name} className="services__row">
              <span>
                {name} <span className="none">{address}</span>
              </span>
              <span className="none">{source ? `${source.operators} operators` : 'asking …'}</span>
              <button type="button" className="sb-button" onClick={() => void services.refresh(name)}>
                Refresh
              </button>
              <Remove what={`the proxy ${name}`} act={() => services.dropProxy(name)} />
              {source?.problem && (
                <p className="form__problem" role="alert">
                  {source.problem.message} {source.problem.help}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {clashes.map((clash) => (
        <p key={clash} className="none">
          {clash}
        </p>
      ))}
      <form className="services__row" onSubmit={add}>
        <input
          className="sb-input"
          type="url"
          placeholder="https://proxy.example"
          aria-label="Address of a proxy"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <input
          className="sb-input"
          type="password"
          autoComplete="off"
          placeholder="API key"
          aria-label="API key of the proxy"
          value={apiKey}
          onChange={(event) => setApiKey(event.target.value)}
        />
        <button type="submit" className="sb-button" disabled={!URL.canParse(url) || busy}>
          {busy ? 'Asking …' : 'Add'}
        </button>
      </form>
    </section>
  );
}

function Secrets() {
  const { services } = useWorkbench();
  const secrets = useServices((state) => state.secrets);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const add = (event: React.FormEvent) => {
    event.preventDefault();
    if (!name || !value) return;
    services.setSecret(name, value);
    setName('');
    setValue('');
  };
  return (
    <section aria-label="Secrets">
      <h3>Secrets</h3>
      <p className="none">
        Put in for <code>SPIFF_SECRET:name</code> at the moment of a real call. They stay in memory and are gone with
        this page; keys of proxies too.
      </p>
      <ul className="services__list">
        {secrets.map((known) => (
          <li key={known} className="services__row">
            <code>{known}</code>
            <Remove what={`the secret ${known}`} act={() => services.dropSecret(known)} />
          </li>
        ))}
      </ul>
      <form className="services__row" onSubmit={add}>
        <input
          className="sb-input"
          placeholder="NAME"
          aria-label="Name of a secret"
          value={name}
          onChange={(event) => setName(event.target.value.trim())}
        />
        <input
          className="sb-input"
          type="password"
          autoComplete="off"
          placeholder="Value"
          aria-label="Value of the secret"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <button type="submit" className="sb-button" disabled={!name || !value}>
          Add
        </button>
      </form>
    </section>
  );
}

function Remove({ what, act }: { what: string; act: () => void }) {
  return (
    <button type="button" className="tool" title={`Remove ${what}`} aria-label={`Remove ${what}`} onClick={act}>
      <Icon name="trash" />
    </button>
  );
}
