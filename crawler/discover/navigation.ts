import { isElement, parentOf, type Element } from './dom.ts';

const navigationRole = /^(?:navigation|banner|contentinfo|menu|menubar|search)$/;
const navigationName =
  /(?:^|[\s_-])(?:nav|navbar|navigation|subnav|mainnav|topnav|menu|submenu|breadcrumbs?|crumbs?|footer|masthead|toolbar|skip|skiplinks?|social|share|sharing|pager|pagination|paging|site-?map|dropdown|tabs|tags?|categories|facets?|filters?|languages?|lang|cookie|related)(?:$|[\s_-])/i;

/**
 * Tells which links lie within what their page calls navigation, by element, role, class or id. What holds the page's main heading, or more than
 * half of the links that read like titles, is the content whatever its name (`filter-results` is a list of results).
 */
export class NavigationFinder {
  private readonly titlesWithin = new Map<Element, number>();
  private readonly verdicts = new Map<Element, boolean>();
  private readonly titleCount: number;

  /** @param titles the links of the page that read like titles. */
  constructor(titles: readonly Element[]) {
    this.titleCount = titles.length;
    for (const title of titles) {
      for (let node = parentOf(title); node !== undefined; node = parentOf(node))
        this.titlesWithin.set(node, (this.titlesWithin.get(node) ?? 0) + 1);
    }
  }

  holds(link: Element): boolean {
    for (
      let node = parentOf(link);
      node !== undefined && node.name !== 'body' && node.name !== 'main';
      node = parentOf(node)
    ) {
      let verdict = this.verdicts.get(node);
      if (verdict === undefined) {
        verdict = this.isNavigation(node);
        this.verdicts.set(node, verdict);
      }
      if (verdict) return true;
    }
    return false;
  }

  private isNavigation(element: Element): boolean {
    if (element.name === 'nav' || element.name === 'footer') return true;
    const { role = '', class: classes = '', id = '' } = element.attribs;
    if (navigationRole.test(role)) return true;
    if (element.name === 'header') return !contains(element, 'h1') && !insideRow(element);
    if (!navigationName.test(`${hyphenated(classes)} ${hyphenated(id)}`)) return false;
    return (
      !contains(element, 'h1') &&
      !contains(element, 'main') &&
      (this.titlesWithin.get(element) ?? 0) <= this.titleCount / 2
    );
  }
}

/** The header of a card or an article holds its title. */
function insideRow(element: Element): boolean {
  for (let node = parentOf(element); node !== undefined; node = parentOf(node))
    if (/^(?:article|li|section|td)$/.test(node.name)) return true;
  return false;
}

function contains(element: Element, name: string): boolean {
  return element.children.some((child) => isElement(child) && (child.name === name || contains(child, name)));
}

function hyphenated(names: string): string {
  return names.replace(/([a-z])([A-Z])/g, '$1-$2');
}
