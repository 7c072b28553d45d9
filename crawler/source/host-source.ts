import type { SourceId } from '../../core/announcement.ts';
import type { Source } from '../../core/source.ts';
import { defaultPoliteness, defaultRemoval, defaultSchedule } from './defaults.ts';

/** Longest source id; see `isSourceId`. */
const longestId = 64;

/**
 * A source for pages that belong to no source file: named after their host (`www.example.gov` is `www-example-gov`) unless an id is
 * given, with every default. It has no entry points: it can be imported into, not crawled.
 */
export function sourceOfHost(url: string, id?: SourceId): Source {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const name = host === '' ? (id ?? 'import') : host;
  return {
    id: id ?? idOf(name),
    name,
    country: 'xx',
    language: 'und',
    agency: name,
    homepage: host === '' ? 'https://invalid/' : `${new URL(url).origin}/`,
    verified: 'never',
    entryPoints: [],
    scope: { include: [/^/], exclude: [], allowPrivateAddresses: false },
    politeness: defaultPoliteness,
    schedule: defaultSchedule,
    removal: defaultRemoval,
    extraction: {
      title: [],
      body: [],
      published: [],
      modified: [],
      agency: [],
      components: [],
      kind: [],
      topics: [],
      number: [],
      remove: [],
    },
    ignoreParameters: [],
    sortParameters: false,
    file: '',
  };
}

function idOf(name: string): SourceId {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longestId)
    .replace(/-+$/, '');
  return (id === '' ? 'import' : id) as SourceId;
}
