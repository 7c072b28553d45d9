import type { Problem } from '../../core/problem.ts';
import type { ExtractionRules } from '../../core/source.ts';
import { fold, textOf, type Element, type Page } from './page.ts';

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
  return new Set(rules.remove.flatMap((rule) => elementsOf(page, rule, 'remove', problems)));
}

function apply(page: Page, rule: string, field: Field, problems: Problem[]): Selected | undefined {
  const { selector, attribute } = parts(rule);
  const elements = elementsOf(page, selector, field, problems);
  const values = elements
    .map((element) => fold(attribute === undefined ? textOf(element) : (element.attribs[attribute] ?? '')))
    .filter((value) => value !== '');
  return values.length === 0 ? undefined : { values, elements, rule };
}

/** `selector@attribute`; an `@` inside brackets or quotes belongs to the selector. */
function parts(rule: string): { selector: string; attribute?: string } {
  const match = /^(.*\S)\s*@([A-Za-z_:][\w:.-]*)\s*$/s.exec(rule);
  return match === null ? { selector: rule } : { selector: match[1]!, attribute: match[2]!.toLowerCase() };
}

function elementsOf(page: Page, selector: string, field: string, problems: Problem[]): Element[] {
  try {
    return page.query()(selector).toArray() as Element[];
  } catch (error) {
    problems.push({
      code: 'bad-selector',
      message: `extraction.${field}: the selector "${selector}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'write a CSS selector, optionally followed by @attribute',
      where: `extraction.${field}`,
    });
    return [];
  }
}
