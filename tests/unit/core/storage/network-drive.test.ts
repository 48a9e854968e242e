import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isUncPath, networkTypeOf, placeWarnings } from '../../../../core/storage/network-drive.ts';

const mounts = `proc /proc proc rw 0 0
/dev/vda / ext4 rw,relatime 0 0
server:/export /home nfs4 rw,vers=4.2 0 0
/dev/vdb /home/ana/local ext4 rw 0 0
//nas/team /mnt/team\\040share cifs rw 0 0
ana@host: /mnt/far fuse.sshfs rw 0 0
drvfs /mnt/c 9p rw 0 0
portal /run/portal fuse.portal rw 0 0
`;

describe('networkTypeOf', () => {
  it.each([
    ['/home/ana/study', 'nfs4'],
    ['/home', 'nfs4'],
    ['/mnt/team share/study', 'cifs'],
    ['/mnt/far/study', 'fuse.sshfs'],
    ['/mnt/c/Users/ana', '9p'],
  ])('finds %s on a network drive', (path, type) => {
    expect(networkTypeOf(path, mounts)).toBe(type);
  });

  it.each(['/home/ana/local/study', '/homes/ana', '/var/data', '/run/portal/x', '/'])(
    'finds %s on a local disk',
    (path) => {
      expect(networkTypeOf(path, mounts)).toBeNull();
    },
  );

  it('goes by the last of several mounts on one point', () => {
    const twice = `${mounts}/dev/vdc /home ext4 rw 0 0\n`;
    expect(networkTypeOf('/home/ana/study', twice)).toBeNull();
  });
});

describe('placeWarnings', () => {
  it.each([
    [String.raw`\\server\share\study`, true],
    ['//server/share/study', true],
    [String.raw`\\?\UNC\server\share`, true],
    [String.raw`\\?\C:\study`, false],
    [String.raw`C:\study`, false],
  ])('tells whether %s is a share of another machine', (path, expected) => {
    expect(isUncPath(path)).toBe(expected);
    expect(placeWarnings(path, 'win32')).toHaveLength(expected ? 1 : 0);
  });

  it('has nothing to say about a local folder, a vanished one, or a system it cannot ask', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      expect(placeWarnings(`${tmpdir()}/vanished`, platform)).toEqual([]);
    }
  });
});
