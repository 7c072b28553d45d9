import { encodingOf } from './encoding-label.ts';
import { metaElements } from './meta-elements.ts';

/** How far the standard looks for a `meta` before it parses (html.spec.whatwg.org, "prescan a byte stream"). */
export const prescanBytes = 1024;

/**
 * The encoding that a `meta` element declares, by the standard's prescan algorithm over the text of the bytes read as Latin-1.
 * UTF-16 in a meta means UTF-8 (the meta could not have been read otherwise), x-user-defined means windows-1252.
 * @param skipScripts for a look beyond the prescan, where a parser would not see tags in scripts and styles
 */
export function declaredInMeta(text: string, skipScripts: boolean): string | undefined {
  for (const attributes of metaElements(text, skipScripts)) {
    const found = encodingOfMeta(attributes);
    if (found !== undefined) return found;
  }
  return undefined;
}

function encodingOfMeta(attributes: ReadonlyMap<string, string>): string | undefined {
  const charset = attributes.get('charset');
  const content = attributes.get('content');
  const label =
    charset ??
    (attributes.get('http-equiv') === 'content-type' && content !== undefined ? charsetIn(content) : undefined);
  const encoding = label === undefined ? undefined : encodingOf(label);
  if (encoding === undefined) return undefined;
  if (encoding.startsWith('utf-16') || encoding.startsWith('utf-32')) return 'utf-8';
  return encoding === 'x-user-defined' ? 'windows-1252' : encoding;
}

/** The label in `text/html; charset=…`, as a meta's `content` and the Content-Type header carry it. */
export function charsetIn(content: string): string | undefined {
  const match = /charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r ;"'][^\t\n\f\r ;]*))/i.exec(
    content,
  );
  return match === null ? undefined : (match[1] ?? match[2] ?? match[3]);
}
