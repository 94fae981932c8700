import { extname, join, normalize, sep } from 'node:path';

/** Where an address of the door leads: a file below the page's folder, or the status that refuses it. */
export type StaticTarget =
  | { readonly at: 'file'; readonly path: string }
  | { readonly at: 'refused'; readonly status: 403 | 404 };

/**
 * @param request.pathname path of the URL, still percent-encoded
 * @param request.root absolute folder that nothing may leave
 * @param request.home what `/` means, below root
 */
export function staticTarget(request: { pathname: string; root: string; home: string }): StaticTarget {
  const name = decoded(request.pathname);
  if (name === null || name.includes('\0') || name.includes('\\')) return { at: 'refused', status: 403 };
  const root = normalize(request.root + sep);
  const path = normalize(join(root, name === '/' ? request.home : name));
  if (!path.startsWith(root)) return { at: 'refused', status: 403 };
  // No file of a build begins with a dot; `.vite` or `.git` beside it are nobody's business.
  if (
    path
      .slice(root.length)
      .split(sep)
      .some(part => part.startsWith('.'))
  )
    return { at: 'refused', status: 404 };
  return { at: 'file', path };
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

/** Unknown endings are bytes, never something a browser would run. */
export function contentTypeOf(path: string): string {
  return contentTypes[extname(path)] ?? 'application/octet-stream';
}
