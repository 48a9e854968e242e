/** The bin, remembered imports, segments, settings, suites and their results. */
export const dataAndRules = {
  number: 2,
  name: 'data-and-rules',
  sql: `
ALTER TABLE datasets ADD COLUMN deleted_at INTEGER;

CREATE TABLE import_shapes (
  -- SHA-256 of the header's names and the file's format
  shape TEXT PRIMARY KEY,
  -- the fixes a person made of the guesses
  options_json TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE segments (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  dataset_id TEXT NOT NULL REFERENCES datasets(id),
  filter TEXT,
  version_id TEXT REFERENCES dataset_versions(id),
  -- row numbers as little-endian Uint32, for a list of rows
  rows_sha256 TEXT REFERENCES artifacts(sha256),
  rows INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  CHECK ((filter IS NULL) <> (rows_sha256 IS NULL))
) STRICT;

CREATE TABLE settings (
  key TEXT PRIMARY KEY, value_json TEXT NOT NULL, updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE suites (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  suite_json TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE validation_results (
  id TEXT PRIMARY KEY,
  suite_name TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES dataset_versions(id),
  success INTEGER NOT NULL,
  quality_score REAL NOT NULL,
  -- the result as a JSON artifact
  sha256 TEXT NOT NULL REFERENCES artifacts(sha256),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX validation_results_version ON validation_results (version_id, created_at DESC);

CREATE TABLE checkpoints (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  checkpoint_json TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
`,
} as const;
