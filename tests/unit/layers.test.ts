import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Lower tiers know nothing of higher ones; rooms of one tier may use each other without cycles. */
const tiers = [
  ['contract', 'base'],
  ['stats', 'table'],
  ['storage', 'jobs'],
  [
    'data',
    'validation',
    'eda',
    'preprocessing',
    'models',
    'evaluation',
    'explainability',
    'tracking',
    'registry',
    'serving',
    'monitoring',
    'reporting',
    'patterns',
  ],
  ['orchestration', 'tuning'],
  ['hosts'],
];
const pureRooms = new Set(['contract', 'base', 'stats', 'table']);

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  // AssemblyScript names its modules without an ending.
  const ending = file.includes('/kernels/assembly/') ? '.ts' : '';
  const target = (request: string): string =>
    request.startsWith('.') ? relative(root, join(root, dirname(file), request + ending)) : request;
  const written = module.staticImports.map((entry) => ({
    from: file,
    to: target(entry.moduleRequest.value),
    typeOnly: entry.entries.length > 0 && entry.entries.every((name) => name.isType),
  }));
  const reExported = module.staticExports.flatMap((entry) =>
    entry.entries.flatMap((name) =>
      name.moduleRequest
        ? { from: file, to: target(name.moduleRequest.value), typeOnly: name.isType }
        : [],
    ),
  );
  return [...written, ...reExported];
}

const files = globSync(['core/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.{ts,tsx}'], {
  cwd: root,
}).map((file) => file.replaceAll('\\', '/'));
const imports = files.flatMap(importsOf);

const roomOf = (file: string): string | undefined => /^core\/([^/]+)\//.exec(file)?.[1];
const tierOf = (room: string): number => tiers.findIndex((tier) => tier.includes(room));
const say = ({ from, to }: Import): string => `${from} imports ${to}`;

describe('the layer rule', () => {
  it('finds the sources and gives every room of core a tier', () => {
    expect(files.length).toBeGreaterThan(50);
    const rooms = new Set(files.flatMap((file) => roomOf(file) ?? []));
    expect([...rooms].filter((room) => tierOf(room) < 0)).toEqual([]);
  });

  it('lets no room import from a higher tier', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      // The handler types name operations of every capability; types are not a dependency at run time.
      return a && b && tierOf(b) > tierOf(a);
    });
    expect(wrong.map(say)).toEqual([]);
  });

  it('keeps Node out of the pure rooms, and out of the window', () => {
    const wrong = imports.filter(({ from, to }) => {
      const pure = pureRooms.has(roomOf(from) ?? '') || from.startsWith('renderer/');
      return pure && to.startsWith('node:');
    });
    expect(wrong.map(say)).toEqual([]);
  });

  it('lets the window import the contract and nothing else of core', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        from.startsWith('renderer/') && to.startsWith('core/') && !to.startsWith('core/contract/'),
    );
    expect(wrong.map(say)).toEqual([]);
  });

  it('keeps core from knowing any window', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        from.startsWith('core/') && /^(renderer\/|electron\/|electron$|react)/.test(to),
    );
    expect(wrong.map(say)).toEqual([]);
  });

  it('opens SQLite in storage alone and plotly in charts alone', () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        (to === 'better-sqlite3' && !typeOnly && !from.startsWith('core/storage/')) ||
        (to.startsWith('plotly') && !from.startsWith('renderer/charts/')),
    );
    expect(wrong.map(say)).toEqual([]);
  });

  it('lets no capability reach into the repository of another', () => {
    // The composition root hands repositories to what it builds.
    const compositionRoot = 'core/hosts/core.ts';
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        /^core\/[^/]+\/repository\.ts$/.test(to) &&
        roomOf(from) !== roomOf(to) &&
        from !== compositionRoot &&
        !typeOnly,
    );
    expect(wrong.map(say)).toEqual([]);
  });

  it('resolves every relative import to a file', () => {
    const wrong = imports.filter(
      ({ to }) => /^(core|electron|renderer)\//.test(to) && !existsSync(join(root, to)),
    );
    expect(wrong.map(say)).toEqual([]);
  });
});
