import type { WithProblems } from '../../core/problem.ts';
import { undoContentCoding } from '../fetch/content-coding.ts';

/**
 * The content of an archived payload: Content-Encoding undone, at most `limitBytes` of it. What cannot be undone is told, and as much
 * as could be is answered. Archives of some crawlers keep the payload already decoded under its old header; it is taken as it is.
 * @param headers as received, in any case
 */
export function decodeContent(
  payload: Uint8Array,
  headers: readonly (readonly [string, string])[],
  limitBytes: number,
): WithProblems<Uint8Array> {
  const coding = headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .map(([, value]) => value)
    .join(', ');
  const undone = undoContentCoding(payload, coding === '' ? undefined : coding, limitBytes);
  switch (undone.kind) {
    case 'content':
      return { value: undone.content, problems: [] };
    case 'truncated':
      return {
        value: undone.content,
        problems: [{ code: 'truncated-content', message: `the ${coding} payload ends before its end` }],
      };
    case 'too-large':
      return {
        value: new Uint8Array(0),
        problems: [{ code: 'content-too-large', message: `the content is longer than ${limitBytes} bytes` }],
      };
    case 'damaged':
      return {
        value: payload,
        problems: [{ code: 'damaged-content', message: `the payload is no ${coding}: ${undone.reason}` }],
      };
    case 'unsupported':
      return {
        value: payload,
        problems: [{ code: 'unsupported-coding', message: `Content-Encoding "${undone.coding}" cannot be undone` }],
      };
  }
}
