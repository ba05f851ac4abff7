/** One way to ask the server something, one kind of error. What can be asked is in `queries.ts`. */

import type { ErrorBody, ErrorCode } from './schema';

/** The server refused, or couldn't be reached: then `status` is 0 and `code` is `unreachable`. */
export class ApiError extends Error {
  override name = 'ApiError';

  readonly status: number;
  readonly code: ErrorCode | 'unreachable';
  /** The form field that was refused. */
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    code: ErrorCode | 'unreachable',
    message: string,
    field?: string,
    retryAfterSeconds?: number,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Asking again, unchanged, may well succeed. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

type Query = Record<string, string | number | boolean | null | undefined>;

function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) parameters.set(name, String(value));
  }
  return parameters.size ? `${path}?${parameters}` : path;
}

async function refusal(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  try {
    const { error }: ErrorBody = await response.json();
    return new ApiError(response.status, error.code, error.message, error.field, retryAfter);
  } catch {
    const message = `The server answered ${response.status}. Try again in a moment.`;
    return new ApiError(response.status, 'internal', message, undefined, retryAfter);
  }
}

async function ask<Answer>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      signal: signal ?? null,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, 'unreachable', "The server can't be reached. Check your connection.");
  }
  if (!response.ok) throw await refusal(response);
  // 204 has nothing to say; whoever asks for it expects `void`.
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

export const api = {
  get: <Answer>(path: string, query?: Query, signal?: AbortSignal) =>
    ask<Answer>('GET', address(path, query), undefined, signal),
  post: <Answer = void>(path: string, body?: unknown, signal?: AbortSignal) =>
    ask<Answer>('POST', path, body, signal),
  put: <Answer = void>(path: string, body?: unknown) => ask<Answer>('PUT', path, body),
  delete: <Answer = void>(path: string, body?: unknown) => ask<Answer>('DELETE', path, body),
};
