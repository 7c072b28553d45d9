import { hash } from 'node:crypto';

/** A weak entity tag of everything an answer depends on. Weak: `took_ms` and compression may differ. */
export function entityTag(...parts: readonly string[]): string {
  return `W/"${hash('sha256', `${parts.join('\0')}\0`, 'base64url').slice(0, 22)}"`;
}

/** Whether If-None-Match names the tag (RFC 9110 §13.1.2: weak comparison, a list, or `*`). */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const plain = tag.replace(/^W\//, '');
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === plain);
}
