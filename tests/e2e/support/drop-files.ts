import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, type Page } from '@playwright/test';

export interface DroppedFile {
  readonly name: string;
  readonly content: string | Buffer;
}

/** A file of the disk, to be dropped. */
export async function fileToDrop(path: string): Promise<DroppedFile> {
  return { name: basename(path), content: await readFile(path) };
}

/** Real File objects over the window, entering, hovering, let go: as a person drags them in. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const parts = files.map(({ name, content }) => ({
    name,
    base64: Buffer.from(content).toString('base64'),
  }));
  const dataTransfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, parts);
  const main = page.getByRole('main');
  const lit = page.getByText('Drop to import');
  await main.dispatchEvent('dragenter', { dataTransfer });
  await expect(lit, 'the whole window lights up').toBeVisible();
  await main.dispatchEvent('dragover', { dataTransfer });
  await main.dispatchEvent('drop', { dataTransfer });
  await expect(lit).toBeHidden();
  await dataTransfer.dispose();
}
