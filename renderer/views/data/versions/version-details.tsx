import { Badge } from '@mantine/core';
import type { Sniffed, Version } from '../../../../core/contract/data.ts';
import { baseName } from '../../../client/files.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import {
  formatBytes,
  formatDateTime,
  formatInteger,
  shortHash,
} from '../../../components/format.ts';
import { Properties, Property } from '../../../components/properties.tsx';
import { describeDelimiter, describeFormat } from '../import/read-options.ts';
import { madeBy } from './made-by.ts';
import styles from './version-details.module.css';

/** Where a version came from, and what was refused or doubted of it. */
export function VersionDetails({ version }: { readonly version: Version }) {
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
        <Property name="By">{madeBy(version.createdBy)}</Property>
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
            <Property name="Format">{describeFormat(source.format)}</Property>
            {source.sniffed && <Written sniffed={source.sniffed} />}
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
    </>
  );
}

function Written({ sniffed }: { readonly sniffed: Sniffed }) {
  return (
    <>
      <Property name="Delimiter">{describeDelimiter(sniffed.delimiter)}</Property>
      <Property name="Encoding">{sniffed.encoding}</Property>
      <Property name="Decimal mark">{sniffed.decimal === ',' ? 'comma' : 'point'}</Property>
      <Property name="Header">{sniffed.header ? 'first row' : 'none'}</Property>
      {sniffed.compression !== 'none' && (
        <Property name="Compression">{sniffed.compression}</Property>
      )}
    </>
  );
}
