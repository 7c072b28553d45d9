import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

/** One line of a JSON Lines file that was read; `value` or `error`, never both. */
export type JsonLine =
  | { readonly line: number; readonly value: unknown; readonly text: string }
  | { readonly line: number; readonly error: string };

/** Longest line that is read, characters. The longest real announcement known is under 2 million; a larger one is an accident or an attack. */
const longestLine = 16_000_000;

/**
 * Reads `.jsonl`, `.jsonl.gz` or `.jsonl.br` line by line in constant memory. Empty lines are passed over. A line that is no JSON is
 * told with its number and the rest is read.
 * @throws Error of the file system or the decompressor: the file cannot be read to its end.
 */
export async function* readJsonLines(path: string): AsyncGenerator<JsonLine> {
  let line = 0;
  for await (const text of textLines(decompressed(path))) {
    line += 1;
    if (text === undefined) {
      yield { line, error: `the line has more than ${longestLine} characters` };
      continue;
    }
    const trimmed = (line === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
    if (trimmed !== '') yield parseLine(line, trimmed);
  }
}

/** Lines of a UTF-8 stream; `undefined` for one that is too long, whose text is dropped while it is passed over. */
async function* textLines(stream: Readable): AsyncGenerator<string | undefined> {
  let rest = '';
  let tooLong = false;
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const parts = chunk.split('\n');
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        yield tooLong ? undefined : rest;
        rest = '';
        tooLong = false;
      }
      if (rest.length + part.length > longestLine) tooLong = true;
      rest = tooLong ? '' : rest + part;
    }
  }
  if (tooLong || rest !== '') yield tooLong ? undefined : rest;
}

function parseLine(line: number, text: string): JsonLine {
  try {
    return { line, value: JSON.parse(text) as unknown, text };
  } catch (error) {
    return { line, error: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function decompressed(path: string): Readable {
  const file = createReadStream(path);
  if (path.endsWith('.gz')) return pipeline(file, createGunzip(), () => undefined);
  if (path.endsWith('.br')) return pipeline(file, createBrotliDecompress(), () => undefined);
  return file;
}
