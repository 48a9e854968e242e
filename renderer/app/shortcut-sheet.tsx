import { Modal } from '@mantine/core';
import { useShortcutHelp } from '../stores/shortcut-help.ts';
import { useCommandList } from './commands.ts';
import { isMac, shortcutLabel } from './shortcuts.ts';
import styles from './shortcut-sheet.module.css';

/** What the grid takes besides the commands; see use-grid-selection. */
const gridKeys = [
  ['Arrows, Page Up, Page Down, Home, End', 'Move; with Ctrl to the edge, with Shift extend'],
  ['Ctrl+C', 'Copy the selected cells with their headers'],
  ['Ctrl+A', 'Select all'],
  ['Enter on a header', 'Sort: ascending, descending, as it came'],
  ['Space on a header', 'Pin or unpin the column'],
  ['Alt+← Alt+→', 'Make the column narrower or wider'],
] as const;

/** All keyboard shortcuts. */
export function ShortcutSheet() {
  const { open, hide } = useShortcutHelp();
  const commands = useCommandList().filter((command) => command.shortcut !== undefined);
  return (
    <Modal opened={open} onClose={hide} title="Keyboard shortcuts" size="lg" centered>
      <table className={styles.table}>
        <tbody>
          {commands.map((command) => (
            <tr key={command.id}>
              <th scope="row">{command.title}</th>
              <td>
                {command.shortcut?.split(' ').map((one) => (
                  <kbd key={one}>{shortcutLabel(one, isMac)}</kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
        <tbody>
          <tr>
            <th scope="rowgroup" colSpan={2} className={styles.group}>
              In the grid
            </th>
          </tr>
          {gridKeys.map(([keys, what]) => (
            <tr key={keys}>
              <th scope="row">{what}</th>
              <td>
                <kbd>{keys}</kbd>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
