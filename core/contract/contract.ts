import type { z } from 'zod';
import { auditOperations } from './audit.ts';
import { dataOperations } from './data.ts';
import { dataSourcesOperations } from './data-sources.ts';
import { dataSqlOperations } from './data-sql.ts';
import { dataVersionsOperations } from './data-versions.ts';
import { demoOperations } from './demo.ts';
import { edaOperations } from './eda.ts';
import { evaluationOperations } from './evaluation.ts';
import { evaluationComparisonOperations } from './evaluation-comparison.ts';
import { evaluationRowsOperations } from './evaluation-rows.ts';
import { evaluationSegmentsOperations } from './evaluation-segments.ts';
import { explainabilityOperations } from './explainability.ts';
import { methodOperations } from './explainability-methods.ts';
import { whatIfOperations } from './explainability-what-if.ts';
import { jobsOperations } from './jobs.ts';
import { modelsOperations } from './models.ts';
import { patternsOperations } from './patterns.ts';
import { monitoringOperations } from './monitoring.ts';
import type { Operation } from './operation.ts';
import { preprocessingOperations } from './preprocessing.ts';
import { registryOperations } from './registry.ts';
import { registryImportOperations } from './registry-import.ts';
import { reportingOperations } from './reporting.ts';
import { servingOperations } from './serving.ts';
import { settingsOperations } from './settings.ts';
import { trackingOperations } from './tracking.ts';
import { tuningOperations } from './tuning.ts';
import { validationOperations } from './validation.ts';
import { workspaceOperations } from './workspace.ts';

/** Every operation of every capability. The command line, HTTP routes and clients derive from it. */
export const operations = [
  ...workspaceOperations,
  ...settingsOperations,
  ...dataOperations,
  ...dataSourcesOperations,
  ...dataVersionsOperations,
  ...dataSqlOperations,
  ...edaOperations,
  ...validationOperations,
  ...preprocessingOperations,
  ...modelsOperations,
  ...tuningOperations,
  ...patternsOperations,
  ...evaluationOperations,
  ...evaluationComparisonOperations,
  ...evaluationRowsOperations,
  ...evaluationSegmentsOperations,
  ...explainabilityOperations,
  ...methodOperations,
  ...whatIfOperations,
  ...trackingOperations,
  ...registryOperations,
  ...registryImportOperations,
  ...servingOperations,
  ...monitoringOperations,
  ...reportingOperations,
  ...auditOperations,
  ...jobsOperations,
  ...demoOperations,
] as const;

type AnyOperation = (typeof operations)[number];
export type OperationName = AnyOperation['name'];
type OperationOf<N extends OperationName> = Extract<AnyOperation, { name: N }>;
export type NameOfKind<K extends AnyOperation['kind']> = Extract<AnyOperation, { kind: K }>['name'];

/** What a caller writes (defaults may be left out). */
export type InputOf<N extends OperationName> = z.input<OperationOf<N>['input']>;
/** What a handler gets (defaults filled in). */
export type ParsedInputOf<N extends OperationName> = z.output<OperationOf<N>['input']>;
export type OutputOf<N extends OperationName> = z.output<OperationOf<N>['output']>;
export type KindOf<N extends OperationName> = OperationOf<N>['kind'];

/** Builds the lookup by name and refuses duplicates. O(operations). */
export function indexOperations(list: readonly Operation[]): ReadonlyMap<string, Operation> {
  const byName = new Map<string, Operation>();
  for (const operation of list) {
    if (byName.has(operation.name))
      throw new Error(`Operation ${operation.name} is declared twice`);
    byName.set(operation.name, operation);
  }
  return byName;
}

export const operationsByName = indexOperations(operations);
