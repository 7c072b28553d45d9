import type { Provenance } from '../../core/announcement.ts';
import type { Problem } from '../../core/problem.ts';
import type { ExtractionRules } from '../../core/source.ts';
import { fold, textOf, type Element, type Page } from './page.ts';
import { plainMatcher, type Matcher } from './plain-selector.ts';
import { remembered } from './remembered.ts';

type Field = Exclude<keyof ExtractionRules, 'dateOrder' | 'remove'>;

/** What a source's selector found. */
export interface Selected {
  readonly values: readonly string[];
  readonly elements: readonly Element[];
  /** The entry that matched, `selector` or `selector@attribute`. */
  readonly rule: string;
}

/** Applies the rules of a field in order: the first that gives a text wins. A selector that cannot be read is told and skipped. */
export function select(page: Page, rules: ExtractionRules, field: Field, problems: Problem[]): Selected | undefined {
  for (const rule of rules[field]) {
    const selected = apply(page, rule, field, problems);
    if (selected !== undefined) return selected;
  }
  return undefined;
}

/** Elements that a source wants out of the body. */
export function removed(page: Page, rules: ExtractionRules, problems: Problem[]): ReadonlySet<Element> {
  return new Set(rules.remove.flatMap((rule) => elementsOf(page, selectorOf(rule), 'remove', problems)));
}

function apply(page: Page, rule: string, field: Field, problems: Problem[]): Selected | undefined {
  const { attribute, ...selector } = readRule(rule);
  const elements = elementsOf(page, selector, field, problems);
  if (elements.length === 0) return undefined;
  const values = elements
    .map((element) => fold(attribute === undefined ? textOf(element) : (element.attribs[attribute] ?? '')))
    .filter((value) => value !== '');
  return values.length === 0 ? undefined : { values, elements, rule };
}

interface Selector {
  readonly text: string;
  /** Absent where only cheerio can read it. */
  readonly matches: Matcher | undefined;
}

/** `selector@attribute`, read; an `@` inside brackets or quotes belongs to the selector. */
interface Rule extends Selector {
  readonly attribute?: string;
}

/** Characters of a rule that is remembered: all source files together have some hundreds of rules, and longer ones are hardly any. */
const longestRule = 300;

const selectorOf = remembered((text): Selector => ({ text, matches: plainMatcher(text) }), longestRule);

const readRule = remembered((rule): Rule => {
  const match = /^(.*\S)\s*@([A-Za-z_:][\w:.-]*)\s*$/s.exec(rule);
  return match === null ? selectorOf(rule) : { ...selectorOf(match[1]!), attribute: match[2]!.toLowerCase() };
}, longestRule);

function elementsOf(page: Page, { text, matches }: Selector, field: string, problems: Problem[]): readonly Element[] {
  if (matches !== undefined) return page.elements.filter(matches);
  try {
    return page.query()(text).toArray() as Element[];
  } catch (error) {
    problems.push({
      code: 'bad-selector',
      message: `extraction.${field}: the selector "${text}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'write a CSS selector, optionally followed by @attribute',
      where: `extraction.${field}`,
    });
    return [];
  }
}

export function bySelector({ rule }: Selected): Provenance {
  return { kind: 'selector', detail: rule };
}
