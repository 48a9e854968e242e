/** What-if rows that were kept. */
export const scenarios = {
  number: 4,
  name: 'scenarios',
  sql: `
CREATE TABLE scenarios (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  model_id TEXT NOT NULL REFERENCES models(id),
  row_json TEXT NOT NULL,
  -- the row it started from, where it has one
  origin_version_id TEXT REFERENCES dataset_versions(id),
  origin_row INTEGER,
  changes_json TEXT NOT NULL,
  -- a number, or the label of a class
  prediction_json TEXT NOT NULL,
  probability REAL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX scenarios_model ON scenarios (model_id, created_at DESC);
`,
};
