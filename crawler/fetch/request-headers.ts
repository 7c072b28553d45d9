import { acceptedCodings } from './content-coding.ts';
import { acceptOf, type Purpose } from './media-type.ts';
import type { Validators } from './outcome.ts';
import { userAgent } from './user-agent.ts';

export interface Wishes {
  readonly validators?: Validators;
  /** BCP 47. */
  readonly language?: string;
}

/** The head of a request: who asks, what is wanted, and what is already known. robots.txt is never asked for conditionally. */
export function requestHeaders(
  { validators, language }: Wishes,
  purpose: Purpose,
  contact: string | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': userAgent(contact),
    accept: acceptOf[purpose],
    'accept-encoding': acceptedCodings,
  };
  if (contact?.includes('@') === true && !contact.includes('://')) headers['from'] = contact;
  if (language !== undefined && language !== 'und') headers['accept-language'] = `${language}, *;q=0.5`;
  if (purpose === 'robots') return headers;
  if (validators?.etag !== undefined) headers['if-none-match'] = validators.etag;
  if (validators?.lastModified !== undefined) headers['if-modified-since'] = validators.lastModified;
  return headers;
}
