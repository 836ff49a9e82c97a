/** Milliseconds after which the page has settled and the large modules may be fetched for later. */
const SETTLED = 5_000;

/** After the first visit the built page works without a network. The inner loop has no service worker: nothing old is shown. */
export function offline(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
  void navigator.serviceWorker.ready.then(({ active }) => setTimeout(() => active?.postMessage('keep'), SETTLED));
}
