/** A small fictional world that every search engine is asked about. */
import {
  paragraphsOf,
  type AnnouncementId,
  type AnnouncementStatus,
  type RevisionRecord,
  type SourceId,
} from '../../core/announcement.ts';
import { contentDigest } from '../../core/ids.ts';
import type { Instant, Precision } from '../../core/instant.ts';

export interface RecordSketch {
  readonly id: string;
  readonly title: string;
  readonly body?: string;
  readonly language?: string;
  readonly agency?: string;
  readonly components?: readonly string[];
  readonly kind?: string;
  readonly topics?: readonly string[];
  readonly number?: string;
  readonly source?: string;
  /** `2014`, `2014-03` or `2014-03-25`. */
  readonly published?: string;
  readonly status?: AnnouncementStatus;
  readonly revision?: number;
  readonly revisions?: number;
}

export function record(sketch: RecordSketch): RevisionRecord {
  const { id, revision = 1, revisions = 1, status = 'live' } = sketch;
  const announcement = {
    id: id as AnnouncementId,
    source: (sketch.source ?? 'ost-harbour') as SourceId,
    url: `https://harbour.example/${id}`,
    title: sketch.title,
    body: paragraphsOf(sketch.body ?? ''),
    ...(sketch.published === undefined
      ? {}
      : { published: { value: sketch.published, precision: precisionOf(sketch.published), source: 'meta' as const } }),
    ...(sketch.agency === undefined ? {} : { agency: sketch.agency }),
    components: sketch.components ?? (sketch.agency === undefined ? [] : [sketch.agency]),
    ...(sketch.kind === undefined ? {} : { kind: sketch.kind }),
    topics: sketch.topics ?? [],
    ...(sketch.number === undefined ? {} : { number: sketch.number }),
    people: [],
    places: [],
    organizations: [],
    contacts: [],
    attachments: [],
    language: sketch.language ?? 'en',
    translations: [],
    provenance: {},
  };
  return {
    announcement,
    revision,
    revisions,
    current: revision === revisions,
    status,
    firstSeen: '2026-01-01T00:00:00.000Z' as Instant,
    lastSeen: '2026-02-01T00:00:00.000Z' as Instant,
    revisionSeen: `2026-01-0${revision}T00:00:00.000Z` as Instant,
    ...(status === 'removed' ? { removedAt: '2026-01-20T00:00:00.000Z' as Instant } : {}),
    digest: contentDigest(announcement),
  };
}

function precisionOf(value: string): Precision {
  return value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day';
}

const harbour = 'Harbour Authority of Ostmark';
const education = 'Department of Education and Letters';
const treasury = 'Treasury';

