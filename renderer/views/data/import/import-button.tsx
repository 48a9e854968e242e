import { ActionIcon, Button, Menu } from '@mantine/core';
import { ChevronDown, ClipboardPaste, Database, FileDown, Folder } from 'lucide-react';
import { isMac, shortcutLabel } from '../../../app/shortcuts.ts';
import { useDatabaseDialog } from '../../../stores/database-dialog.ts';
import { chooseFiles, chooseFolder } from '../../../stores/import-queue.ts';
import { pasteFromClipboard } from './take-pasted.ts';

/** Files at a click, the other ways in beside it. */
export function ImportButton() {
  const showDatabase = useDatabaseDialog((state) => state.show);
  return (
    <Button.Group>
      <Button leftSection={<FileDown size={15} aria-hidden="true" />} onClick={chooseFiles}>
        Import files
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            size={30}
            aria-label="More ways to import"
            style={{
              borderTopLeftRadius: 0,
              borderBottomLeftRadius: 0,
              borderLeft: '1px solid rgb(255 255 255 / 28%)',
            }}
          >
            <ChevronDown size={14} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Folder size={15} aria-hidden="true" />} onClick={chooseFolder}>
            A folder…
          </Menu.Item>
          <Menu.Item
            leftSection={<ClipboardPaste size={15} aria-hidden="true" />}
            rightSection={<span className="assay-muted">{shortcutLabel('mod+V', isMac)}</span>}
            onClick={() => void pasteFromClipboard()}
          >
            Cells from the clipboard
          </Menu.Item>
          <Menu.Item leftSection={<Database size={15} aria-hidden="true" />} onClick={showDatabase}>
            From a database…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
