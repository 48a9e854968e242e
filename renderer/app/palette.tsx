import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { Search } from 'lucide-react';
import { useLocation } from 'wouter';
import { useQuery } from '../client/use-query.ts';
import { formatCount, formatInteger } from '../components/format.ts';
import { mainMetric } from '../components/main-metric.ts';
import { useVersions } from '../components/use-versions.ts';
import { useSelection } from '../stores/selection.ts';
import { type Command, useCommandList } from './commands.ts';
import styles from './palette.module.css';
import { isMac, shortcutLabel } from './shortcuts.ts';
import { useAlgorithmTitles } from '../components/use-algorithm-titles.ts';

function byGroup(commands: readonly Command[]): SpotlightActionGroupData[] {
  const groups = new Map<string, SpotlightActionData[]>();
  for (const command of commands) {
    if (command.hidden) continue;
    const actions = groups.get(command.group) ?? [];
    groups.set(command.group, actions);
    actions.push({
      id: command.id,
      label: command.title,
      keywords: command.keywords ?? '',
      rightSection: command.shortcut ? (
        <kbd className={styles.keys}>{shortcutLabel(command.shortcut, isMac)}</kbd>
      ) : undefined,
      onClick: () => command.run([]),
    });
  }
  return [...groups].map(([group, actions]) => ({ group, actions }));
}

function useThings(): SpotlightActionGroupData[] {
  const [, go] = useLocation();
  const { all } = useVersions();
  const runs = useQuery('tracking.runs', {}).data?.runs ?? [];
  const titles = useAlgorithmTitles();
  const models = useQuery('registry.list', {}).data?.models ?? [];
  const { selectVersion, selectRun, selectModel } = useSelection();
  return [
    {
      group: 'Datasets',
      actions: all.map((version) => ({
        id: `version ${version.id}`,
        label: `${version.datasetName}@${version.number}`,
        description: `${formatInteger(version.rows)} rows × ${formatInteger(version.columns.length)} columns`,
        onClick: () => {
          selectVersion(version.id);
          go('/data');
        },
      })),
    },
    {
      group: 'Models',
      actions: models.map((model) => ({
        id: `model ${model.name}`,
        label: model.name,
        description: formatCount(model.versions.length, 'version'),
        onClick: () => {
          const newest = model.versions.toSorted((a, b) => b.number - a.number)[0];
          if (newest) selectModel(`${newest.name}@${newest.number}`);
          go('/registry');
        },
      })),
    },
    {
      group: 'Runs',
      actions: runs.slice(0, 50).map((run) => {
        const metric = mainMetric(run.task, run.metrics);
        return {
          id: `run ${run.id}`,
          label: `${titles.get(run.algorithm) ?? run.algorithm} → ${run.target}`,
          description: `${run.versionName}${metric ? ` · ${metric.title} ${metric.text}` : ''}`,
          onClick: () => {
            selectRun(run.id);
            go('/train/runs');
          },
        };
      }),
    },
  ].filter((group) => group.actions.length > 0);
}

/** Finds commands, datasets, models and runs by a few letters. */
export function Palette() {
  const actions = [...byGroup(useCommandList()), ...useThings()];
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      scrollable
      maxHeight={420}
      limit={30}
      highlightQuery
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      nothingFound="Nothing fits these letters"
      searchProps={{
        leftSection: <Search size={16} aria-hidden="true" />,
        placeholder: 'Type a command or the name of a dataset, run or model',
        'aria-label': 'Search commands, datasets, runs and models',
      }}
    />
  );
}
