import { ActionIcon, Menu } from '@mantine/core';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../../app/commands.ts';
import type { Version } from '../../../core/contract/data.ts';
import { deleteWithToast } from './delete-with-toast.tsx';
import { RenameDialog } from './rename-dialog.tsx';

/** What can be done to a dataset as a whole. */
export function DatasetMenu({ version }: { readonly version: Version }) {
  const [renaming, setRenaming] = useState(false);
  const { datasetId: id, datasetName: name } = version;
  useCommand({
    id: 'data.rename',
    title: `Rename ${name}`,
    group: 'Data',
    shortcut: 'F2',
    outsideFields: true,
    run: () => setRenaming(true),
  });
  useCommand({
    id: 'data.delete',
    title: `Delete ${name}`,
    group: 'Data',
    keywords: 'remove bin trash',
    run: () => void deleteWithToast(id, name, version.id),
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={`More for ${name}`}>
            <Ellipsis size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Pencil size={15} aria-hidden="true" />}
            rightSection={<span className="assay-muted">F2</span>}
            onClick={() => setRenaming(true)}
          >
            Rename…
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<Trash2 size={15} aria-hidden="true" />}
            onClick={() => void deleteWithToast(id, name, version.id)}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {renaming && <RenameDialog id={id} name={name} onClose={() => setRenaming(false)} />}
    </>
  );
}
