import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentTypeOf, staticTarget } from './staticFile.ts';

const root = '/srv/page';

describe('static files of the door', () => {
  it('finds the page and what it needs', () => {
    expect(staticTarget({ pathname: '/', root, home: 'index.html' })).toEqual({
      at: 'file',
      path: '/srv/page/index.html',
    });
    expect(staticTarget({ pathname: '/assets/a%20b.js', root, home: 'index.html' })).toEqual({
      at: 'file',
      path: '/srv/page/assets/a b.js',
    });
  });

  it.each([
    ['/..%2f..%2fetc%2fpasswd', 403],
    ['/%2e%2e/%2e%2e/etc/passwd', 403],
    ['/..%5c..%5cetc', 403],
    ['/a%00.js', 403],
    ['/%E0%A4%A', 403],
    ['/..', 403],
    ['/.vite/manifest.json', 404],
    ['/assets/.hidden', 404],
  ])('refuses %s with %d', (pathname, status) => {
    expect(staticTarget({ pathname, root, home: 'index.html' })).toEqual({ at: 'refused', status });
  });

  it('never leaves its folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '%2f',
      '%5c',
      '\\',
      '%00',
      'a',
      '%25',
      '%',
      '//',
      'srv',
      'page',
      'pagex',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const target = staticTarget({ pathname: `/${pieces.join('')}`, root, home: 'index.html' });
        return target.at === 'refused' || target.path.startsWith('/srv/page/');
      }),
      { numRuns: 2000 },
    );
  });

  it('calls unknown endings bytes', () => {
    expect(contentTypeOf('/x/index.html')).toBe('text/html; charset=utf-8');
    expect(contentTypeOf('/x/setup.exe')).toBe('application/octet-stream');
  });
});
