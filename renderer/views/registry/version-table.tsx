import { ActionIcon, Menu, Pill, Table } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useLocation } from 'wouter';
import { stages, type ModelVersion } from '../../../core/contract/registry.ts';
import { formatDateTime } from '../../components/format.ts';
import { mainMetric } from '../../components/main-metric.ts';
import { useSelection } from '../../stores/selection.ts';
import { WideTable } from '../../components/wide-table.tsx';
import { useAlgorithmTitles } from '../../components/use-algorithm-titles.ts';
import type { RegistryChange } from './change-dialog.tsx';
import styles from './registry.module.css';
import { StageBadge } from './stage-badge.tsx';

interface VersionActions {
  readonly onChange: (change: RegistryChange) => void;
  readonly onRemoveAlias: (version: ModelVersion, alias: string) => void;
  readonly onExport: (version: ModelVersion, format: 'json' | 'onnx') => void;
}

function VersionMenu({ version, onChange, onExport }: { version: ModelVersion } & VersionActions) {
  const [, go] = useLocation();
  const { selectModel, selectRun } = useSelection();
  const ref = `${version.name}@${version.number}`;
  const open = (path: string) => () => {
    selectModel(ref);
    go(path);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${ref}`}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move to stage</Menu.Label>
        {stages
          .filter((stage) => stage !== version.stage)
          .map((stage) => (
            <Menu.Item key={stage} onClick={() => onChange({ kind: 'promote', version, stage })}>
              {stage === 'None' ? 'No stage' : stage}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChange({ kind: 'alias', version })}>Give an alias</Menu.Item>
        <Menu.Item onClick={() => onExport(version, 'json')}>Export as JSON</Menu.Item>
        <Menu.Item onClick={() => onExport(version, 'onnx')}>Export as ONNX</Menu.Item>
        <Menu.Divider />
        <Menu.Item
          onClick={() => {
            selectRun(version.runId);
            go('/train/runs');
          }}
        >
          Show run
        </Menu.Item>
        <Menu.Item onClick={open('/explain')}>Explain</Menu.Item>
        <Menu.Item onClick={open('/predict')}>Predict</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The versions of a model, newest first. */
export function VersionTable(
  props: {
    versions: readonly ModelVersion[];
    shown: string | undefined;
    onShow: (id: string) => void;
  } & VersionActions,
) {
  const titles = useAlgorithmTitles();
  return (
    <WideTable label="Versions" minWidth={640} highlight>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Version</Table.Th>
          <Table.Th>Stage</Table.Th>
          <Table.Th>Aliases</Table.Th>
          <Table.Th>Algorithm</Table.Th>
          <Table.Th className="assay-number">Main metric</Table.Th>
          <Table.Th>Registered</Table.Th>
          <Table.Th w={40} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.versions
          .toSorted((a, b) => b.number - a.number)
          .map((version) => {
            const metric = mainMetric(version.task, version.metrics);
            return (
              <Table.Tr
                key={version.id}
                onClick={() => props.onShow(version.id)}
                style={{
                  cursor: 'pointer',
                  ...(props.shown === version.id && { background: 'var(--assay-selected)' }),
                }}
              >
                <Table.Td>
                  <button
                    type="button"
                    className={styles.version}
                    aria-pressed={props.shown === version.id}
                    aria-label={`Show lineage of ${version.name}@${version.number}`}
                    onClick={() => props.onShow(version.id)}
                  >
                    @{version.number}
                  </button>
                </Table.Td>
                <Table.Td>
                  <StageBadge stage={version.stage} />
                </Table.Td>
                <Table.Td>
                  {version.aliases.map((alias) => (
                    <Pill
                      key={alias}
                      size="sm"
                      withRemoveButton
                      removeButtonProps={{
                        'aria-label': `Remove alias ${alias}`,
                        'aria-hidden': false,
                        tabIndex: 0,
                      }}
                      onRemove={() => props.onRemoveAlias(version, alias)}
                    >
                      {alias}
                    </Pill>
                  ))}
                </Table.Td>
                <Table.Td>{titles.get(version.algorithm) ?? version.algorithm}</Table.Td>
                <Table.Td className="assay-number" style={{ whiteSpace: 'nowrap' }}>
                  {metric ? `${metric.title} ${metric.text}` : '–'}
                </Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  {formatDateTime(version.createdAt)}
                </Table.Td>
                <Table.Td onClick={(event) => event.stopPropagation()}>
                  <VersionMenu version={version} {...props} />
                </Table.Td>
              </Table.Tr>
            );
          })}
      </Table.Tbody>
    </WideTable>
  );
}
