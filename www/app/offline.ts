/** After the first visit the built page works without a network. The inner loop has no service worker: nothing old is shown. */
export function offline(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
}
