import type { AnnouncementId, RevisionRecord, SourceId } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { Hit, SearchResult, SourceCoverage } from '../search/engine.ts';
import { announcementAnswer, revisionAnswer } from './announcement-answer.ts';
import type { AnnouncementRecord } from './history.ts';
import { englishLabels, labelsFor } from './labels.ts';
import { prepareSearch } from './prepared-search.ts';
import { problems } from './problem-answer.ts';
import { coverageAnswer, searchAnswer } from './search-answer.ts';

/**
 * The answers shown in the documentation: a fictional announcement, put through the very functions that write real
 * answers, so they cannot show a member that no answer has.
 */
export function exampleAnswers(base: string): Readonly<Record<string, unknown>> {
  const label = labelsFor(englishLabels, [coverage]);
  return {
    search: searchAnswer(prepareSearch(exampleQuery), result, { base, label, coverage: [coverage] }),
    announcement: announcementAnswer(record, [], { base, label }),
    revision: revisionAnswer(record, record.revisions[1]!, record.revisions[0], { base, label }),
    suggest: {
      q: 'wat',
      suggestions: [{ text: 'Water', type: 'topic', count: 31, url: `${base}/search?filter_topic=Water` }],
    },
    sources: {
      index_version: indexVersion,
      documents: coverage.documents,
      sources: [
        {
          ...coverageAnswer(coverage),
          links: { search: `${base}/api/v1/search?filter_source=lake-county`, html: `${base}/sources#lake-county` },
        },
      ],
    },
    problem: problems.parameters([
      { param: 'filter_agancy', message: 'unknown parameter', suggestion: 'filter_agency' },
    ]),
  };
}

/** The search of the example answer. */
export const exampleQuery = 'q=%22memorandum+of+understanding%22+water&facets=kind,published:year&limit=1';

const indexVersion = '2026-09-14T02:10:00Z-9f3c';
const instant = (text: string): Instant => text as Instant;

const coverage: SourceCoverage = {
  source: 'lake-county',
  name: 'Lake County',
  documents: 1204,
  from: '2009-01-12',
  to: '2026-09-13',
  lastSuccess: instant('2026-09-14T02:04:11.000Z'),
  robots: 'allowed',
};

function revision(n: number, text: string, seen: string): RevisionRecord {
  return {
    announcement: {
      id: 'lake-county-5b1c77e2a9d04f36' as AnnouncementId,
      source: 'lake-county' as SourceId,
      url: 'https://news.lake-county.example/2024/03/water-memorandum',
      title: 'Memorandum of understanding with Norrland on drinking water',
      body: [{ kind: 'text', text }],
      published: { value: '2024-03-25', precision: 'day', source: 'json-ld' },
      agency: 'Water Office of Lake County',
      components: ['Water Office of Lake County'],
      kind: 'press-release',
      topics: ['Water'],
      number: 'LC-24-017',
      people: [{ name: 'Ada Brookfield', office: 'Director' }],
      places: [],
      organizations: [],
      quotes: [
        { text: 'Both shores drink from one lake, and now we say so.', speaker: 'Ada Brookfield', office: 'Director' },
      ],
      contacts: [],
      attachments: [],
      language: 'en',
      translations: [],
      provenance: { title: { kind: 'heading' }, published: { kind: 'json-ld', detail: 'datePublished' } },
    },
    revision: n,
    revisions: 2,
    current: n === 2,
    status: 'changed',
    firstSeen: instant('2024-03-25T14:02:10.000Z'),
    lastSeen: instant('2026-09-14T02:04:11.000Z'),
    revisionSeen: instant(seen),
    digest: `sha256:${String(n).repeat(64)}`,
  };
}

const record: AnnouncementRecord = {
  revisions: [
    revision(1, 'The memorandum will be signed tomorrow.', '2024-03-25T14:02:10.000Z'),
    revision(2, 'The memorandum was signed today.', '2024-03-26T14:01:58.000Z'),
  ],
  captures: [
    {
      url: 'https://news.lake-county.example/2024/03/water-memorandum',
      fetchedAt: instant('2024-03-26T14:01:58.000Z'),
      status: 200,
      digest: `sha256:${'ab'.repeat(32)}`,
      archive: { file: 'herald-20240326.warc.gz', offset: 48_211 },
    },
  ],
};

const { announcement, firstSeen, lastSeen, status } = record.revisions[1]!;

const hit: Hit = {
  id: announcement.id,
  revision: 2,
  url: announcement.url,
  title: announcement.title,
  agency: 'Water Office of Lake County',
  components: announcement.components,
  kind: 'press-release',
  topics: announcement.topics,
  number: 'LC-24-017',
  source: 'lake-county',
  language: 'en',
  published: { value: '2024-03-25', precision: 'day', source: 'json-ld' },
  firstSeen,
  lastSeen,
  status,
  versions: 2,
  score: 7.31,
  snippets: [
    {
      field: 'title',
      runs: [
        { text: 'Memorandum of understanding', hit: true },
        { text: ' with Norrland on drinking ' },
        { text: 'water', hit: true },
      ],
    },
  ],
  sortKey: { value: 7.31, id: announcement.id },
};

const result: SearchResult = {
  total: 3,
  totalRelation: 'eq',
  indexVersion,
  tookMs: 0.412,
  hits: [hit],
  facets: [
    {
      type: 'values',
      facet: 'kind',
      values: [
        { value: 'press-release', count: 2, selected: false },
        { value: 'speech', count: 1, selected: false },
      ],
      missing: 0,
      totalValues: 2,
    },
    {
      type: 'dates',
      interval: 'year',
      buckets: [
        { value: '2023', count: 1 },
        { value: '2024', count: 2 },
      ],
      missing: 0,
    },
  ],
  reading: {
    matched: 'all',
    words: [
      { text: 'memorandum of understanding', via: 'phrase', terms: [], documents: 5 },
      {
        text: 'water',
        via: 'word',
        terms: [
          { term: 'water', via: 'exact', documents: 31 },
          { term: 'waters', via: 'stem', documents: 4 },
        ],
        documents: 33,
      },
    ],
    notes: [],
  },
};
