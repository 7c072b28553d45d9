import { paragraphsOf, type AnnouncementId, type RevisionRecord, type SourceId } from '../../core/announcement.ts';
import { contentDigest } from '../../core/ids.ts';
import { parseInstant, type Precision } from '../../core/instant.ts';

/** The fields of a record that a test cares about; the rest is filled in plainly. */
export interface RecordFields {
  readonly id: string;
  readonly title?: string;
  readonly body?: string;
  readonly agency?: string | undefined;
  readonly topics?: readonly string[];
  readonly kind?: string;
  readonly published?: string | undefined;
  readonly language?: string;
  readonly source?: string;
  readonly revision?: number;
  readonly revisions?: number;
  readonly status?: RevisionRecord['status'];
}

/** A record as the store would give it. */
export function recordOf(fields: RecordFields): RevisionRecord {
  const { id, revision = 1, revisions = 1, status = revisions > 1 ? 'changed' : 'live' } = fields;
  const source = (fields.source ?? 'port-office') as SourceId;
  const announcement: RevisionRecord['announcement'] = {
    id: id as AnnouncementId,
    source,
    url: `https://ports.example/${id}`,
    title: fields.title ?? '',
    body: paragraphsOf(fields.body ?? ''),
    ...(fields.agency === undefined ? {} : { agency: fields.agency }),
    components: fields.agency === undefined ? [] : [fields.agency],
    ...(fields.kind === undefined ? {} : { kind: fields.kind }),
    topics: fields.topics ?? [],
    ...(fields.published === undefined
      ? {}
      : { published: { value: fields.published, precision: precisionOf(fields.published), source: 'meta' } }),
    people: [],
    places: [],
    organizations: [],
    contacts: [],
    attachments: [],
    language: fields.language ?? 'en',
    translations: [],
    provenance: {},
  };
  const seen = parseInstant('2026-01-05T08:00:00.000Z')!;
  return {
    announcement,
    revision,
    revisions,
    current: revision === revisions,
    status,
    firstSeen: seen,
    lastSeen: seen,
    revisionSeen: seen,
    digest: contentDigest(announcement),
  };
}

function precisionOf(value: string): Precision {
  return value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day';
}
