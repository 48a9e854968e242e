/** Every table of the first release. Times are UTC milliseconds; *_json columns hold parsed JSON. */
export const initial = {
  number: 1,
  name: 'initial',
  sql: `
CREATE TABLE workspace (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE artifacts (
  sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE datasets (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE dataset_versions (
  id TEXT PRIMARY KEY,
  dataset_id TEXT NOT NULL REFERENCES datasets(id),
  number INTEGER NOT NULL,
  layer TEXT NOT NULL CHECK (layer IN ('bronze', 'silver', 'gold')),
  rows INTEGER NOT NULL,
  -- the Parquet file of the version
  sha256 TEXT NOT NULL REFERENCES artifacts(sha256),
  columns_json TEXT NOT NULL,
  -- { file, sha256, bytes, sniffed, rejected, warnings } of the imported bytes, or null
  source_json TEXT,
  bronze_sha256 TEXT REFERENCES artifacts(sha256),
  parent_id TEXT REFERENCES dataset_versions(id),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (dataset_id, number)
) STRICT;

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  operation TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  fraction REAL,
  stage TEXT NOT NULL,
  message TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  input_json TEXT NOT NULL,
  output_json TEXT,
  error_json TEXT
) STRICT;
CREATE INDEX jobs_created ON jobs (created_at DESC);

CREATE TABLE experiments (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  experiment_id TEXT NOT NULL REFERENCES experiments(id),
  status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'failed', 'cancelled', 'interrupted')),
  job_id TEXT REFERENCES jobs(id),
  version_id TEXT NOT NULL REFERENCES dataset_versions(id),
  algorithm TEXT NOT NULL,
  task TEXT NOT NULL,
  target TEXT NOT NULL,
  seed INTEGER NOT NULL,
  input_json TEXT NOT NULL,
  params_json TEXT NOT NULL,
  warnings_json TEXT NOT NULL DEFAULT '[]',
  started_at INTEGER NOT NULL,
  duration_ms REAL,
  fit_ms REAL,
  -- the evaluation on test rows as a JSON artifact
  evaluation_sha256 TEXT REFERENCES artifacts(sha256),
  error TEXT
) STRICT;
CREATE INDEX runs_experiment ON runs (experiment_id, started_at DESC);

CREATE TABLE run_metrics (
  run_id TEXT NOT NULL REFERENCES runs(id),
  name TEXT NOT NULL,
  value REAL,
  PRIMARY KEY (run_id, name)
) STRICT;

CREATE TABLE models (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE REFERENCES runs(id),
  algorithm TEXT NOT NULL,
  task TEXT NOT NULL,
  target TEXT NOT NULL,
  params_json TEXT NOT NULL,
  classes_json TEXT NOT NULL,
  features_json TEXT NOT NULL,
  -- the fitted pipeline: JSON and binary of encodeBundle
  json_sha256 TEXT NOT NULL REFERENCES artifacts(sha256),
  binary_sha256 TEXT NOT NULL REFERENCES artifacts(sha256),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE registered_models (
  name TEXT PRIMARY KEY COLLATE NOCASE, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE model_versions (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE REFERENCES registered_models(name),
  number INTEGER NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')),
  model_id TEXT NOT NULL REFERENCES models(id),
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (name, number)
) STRICT;

CREATE TABLE model_aliases (
  name TEXT NOT NULL COLLATE NOCASE REFERENCES registered_models(name),
  alias TEXT NOT NULL COLLATE NOCASE,
  version_id TEXT NOT NULL REFERENCES model_versions(id),
  PRIMARY KEY (name, alias)
) STRICT;

CREATE TABLE stage_transitions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version_id TEXT NOT NULL REFERENCES model_versions(id),
  from_stage TEXT NOT NULL,
  to_stage TEXT NOT NULL,
  -- a rollback takes the version that was in Production off the history, a promotion adds to it
  kind TEXT NOT NULL CHECK (kind IN ('promote', 'rollback')),
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE explanations (
  id TEXT PRIMARY KEY,
  model_id TEXT NOT NULL REFERENCES models(id),
  version_id TEXT NOT NULL REFERENCES dataset_versions(id),
  label TEXT,
  rows INTEGER NOT NULL,
  -- the explanation output as a JSON artifact
  sha256 TEXT NOT NULL REFERENCES artifacts(sha256),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE drift_reports (
  id TEXT PRIMARY KEY,
  reference_id TEXT NOT NULL REFERENCES dataset_versions(id),
  current_id TEXT NOT NULL REFERENCES dataset_versions(id),
  model_id TEXT REFERENCES models(id),
  drifted INTEGER NOT NULL,
  share REAL NOT NULL,
  drifted_columns INTEGER NOT NULL,
  columns INTEGER NOT NULL,
  -- the report output as a JSON artifact
  sha256 TEXT NOT NULL REFERENCES artifacts(sha256),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES artifacts(sha256),
  bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE cache (
  key TEXT PRIMARY KEY, operation TEXT NOT NULL, output_json TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_events (
  sequence INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  operation TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail_json TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
-- where the log ends, so that events missing at its end are noticed; one row
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
`,
} as const;
