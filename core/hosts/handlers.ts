import type { Handlers } from '../jobs/context.ts';

type Capability =
  | 'workspace'
  | 'data'
  | 'eda'
  | 'validation'
  | 'preprocessing'
  | 'models'
  | 'tuning'
  | 'evaluation'
  | 'explainability'
  | 'patterns'
  | 'tracking'
  | 'registry'
  | 'serving'
  | 'monitoring'
  | 'reporting'
  | 'audit'
  | 'demo';

/** The handlers of each capability, loaded when first called so that start-up stays short. */
export const handlerLoaders: {
  readonly [C in Capability]: () => Promise<Handlers<C>>;
} = {
  workspace: async () => ({
    ...(await import('../storage/workspace-operations.ts')).workspaceHandlers,
    ...(await import('../storage/settings-operations.ts')).settingsHandlers,
  }),
  data: async () => ({
    ...(await import('../data/operations.ts')).dataHandlers,
    ...(await import('../data/sources/operations.ts')).dataSourcesHandlers,
    ...(await import('../data/versions/operations.ts')).dataVersionsHandlers,
    ...(await import('../data/sql/operations.ts')).dataSqlHandlers,
  }),
  eda: async () => ({
    ...(await import('../eda/operations.ts')).edaHandlers,
    ...(await import('../eda/relations-operations.ts')).relationHandlers,
    ...(await import('../eda/series-operations.ts')).seriesHandlers,
    ...(await import('../eda/segments-operations.ts')).segmentHandlers,
  }),
  validation: async () => (await import('../validation/operations.ts')).validationHandlers,
  preprocessing: async () => (await import('../preprocessing/operations.ts')).preprocessingHandlers,
  models: async () => (await import('../models/operations.ts')).modelsHandlers,
  tuning: async () => (await import('../tuning/operations.ts')).tuningHandlers,
  evaluation: async () => ({
    ...(await import('../evaluation/operations.ts')).evaluationHandlers,
    ...(await import('../evaluation/comparison/operations.ts')).comparisonHandlers,
    ...(await import('../evaluation/fairness/operations.ts')).fairnessHandlers,
    ...(await import('../evaluation/design/operations.ts')).designHandlers,
    ...(await import('../evaluation/rows-operations.ts')).evaluationRowsHandlers,
    ...(await import('../evaluation/segments/operations.ts')).evaluationSegmentsHandlers,
  }),
  explainability: async () => ({
    ...(await import('../explainability/operations.ts')).explainabilityHandlers,
    ...(await import('../explainability/methods/operations.ts')).methodHandlers,
    ...(await import('../explainability/methods/scenarios-operations.ts')).scenarioHandlers,
  }),
  patterns: async () => (await import('../patterns/operations.ts')).patternsHandlers,
  tracking: async () => (await import('../tracking/operations.ts')).trackingHandlers,
  registry: async () => ({
    ...(await import('../registry/operations.ts')).registryHandlers,
    ...(await import('../registry/import/operations.ts')).registryImportHandlers,
  }),
  serving: async () => (await import('../serving/operations.ts')).servingHandlers,
  monitoring: async () => (await import('../monitoring/operations.ts')).monitoringHandlers,
  reporting: async () => (await import('../reporting/operations.ts')).reportingHandlers,
  audit: async () => (await import('../storage/audit-operations.ts')).auditHandlers,
  demo: async () => (await import('../orchestration/demo.ts')).demoHandlers,
};
