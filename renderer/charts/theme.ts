import { useEffect, useState } from 'react';

/** Everything a figure builder needs to know about looks. */
export interface ChartTheme {
  readonly dark: boolean;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly surface: string;
  readonly font: string;
  /** Qualitative colours, safe for colour-blind readers (Okabe & Ito 2008, lightened for dark). */
  readonly colors: readonly string[];
}

const lightColors = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#b8860b',
  '#56b4e9',
  '#7b5ea7',
  '#5b6770',
];
const darkColors = [
  '#4ba3e3',
  '#f2813a',
  '#2cc295',
  '#e39cc5',
  '#e8b93e',
  '#8fd0f7',
  '#ab93d6',
  '#9aa7b1',
];

export const lightTheme: ChartTheme = {
  dark: false,
  text: '#212529',
  muted: '#5c636a',
  grid: '#e3e6ea',
  surface: '#ffffff',
  font: 'system-ui, sans-serif',
  colors: lightColors,
};

export const darkTheme: ChartTheme = {
  dark: true,
  text: '#d5d8dc',
  muted: '#a0a6ad',
  grid: '#3a3d42',
  surface: '#242424',
  font: 'system-ui, sans-serif',
  colors: darkColors,
};

/** The theme the document shows now, read from the window's CSS variables. */
export function readTheme(root: HTMLElement): ChartTheme {
  const dark = root.getAttribute('data-mantine-color-scheme') === 'dark';
  const fallback = dark ? darkTheme : lightTheme;
  const style = getComputedStyle(root);
  const variable = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  return {
    ...fallback,
    text: variable('--assay-text', fallback.text),
    muted: variable('--assay-text-muted', fallback.muted),
    grid: variable('--assay-border', fallback.grid),
    surface: variable('--assay-surface', fallback.surface),
    font: variable('--mantine-font-family', fallback.font),
  };
}

/** Follows the colour scheme of the document, so that charts change with the window. */
export function useChartTheme(): ChartTheme {
  const [theme, setTheme] = useState(() => readTheme(document.documentElement));
  useEffect(() => {
    const root = document.documentElement;
    const update = (): void => setTheme(readTheme(root));
    update();
    const observer = new MutationObserver(update);
    observer.observe(root, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
    return () => observer.disconnect();
  }, []);
  return theme;
}
