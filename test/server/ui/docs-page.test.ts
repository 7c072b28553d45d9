import { describe, expect, it } from 'vitest';
import { adminEndpoints, endpoints } from '../../../server/api/endpoints.ts';
import { feedEndpoints } from '../../../server/feeds/endpoints.ts';
import { docsWordsFor } from '../../../server/ui/docs/languages.ts';
import { toldParameter } from '../../../server/ui/docs/words.ts';
import { languages } from '../../../server/ui/languages.ts';
import { testWorld } from '../api/world.ts';

const all = [...endpoints, ...feedEndpoints, ...adminEndpoints];
const foreign = languages.filter(({ locale }) => locale !== 'en').map((words) => [words.locale, words] as const);

describe('the API documentation', () => {
  it.each(foreign)('tells every endpoint and parameter in %s', (_locale, words) => {
    const { told } = docsWordsFor(words);
    for (const endpoint of all) {
      expect(told?.endpoints[endpoint.id], endpoint.id).toBeDefined();
      for (const { name } of [...endpoint.pathParameters, ...endpoint.parameters])
        expect(toldParameter(told!, endpoint.id, name) ?? '', `${endpoint.id} ${name}`).not.toBe('');
    }
  });

  it.each(foreign)('has nothing for an endpoint or parameter that is gone, in %s', (_locale, words) => {
    const { told } = docsWordsFor(words);
    const names = all.flatMap(({ id, pathParameters, parameters }) =>
      [...pathParameters, ...parameters].flatMap(({ name }) => [name, `${id}.${name}`]),
    );
    for (const id of Object.keys(told!.endpoints)) expect(all.map((endpoint) => endpoint.id)).toContain(id);
    for (const name of Object.keys(told!.parameters)) expect(names).toContain(name);
  });

  it.each(foreign)('says the numbers of its English text in %s, too', (_locale, words) => {
    const { told } = docsWordsFor(words);
    const numbers = (text: string): string[] =>
      [...new Set(text.replace(/(?<=\d)[.,\s](?=\d{3})/g, '').match(/\d+/g) ?? [])].sort();
    for (const endpoint of all)
      for (const { name, description } of endpoint.parameters)
        expect(numbers(toldParameter(told!, endpoint.id, name)!), `${endpoint.id} ${name}`).toEqual(
          numbers(description),
        );
  });

  it.each(foreign)('leaves none of its English sentences on the page in %s', async (locale) => {
    const html = await testWorld().text('/docs', { 'Accept-Language': locale });
    expect(html).toContain(`<html lang="${locale}"`);
    for (const english of ['In short', 'Every refusal', 'Search announcements', 'Example of an answer', 'Leaves out'])
      expect(html).not.toContain(english);
  });

  it('writes code between backticks as code', async () => {
    const html = await testWorld().text('/docs', { 'Accept-Language': 'en' });
    expect(html).toContain('<code>/api/v1/search.json</code> answers the same.');
    expect(html.replace(/<pre.*?<\/pre>/gs, '')).not.toContain('`');
  });
});
