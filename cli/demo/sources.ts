/** A source file of the demo: its name and its text, in the format of `data/sources/`. */
export interface DemoSource {
  readonly file: string;
  readonly text: string;
}

/**
 * The three publishers as source files for a demo site at `origin` (`http://127.0.0.1:8180`). They say what any source file says;
 * special to the demo are the address, that loopback may be asked, no delay, and that one 410 is enough for a withdrawal.
 */
export function demoSources(origin: string): DemoSource[] {
  return [
    { file: 'halcyra-interior.yaml', text: interior(origin) },
    { file: 'halcyra-chancellery.yaml', text: chancellery(origin) },
    { file: 'mio-prefecture.yaml', text: mio(origin) },
  ];
}

const interior = (origin: string): string => `# Paginated listings of HTML pages.
id: halcyra-interior
name: Department of the Interior of Halcyra
country: xx
language: en
agency: Department of the Interior
homepage: ${origin}/interior/
timeZone: Europe/London
entry:
  - listing: ${origin}/interior/news/
    next: { selector: 'a[rel=next]' }
scope:
  include: ['${origin}/interior/news/*/*']
  allowPrivateAddresses: true
${manners}extract:
  body: ['.release-body']
`;

const chancellery = (origin: string): string => `# An Atom feed of the newest announcements and a sitemap of all.
id: halcyra-chancellery
name: The Chancellery of Halcyra
country: xx
language: en
agency: Office of the Chancellor
homepage: ${origin}/chancellery/
timeZone: Europe/London
entry:
  - feed: ${origin}/chancellery/feed.xml
  - sitemap: ${origin}/chancellery/sitemap.xml
scope:
  include: ['${origin}/chancellery/{remarks,actions,trade}/*']
  exclude: ['${origin}/chancellery/{remarks,actions,trade}/']
  allowPrivateAddresses: true
${manners}extract:
  body: ['.piece-text']
  number: ['.piece-number']
`;

const mio = (
  origin: string,
): string => `# An RSS feed and pages in Shift_JIS, dates in era years. The pages label everything but their text.
id: mio-prefecture
name: 澪県
country: xx
language: ja
agency: 澪県
homepage: ${origin}/mio/
timeZone: Asia/Tokyo
entry:
  - feed: ${origin}/mio/rss/shinchaku.rdf
scope:
  include: ['${origin}/mio/kouhou/**']
  allowPrivateAddresses: true
${manners}extract:
  body: ['.naiyo']
`;

/** How the demo asks its own site: at once, and again whenever the demo starts. */
const manners = `politeness:
  delay: 0s
  latencyFactor: 0
schedule:
  every: 1m
  minRecheck: 1m
removal:
  confirmations: 1
  after: 0s
`;
