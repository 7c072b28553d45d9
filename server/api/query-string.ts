import type { ParameterError } from './parameter-error.ts';

export interface QueryPair {
  readonly name: string;
  readonly value: string;
}

/**
 * The part of a URL after `?`, decoded strictly. `URLSearchParams` would let a broken escape through as text and an
 * invalid byte as U+FFFD, and the search would answer another question than the one asked.
 */
export function readQueryString(text: string): {
  readonly pairs: readonly QueryPair[];
  readonly errors: readonly ParameterError[];
} {
  const pairs: QueryPair[] = [];
  const errors: ParameterError[] = [];
  for (const piece of text.replace(/^\?/, '').split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const rawName = equals < 0 ? piece : piece.slice(0, equals);
    const rawValue = equals < 0 ? '' : piece.slice(equals + 1);
    const name = decoded(rawName);
    const value = decoded(rawValue);
    if (name === undefined || value === undefined)
      errors.push(badEscape(name ?? rawName, value === undefined ? rawValue : rawName));
    else pairs.push({ name, value });
  }
  return { pairs, errors };
}

/** Writes pairs as a query string, spaces as `+`, everything else that is not plain as UTF-8 escapes. */
export function writeQueryString(pairs: Iterable<readonly [string, string]>): string {
  let text = '';
  for (const [name, value] of pairs) text += `${text === '' ? '' : '&'}${encoded(name)}=${encoded(value)}`;
  return text;
}

function decoded(text: string): string | undefined {
  if (!text.includes('%')) return text.includes('+') ? text.replaceAll('+', ' ') : text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** Texts written last, as they are written: the links of one answer repeat the search text twenty times, those of all answers the names of agencies. */
const written = new Map<string, string>();

/** Texts remembered, and how long they may be, UTF-16 units: at most 1 MB. Twice as many would remember more agencies than most indexes have. */
const mostWritten = 1_000;
const longestWritten = 200;

function encoded(text: string): string {
  if (/^[\w.~:,-]*$/.test(text)) return text;
  const known = written.get(text);
  if (known !== undefined) return known;
  const made = encodeURIComponent(wellFormed(text))
    .replaceAll('%20', '+')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',');
  if (text.length > longestWritten) return made;
  if (written.size >= mostWritten) written.clear();
  written.set(text, made);
  return made;
}

function badEscape(param: string, raw: string): ParameterError {
  const mended = raw.replace(/%(?![0-9a-fA-F]{2})/g, '%25');
  return {
    param: param.slice(0, 100),
    message: `a percent sign is not followed by two hexadecimal digits of valid UTF-8 in "${raw.slice(0, 60)}"`,
    // Bytes that are no UTF-8 cannot be mended: nobody knows which letters were meant.
    ...(decoded(mended) === undefined ? {} : { suggestion: mended.slice(0, 200) }),
    reason: { code: 'bad-escape', text: raw.slice(0, 60) },
  };
}

/** A lone surrogate cannot be written in UTF-8: encodeURIComponent would throw on it. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
