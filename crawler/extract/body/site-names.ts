import type { Page } from '../page.ts';

/** Characters of a name from which it is unlike other words: `bbc` is part of many. */
const shortestName = 5;
/** Parts of a host that name no site. */
const common = new Set(['www', 'web', 'news', 'press', 'presse', 'blog', 'archive', 'media', 'portal', 'online']);

/**
 * How a site calls itself, lower case: `og:site_name`, `application-name` and the name in its address. A paragraph that names the site is
 * more likely about the site than about the matter.
 */
export function siteNamesOf(page: Page): readonly string[] {
  const stated = [page.meta.get('og:site_name')?.[0], page.meta.get('application-name')?.[0]];
  return [...new Set([...stated, hostName(page.url)])].flatMap((name) => {
    const bare =
      name
        ?.toLowerCase()
        .replace(/\.(?:com|org|net|de|at|ch|fr|es|it|pl|uk)$/, '')
        .trim() ?? '';
    return bare.length >= shortestName ? [bare] : [];
  });
}

/** Whether a text names the site it stands on. */
export function namesSiteOf(page: Page): (text: string) => boolean {
  const names = siteNamesOf(page);
  if (names.length === 0) return () => false;
  return (text) => {
    const lower = text.toLowerCase();
    return names.some((name) => lower.includes(name));
  };
}

/** `example` of `https://www.example.co.uk/`. */
function hostName(url: string): string | undefined {
  const host = /^https?:\/\/([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase().split('.') ?? [];
  return host.slice(0, -1).findLast((part) => part.length >= shortestName && !common.has(part));
}
