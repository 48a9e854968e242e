// npm run icons: PNG, ICO and ICNS from resources/icons/assay.svg, drawn by a browser.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';

const folder = join(root, 'resources', 'icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** ICNS types that hold a PNG, by size in pixels. */
const icnsTypes = {
  16: 'icp4',
  32: 'icp5',
  64: 'icp6',
  128: 'ic07',
  256: 'ic08',
  512: 'ic09',
  1024: 'ic10',
};

async function draw() {
  const { chromium } = await import('playwright');
  const { path, missing } = await ensureBrowser();
  if (missing) throw new Error(missing);
  const browser = await chromium.launch(path ? { executablePath: path } : {});
  const page = await browser.newPage();
  const svg = readFileSync(join(folder, 'assay.svg'), 'utf8');
  const pictures = new Map();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    pictures.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return pictures;
}

/** An ICO file whose entries are PNGs. */
function ico(pictures) {
  const entries = [16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: pictures.get(size) }));
  const header = Buffer.alloc(6 + 16 * entries.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length;
  entries.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...entries.map(({ png }) => png)]);
}

/** An ICNS file whose entries are PNGs. */
function icns(pictures) {
  const blocks = Object.entries(icnsTypes).map(([size, type]) => {
    const png = pictures.get(Number(size));
    const head = Buffer.alloc(8);
    head.write(type, 0, 'ascii');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const body = Buffer.concat(blocks);
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'ascii');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

await ensureInstalled();
const pictures = await draw();
for (const size of [32, 256, 512])
  writeFileSync(join(folder, `${size}x${size}.png`), pictures.get(size));
writeFileSync(join(folder, 'icon.png'), pictures.get(1024));
writeFileSync(join(folder, 'icon.ico'), ico(pictures));
writeFileSync(join(folder, 'icon.icns'), icns(pictures));
