import {
  Activity,
  Boxes,
  BrainCircuit,
  ChartColumnBig,
  Database,
  FileText,
  House,
  Layers,
  Lightbulb,
  type LucideIcon,
  Settings,
  ShieldCheck,
  Target,
} from 'lucide-react';
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

export interface Route {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly view: LazyExoticComponent<ComponentType>;
  /** Starts loading the view's code, so that it is there when it is opened. */
  readonly preload: () => void;
}

function route(
  id: string,
  title: string,
  icon: LucideIcon,
  load: () => Promise<ComponentType>,
): Route {
  return {
    id,
    path: id === 'home' ? '/' : `/${id}`,
    title,
    icon,
    view: lazy(async () => ({ default: await load() })),
    preload: () => void load().catch(() => {}),
  };
}

/** The views, in the order of the work. */
export const routes: readonly Route[] = [
  route('home', 'Home', House, async () => (await import('../views/home/home-view.tsx')).HomeView),
  route(
    'data',
    'Data',
    Database,
    async () => (await import('../views/data/data-view.tsx')).DataView,
  ),
  route(
    'explore',
    'Explore',
    ChartColumnBig,
    async () => (await import('../views/explore/explore-view.tsx')).ExploreView,
  ),
  route(
    'validate',
    'Validate',
    ShieldCheck,
    async () => (await import('../views/validate/validate-view.tsx')).ValidateView,
  ),
  route(
    'patterns',
    'Patterns',
    Boxes,
    async () => (await import('../views/patterns/patterns-view.tsx')).PatternsView,
  ),
  route(
    'train',
    'Train',
    BrainCircuit,
    async () => (await import('../views/train/train-view.tsx')).TrainView,
  ),
  route(
    'explain',
    'Explain',
    Lightbulb,
    async () => (await import('../views/explain/explain-view.tsx')).ExplainView,
  ),
  route(
    'registry',
    'Registry',
    Layers,
    async () => (await import('../views/registry/registry-view.tsx')).RegistryView,
  ),
  route(
    'predict',
    'Predict',
    Target,
    async () => (await import('../views/predict/predict-view.tsx')).PredictView,
  ),
  route(
    'monitor',
    'Monitor',
    Activity,
    async () => (await import('../views/monitor/monitor-view.tsx')).MonitorView,
  ),
  route(
    'reports',
    'Reports',
    FileText,
    async () => (await import('../views/reports/reports-view.tsx')).ReportsView,
  ),
  route(
    'settings',
    'Settings',
    Settings,
    async () => (await import('../views/settings/settings-view.tsx')).SettingsView,
  ),
];

/** The route a location or a place below it belongs to; unknown ones belong to Home. */
export function routeOf(location: string): Route {
  const view = location.split(/[/?]/)[1] ?? '';
  return routes.find((each) => each.path === `/${view}`) ?? routes[0]!;
}
