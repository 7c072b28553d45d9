import { z } from 'zod';
import { version } from '../../core/version.ts';
import type { Endpoint } from './endpoints.ts';
import { exampleAnswers } from './examples.ts';
import type { Parameter } from './parameter.ts';
import { problemMediaType } from './problem-answer.ts';
import { problemSchema, schemaRegistry } from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

const refusalTexts: Readonly<Record<number, string>> = {
  400: 'Parameters that do not exist or do not hold, all of them at once',
  401: 'Without the token of this server',
  404: 'There is nothing of this name',
  409: 'Another run goes on',
  429: 'Too many requests from this address',
  500: 'Something went wrong in the server',
  503: 'There is no index yet',
};

/** The OpenAPI 3.1 document, written from the same declarations that check requests and type answers. */
export function openApiDocument(endpoints: readonly Endpoint[], base: string): Json {
  const examples = exampleAnswers(base);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Herald',
      version,
      summary: 'What governments announced',
      description:
        'Every parameter is checked: one that is unknown, repeated or out of range is refused with a list of everything wrong, never ignored or clamped.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: base }],
    paths: Object.fromEntries(
      endpoints.map((endpoint) => [
        endpoint.path,
        { [endpoint.method === 'POST' ? 'post' : 'get']: operation(endpoint, examples) },
      ]),
    ),
    components: {
      schemas: componentSchemas(),
      ...(endpoints.some(isGuarded) ? { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } : {}),
    },
  };
}

/** The JSON Schema of a parameter's value. */
export function parameterSchema(parameter: Parameter): Json {
  return without(z.toJSONSchema(parameter.schema, { io: 'input' }), '$schema');
}

function operation(endpoint: Endpoint, examples: Json): Json {
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    description: endpoint.description,
    parameters: [
      ...endpoint.pathParameters.map(({ name, description, schema }) => ({
        name,
        in: 'path',
        required: true,
        description,
        schema: inlineSchema(schema),
      })),
      ...endpoint.parameters.map(queryParameter),
    ],
    ...(isGuarded(endpoint) ? { security: [{ token: [] }] } : {}),
    responses: {
      [endpoint.answer.status ?? 200]: {
        description: endpoint.answer.description,
        content: { [endpoint.answer.mediaType]: answerContent(endpoint, examples[endpoint.id]) },
      },
      ...Object.fromEntries(
        [...endpoint.refusals, 429, 500].map((status) => [status, refusal(status, examples['problem'])]),
      ),
    },
  };
}

function isGuarded({ refusals }: Endpoint): boolean {
  return refusals.includes(401);
}

function queryParameter(parameter: Parameter): Json {
  const schema = parameterSchema(parameter);
  return {
    name: parameter.name,
    in: 'query',
    required: false,
    description: parameter.description,
    ...(parameter.wire === 'list' ? { style: 'form', explode: false } : {}),
    schema: parameter.repeat === true ? { type: 'array', items: schema } : schema,
    ...(parameter.example === undefined ? {} : { example: parameter.example }),
  };
}

function answerContent(endpoint: Endpoint, example: unknown): Json {
  const { schema } = endpoint.answer;
  if (schema === undefined) return { schema: { type: 'string' } };
  const id = schemaRegistry.get(schema)?.id;
  const shown = example === undefined ? {} : { example };
  return { schema: id === undefined ? inlineSchema(schema) : { $ref: `#/components/schemas/${id}` }, ...shown };
}

function refusal(status: number, example: unknown): Json {
  return {
    description: refusalTexts[status] ?? 'Refused',
    content: {
      [problemMediaType]: {
        schema: { $ref: `#/components/schemas/${schemaRegistry.get(problemSchema)!.id}` },
        ...(status === 400 ? { example } : {}),
      },
    },
  };
}

function inlineSchema(schema: z.ZodType): Json {
  return without(z.toJSONSchema(schema), '$schema');
}

function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(schemaRegistry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, without(schema, '$schema', '$id')]));
}

/** What each schema would say of its dialect, the document says once. */
function without(schema: object, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)));
}
