import { Button, SegmentedControl } from '@mantine/core';
import { Boxes, FileDown } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { useSelectedVersion } from '../../components/use-versions.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { chooseFiles } from '../../stores/import-queue.ts';
import { PatternPanel } from './pattern-panel.tsx';
import { patternTabs, usePatternTab, type PatternKind } from './pattern-state.ts';

/** What is in the data when nothing is to be predicted. */
export function PatternsView() {
  const { version, loading, select } = useSelectedVersion();
  const [tab, show] = usePatternTab();
  if (!version)
    return (
      <Page title="Patterns" fill>
        {!loading && (
          <EmptyState
            icon={<Boxes size={22} />}
            title="No data to look for patterns in"
            description="Import a file first. Groups, unusual rows and values that come together are then found without a target."
            action={
              <Button leftSection={<FileDown size={15} aria-hidden />} onClick={chooseFiles}>
                Import files
              </Button>
            }
          />
        )}
      </Page>
    );
  return (
    <Page
      title="Patterns"
      subtitle="Groups, directions, unusual rows and rules, without a target"
      fill
      actions={
        <>
          <SegmentedControl
            aria-label="Kind of pattern"
            data={patternTabs.map(({ id, title }) => ({ value: id, label: title }))}
            value={tab}
            onChange={(next) => show(next as PatternKind)}
          />
          <VersionSelect
            value={version.id}
            onChange={select}
            label="Version to look at"
            labelHidden
          />
        </>
      }
    >
      <PatternPanel key={`${version.id} ${tab}`} kind={tab} version={version} />
    </Page>
  );
}
