import type { SourceInfo } from 'signalbox';
import { useWorkbench } from '../workbench/hooks.ts';
import { useServices } from './hooks.ts';
import { NewRow, Problem, Row } from './Rows.tsx';
import type { ProxyEntry } from './Services.ts';

/** The connector proxies that are asked for operators. */
export function Proxies() {
  const { services } = useWorkbench();
  const proxies = useServices((state) => state.proxies);
  const sources = useServices((state) => state.sources);
  const clashes = useServices((state) => state.clashes);
  const busy = useServices((state) => state.busy);
  const add = (url: string, apiKey: string) => void services.addProxy({ name: new URL(url).host, url, apiKey });
  return (
    <section aria-label="Connector proxies" aria-busy={busy}>
      <h3>Connector proxies</h3>
      <ul className="services__list">
        {proxies.map((proxy) => (
          <ProxyRow key={proxy.name} proxy={proxy} source={sources.find(({ name }) => name === proxy.name)} />
        ))}
      </ul>
      {clashes.map((clash) => (
        <p key={clash} className="none">
          {clash}
        </p>
      ))}
      <NewRow
        fields={[
          { label: 'Address of a proxy', placeholder: 'https://proxy.example', type: 'url' },
          { label: 'API key of the proxy', placeholder: 'API key', type: 'password' },
        ]}
        accepts={(url) => URL.canParse(url)}
        add={add}
        busy={busy}
      />
    </section>
  );
}

function ProxyRow({ proxy: { name, url }, source }: { proxy: ProxyEntry; source: SourceInfo | undefined }) {
  const { services } = useWorkbench();
  const told = source ? `${source.operators} operators` : 'asking …';
  return (
    <Row what={`the proxy ${name}`} remove={() => services.dropProxy(name)}>
      <span className="services__name">
        {name} <span className="none">{url}</span>
      </span>
      <span className="none">{told}</span>
      <button type="button" className="sb-button" onClick={() => void services.refresh(name)}>
        Refresh
      </button>
      <Problem text={source?.problem && [source.problem.message, source.problem.help].filter(Boolean).join(' ')} />
    </Row>
  );
}
