import { folderSource, type ImportSource } from '../stores/import-queue.ts';

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** The browser hands entries over in batches, and an empty one at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await fileOf(entry)];
  if (!isFolder(entry)) return [];
  const nested: File[] = [];
  for (const child of await entriesOf(entry)) nested.push(...(await filesIn(child)));
  return nested;
}

/**
 * What a drop brought: files as they are, each folder with all files in it and below it. Must be
 * called while the drop event is handled, before anything is awaited.
 */
export function droppedSources(transfer: DataTransfer): Promise<ImportSource[]> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return Promise.all(
    entries.map(async ({ entry, file }): Promise<ImportSource[]> => {
      if (entry && isFolder(entry)) return [folderSource(entry.name, await filesIn(entry))];
      return file ? [file] : [];
    }),
  ).then((found) => found.flat());
}
