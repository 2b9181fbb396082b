// One place that talks to the server: builds addresses, reads pages, turns failures into sentences.

export type QueryValue = string | number | bigint | readonly string[] | null | undefined;
export type Query = Record<string, QueryValue>;

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A refused or failed request; the message is a sentence for people. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export function apiPath(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    if (Array.isArray(value)) for (const each of value) search.append(key, each);
    else search.append(key, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function failure(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  const stated = statedError(text);
  if (stated) return new ApiError(stated, response.status);
  if (response.status === 501) return new ApiError('This server does not offer that yet.', 501);
  return new ApiError(
    `The server answered ${response.status}${response.statusText ? ` (${response.statusText})` : ''} without saying why.`,
    response.status,
  );
}

function statedError(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    if (body && typeof body === 'object' && 'error' in body && typeof body.error === 'string') return body.error;
    return null;
  } catch {
    return null;
  }
}

async function request(url: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal: signal ?? null, headers: { Accept: 'application/json' } });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError('Trine does not answer. Is the server still running? This screen tries again by itself.', 0);
  }
  if (!response.ok) throw await failure(response);
  return response;
}

async function json<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new ApiError(
      'The answer was not readable as JSON; the connection may have been cut. Try again.',
      response.status,
    );
  }
}

export async function getJson<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return json<T>(await request(apiPath(path, query), signal));
}

export async function getPage<T>(path: string, query?: Query, signal?: AbortSignal): Promise<Page<T>> {
  const response = await request(apiPath(path, query), signal);
  return { items: await json<T[]>(response), next: response.headers.get('Trine-Next-Cursor') };
}

export function sentence(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return 'Something went wrong while reading from the server.';
}
