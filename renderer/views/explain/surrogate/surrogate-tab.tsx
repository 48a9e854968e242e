import { Input, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { JobPanel } from '../../explore/job-panel.tsx';
import { useAutoJob } from '../../explore/use-auto-job.ts';
import { Prototypes } from './prototypes.tsx';
import { SurrogateTree } from './surrogate-tree.tsx';
import styles from '../explain.module.css';

const depths = ['2', '3', '4', '5', '6'];

/** The model in small: a tree that imitates it, and the rows that stand for its training. */
export function SurrogateTab(props: {
  modelId: string;
  version: Version;
  label: string | null;
  target: string;
}) {
  const { modelId, version, label, target } = props;
  const [depth, setDepth] = useState('3');
  const job = useAutoJob('explainability.surrogate', {
    model: modelId,
    version: version.id,
    depth: Number(depth),
    ...(label === null ? {} : { label }),
  });
  return (
    <>
      <div className={styles.fields}>
        <Input.Wrapper label="Depth of the tree" labelElement="div">
          <div>
            <SegmentedControl
              aria-label="Depth of the tree"
              data={depths}
              value={depth}
              onChange={setDepth}
            />
          </div>
        </Input.Wrapper>
      </div>
      <JobPanel job={job}>
        {(found) => (
          <SurrogateTree
            key={`${depth} ${label ?? ''}`}
            found={found}
            target={target}
            version={version}
          />
        )}
      </JobPanel>
      <Prototypes modelId={modelId} target={target} />
    </>
  );
}
