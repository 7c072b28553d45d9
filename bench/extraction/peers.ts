/** What an extractor makes of a page, in the terms of the suite. */
export interface PeerText {
  readonly text: string;
  readonly title?: string;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
}

export interface Peer {
  readonly name: string;
  readonly read: (html: string, url: string) => PeerText;
}

interface Readability {
  readonly Readability: new (document: unknown) => {
    parse: () => { textContent?: string; title?: string; publishedTime?: string | null } | null;
  };
}
interface Linkedom {
  readonly parseHTML: (html: string) => { document: unknown };
}
interface Defuddle {
  readonly default: new (
    document: unknown,
    options: { url: string },
  ) => { parse: () => { content?: string; title?: string; published?: string } };
}

/**
 * General extractors to compare with, as far as they are installed (development dependencies, no part of the product). Imported by
 * name at run time, so that the bench runs without them.
 */
export async function peers(): Promise<Peer[]> {
  const linkedom = await optional<Linkedom>('linkedom');
  if (linkedom === undefined) return [];
  const readability = await optional<Readability>('@mozilla/readability');
  const defuddle = await optional<Defuddle>('defuddle');
  return [
    ...(readability === undefined
      ? []
      : [
          { name: 'readability', read: (html: string) => readWith(() => withReadability(html, linkedom, readability)) },
        ]),
    ...(defuddle === undefined
      ? []
      : [
          {
            name: 'defuddle',
            read: (html: string, url: string) => readWith(() => withDefuddle(html, url, linkedom, defuddle)),
          },
        ]),
  ];
}

function withReadability(html: string, { parseHTML }: Linkedom, { Readability }: Readability): PeerText {
  const article = new Readability(parseHTML(html).document).parse();
  return {
    text: article?.textContent ?? '',
    ...(article?.title === undefined ? {} : { title: article.title }),
    ...dayOf(article?.publishedTime),
  };
}

function withDefuddle(html: string, url: string, { parseHTML }: Linkedom, { default: Extractor }: Defuddle): PeerText {
  const result = new Extractor(parseHTML(html).document, { url }).parse();
  const text =
    (parseHTML(`<html><body>${result.content ?? ''}</body></html>`).document as { body?: { textContent?: string } })
      .body?.textContent ?? '';
  return { text, ...(result.title === undefined ? {} : { title: result.title }), ...dayOf(result.published) };
}

function dayOf(written: string | null | undefined): { date?: string } {
  const day = /\d{4}-\d\d-\d\d/.exec(written ?? '')?.[0];
  return day === undefined ? {} : { date: day };
}

/** A peer that throws on a page has found nothing on it. */
function readWith(read: () => PeerText): PeerText {
  const { error, warn } = console;
  // Peers complain about pages on the console; the score is what is printed here.
  console.error = console.warn = () => undefined;
  try {
    return read();
  } catch {
    return { text: '' };
  } finally {
    Object.assign(console, { error, warn });
  }
}

async function optional<T>(name: string): Promise<T | undefined> {
  try {
    return (await import(name)) as T;
  } catch {
    return undefined;
  }
}
