import { Table } from '@mantine/core';
import type { ParamRange } from '../../../../core/contract/models.ts';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { useQuery } from '../../../client/use-query.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { schemaFields } from '../../../forms/schema-fields.ts';
import { parametersByImportance } from './parameter-axes.ts';
import { parameterText } from './parameter-text.ts';
import { choiceLabel } from './search-space.ts';
import search from './search.module.css';

/** What a tuner was allowed to try, in a line. */
export function rangeText(range: ParamRange): string {
  if (range.type === 'categorical') return range.choices.map(choiceLabel).join(', ');
  const ends = `${parameterText(range.low)} to ${parameterText(range.high)}`;
  const step = range.step === undefined ? '' : `, by ${parameterText(range.step)}`;
  return `${ends}${step}${range.log === true ? ', log' : ''}`;
}

/** The best value of each parameter beside its default and its range. */
export function BestParameters({ result }: { result: StudyResult }) {
  const { data: models = [] } = useQuery('models.list', {});
  const { best, space } = result;
  if (!best) return null;
  const fields = schemaFields(models.find(({ id }) => id === best.algorithm)?.params);
  const defaults = new Map(fields.map((field) => [field.name, field.default]));
  const held = Object.keys(best.params).filter((name) => !(name in space));
  return (
    <div className={search.narrow}>
      <WideTable label="Best parameters" minWidth={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Parameter</Table.Th>
            <Table.Th className="assay-number">Best</Table.Th>
            <Table.Th className="assay-number">Default</Table.Th>
            <Table.Th>Searched</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...parametersByImportance(result), ...held].map((name) => {
            const value = parameterText(best.params[name]);
            const usual = defaults.has(name) ? parameterText(defaults.get(name)) : '–';
            const range = space[name];
            return (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={450}>
                  {name}
                </Table.Th>
                <Table.Td className={`assay-number ${value === usual ? '' : search.changed}`}>
                  {value}
                </Table.Td>
                <Table.Td className="assay-number assay-muted">{usual}</Table.Td>
                <Table.Td className="assay-muted">{range ? rangeText(range) : 'held'}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </WideTable>
    </div>
  );
}
