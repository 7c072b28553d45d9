import { HeraldError, type Problem } from '../core/problem.ts';
import { nearest } from '../core/nearest.ts';

/** What the environment may say. Every variable is described here, and nowhere else; the documents are tested against this table. */
export const environmentVariables = {
  HERALD_DATA: 'data folder (default data/local); --data wins over it',
  HERALD_SOURCES:
    'folder of source files (default data/sources, else the ones that come with Herald); --sources wins over it',
  HERALD_CONTACT:
    'e-mail address or URL sent in the User-Agent so that a site can reach you; needed to crawl any host that is not on this machine',
  HERALD_BASE_URL: 'public address of the server, used in links of answers and feeds (default: the address asked)',
  HERALD_ADMIN_TOKEN:
    'token of 16 characters or more; with it `herald serve` answers the admin calls (crawl now, index now) to its bearer',
} as const;

export type EnvironmentVariable = keyof typeof environmentVariables;

export type Environment = Readonly<Partial<Record<EnvironmentVariable, string>>>;

/**
 * Reads the HERALD_ variables. One that does not exist is refused, because a misspelt one would be ignored in silence.
 * HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read by the fetcher, as everywhere.
 * @throws HeraldError `config` with every problem.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const known = Object.keys(environmentVariables);
  const problems: Problem[] = [];
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (!name.startsWith('HERALD_') || value === undefined) continue;
    if (!known.includes(name)) {
      const meant = nearest(name, known);
      problems.push({
        code: 'unknown-variable',
        message: `unknown environment variable ${name}`,
        hint: meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`,
      });
    } else if (value.trim() === '') {
      problems.push({
        code: 'empty-variable',
        message: `environment variable ${name} is empty`,
        hint: `unset it or set it to: ${environmentVariables[name as EnvironmentVariable]}`,
      });
    } else {
      found[name] = value.trim();
    }
  }
  const contact = found['HERALD_CONTACT'];
  if (contact !== undefined && !isContact(contact)) {
    problems.push({
      code: 'bad-contact',
      message: `HERALD_CONTACT is neither an e-mail address nor an http(s) URL: ${JSON.stringify(contact)}`,
      hint: 'for example press-archive@example.org or https://example.org/bot',
    });
  }
  const base = found['HERALD_BASE_URL'];
  if (base !== undefined && !isHttpUrl(base)) {
    problems.push({
      code: 'bad-base-url',
      message: `HERALD_BASE_URL is no http(s) URL: ${JSON.stringify(base)}`,
      hint: 'for example https://search.example.org',
    });
  }
  const token = found['HERALD_ADMIN_TOKEN'];
  // Sent in a header: what is not printable ASCII could never arrive.
  if (token !== undefined && !/^[\x21-\x7E]{16,}$/.test(token)) {
    problems.push({
      code: 'bad-admin-token',
      message:
        'HERALD_ADMIN_TOKEN is shorter than 16 characters, or holds others than letters, digits and signs of ASCII',
      hint: 'make one with: openssl rand -hex 16',
    });
  }
  if (problems.length > 0) throw new HeraldError('config', 'the environment is not right', { problems });
  return found;
}

function isContact(text: string): boolean {
  return /^[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+$/.test(text) || (isHttpUrl(text) && !/[\s()]/.test(text));
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
