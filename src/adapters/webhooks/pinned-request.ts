// Sends one HTTP request to addresses that were checked before, and turns its response into an outcome.

import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { WebhookFailureReason, WebhookOutcome } from '../../ports/webhook-sender.js';

/** How many bytes of a response are read, its informational responses (1xx) included. The head of an answer must fit into it. */
const maxResponseBytes = 16_384;
/** Milliseconds after which the next address of a host is tried; the last address has all the time that is left. */
const addressTimeoutMs = 1_000;

export interface PinnedRequest {
  readonly url: URL;
  /** At least one. The request connects to no other address. */
  readonly addresses: readonly string[];
  /** Certificates to trust instead of the well-known ones, in PEM. */
  readonly ca: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the request at any point. */
  readonly signal: AbortSignal;
}

/**
 * Sends one request, follows no redirect and keeps no connection. Only the head of the response decides the outcome, as soon
 * as it is known: the connection is closed then, and the body of the response is not read.
 */
export function sendPinnedRequest(pinned: PinnedRequest): Promise<WebhookOutcome> {
  return new Promise((resolve) => {
    const request = createRequest(pinned);
    const isHandshaking = createHandshakeCheck(request);
    const isTooLong = createLengthCheck(request);
    request.once('response', ({ statusCode = 0, headers }) => {
      resolve(outcomeOfStatus(statusCode, headers['webhook-challenge']));
      request.destroy();
    });
    request.on('error', (error) => {
      const reason = isHandshaking() ? 'tls' : failureReasonOf(error, isTooLong());
      resolve({ kind: 'failed', reason: pinned.signal.aborted ? 'timeout' : reason });
    });
    request.once('close', () => resolve({ kind: 'failed', reason: 'connection' }));
    request.end(pinned.body);
  });
}

function createRequest({
  url,
  addresses,
  ca,
  headers,
  body,
  signal,
}: PinnedRequest): ClientRequest {
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    // A new agent, so that no connection and no TLS session of another delivery is reused.
    agent: false as const,
    lookup: createPinnedLookup(addresses),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: addressTimeoutMs,
    // Set explicitly, so that no option of Node can raise it.
    maxHeaderSize: maxResponseBytes,
    signal,
  };
  // Set explicitly, so that no environment variable can turn it off.
  const trust = { ca, rejectUnauthorized: true };
  return url.protocol === 'https:'
    ? requestHttps(url, { ...options, ...trust })
    : requestHttp(url, options);
}

/** Returns the checked addresses, so that another DNS answer changes nothing. */
function createPinnedLookup(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, _options, answer) => answer(null, all);
}

/** Returns a function that says whether TCP is connected and the TLS handshake is not finished yet. */
function createHandshakeCheck(request: ClientRequest): () => boolean {
  let isHandshaking = false;
  request.once('socket', (socket) => {
    const isSecure = 'encrypted' in socket;
    socket.once('connect', () => {
      isHandshaking = isSecure;
    });
    socket.once('secureConnect', () => {
      isHandshaking = false;
    });
  });
  return () => isHandshaking;
}

function outcomeOfStatus(status: number, challenge?: string | string[]): WebhookOutcome {
  if (status >= 200 && status <= 299) {
    return { kind: 'delivered', status, ...(typeof challenge === 'string' ? { challenge } : {}) };
  }
  if (status === 410) return { kind: 'gone' };
  const isRedirect = status >= 300 && status <= 399;
  return { kind: 'failed', status, reason: isRedirect ? 'redirect' : 'status' };
}

/** Ends a response that goes on without an answer, and returns a function that says whether it did. */
function createLengthCheck(request: ClientRequest): () => boolean {
  let bytesLeft = maxResponseBytes;
  request.once('socket', (socket) => {
    socket.on('data', (chunk: Buffer) => {
      bytesLeft -= chunk.length;
      if (bytesLeft < 0) request.destroy();
    });
  });
  return () => bytesLeft < 0;
}

function failureReasonOf(error: Error, isTooLong: boolean): WebhookFailureReason {
  const isOverflow = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW';
  return isTooLong || isOverflow ? 'too_large' : 'connection';
}
