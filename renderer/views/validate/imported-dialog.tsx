import { Button, Group, Modal } from '@mantine/core';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { formatCount } from '../../components/format.ts';
import styles from './rules-tab.module.css';

/** Says which rules of a file have no counterpart here, and why. */
export function ImportedDialog(props: {
  readonly imported: OutputOf<'validation.importSuite'>;
  readonly onClose: () => void;
}) {
  const { suite, unsupported } = props.imported;
  return (
    <Modal opened onClose={props.onClose} title={`${suite.name} is imported`} size="lg" centered>
      <p className={styles.lead}>
        {formatCount(suite.expectations.length, 'rule')} taken over.{' '}
        {formatCount(unsupported.length, 'rule has', 'rules have')} no counterpart here and{' '}
        {unsupported.length === 1 ? 'was' : 'were'} left out:
      </p>
      <ul className={styles.unsupported}>
        {unsupported.map(({ type, reason }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a rule may be there twice
          <li key={`${at} ${type}`}>
            <code>{type}</code>
            <div className="assay-muted">{reason}</div>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button onClick={props.onClose} data-autofocus>
          Show the rules
        </Button>
      </Group>
    </Modal>
  );
}
