import type { Provenance } from '../../core/announcement.ts';
import { objectsOfPage, textAt } from './json-ld.ts';
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import type { Labelled } from './labels.ts';
import { fold, isElement, textOf, type Element, type Page } from './page.ts';
import { bySelector, select } from './rules.ts';

export interface FoundPublisher {
  readonly agency?: string;
  readonly components: readonly string[];
  readonly provenance: Provenance;
}

/** Who publishes: by the source's selectors, else by what the page and the source file say. */
export function publisherOf(
  page: Page,
  labels: readonly Labelled[],
  source: Source,
  problems: Problem[],
): FoundPublisher {
  const agency = select(page, source.extraction, 'agency', problems);
  const components = select(page, source.extraction, 'components', problems);
  const rule = agency ?? components;
  if (rule !== undefined) {
    const all = [...new Set([...(agency?.values.slice(0, 1) ?? []), ...(components?.values ?? [])])];
    return { agency: all[0]!, components: all, provenance: bySelector(rule) };
  }
  return findPublisher(page, labels, source.agency);
}

/** Who publishes: what the page labels, then its metadata, then the source file, then logo and contact block. */
export function findPublisher(page: Page, labels: readonly Labelled[], sourceAgency: string): FoundPublisher {
  const components = fromLabels(labels, 'components');
  const agencies = fromLabels(labels, 'agency');
  const listed = [...new Set([...(agencies?.values ?? []), ...(components?.values ?? [])])];
  if (listed.length > 0)
    return {
      agency: listed[0]!,
      components: listed,
      provenance: { kind: 'label', detail: `label "${(agencies ?? components)!.label}"` },
    };
  const head = fromHead(page);
  if (head !== undefined) return { agency: head.name, components: [head.name], provenance: head.provenance };
  if (sourceAgency !== '')
    return { agency: sourceAgency, components: [sourceAgency], provenance: { kind: 'source-file' } };
  const shown = fromLogo(page) ?? fromSiteName(page);
  return shown === undefined
    ? { components: [], provenance: { kind: 'source-file' } }
    : { agency: shown.name, components: [shown.name], provenance: shown.provenance };
}

function fromLabels(labels: readonly Labelled[], field: 'agency' | 'components'): Labelled | undefined {
  return labels.find((labelled) => labelled.field === field && labelled.values.every((value) => value.length <= 160));
}

interface Named {
  readonly name: string;
  readonly provenance: Provenance;
}

/** Names of `meta` in which governments state the publishing body. */
const metaNames = [
  'dcterms.creator',
  'dc.creator',
  'dcterms.publisher',
  'dc.publisher',
  'govuk:primary-publishing-organisation',
  'agency',
  'department',
  'article:publisher_name',
  'citation_publisher',
  'institution',
  'creator',
  'publisher',
];

function fromHead(page: Page): Named | undefined {
  for (const name of metaNames) {
    const value = page.meta.get(name)?.[0];
    if (value !== undefined && isBody(value)) return { name: value, provenance: { kind: 'meta', detail: name } };
  }
  for (const object of objectsOfPage(page)) {
    for (const key of ['sourceOrganization', 'publisher', 'creator', 'author', 'provider']) {
      const value = textAt(object, key);
      if (value !== undefined && isBody(value)) return { name: value, provenance: { kind: 'json-ld', detail: key } };
    }
  }
  return undefined;
}

/** Words that a public body's name holds, so that an author's or a web master's name is not taken for an agency. */
const bodyWords =
  /\b(?:department|ministry|ministère|ministerio|ministério|ministero|ministerie|office|agency|bureau|commission|council|government|authority|administration|service|cabinet|secretariat|parliament|senate|assembly|court|institute|board|directorate|embassy|prefecture|municipality|city of|state of|county|police|presiden\w+|prime minister|governor|mayor|treasury|bank|federal|national|royal|bundes\w*|ministerium|amt|behörde|regierung|gouvernement|gobierno|governo|regering|departement|myndighet|valtioneuvosto|ministeriö|rząd|ministerstwo|úřad|vláda|kormány|guvern\w*|υπουργείο|bakanlığı|министерство|правительство|міністерство|агентство|служба)\b|省$|庁$|府$|院$|局$|部$|委員会|委员会|委員會|廳$|署$|부$|처$|청$|원$|위원회|وزارة|هيئة|משרד|กระทรวง|กรม|bộ |cục |kementerian|मंत्रालय|அமைச்சு/iu;

function isBody(name: string): boolean {
  return name.length <= 160 && !/^https?:|@/.test(name) && bodyWords.test(name);
}

function fromLogo(page: Page): Named | undefined {
  for (const element of page.elements) {
    if (element.name !== 'img') continue;
    const alt = nameOfLogo(fold(element.attribs['alt'] ?? ''));
    if (alt.length >= 3 && isBody(alt) && inBranding(element))
      return { name: alt, provenance: { kind: 'text', detail: 'alternative text of the logo' } };
  }
  return undefined;
}

/** `Logo of the Ministry (link to home page)` without what describes the picture. */
function nameOfLogo(alternative: string): string {
  return alternative
    .replace(/\s*[([][^)\]]*(?:link|home ?page|startseite|accueil|inicio|strona główna)[^)\]]*[)\]]\s*$/i, '')
    .replace(
      /^(?:logo|logotype|bildwortmarke|wortmarke|wort-bild-marke|wappen|seal|emblem|crest|coat of arms)(?:\s+(?:of the|of|der|des|von|vom|du|de la|de|del|da|do))?[:\s-]+/i,
      '',
    )
    .replace(/\s*[-–|:,]?\s*(?:logo|seal|home ?page|home|zur startseite|startseite|back to home)$/i, '')
    .trim();
}

function inBranding(element: Element): boolean {
  for (let up: Element | null = element; up !== null; up = isElement(up.parent) ? up.parent : null) {
    if (
      up.name === 'header' ||
      /logo|brand|masthead|header|kopf/i.test(`${up.attribs['class'] ?? ''} ${up.attribs['id'] ?? ''}`)
    )
      return true;
    if (up.name === 'a' && /^(?:\/|https?:\/\/[^/]+\/?)$/.test(up.attribs['href'] ?? '')) return true;
  }
  return false;
}

function fromSiteName(page: Page): Named | undefined {
  const site = page.meta.get('og:site_name')?.[0] ?? page.meta.get('application-name')?.[0];
  if (site !== undefined && isBody(site)) return { name: site, provenance: { kind: 'meta', detail: 'og:site_name' } };
  const tail = page.titleTag
    ?.split(/\s+[|–—·»-]\s+/)
    .reverse()
    .find(isBody);
  if (tail !== undefined && tail !== page.titleTag)
    return { name: tail, provenance: { kind: 'heading', detail: 'site part of the title tag' } };
  const contact = page.elements.find((element) => element.name === 'address');
  const line = contact === undefined ? undefined : textOf(contact).split(/[,;|]/)[0]?.trim();
  return line !== undefined && isBody(line)
    ? { name: line, provenance: { kind: 'text', detail: 'contact block' } }
    : undefined;
}
