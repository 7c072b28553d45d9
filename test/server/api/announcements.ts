import type {
  Announcement,
  AnnouncementId,
  AnnouncementStatus,
  Paragraph,
  RevisionRecord,
  SourceId,
} from '../../../core/announcement.ts';
import { contentDigest } from '../../../core/ids.ts';
import { parseInstant, type Instant } from '../../../core/instant.ts';

/** What a test says of an announcement; the rest is filled in. */
export interface Told {
  readonly id: string;
  readonly title: string;
  readonly body?: readonly (string | Paragraph)[];
  readonly published?: string;
  readonly agency?: string;
  readonly components?: readonly string[];
  readonly kind?: string;
  readonly topics?: readonly string[];
  readonly number?: string;
  readonly source?: string;
  readonly language?: string;
  readonly url?: string;
  readonly firstSeen?: string;
  readonly removedAt?: string;
  readonly attachments?: Announcement['attachments'];
  readonly people?: Announcement['people'];
  readonly quotes?: Announcement['quotes'];
  /** Older texts, the oldest first: what was different in them, and when each was first seen. */
  readonly before?: readonly (Partial<Pick<Told, 'title' | 'body' | 'agency' | 'topics' | 'published'>> & {
    readonly seen: string;
  })[];
  /** When the newest text was first seen, where there are older ones. */
  readonly seen?: string;
}

export function instant(text: string): Instant {
  return parseInstant(text.length === 10 ? `${text}T00:00:00Z` : text)!;
}

/** The revisions of an announcement, the oldest first. */
export function revisionsOf(told: Told): RevisionRecord[] {
  const texts = [
    ...(told.before ?? []).map((older) => ({ ...told, ...older })),
    { ...told, seen: told.seen ?? told.firstSeen ?? '2026-01-01' },
  ];
  const firstSeen = instant(told.firstSeen ?? texts[0]!.seen);
  const status: AnnouncementStatus = told.removedAt !== undefined ? 'removed' : texts.length > 1 ? 'changed' : 'live';
  return texts.map((text, at) => {
    const announcement = announcementOf(text);
    return {
      announcement,
      revision: at + 1,
      revisions: texts.length,
      current: at === texts.length - 1,
      status,
      firstSeen,
      lastSeen: instant('2026-11-01'),
      revisionSeen: instant(text.seen),
      ...(told.removedAt === undefined ? {} : { removedAt: instant(told.removedAt) }),
      digest: contentDigest(announcement),
    };
  });
}

function announcementOf(told: Told): Announcement {
  const precision =
    told.published === undefined
      ? 'day'
      : told.published.length === 4
        ? 'year'
        : told.published.length === 7
          ? 'month'
          : told.published.length === 10
            ? 'day'
            : 'minute';
  return {
    id: told.id as AnnouncementId,
    source: (told.source ?? 'lake-county') as SourceId,
    url: told.url ?? `https://news.${told.source ?? 'lake-county'}.example/${encodeURIComponent(told.id)}`,
    title: told.title,
    body: (told.body ?? ['A short notice.']).map((paragraph) =>
      typeof paragraph === 'string' ? { kind: 'text', text: paragraph } : paragraph,
    ),
    ...(told.published === undefined ? {} : { published: { value: told.published, precision, source: 'meta' } }),
    ...(told.agency === undefined ? {} : { agency: told.agency }),
    components: told.components ?? (told.agency === undefined ? [] : [told.agency]),
    ...(told.kind === undefined ? {} : { kind: told.kind }),
    topics: told.topics ?? [],
    ...(told.number === undefined ? {} : { number: told.number }),
    people: told.people ?? [],
    ...(told.quotes === undefined ? {} : { quotes: told.quotes }),
    places: [],
    organizations: [],
    contacts: [],
    attachments: told.attachments ?? [],
    language: told.language ?? 'en',
    translations: [],
    provenance: {
      title: { kind: 'heading' },
      published: { kind: 'meta', detail: 'meta[name="date"]' },
      body: { kind: 'selector', detail: 'main' },
    },
  };
}

const water = 'Water Office of Lake County';
const roads = 'Department of Roads';

