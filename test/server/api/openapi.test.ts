import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { endpoints, type Endpoint } from '../../../server/api/endpoints.ts';
import { exampleAnswers } from '../../../server/api/examples.ts';
import { problemSchema } from '../../../server/api/schemas.ts';
import { feedEndpoints } from '../../../server/feeds/endpoints.ts';
import { origin, testWorld } from './world.ts';

const world = testWorld();
const all: readonly Endpoint[] = [...endpoints, ...feedEndpoints];

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'query' | 'path';
    readonly schema: Schema;
    readonly explode?: boolean;
  }[];
  readonly responses: Readonly<
    Record<
      string,
      { readonly content: Readonly<Record<string, { readonly schema: unknown; readonly example?: unknown }>> }
    >
  >;
}

const document = (await world.json('/openapi.json')) as {
  openapi: string;
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, unknown> };
};

describe('the OpenAPI document', () => {
  it('is of version 3.1 and describes every endpoint with parameters, answers and refusals', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual(all.map((endpoint) => endpoint.path).sort());
    for (const endpoint of all) {
      const { get } = document.paths[endpoint.path]!;
      expect(get.parameters).toHaveLength(endpoint.pathParameters.length + endpoint.parameters.length);
      expect(Object.keys(get.responses)).toEqual(
        expect.arrayContaining(['200', '429', '500', ...endpoint.refusals.map(String)]),
      );
    }
  });

  it('has a schema for everything it refers to', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      expect(reference.startsWith('#/components/schemas/'), reference).toBe(true);
      expect(Object.keys(document.components.schemas)).toContain(reference.slice('#/components/schemas/'.length));
    }
  });

  it('shows answers that its own schemas accept', () => {
    const examples = exampleAnswers(origin);
    for (const endpoint of endpoints) {
      if (examples[endpoint.id] !== undefined)
        expect(endpoint.answer.schema!.safeParse(examples[endpoint.id]).error, endpoint.id).toBeUndefined();
    }
    expect(problemSchema.safeParse(examples['problem']).error).toBeUndefined();
    expect(document.paths['/api/v1/search']!.get.responses['200']!.content['application/json']!.example).toBeDefined();
  });
});

describe('every example of the documentation', () => {
  const examples = all.flatMap((endpoint) =>
    endpoint.examples.map((example) => ({ endpoint, path: example.replace('{id}', 'lake-county-0001') })),
  );
  for (const { endpoint, path } of examples) {
    it(path, async () => {
      const response = await world.get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toContain(endpoint.answer.mediaType);
      if (endpoint.answer.schema !== undefined)
        expect(endpoint.answer.schema.safeParse(await response.json()).error).toBeUndefined();
    });
  }

  it('stands on /docs', async () => {
    const page = await world.text('/docs');
    for (const endpoint of all) expect(page).toContain(`id="${endpoint.id}"`);
    for (const example of all.flatMap((endpoint) => endpoint.examples)) {
      if (!example.includes('{id}')) expect(page).toContain(example.replaceAll('&', '&amp;'));
    }
  });
});

/** Values that a schema accepts, and values of every kind that it does not. */
function valueOf(schema: Schema): fc.Arbitrary<string> {
  const wild = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      '0',
      '-1',
      '1e9',
      'null',
      'NaN',
      '_MISSING',
      '2014-02-30',
      '\0',
      '"',
      '((((',
      'a:b:c',
      '*',
      '~',
      '-',
      '=',
      '\u202E',
      '９９９',
      '%',
      'x'.repeat(3000),
    ),
  );
  if (schema.enum !== undefined)
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...schema.enum) }, { weight: 1, arbitrary: wild });
  if (schema.type === 'integer')
    return fc.oneof(
      {
        weight: 3,
        arbitrary: fc.integer({ min: schema.minimum ?? 1, max: Math.min(schema.maximum ?? 100, 1000) }).map(String),
      },
      { weight: 1, arbitrary: wild },
    );
  if (schema.type === 'array')
    return fc.array(valueOf(schema.items!), { maxLength: 3 }).map((values) => values.join(','));
  if (schema.pattern?.startsWith('^\\d{4}') === true)
    return fc.oneof(fc.constantFrom('2014', '2014-03', '2014-03-25', '0000', '9999-12-31'), wild);
  return fc.oneof(
    fc.constantFrom(
      'water',
      'lake-county',
      '覚書',
      '"memorandum of" -x',
      'a OR (b c)',
      'published:2014..',
      'agency:roads',
      'wat*',
      'brige~',
    ),
    wild,
  );
}

function requestsOf(path: string, operation: Operation): fc.Arbitrary<string> {
  const query = fc.array(
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc
          .constantFrom(...operation.parameters.filter((parameter) => parameter.in === 'query'), {
            name: 'unknown',
            in: 'query',
            schema: {},
          } as const)
          .chain(({ name, schema }) => valueOf(schema).map((value) => [name, value] as const)),
      },
      { weight: 1, arbitrary: fc.tuple(fc.string(), fc.string()) },
    ),
    { maxLength: 5 },
  );
  const id = fc.oneof(
    fc.constantFrom('lake-county-0001', 'norrland/2021/annual report'),
    fc.string({ minLength: 1, unit: 'binary' }),
  );
  const n = fc.oneof(fc.constantFrom('1', '2', '3'), fc.string({ minLength: 1 }));
  // Now and then raw bytes instead of well-formed escapes.
  const written = fc
    .tuple(query, fc.constantFrom('', '', '', '', '%', '&%FF=1', '&&='))
    .map(([pairs, tail]) => pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&') + tail);
  return fc
    .tuple(id, n, written)
    .map(
      ([anId, aN, aQuery]) =>
        `${path.replace('{id}', escaped(anId)).replace('{n}', escaped(aN))}${aQuery === '' ? '' : `?${aQuery}`}`,
    );
}

function escaped(text: string): string {
  const plain = encodeURIComponent(text.replace(/[\uD800-\uDFFF]/g, '\uFFFD'));
  return plain === '.' || plain === '..' ? `${plain}x` : plain;
}

/** Requests to each endpoint, five times as many to the search. `FUZZ=2000 npx vitest run test/server/api/openapi.test.ts` asks tens of thousands. */
const fuzzRuns = Number(process.env['FUZZ'] ?? 60);

describe('whatever is asked', () => {
  for (const endpoint of all) {
    const operation = document.paths[endpoint.path]!.get;
    it(`${endpoint.path} answers only what it documents`, { timeout: 60_000 + fuzzRuns * 500 }, async () => {
      await fc.assert(
        fc.asyncProperty(requestsOf(endpoint.path, operation), async (path) => {
          const response = await world.get(path);
          const type = response.headers.get('Content-Type')?.split(';')[0] ?? '';
          // An id that is empty after decoding is another address.
          const documented = [
            ...Object.keys(operation.responses),
            ...(endpoint.pathParameters.length > 0 ? ['404'] : []),
          ];
          expect(documented, path).toContain(String(response.status));
          expect(response.status, path).toBeLessThan(500);
          expect(Object.keys(operation.responses[String(response.status)]!.content), path).toContain(type);
          const schema: z.ZodType | undefined = response.status === 200 ? endpoint.answer.schema : problemSchema;
          const body = await response.text();
          if (schema !== undefined) expect(schema.safeParse(JSON.parse(body)).error, path).toBeUndefined();
        }),
        { numRuns: fuzzRuns * (endpoint.id === 'search' ? 5 : 1) },
      );
    });
  }
});
