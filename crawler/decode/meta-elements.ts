/**
 * The `meta` elements of a page in order, as the standard's prescan walks over tags and comments, with names and values of their
 * attributes in lower case. Ends where a comment, tag or quote is never closed.
 * @param skipScripts pass over scripts, styles and their like, as a parser would
 */
export function* metaElements(text: string, skipScripts: boolean): Generator<ReadonlyMap<string, string>> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      // `<!-->` is a whole comment: its dashes may overlap.
      const end = text.indexOf('-->', at + 2);
      if (end < 0) return;
      at = end + 3;
    } else if (/^<\/?[a-z]/i.test(text.slice(at, at + 3))) {
      const [tag, name] = /^<\/?([^\t\n\f\r >/]*)/.exec(text.slice(at, at + longestName))! as unknown as [
        string,
        string,
      ];
      const { attributes, end } = readAttributes(text, at + tag.length);
      if (end === undefined) return;
      const lower = name.toLowerCase();
      const opens = !tag.startsWith('</');
      if (opens && lower === 'meta') yield attributes;
      at = opens && skipScripts && rawText.has(lower) ? endOfRawText(text, end, lower) : end;
    } else if (/^<[!/?]/.test(text.slice(at, at + 2))) {
      const end = text.indexOf('>', at + 1);
      if (end < 0) return;
      at = end + 1;
    } else {
      at += 1;
    }
  }
}

/** Longer than any element's name; what is cut off a longer one passes for an attribute, which harms nothing. */
const longestName = 40;

const rawText: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'textarea',
  'noscript',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
]);

function endOfRawText(text: string, from: number, name: string): number {
  const close = new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi');
  close.lastIndex = from;
  return close.exec(text)?.index ?? text.length;
}

/** Attributes from behind a tag's name to its `>`; `end` is behind that, or undefined when the text is over first. Keys and values in lower case. */
function readAttributes(
  text: string,
  from: number,
): { attributes: ReadonlyMap<string, string>; end: number | undefined } {
  const attributes = new Map<string, string>();
  const attribute =
    /[\t\n\f\r /]*(?:(>)|([^\t\n\f\r />][^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|(?!["'])([^\t\n\f\r >]*)|(["'])))?)/y;
  attribute.lastIndex = from;
  for (;;) {
    const match = attribute.exec(text);
    // A quote that is never closed swallows the rest, as it does for a parser.
    if (match === null || match[6] !== undefined) return { attributes, end: undefined };
    if (match[1] !== undefined) return { attributes, end: attribute.lastIndex };
    const name = match[2]!.toLowerCase();
    if (!attributes.has(name)) attributes.set(name, (match[3] ?? match[4] ?? match[5] ?? '').toLowerCase());
  }
}
