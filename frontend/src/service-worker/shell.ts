/**
 * What is kept for when there is no network: the first page and the files it is made of, never
 * anything that was said. Pages come from the network first, files with a hash from here.
 */

const KEPT = 'shell';

/** What is kept is the same for everybody who asks, however they put it. */
const ANY = { ignoreVary: true };

export type Treatment = 'page' | 'file' | 'network';

/** What to do with a request. Whatever isn't named here goes to the network, untouched. */
export function treatment(
  request: Pick<Request, 'method' | 'mode' | 'url'>,
  origin: string,
): Treatment {
  const { origin: from, pathname } = new URL(request.url);
  if (request.method !== 'GET' || from !== origin) return 'network';
  if (request.mode === 'navigate') return /^\/(api|assets)\//.test(pathname) ? 'network' : 'page';
  const hashed = /^\/assets\/[^/]+-[\w-]{8}\.\w+$/.test(pathname);
  const brand = pathname.startsWith('/assets/brand/') || pathname === '/favicon.svg';
  return hashed || brand ? 'file' : 'network';
}

/** The files that a page is made of, as its text names them. */
export function filesOf(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].flatMap(([, path]) => path ?? []);
}

/** Keeps the newest page and its files; what only older ones needed goes. */
export async function keepPage(page: Response) {
  const cache = await caches.open(KEPT);
  const html = await page.clone().text();
  const before = await cache.match('/', ANY);
  if (before && (await before.text()) === html) return;
  const needed = new Set([...filesOf(html), '/assets/brand/mark.svg', '/favicon.svg']);
  await cache.addAll([...needed]);
  // Last, so that a page is never kept without what it needs.
  await cache.put('/', page);
  for (const kept of await cache.keys()) {
    const { pathname } = new URL(kept.url);
    if (pathname !== '/' && !needed.has(pathname)) await cache.delete(kept);
  }
}

/** The page as it is now; without a network as it last was. Nobody waits for it to be kept. */
export async function freshPage(
  request: Request,
  afterwards: (kept: Promise<void>) => void,
): Promise<Response> {
  try {
    const page = await fetch(request);
    const isPage = page.ok && page.headers.get('content-type')?.startsWith('text/html');
    if (isPage) afterwards(keepPage(page.clone()));
    return page;
  } catch (cause) {
    const kept = await caches.match('/', ANY);
    if (kept) return kept;
    throw cause;
  }
}

/** A file that never changes under its name: from here, and only else from the network. */
export async function keptFile(request: Request): Promise<Response> {
  const kept = await caches.match(request, ANY);
  if (kept) return kept;
  const file = await fetch(request);
  if (file.ok) await (await caches.open(KEPT)).put(request, file.clone());
  return file;
}

/** Caches of an earlier make. */
export async function dropOthers() {
  const others = (await caches.keys()).filter((name) => name !== KEPT);
  await Promise.all(others.map((name) => caches.delete(name)));
}
