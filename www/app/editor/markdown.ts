/** Markdown as it is shown to people: rendered, and cleaned of everything that could act. */
import DOMPurify from 'dompurify';
import { marked } from 'marked';

export async function render(text: string): Promise<string> {
  return DOMPurify.sanitize(await marked.parse(text, { gfm: true, breaks: true }), {
    FORBID_TAGS: ['style', 'form', 'input', 'iframe', 'img', 'video', 'audio'],
    FORBID_ATTR: ['style', 'id', 'class'],
  });
}
