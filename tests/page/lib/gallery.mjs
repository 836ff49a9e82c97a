// The scenes of the page: each brings the page into one state that is worth a look. They stand in tests/page/gallery, one
// file per part of the page; a scene is a name and what a person does to come there.

import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from '../../../scripts/lib/root.mjs';

export const themes = ['light', 'dark'];
export const sizes = { 1280: { width: 1280, height: 800 }, 1920: { width: 1920, height: 1080 } };

/** All scenes, or those whose name (`file/scene`) contains one of the words: pairs of name and what to do. */
export async function scenes(words = []) {
  const folder = at('tests', 'page', 'gallery');
  const all = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs'))) {
    const module = await import(pathToFileURL(at('tests', 'page', 'gallery', file)).href);
    for (const [name, act] of Object.entries(module.scenes ?? {}))
      all.push([`${file.replace('.mjs', '')}/${name}`, act]);
  }
  return words.length === 0 ? all : all.filter(([name]) => words.some((word) => name.includes(word)));
}

/** A fresh page of a size that was brought into the state of a scene. */
export async function play(site, act, size = 1280) {
  const opened = await site.open({ colorScheme: 'light', reducedMotion: 'reduce', viewport: sizes[size] });
  opened.page.setDefaultTimeout(30_000);
  await act(opened.page, opened);
  // The pointer rests where nothing answers to it.
  await opened.page.mouse.move(640, 4);
  await settle(opened.page);
  return opened;
}

/** Shows what is there in a theme and a size; nothing else of the state changes. */
export async function dress(page, theme, size) {
  await page.setViewportSize(sizes[size]);
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);
  await settle(page);
}

/** Fonts, transitions and what is drawn behind the event that asked for it. */
async function settle(page) {
  await page.waitForTimeout(250);
}
