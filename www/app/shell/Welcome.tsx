import { type Example, examples, pictureOf } from '../workbench/examples.ts';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { openExample, tour } from '../workbench/tour.ts';
import { Icon } from './Icon.tsx';
import { pickFiles } from './pick.ts';

/** The first visit: examples with a picture, a place to drop a file, and one button that shows what it is about. */
export function Welcome() {
  const workbench = useWorkbench();
  const files = useView((state) => state.files);
  return (
    <div className="welcome">
      <div className="welcome__inner">
        <section className="welcome__hero">
          <div>
            <h1>See your process run before anyone has to live with it.</h1>
            <p>
              Draw or open a BPMN diagram. Problems show while you draw; tokens, data and people’s tasks show while it
              runs. Everything happens in this browser; nothing is sent anywhere.
            </p>
          </div>
          <div className="welcome__actions">
            <button type="button" className="sb-button sb-button--primary" onClick={() => void tour(workbench)}>
              Show me
            </button>
            <button type="button" className="sb-button" onClick={() => pickFiles(workbench)}>
              <Icon name="open" />
              Open …
            </button>
            <button type="button" className="sb-button" onClick={() => void workbench.create()}>
              <Icon name="plus" />
              New diagram
            </button>
            <span className="welcome__drop">or drop a .bpmn file anywhere</span>
          </div>
        </section>
        {files.length > 0 && (
          <section className="welcome__files" aria-label="Your files">
            <h2>Your files</h2>
            {files.map(({ name }) => (
              <button key={name} type="button" className="chip" onClick={() => workbench.show(name)}>
                <Icon name="file" />
                {name}
              </button>
            ))}
          </section>
        )}
        <section aria-label="Examples">
          <h2>Examples</h2>
          <div className="cards">
            {examples.map((example) => (
              <Card key={example.id} example={example} />
            ))}
          </div>
        </section>
      </div>
    </div>
  );
}

function Card({ example }: { example: Example }) {
  const workbench = useWorkbench();
  return (
    <button type="button" className="card" onClick={() => void openExample(workbench, example)}>
      <span className="card__picture">
        <img src={pictureOf(example)} alt="" loading="lazy" />
      </span>
      <span className="card__text">
        <span className="card__title">
          {example.title}
          <span className="card__tag">{example.language}</span>
        </span>
        <span className="card__sentence">{example.sentence}</span>
      </span>
    </button>
  );
}
