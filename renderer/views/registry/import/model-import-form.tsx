import { Autocomplete, Button, Input, TextInput } from '@mantine/core';
import { ChevronDown, CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { client } from '../../../client/client.ts';
import { useJob } from '../../../client/use-job.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { formatInteger } from '../../../components/format.ts';
import { JobProgress } from '../../../components/job-progress.tsx';
import { VersionSelect } from '../../../components/version-select.tsx';
import { chooseFiles } from '../../../stores/import-queue.ts';
import { useSelection } from '../../../stores/selection.ts';
import { ClassOrder } from './class-order.tsx';
import { FeatureList } from './model-facts.tsx';
import styles from './model-import.module.css';
import type { Inspected, ModelFile } from './use-model-file.ts';

interface FormProps {
  readonly file: ModelFile;
  readonly model: Inspected;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A name the registry takes, from that of the file. */
const suggestedName = (fileName: string): string =>
  fileName
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[@:/\\]/g, '-')
    .slice(0, 200);

/** `name@3` of a model that was just registered. */
async function registeredAs(
  name: string,
  { modelId }: { readonly modelId: string },
): Promise<string> {
  const { versions } = await client.call('registry.show', { name });
  return `${name}@${versions.find((version) => version.modelId === modelId)?.number ?? 1}`;
}

const wrongName = /[@:/\\]/;

function Fit({ model }: { readonly model: Inspected }) {
  const { match, features } = model;
  if (!match) return null;
  if (match.problem) {
    return <FailureNotice failure={match.problem} title={`It does not fit ${match.title}`} />;
  }
  return (
    <div className={styles.fits}>
      <CircleCheck size={15} aria-hidden />
      {features.length === 1
        ? `${match.title} has the column it reads.`
        : `${match.title} has all ${formatInteger(features.length)} columns it reads.`}
    </div>
  );
}

function Notes({ model }: { readonly model: Inspected }) {
  const notes = [...model.warnings, ...(model.match?.warnings ?? [])];
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label="Notes">
      {notes.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

/** Without data there are no columns to match with. */
function NoData({ onCancel }: Pick<FormProps, 'onCancel'>) {
  const importData = (): void => {
    onCancel();
    chooseFiles();
  };
  return (
    <>
      <p className={styles.text}>
        A model is imported on a dataset with the columns it reads: it is measured and explained on
        those rows. There is no dataset yet.
      </p>
      <div className={styles.actions}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button onClick={importData}>Import files</Button>
      </div>
    </>
  );
}

/** Version, target, order of the classes and name, prefilled with what was recognised. */
export function ModelImportForm({ file, model, onDone, onCancel }: FormProps) {
  const { match } = model;
  const [target, setTarget] = useState(match?.target ?? '');
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const [name, setName] = useState(() => suggestedName(file.fileName));
  const { selectModel, selectRun, selectVersion } = useSelection();
  const [, go] = useLocation();
  const job = useJob('registry.import');
  const importButton = useRef<HTMLButtonElement>(null);
  // While the file was read there was nothing to press.
  useEffect(() => importButton.current?.focus(), []);
  if (!match || file.path === null) return <NoData onCancel={onCancel} />;
  const { path, inspecting } = file;
  const busy = job.running || inspecting.running;
  const classes = order ?? match.classes;
  const rematch = async (change: { version?: string; target?: string }): Promise<void> => {
    const found = await file.match({ version: match.version, ...change });
    if (!found?.match) return;
    setOrder(null);
    if (change.target === undefined) setTarget(found.match.target ?? '');
  };
  const retarget = (wanted: string): void => {
    const next = wanted.trim();
    setTarget(next);
    if (next !== '' && next !== match.target) void rematch({ target: next });
  };
  const start = async (): Promise<void> => {
    const output = await job.start({
      file: path,
      version: match.version,
      ...(target.trim() === '' ? {} : { target: target.trim() }),
      ...(order === null ? {} : { classes: [...order] }),
      ...(name.trim() === '' ? {} : { name: name.trim() }),
    });
    if (!output) return;
    selectVersion(match.version);
    selectRun(output.runId);
    selectModel(name.trim() === '' ? output.modelId : await registeredAs(name.trim(), output));
    onDone();
    go(name.trim() === '' ? '/train/runs' : '/registry');
  };
  const badName = wrongName.test(name);
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (match.problem === null && !badName && !busy) void start();
      }}
    >
      <div className={styles.pair}>
        <VersionSelect
          label="Version with its columns"
          value={match.version}
          disabled={busy}
          onChange={(version) => void rematch({ version })}
        />
        <Autocomplete
          label="Target"
          placeholder="What it predicts"
          data={[...match.targets]}
          filter={({ options }) => options}
          value={target}
          disabled={busy}
          rightSection={<ChevronDown size={14} aria-hidden />}
          rightSectionPointerEvents="none"
          onChange={setTarget}
          onOptionSubmit={retarget}
          onBlur={() => retarget(target)}
        />
      </div>
      {inspecting.running ? (
        <JobProgress job={inspecting.job} onCancel={inspecting.cancel} />
      ) : (
        <Fit model={model} />
      )}
      <FeatureList model={model} />
      {classes.length > 0 && (
        <Input.Wrapper
          label="Classes"
          labelElement="div"
          description="In the order the model numbers them"
        >
          <ClassOrder classes={classes} onChange={setOrder} />
        </Input.Wrapper>
      )}
      <Notes model={model} />
      <TextInput
        label="Name in the registry"
        description="Left empty, the model is imported without being registered"
        value={name}
        maxLength={200}
        error={badName ? 'A name has none of @ : / \\' : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {job.error && <FailureNotice failure={job.error} title="The model was not imported" />}
      {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      <div className={styles.actions}>
        <Button variant="default" onClick={job.running ? job.cancel : onCancel}>
          Cancel
        </Button>
        <Button
          type="submit"
          ref={importButton}
          loading={job.running}
          disabled={match.problem !== null || badName || inspecting.running}
        >
          Import
        </Button>
      </div>
    </form>
  );
}
