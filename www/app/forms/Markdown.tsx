/** Markdown as it is meant to be read. Drawn by marked, cleaned by DOMPurify; both are fetched on first use. */
import { lazy, Suspense } from 'react';

const Drawn = lazy(async () => {
  const [{ marked }, { default: purify }] = await Promise.all([import('marked'), import('dompurify')]);
  const html = (text: string) =>
    purify.sanitize(marked.parse(text, { async: false, gfm: true }), { ADD_ATTR: ['target'] });
  return {
    default: ({ text }: { text: string }) => (
      // biome-ignore lint/security/noDangerouslySetInnerHtml: DOMPurify leaves nothing that runs.
      <div className="markdown" dangerouslySetInnerHTML={{ __html: html(text) }} />
    ),
  };
});

/** The text itself until the renderer has arrived. */
export function Markdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<div className="markdown markdown--plain">{text}</div>}>
      <Drawn text={text} />
    </Suspense>
  );
}
