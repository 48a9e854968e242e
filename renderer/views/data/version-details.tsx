import { Badge } from '@mantine/core';
import type { Version } from '../../../core/contract/data.ts';
import { baseName } from '../../client/files.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatBytes, formatDateTime, formatInteger, shortHash } from '../../components/format.ts';
import { Properties, Property } from '../../components/properties.tsx';
import { describeDelimiter } from './read-options.ts';
import styles from './version-details.module.css';

export interface VersionDetailsProps {
  readonly version: Version;
  readonly onSelect: (versionId: string) => void;
}

/** Where a version came from, what was refused or doubted, and its history. */
export function VersionDetails({ version, onSelect }: VersionDetailsProps) {
  const { data, error } = useQuery('data.show', { version: version.id });
  const source = data?.source;
  return (
    <>
      <h2 className={styles.heading}>Version</h2>
      <Properties>
        <Property name="Name">
          {version.datasetName}@{version.number}
        </Property>
        <Property name="Layer">{version.layer}</Property>
        <Property name="Rows">{formatInteger(version.rows)}</Property>
        <Property name="Columns">{formatInteger(version.columns.length)}</Property>
        <Property name="Size">{formatBytes(version.bytes)}</Property>
        <Property name="SHA-256" title={version.sha256}>
          <code>{shortHash(version.sha256)}</code>
        </Property>
        <Property name="Made">{formatDateTime(version.createdAt)}</Property>
        <Property name="By">{version.createdBy}</Property>
      </Properties>
      {error && <FailureNotice failure={error} />}
      {source && (
        <>
          <h2 className={styles.heading}>Origin</h2>
          <Properties>
            <Property name="File" title={source.file}>
              {baseName(source.file)}
            </Property>
            <Property name="Size">{formatBytes(source.bytes)}</Property>
            <Property name="SHA-256" title={source.sha256}>
              <code>{shortHash(source.sha256)}</code>
            </Property>
            <Property name="Delimiter">{describeDelimiter(source.sniffed.delimiter)}</Property>
            <Property name="Encoding">{source.sniffed.encoding}</Property>
            <Property name="Decimal mark">
              {source.sniffed.decimal === ',' ? 'comma' : 'point'}
            </Property>
            <Property name="Header">{source.sniffed.header ? 'first row' : 'none'}</Property>
          </Properties>
          <h2 className={styles.heading}>
            Rejected rows{' '}
            <Badge size="xs" color={source.rejected.rows > 0 ? 'orange' : 'gray'} variant="light">
              {formatInteger(source.rejected.rows)}
            </Badge>
          </h2>
          {source.rejected.rows === 0 ? (
            <p className={styles.none}>Every row of the file was taken.</p>
          ) : (
            <ul className={styles.rejected}>
              {source.rejected.sample.map((row) => (
                <li key={row.line}>
                  <div>
                    Line {formatInteger(row.line)}: {row.reason}
                  </div>
                  <code className={styles.line}>{row.text}</code>
                </li>
              ))}
            </ul>
          )}
          {source.warnings.length > 0 && (
            <>
              <h2 className={styles.heading}>Warnings</h2>
              <ul className={styles.warnings}>
                {source.warnings.map((warning, i) => (
                  <li key={i}>{warning.message}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {data && data.versions.length > 0 && (
        <>
          <h2 className={styles.heading}>History</h2>
          <ul className={styles.history}>
            {data.versions
              .toSorted((a, b) => b.number - a.number)
              .map((each) => (
                <li key={each.id}>
                  <button
                    type="button"
                    className={styles.version}
                    aria-current={each.id === version.id ? 'true' : undefined}
                    onClick={() => onSelect(each.id)}
                  >
                    <span>
                      @{each.number} · {each.layer}
                    </span>
                    <span className={styles.when}>
                      {formatInteger(each.rows)} rows · {formatDateTime(each.createdAt)}
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </>
      )}
    </>
  );
}
