import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where a Chromium may be: given by CHROMIUM_PATH, or at the places distributions put it. */
const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const chromiumPath = places.find((place) => place !== undefined && existsSync(place));

export function openBrowser(): Promise<Browser> {
  // Root in a container has no user namespaces: Chromium starts there only without its sandbox.
  return chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
