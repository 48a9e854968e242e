import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ChevronDown, Download } from 'lucide-react';
import { useEffect } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { useCommand } from '../../app/commands.ts';
import { download } from '../../client/files.ts';
import { useJob } from '../../client/use-job.ts';

const formats = [
  { id: 'csv', title: 'CSV', hint: 'comma, UTF-8' },
  { id: 'parquet', title: 'Parquet', hint: 'columns, typed' },
  { id: 'xlsx', title: 'Excel', hint: 'one sheet' },
  { id: 'json', title: 'JSON', hint: 'one list' },
  { id: 'jsonl', title: 'JSON lines', hint: 'an object a line' },
] as const;

/** Writes the version to a file and hands it over. */
export function ExportMenu({ version }: { readonly version: Version }) {
  const job = useJob('data.export');
  const run = async (
    format: (typeof formats)[number]['id'],
    escapeFormulas = false,
  ): Promise<void> => {
    const written = await job.start({ version: version.id, format, escapeFormulas });
    if (written) download(written.path);
  };
  useCommand({
    id: 'file.export',
    title: `Export ${version.datasetName}@${version.number} as CSV`,
    group: 'File',
    shortcut: 'mod+s',
    run: () => void run('csv'),
  });
  useEffect(() => {
    if (job.error)
      notifications.show({ color: 'red', title: 'Export failed', message: job.error.message });
  }, [job.error]);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={job.running}
          leftSection={<Download size={15} aria-hidden="true" />}
          rightSection={<ChevronDown size={13} aria-hidden="true" />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item
            key={format.id}
            rightSection={<span className="assay-muted">{format.hint}</span>}
            onClick={() => void run(format.id)}
          >
            {format.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          rightSection={<span className="assay-muted">formulas escaped</span>}
          onClick={() => void run('csv', true)}
        >
          CSV for spreadsheets
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
