/** What the page adds to the build of scripts/lib/page.mjs: React, and the service worker of the built page. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './build/policy.ts';
import { serviceWorker } from './build/service-worker.ts';

export default defineConfig({
  plugins: [react(), contentSecurityPolicy(), serviceWorker()],
  build: { target: 'es2023', modulePreload: { polyfill: false } },
});
