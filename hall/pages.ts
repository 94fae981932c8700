import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { extname, join, normalize, resolve, sep } from 'node:path';

/** What the LAN may load; nothing else of the folder is answered. */
const pageFamilies: ReadonlySet<string> = new Set(['counter', 'board', 'admin', 'floor']);
const families: ReadonlySet<string> = new Set([...pageFamilies, 'follow', 'assets']);
const followPath = /^\/f\/[A-Za-z0-9_-]{22}$/;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

/** Sent with every page and every part of one. No other origin is loaded, framed by, or posted to. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self' blob:; " +
    "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** The file a path of the LAN door means; null when it is none of the pages' business. */
export function pageFile({ folder, pathname }: { folder: string; pathname: string }): string | null {
  const name = decoded(pathname);
  if (name === null || /[\0\\]/.test(name)) return null;
  const parts = name.split('/').slice(1);
  if (!families.has(parts[0] ?? '') || parts.slice(0, -1).includes('') || parts.some(part => part.startsWith('.')))
    return null;
  const path = normalize(`${resolve(folder)}/${name.endsWith('/') ? `${name}index.html` : name}`);
  return path.startsWith(resolve(folder) + sep) ? path : null;
}

/** Names the pages in this folder: the board's page names its parts by their hashes, so another build is another name. */
export function pagesBuild(folder: string): string {
  try {
    const page = readFileSync(join(folder, 'board/index.html'));
    return createHash('sha256').update(page).digest('hex').slice(0, 12);
  } catch {
    return 'none';
  }
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Answers requests for the built pages of the hall; null = not a page, ask the API. */
export function createPages({ folder }: { folder: string }): (request: Request) => Promise<Response | null> {
  return async request => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const { pathname } = new URL(request.url);
    if (pathname === '/' || pageFamilies.has(pathname.slice(1)))
      return new Response(null, {
        status: 302,
        headers: { ...headers, location: pathname === '/' ? '/board/' : `${pathname}/` },
      });
    // The address in the QR code of a slip; the page reads the token from it.
    const path = pageFile({ folder, pathname: followPath.test(pathname) ? '/follow/' : pathname });
    if (path === null) return null;
    try {
      if (!(await lstat(path)).isFile()) return null;
      const bytes = await readFile(path);
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), {
        headers: {
          ...headers,
          'content-type': types[extname(path)] ?? 'application/octet-stream',
          // Files under assets/ carry a hash in their name.
          'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        },
      });
    } catch {
      return null;
    }
  };
}
