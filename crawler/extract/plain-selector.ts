import { isElement, type Element } from './page.ts';

/** Whether an element is what a selector selects. */
export type Matcher = (element: Element) => boolean;

/** One part of a selector between its spaces: `h1#node-title`, `.field__item`. */
interface Part {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly classes: readonly string[];
  /** How it stands below the part before it: somewhere below, or right below (`>`). */
  readonly below: 'anywhere' | 'directly';
}

/**
 * A selector of nothing but names, ids, classes, spaces and `>` as a function; `undefined` for any other, which cheerio reads. Such selectors are
 * nearly all that source files hold, and cheerio compiles each anew on every page: for the nine fields of a page that cost as much as parsing it.
 */
export function plainMatcher(selector: string): Matcher | undefined {
  const parts = partsOf(selector.trim());
  if (parts === undefined) return undefined;
  const last = parts.length - 1;
  return (element) => fits(element, parts[last]!) && (last === 0 || standsBelow(element, parts, last));
}

const word = '[A-Za-z_-][\\w-]*';
const onePart = new RegExp(`^(${word})?((?:[.#]${word})*)$`);

function partsOf(selector: string): Part[] | undefined {
  const parts: Part[] = [];
  let below: Part['below'] = 'anywhere';
  for (const text of selector.replace(/>/g, ' > ').split(/\s+/)) {
    if (text === '>') {
      if (parts.length === 0 || below === 'directly') return undefined;
      below = 'directly';
      continue;
    }
    const match = text === '' ? null : onePart.exec(text);
    if (match === null) return undefined;
    const marks = match[2]!.match(/[.#][^.#]+/g) ?? [];
    const ids = marks.filter((mark) => mark.startsWith('#'));
    if (ids.length > 1) return undefined;
    parts.push({
      name: match[1]?.toLowerCase(),
      id: ids[0]?.slice(1),
      classes: marks.filter((mark) => mark.startsWith('.')).map((mark) => mark.slice(1)),
      below,
    });
    below = 'anywhere';
  }
  return below === 'directly' ? undefined : parts;
}

/** Whether what stands around an element satisfies the parts before the one at `at`, which it fits itself. */
function standsBelow(element: Element, parts: readonly Part[], at: number): boolean {
  if (at === 0) return true;
  const { below } = parts[at]!;
  for (let up = element.parent; isElement(up); up = up.parent) {
    if (fits(up, parts[at - 1]!) && standsBelow(up, parts, at - 1)) return true;
    if (below === 'directly') return false;
  }
  return false;
}

function fits({ name, attribs }: Element, part: Part): boolean {
  if (part.name !== undefined && part.name !== name) return false;
  if (part.id !== undefined && part.id !== attribs['id']) return false;
  if (part.classes.length === 0) return true;
  const own = attribs['class'];
  return own !== undefined && part.classes.every((wanted) => holdsWord(own, wanted));
}

/** Whether a word stands in a list of words apart by white space. */
function holdsWord(list: string, wanted: string): boolean {
  for (let at = list.indexOf(wanted); at >= 0; at = list.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if ((at === 0 || isSpace(list[at - 1]!)) && (end === list.length || isSpace(list[end]!))) return true;
  }
  return false;
}

function isSpace(char: string): boolean {
  return /\s/.test(char);
}
