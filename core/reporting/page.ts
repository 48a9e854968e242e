import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import { reportRuntime } from './assets/runtime.ts';
import { reportStyle } from './assets/style.ts';
import { joinMarkup, type Markup } from './svg/frame.ts';

export interface Page {
  readonly kind: string;
  readonly title: string;
  /** One line under the title. */
  readonly subtitle: string;
  readonly body: Markup;
  readonly footer: string;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * One self-contained HTML file. Its policy allows no network and no script but its own: text from
 * data is escaped, and could not run if it were not.
 */
export function renderPage(page: Page): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(reportRuntime)}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="icon" href="data:," />
        <style></style>
      </head>
      <body>
        <main>
          <header>
            <p class="kind">${page.kind}</p>
            <h1>${page.title}</h1>
            <p>${page.subtitle}</p>
          </header>
          ${page.body}
          <footer>${page.footer}</footer>
        </main>
        <script></script>
      </body>
    </html>`;
  // The source's indentation would be a fifth of the file. The script goes in afterwards, to the
  // letter, because its hash stands in the policy; text from data holds no `<`, so the first is ours.
  return String(document)
    .replace(/\s*\n\s*/g, '\n')
    .replace('<style></style>', () => `<style>${reportStyle}</style>`)
    .replace('<script></script>', () => `<script>${reportRuntime}</script>`);
}

/** A titled block. An empty note is left out. */
export function section(title: string, note: string, body: unknown): Markup {
  const lead = note ? html`<p class="note">${note}</p>` : '';
  return joinMarkup([
    html`<section>
      <h2>${title}</h2>
      ${lead}${body}
    </section>`,
  ]);
}

export function figure(caption: string, body: Markup, extra = ''): Markup {
  return joinMarkup([
    html`<figure class="${extra}">
      <figcaption>${caption}</figcaption>
      ${body}
    </figure>`,
  ]);
}

export function facts(rows: readonly (readonly [string, unknown])[]): Markup {
  const items = rows.map(
    ([name, value]) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`,
  );
  return joinMarkup([html`<dl class="facts">${items}</dl>`]);
}

export function cards(items: readonly { label: string; value: string; hint?: string }[]): Markup {
  const drawn = items.map(
    ({ label, value, hint }) =>
      html`<div class="card"><span>${label}</span><b>${value}</b><span>${hint ?? ''}</span></div>`,
  );
  return joinMarkup([html`<div class="cards">${drawn}</div>`]);
}

export function legend(items: readonly { readonly name: string; readonly tone: string }[]): Markup {
  const drawn = items.map(({ name, tone }) => html`<li><i class="${tone}"></i>${name}</li>`);
  return joinMarkup([
    html`<ul class="legend">
      ${drawn}
    </ul>`,
  ]);
}

/** A field that leaves the rows of a table whose text holds what is typed; gone on paper. */
export function searchField(group: string, label: string): Markup {
  return joinMarkup([
    html`<div class="screen">
      <input type="search" data-filter="${group}" placeholder="${label}" aria-label="${label}" />
      <span id="${group}-count" class="note" role="status"></span>
    </div>`,
  ]);
}

/** Headings that sort their table when pressed; `n` is the class of numbers. */
export function sortableHeads(heads: readonly (readonly [string, '' | 'n'])[]): Markup {
  return joinMarkup(
    heads.map(
      ([name, tone]) => html`<th class="${tone}"><button type="button">${name}</button></th>`,
    ),
  );
}
