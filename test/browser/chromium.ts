import { chromiumPath } from '../../bench/chromium.ts';

export { chromiumPath, openBrowser } from '../../bench/chromium.ts';

/** For the title of a suite that is skipped. */
export const browserNote = chromiumPath === undefined ? ' (skipped: no Chromium here; set CHROMIUM_PATH)' : '';
