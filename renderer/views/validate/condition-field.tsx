import { ActionIcon, Menu, Textarea } from '@mantine/core';
import { Filter } from 'lucide-react';
import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';

/** Restricts a rule to some rows; a named segment can lend its condition. */
export function ConditionField(props: {
  readonly version: Version;
  readonly value: unknown;
  readonly error: string | null;
  readonly onChange: (value: unknown) => void;
}) {
  const { version, value, error, onChange } = props;
  const { data } = useQuery('eda.segments', { version: version.id });
  const segments = (data?.segments ?? []).filter(({ filter }) => filter !== null);
  const foreign = typeof value === 'object' && value !== null;
  return (
    <Textarea
      label="Only rows where"
      description={
        foreign ? 'A condition of Great Expectations; clear it to write another' : undefined
      }
      placeholder='such as age > 60 and sex = "female"'
      autosize
      minRows={1}
      maxRows={5}
      spellCheck={false}
      value={foreign ? JSON.stringify(value) : typeof value === 'string' ? value : ''}
      error={error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        if (!foreign || text === '') onChange(text);
      }}
      rightSection={
        segments.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label="Take the condition of a segment"
                title="Take the condition of a segment"
              >
                <Filter size={13} aria-hidden="true" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>Segments</Menu.Label>
              {segments.map(({ id, name, filter }) => (
                <Menu.Item key={id} title={filter ?? ''} onClick={() => onChange(filter)}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      }
    />
  );
}
