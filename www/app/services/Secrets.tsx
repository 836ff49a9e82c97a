import { useWorkbench } from '../workbench/hooks.ts';
import { useServices } from './hooks.ts';
import { NewRow, Row } from './Rows.tsx';

/** The names of secrets; their values are never shown. */
export function Secrets() {
  const { services } = useWorkbench();
  const secrets = useServices((state) => state.secrets);
  return (
    <section aria-label="Secrets">
      <h3>Secrets</h3>
      <p className="none">
        Put in for <code>SPIFF_SECRET:name</code> at the moment of a real call. They stay in memory and are gone with
        this page; keys of proxies too.
      </p>
      <ul className="services__list">
        {secrets.map((name) => (
          <Row key={name} what={`the secret ${name}`} remove={() => services.dropSecret(name)}>
            <code className="services__name">{name}</code>
          </Row>
        ))}
      </ul>
      <NewRow
        fields={[
          { label: 'Name of a secret', placeholder: 'NAME' },
          { label: 'Value of the secret', placeholder: 'Value', type: 'password' },
        ]}
        accepts={(name, value) => name !== '' && value !== ''}
        add={(name, value) => services.setSecret(name, value)}
      />
    </section>
  );
}
