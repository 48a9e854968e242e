import type { OutputOf } from '../../contract/contract.ts';
import type { OperationContext } from '../../jobs/context.ts';
import { resolveVersion } from '../versions.ts';
import { findVersions, madeFrom, versionLinks, type LineageVersion } from './lineage-repository.ts';

type Lineage = OutputOf<'data.lineage'>;

/** How a version was made from its parent, by the operation that made it. */
const labels: Readonly<Record<string, string>> = {
  'data.restore': 'restored as',
  'data.promote': 'promoted to',
  'data.saveSql': 'queried into',
};

/** From the file over the versions it was made of to everything that was made of it. */
export function lineageOf(ref: string, { workspace }: OperationContext): Lineage {
  const { db } = workspace;
  const start = resolveVersion(workspace, ref).version.id;
  const links = versionLinks(db);
  const before = reach(start, links, (link) => [link.to, link.from]);
  const after = reach(start, links, (link) => [link.from, link.to]);
  const versions = findVersions(db, [...new Set([...before, ...after])]);
  const shown = new Map(versions.map((version) => [version.id, version]));
  const lineage: Lineage = { nodes: [], edges: [] };
  for (const version of versions) addVersion(lineage, version);
  for (const { from, to } of links) {
    const child = shown.get(to);
    if (!child || !shown.has(from)) continue;
    lineage.edges.push({ from, to, label: labels[child.createdBy] ?? 'derived' });
  }
  const known = new Set(lineage.nodes.map((node) => node.id));
  for (const { parent, label, ...node } of madeFrom(db, after)) {
    if (!known.has(node.id)) lineage.nodes.push(node);
    known.add(node.id);
    lineage.edges.push({ from: parent, to: node.id, label });
  }
  return lineage;
}

interface Link {
  readonly from: string;
  readonly to: string;
}

/** A version and all that is reached along the links. */
function reach(
  start: string,
  links: readonly Link[],
  direction: (link: Link) => readonly [string, string],
): string[] {
  const next = new Map<string, string[]>();
  for (const link of links) {
    const [here, there] = direction(link);
    next.set(here, [...(next.get(here) ?? []), there]);
  }
  const found = new Set([start]);
  for (const id of found) for (const other of next.get(id) ?? []) found.add(other);
  return [...found];
}

function addVersion({ nodes, edges }: Lineage, version: LineageVersion): void {
  const { id, title, detail, file, fileSha256 } = version;
  if (file !== null && fileSha256 !== null) {
    const source = `file:${fileSha256}`;
    if (!nodes.some((node) => node.id === source)) {
      nodes.push({
        id: source,
        kind: 'file',
        title: file.split(/[\\/]/).at(-1) ?? file,
        detail: `${file}, SHA-256 ${fileSha256}`,
      });
    }
    edges.push({ from: source, to: id, label: 'imported' });
  }
  nodes.push({ id, kind: 'version', title, detail });
}
