/** Crawlee's CheerioCrawler over the recorded site: the same fields by the same selectors, held in memory. Prints one line of figures. */
import { loadPeer } from './contestants/peer.ts';
import { seedUrl } from './replay.ts';

interface Selection {
  readonly length: number;
  first(): Selection;
  text(): string;
  attr(name: string): string | undefined;
  map(each: (index: number, element: unknown) => string): { get(): string[] };
}
type Cheerio = (selector: unknown) => Selection;

interface Context {
  readonly request: { readonly url: string; readonly label?: string };
  readonly $: Cheerio;
  readonly addRequests: (requests: readonly object[]) => Promise<unknown>;
}
interface Crawlee {
  readonly CheerioCrawler: new (
    options: object,
    configuration: unknown,
  ) => { run(seeds: readonly object[]): Promise<unknown> };
  readonly Configuration: new (options: object) => unknown;
  readonly ProxyConfiguration: new (options: object) => unknown;
}

let crawlee: Crawlee;
try {
  crawlee = await loadPeer<Crawlee>('@crawlee/cheerio');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

const { CheerioCrawler, Configuration, ProxyConfiguration } = crawlee;
const found = new Map<string, object>();
let pages = 0;

const crawler = new CheerioCrawler(
  {
    proxyConfiguration: new ProxyConfiguration({ proxyUrls: [process.argv[2]!] }),
    minConcurrency: 8,
    maxConcurrency: 32,
    maxRequestRetries: 1,
    ignoreHttpErrorStatusCodes: [404],
    useSessionPool: false,
    async requestHandler({ request, $, addRequests }: Context) {
      pages += 1;
      if (request.label === 'page') found.set(request.url, fieldsOf($));
      else await addRequests(linksOf($, request.url));
    },
  },
  new Configuration({ persistStorage: false }),
);

const started = performance.now();
await crawler.run([{ url: seedUrl }]);
console.log(JSON.stringify({ pages, tookMs: performance.now() - started, found: found.size }));

function linksOf($: Cheerio, url: string): object[] {
  const absolute = (element: unknown): string => new URL($(element).attr('href') ?? '', url).href;
  const rows = $('.view-justice-news-panes .views-field-title a')
    .map((_, element) => absolute(element))
    .get();
  const next = $('li.pager__item--next a')
    .map((_, element) => absolute(element))
    .get();
  return [
    ...rows
      .filter((link) => link.startsWith('https://www.justice.gov/opa/pr/'))
      .map((link) => ({ url: link, label: 'page' })),
    ...next.map((link) => ({ url: link })),
  ];
}

function fieldsOf($: Cheerio): object {
  const texts = (selector: string): string[] =>
    $(selector)
      .map((_, element) => $(element).text().trim())
      .get();
  return {
    title: $('h1#node-title').first().text().trim(),
    body: texts('.field--name-field-pr-body .field__item p'),
    published: $('.field--name-field-pr-date .date-display-single').first().attr('content'),
    updated: $('.node__updated').first().text().trim(),
    components: texts('.field--name-field-pr-component .field__item'),
    topics: texts('.field--name-field-pr-topic .field__item'),
    number: $('.field--name-field-pr-number .field__item').first().text().trim(),
  };
}
