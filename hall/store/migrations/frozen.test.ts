import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allMigrations } from './allMigrations.ts';

/** SHA-256 of every released migration. A line may be added, never changed: databases in halls were built with that text. */
const released: readonly string[] = [
  '52c78e221845af047edb274b47753d4db7495013f138ad69aeee65e66e7474c7',
  '484071ed7ee2bd3242edbe2a28626907579628b672b70132e3b3d6089a1aad15',
  '3344ea9ac1f0243d4b541d98b429a81348da8bd325dd36b1bbf84540bb02af4a',
  '646cd664e71128e3784e47c5e1f077f21b63ec1af41715b84837b35546973e7a',
  '7f49118916988372b597c8f096598bcc000338b62bf09ffaab8c242966ed7048',
  '97085d6751ec14b70d28adf47831bfc537dd25e2348042019b5141e94fe28d77',
  '130ef9ca2a9a65b40333a22ca32a1ab1d7be98955b428363cd16f5ffa2ccd9a8',
  '91df11ed1fb4ef42d318d185521b11f128ba166b75b43d954c0ede25be120176',
];

describe('released migrations', () => {
  it('are never edited', () => {
    const hashes = allMigrations.map(({ sql }) => createHash('sha256').update(sql).digest('hex'));
    expect(hashes).toEqual(released);
  });

  it('are numbered without a gap', () => {
    expect(allMigrations.map(({ version }) => version)).toEqual(allMigrations.map((_, i) => i + 1));
  });

  it('make strict tables without columns that may be empty', () => {
    for (const { sql } of allMigrations)
      for (const [table] of sql.matchAll(/CREATE TABLE[\s\S]*?\n\)[^;]*;/g)) {
        expect(table).toMatch(/\) STRICT/);
        const columns = table.split('\n').filter(line => /^ {2}[a-z_]+ (TEXT|INTEGER|BLOB|REAL)/.test(line));
        expect(columns.length).toBeGreaterThan(0);
        for (const column of columns) expect(column).toMatch(/NOT NULL/);
      }
  });
});
