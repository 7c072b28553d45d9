/** A link as an absolute http(s) URL, or undefined when it is none. */
export function absoluteUrl(href: string | undefined, baseUrl: string): string | undefined {
  if (href === undefined || href.trim() === '') return undefined;
  try {
    const url = new URL(href.trim(), baseUrl);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