/** Lake County and the Republic of Norrland, which exist nowhere. */
export const federation: readonly Told[] = [
  {
    id: 'lake-county-0001',
    title: 'Memorandum of understanding with Norrland on drinking water',
    published: '2024-03-25',
    agency: water,
    kind: 'press-release',
    topics: ['Water', 'Agreements'],
    number: 'LC-24-017',
    body: [
      'Lake County and the Republic of Norrland signed a memorandum of understanding on drinking water today.',
      { kind: 'heading', text: 'What it says' },
      { kind: 'item', text: 'Both sides share measurements every month.' },
      { kind: 'item', text: 'A joint laboratory opens in 2025.' },
      { kind: 'quote', text: 'Water knows no border, and now our laboratories do not either.' },
      { kind: 'table', text: 'Year | Samples\n2023 | 1,204\n2024 | 1,518' },
      { kind: 'contact', text: 'Press office, +1 555 0100' },
    ],
    attachments: [
      { url: 'https://news.lake-county.example/mou.pdf', title: 'The memorandum (PDF)', type: 'application/pdf' },
    ],
    people: [{ name: 'Ada Brookfield', office: 'Director of the Water Office' }],
    before: [
      {
        seen: '2024-03-25',
        body: [
          'Lake County and the Republic of Norrland will sign a memorandum of understanding on drinking water tomorrow.',
          { kind: 'heading', text: 'What it says' },
          { kind: 'item', text: 'Both sides share measurements every month.' },
          { kind: 'quote', text: 'Water knows no border, and now our laboratories do not either.' },
        ],
      },
    ],
    seen: '2024-03-27',
    firstSeen: '2024-03-25',
  },
  {
    id: 'lake-county-0002',
    title: 'Boil water notice lifted in Eastgate',
    published: '2024-06-02',
    agency: water,
    kind: 'notice',
    topics: ['Water', 'Health'],
    body: ['The boil water notice for Eastgate is lifted. Tap water is safe to drink again.'],
    removedAt: '2025-01-10',
  },
  {
    id: 'lake-county-0003',
    title: 'Linden bridge closed for repairs',
    published: '2023-11-14',
    agency: roads,
    kind: 'notice',
    topics: ['Roads'],
    body: ['The bridge on Linden Street is closed until spring. Repairs cost 2.4 million.'],
  },
  {
    id: 'lake-county-0004',
    title: 'Speech of the county executive on flood protection',
    published: '2023-05-30',
    agency: 'Office of the County Executive',
    kind: 'speech',
    topics: ['Floods', 'Water'],
    body: ['We will raise the levees. The river has taught us, and we have learned.'],
  },
  {
    id: 'lake-county-0005',
    title: 'Winter road service begins',
    published: '2022-12-01',
    agency: roads,
    kind: 'press-release',
    topics: ['Roads'],
    body: ['Salt and ploughs stand ready. Roads to schools are cleared first.'],
  },
  {
    id: 'lake-county-0006',
    title: 'Old archive of ordinances opened',
    agency: 'Office of the County Executive',
    kind: 'notice',
    body: ['Undated papers of the county can be read in the archive.'],
  },
  {
    id: 'norrland-0001',
    source: 'norrland',
    title: 'Trinkwasser: Abkommen mit Lake County',
    published: '2024-03-26',
    agency: 'Ministerium für Wasser',
    kind: 'press-release',
    topics: ['Wasser'],
    language: 'de',
    body: ['Norrland und Lake County arbeiten beim Trinkwasser zusammen. Die Messungen werden geteilt.'],
  },
  {
    id: 'norrland-0002',
    source: 'norrland',
    title: '飲料水に関する覚書を締結',
    published: '2024-03-27',
    agency: '水道省',
    kind: 'press-release',
    language: 'ja',
    body: ['ノールランド共和国とレイク郡は、飲料水に関する覚書を締結しました。'],
  },
  {
    id: 'norrland-0003',
    source: 'norrland',
    title: 'توقيع مذكرة تفاهم بشأن مياه الشرب',
    published: '2024-03-28',
    agency: 'وزارة المياه',
    kind: 'press-release',
    language: 'ar',
    body: ['وقعت جمهورية نورلاند ومقاطعة ليك مذكرة تفاهم بشأن مياه الشرب.'],
  },
  {
    id: 'norrland/2021/annual report',
    source: 'norrland',
    title: 'Annual report on rivers',
    published: '2021',
    agency: 'Ministerium für Wasser',
    kind: 'report',
    topics: ['Water'],
    body: ['Rivers carried more water than in any year before.'],
  },
];
