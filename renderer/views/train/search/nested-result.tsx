import { Table, Text } from '@mantine/core';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { metricName, scoreText } from '../metric-names.ts';
import { choiceText } from './parameter-text.ts';
import { studyScore } from './search-specs.ts';

/** The search repeated inside outer folds: what tuning is worth on rows it has not seen. */
export function NestedResult({ result }: { result: StudyResult }) {
  const { nested, study, best } = result;
  if (!nested) return null;
  const { title } = metricName(study.metric.name);
  const recipe = best?.recipe ?? null;
  return (
    <>
      <Text size="sm" mb="xs">
        Tuned and tested in {nested.folds.length} outer folds: {title}{' '}
        <b>{studyScore(nested.mean, nested.std)}</b>. That is what to expect of new rows; the score
        of the best trial is a little too good, because it was chosen by it.
      </Text>
      <WideTable label="Nested cross-validation" minWidth={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className="assay-number" w={60}>
              Fold
            </Table.Th>
            <Table.Th className="assay-number" w={110}>
              {title}
            </Table.Th>
            <Table.Th>Chosen within it</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {nested.folds.map((fold, i) => (
            <Table.Tr key={i}>
              <Table.Td className="assay-number">{i + 1}</Table.Td>
              <Table.Td className="assay-number">{scoreText(fold.value)}</Table.Td>
              <Table.Td>{recipe && choiceText(fold.params, recipe)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </>
  );
}
