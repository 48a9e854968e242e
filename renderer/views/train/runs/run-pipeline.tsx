import { Badge, Table, Text } from '@mantine/core';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import styles from '../train.module.css';

type Shown = OutputOf<'tracking.show'>;

function parameterText(value: unknown): string {
  if (value === null) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What happens to the columns before the estimator sees them, and the estimator's parameters. */
export function RunPipeline({ shown }: { shown: Shown }) {
  const params = Object.entries(shown.model?.params ?? shown.run.params);
  return (
    <div className={styles.charts}>
      {shown.pipeline.length === 0 ? (
        <Text size="sm" c="dimmed">
          No preparation: the model takes the columns as they are.
        </Text>
      ) : (
        <ol className={styles.steps} aria-label="Steps of the pipeline">
          {shown.pipeline.map((step, i) => (
            <li key={i} className={styles.step}>
              <span className={styles.stepNumber} aria-hidden>
                {i + 1}
              </span>
              <div>
                <div className={styles.stepTitle}>{step.title}</div>
                <Text size="xs" c="dimmed">
                  {[step.detail, step.fittedOn === '' ? '' : `fitted on ${step.fittedOn}`]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
                <div className={styles.columns}>
                  {step.columns.slice(0, 12).map((column) => (
                    <Badge key={column} variant="default" radius="sm" size="sm" tt="none" fw={450}>
                      {column}
                    </Badge>
                  ))}
                  {step.columns.length > 12 && (
                    <Text size="xs" c="dimmed" title={step.columns.slice(12).join(', ')}>
                      and {step.columns.length - 12} more
                    </Text>
                  )}
                </div>
              </div>
            </li>
          ))}
        </ol>
      )}
      <Table aria-label="Parameters" style={{ alignSelf: 'start' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Parameter</Table.Th>
            <Table.Th className="assay-number">Value</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {params.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={450}>
                {name}
              </Table.Th>
              <Table.Td className="assay-number">{parameterText(value)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
