import { describe, expect, it } from 'vitest';
import { bodyText } from '../../../core/announcement.ts';
import type { ExtractionRules } from '../../../core/source.ts';
import { extract } from '../../../crawler/extract/extract.ts';
import { answers, hasRecordedSite, openPages } from './recorded-site.ts';
import { noRules, sourceWith } from './source.ts';
import { tokenF1 } from './token-f1.ts';

const selectors: ExtractionRules = {
  ...noRules,
  title: ['h1#node-title', "meta[property='og:title']@content"],
  body: ['.field--name-field-pr-body .field__item'],
  published: ['.field--name-field-pr-date .date-display-single@content'],
  components: ['.field--name-field-pr-component .field__item'],
  topics: ['.field--name-field-pr-topic .field__item'],
  number: ['.field--name-field-pr-number .field__item'],
};

/** Every how manieth recorded page is read: 3,500 take half a minute. */
const step = 25;

describe.skipIf(!hasRecordedSite)('a recorded ministry (needs ../shared/corpora)', () => {
  it.each([
    ['with selectors', selectors, { title: 0.999, date: 0.999, lists: 0.995, number: 0.99, body: 0.99 }],
    ['with no configuration', noRules, { title: 0.99, date: 0.99, lists: 0, number: 0, body: 0.97 }],
  ])('is read %s as its readers read it', (_, extraction, goal) => {
    const pages = openPages();
    const source = sourceWith({ extraction });
    const sample = answers().filter((_answer, index) => index % step === 0);
    const scores = sample.map((answer) => {
      const { announcement } = extract({ html: pages.html(answer.url)!, url: answer.url, headers: [], source });
      return {
        title: fold(announcement?.title) === fold(answer.title),
        date: announcement?.published?.value.slice(0, 10) === answer.date,
        components: JSON.stringify(announcement?.components) === JSON.stringify(answer.components),
        topics: JSON.stringify(announcement?.topics) === JSON.stringify(answer.topics),
        number: (announcement?.number ?? '') === (answer.number ?? ''),
        body: tokenF1(bodyText(announcement?.body ?? []), answer.body),
      };
    });
    pages.close();
    const share = (field: 'title' | 'date' | 'components' | 'topics' | 'number' | 'body'): number =>
      scores.reduce((sum, score) => sum + Number(score[field]), 0) / scores.length;
    expect(sample.length).toBeGreaterThan(100);
    expect(share('title')).toBeGreaterThanOrEqual(goal.title);
    expect(share('date')).toBeGreaterThanOrEqual(goal.date);
    expect(share('components')).toBeGreaterThanOrEqual(goal.lists);
    expect(share('topics')).toBeGreaterThanOrEqual(goal.lists);
    expect(share('number')).toBeGreaterThanOrEqual(goal.number);
    expect(share('body')).toBeGreaterThanOrEqual(goal.body);
  });
});

function fold(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
