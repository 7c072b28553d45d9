import { messageOf } from '../../core/problem.ts';
import { RefusedAddressError } from './address-guard.ts';

/** What went wrong on the network, in words, and whether it may go right in a minute. */
export function causeOf(error: unknown): { reason: string; retry: boolean } {
  if (error instanceof RefusedAddressError) return { reason: error.message, retry: false };
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const cause = error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : messageOf(error);
  return { reason: code === '' || cause.includes(code) ? cause : `${cause} (${code})`, retry: !lasting.has(code) };
}

/** Errors that will be the same in a minute. */
const lasting: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'UND_ERR_HEADERS_OVERFLOW',
  'HPE_HEADER_OVERFLOW',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
]);
