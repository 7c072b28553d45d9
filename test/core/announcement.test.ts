import { describe, expect, it } from 'vitest';
import { paragraphsOf, searchedBody } from '../../core/announcement.ts';

const bodyOf = (title: string, text: string, number?: string): string =>
  searchedBody({ title, body: paragraphsOf(text), ...(number === undefined ? {} : { number }) });

describe('the body as it is searched', () => {
  it('ends with the number that pages print beside the text', () => {
    expect(bodyOf('Ferry order', 'The ferry sails.', 'EO 13768')).toBe('The ferry sails.\n\nEO 13768');
    expect(bodyOf('Ferry order', '', '18-484')).toBe('18-484');
  });

  it('has a docket number as it is asked for, however it was printed', () => {
    expect(bodyOf('Ferry order', 'The ferry sails.', '18 - 484')).toBe('The ferry sails.\n\n18-484');
  });

  it('does not repeat a number that stands in the title or the text', () => {
    expect(bodyOf('Order 18-484', 'The ferry sails.', '18-484')).toBe('The ferry sails.');
    expect(bodyOf('Order', 'See 18-484.', '18-484')).toBe('See 18-484.');
    expect(bodyOf('Order', 'See 118-484 and 18-4845.', '18-484')).toBe('See 118-484 and 18-4845.\n\n18-484');
  });

  it('is the text alone where there is no number', () => {
    expect(bodyOf('Order', 'The ferry sails.')).toBe('The ferry sails.');
    expect(bodyOf('Order', 'The ferry sails.', ' ')).toBe('The ferry sails.');
  });
});
