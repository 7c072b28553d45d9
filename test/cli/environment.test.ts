import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../cli/environment.ts';
import { HeraldError } from '../../core/problem.ts';

describe('the environment', () => {
  it('gives what is set, trimmed, and leaves other variables alone', () => {
    expect(readEnvironment({ HERALD_DATA: ' /srv/herald ', PATH: '/bin', HERALD_CONTACT: 'you@example.org' })).toEqual({
      HERALD_DATA: '/srv/herald',
      HERALD_CONTACT: 'you@example.org',
    });
  });

  it('is refused with every problem at once', () => {
    const problems = problemsOf({
      HERALD_DATTA: 'x',
      HERALD_SOURCES: '',
      HERALD_CONTACT: 'nobody',
      HERALD_BASE_URL: 'example',
    });
    expect(problems.map(({ code }) => code).sort()).toEqual([
      'bad-base-url',
      'bad-contact',
      'empty-variable',
      'unknown-variable',
    ]);
    expect(problems.find(({ code }) => code === 'unknown-variable')?.hint).toBe('did you mean HERALD_DATA?');
  });

  it.each(['https://example.org/bot', 'press@ministry.example'])('takes %s as a contact', (contact) => {
    expect(readEnvironment({ HERALD_CONTACT: contact }).HERALD_CONTACT).toBe(contact);
  });
});

function problemsOf(
  variables: Readonly<Record<string, string>>,
): readonly { readonly code: string; readonly hint?: string }[] {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (error instanceof HeraldError) return error.problems;
    throw error;
  }
  return [];
}