export const world: readonly RevisionRecord[] = [
  record({
    id: 'bridge',
    title: 'Harbour bridge reopens to traffic',
    body: 'The governor reopened the harbour bridge on Monday. Engineers had inspected every cable.\n\nTraffic was flowing by noon.',
    agency: harbour,
    kind: 'press-release',
    topics: ['Transport', 'Bridges'],
    published: '2014-03-25',
  }),
  record({
    id: 'bridges',
    title: 'Two bridges to be inspected',
    body: 'Inspections of the river bridges begin in April. The announcements name no contractor.',
    agency: harbour,
    kind: 'notice',
    topics: ['Transport'],
    published: '2014-04-02',
  }),
  record({
    id: 'mou',
    title: 'Memorandum of understanding with Kanagawa',
    body: 'The department signed a memorandum of understanding with the prefecture of Kanagawa in Japan.',
    agency: education,
    components: [education, 'Office of International Letters'],
    kind: 'press-release',
    topics: ['Education', 'Japan'],
    published: '2014-05-10',
  }),
  record({
    id: 'mou-short',
    title: 'MOU extended',
    body: 'The MOU was extended by two years.',
    agency: education,
    kind: 'notice',
    topics: ['Education'],
    published: '2015-05-11',
  }),
  record({
    id: 'understanding',
    title: 'On understanding',
    body: 'Understanding is more than a memorandum, said the minister of letters.',
    agency: education,
    kind: 'speech',
    published: '2015',
  }),
  record({
    id: 'windham',
    title: 'Windham-Bannister appointed',
    body: 'Susan Windham-Bannister was appointed. O’Brien of the U.S. mission congratulated. The ministers’ council met.',
    agency: treasury,
    kind: 'appointment',
    topics: ['People'],
    published: '2015-01-07',
  }),
  record({
    id: 'budget',
    title: 'Budget of $4.6 million',
    body: 'The budget of $4.6 million funds 1,000 places. See 21 CFR 11.10 and docket 18-484, and § 1983.',
    agency: treasury,
    kind: 'report',
    topics: ['Budget'],
    published: '2016-12-31',
    number: 'T-2016-9',
  }),
  record({
    id: 'draft',
    title: 'Draft budget',
    body: 'A draft. The treasury treats it as a budget of intent.',
    agency: treasury,
    kind: 'notice',
    topics: ['Budget'],
    published: '2016-06',
  }),
  record({
    id: 'undated',
    title: 'Undated harbour circular',
    body: 'A circular without a date about the harbour.',
    source: 'ost-archive',
  }),
  record({
    id: 'kanagawa-ja',
    title: '神奈川県知事が会見',
    body: '神奈川県知事は記者会見を開き、覚書に署名したと発表した。コンピュータを配布する。',
    language: 'ja',
    agency: '教育文化省',
    kind: 'press-release',
    published: '2014-05-12',
    source: 'ost-foreign',
  }),
  record({
    id: 'tokyo-ja',
    title: '東京都の予算',
    body: '東京都は二千十六年度の予算を発表した。',
    language: 'ja',
    agency: '教育文化省',
    kind: 'report',
    published: '2016-03-01',
    source: 'ost-foreign',
  }),
  record({
    id: 'seoul-ko',
    title: '대통령은 서울에서 연설했다',
    body: '대통령이 예산을 설명했다.',
    language: 'ko',
    kind: 'speech',
    published: '2016-03-02',
    source: 'ost-foreign',
  }),
  record({
    id: 'bangkok-th',
    title: 'กระทรวงการคลังแถลง',
    body: 'กระทรวงการคลังแถลงงบประมาณประจำปี',
    language: 'th',
    kind: 'press-release',
    published: '2016-03-03',
    source: 'ost-foreign',
  }),
  record({
    id: 'zuerich-de',
    title: 'Zürich prüft Brücken',
    body: 'Die Straßenbehörde von Zürich prüfte die Brücken und die Häuser am Fluss.',
    language: 'de',
    kind: 'notice',
    published: '2014-03',
    source: 'ost-foreign',
  }),
  record({
    id: 'ecole-fr',
    title: 'L’école de l’État',
    body: 'Les écoles de l’État ouvrent en septembre. L’économie est étudiée.',
    language: 'fr',
    kind: 'press-release',
    published: '2017-09-01',
    source: 'ost-foreign',
  }),
  record({
    id: 'riyadh-ar',
    title: 'وزارة الخارجية',
    body: 'أعلنت وِزَارَةُ الخارجيّة عن اتفاق.',
    language: 'ar',
    kind: 'press-release',
    published: '2017-09-02',
    source: 'ost-foreign',
  }),
  record({
    id: 'removed',
    title: 'Ferry cancelled',
    body: 'The night ferry across the harbour is cancelled.',
    agency: harbour,
    kind: 'notice',
    topics: ['Transport'],
    published: '2017-01-01',
    status: 'removed',
  }),
  record({
    id: 'ferry',
    title: 'Ferry timetable',
    body: 'The summer timetable of the ferry, first version.',
    agency: harbour,
    kind: 'notice',
    topics: ['Transport'],
    published: '2017-04-01',
    status: 'changed',
    revision: 1,
    revisions: 2,
  }),
  record({
    id: 'ferry',
    title: 'Ferry timetable',
    body: 'The summer timetable of the ferry, corrected: departures at noon.',
    agency: harbour,
    kind: 'notice',
    topics: ['Transport'],
    published: '2017-04-01',
    status: 'changed',
    revision: 2,
    revisions: 2,
  }),
];
