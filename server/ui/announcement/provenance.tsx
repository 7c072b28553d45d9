import { fieldName } from '../field-name.ts';
import type { Part } from './part.ts';

/** Where in the page each fact was found. */
export function Provenance({ newest, words }: Part) {
  const texts = words.announcement;
  const entries = Object.entries(newest.announcement.provenance);
  if (entries.length === 0) return null;
  return (
    <details class="card">
      <summary>{texts.provenance}</summary>
      <dl>
        {entries.map(([field, found]) => (
          <div>
            <dt>{fieldName(field, words)}</dt>
            <dd>
              {texts.provenanceKinds[found.kind] ?? found.kind}
              {found.detail !== undefined && <code>{found.detail}</code>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
