/** Searches with their trials, and analyses without a target. */
export const studiesAndAnalyses = {
  number: 3,
  name: 'studies-and-analyses',
  sql: `
CREATE TABLE studies (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('search', 'automl')),
  state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'failed', 'cancelled', 'interrupted')),
  version_id TEXT NOT NULL REFERENCES dataset_versions(id),
  target TEXT NOT NULL,
  task TEXT NOT NULL,
  algorithm TEXT,
  sampler TEXT NOT NULL,
  pruner TEXT NOT NULL,
  metric TEXT NOT NULL,
  better TEXT NOT NULL CHECK (better IN ('higher', 'lower')),
  seed INTEGER NOT NULL,
  budget REAL,
  -- what was asked for, so that the search can be repeated or resumed
  input_json TEXT NOT NULL,
  space_json TEXT NOT NULL,
  job_id TEXT REFERENCES jobs(id),
  best_run_id TEXT REFERENCES runs(id),
  -- importance, leaderboard, nested, warnings once it has ended
  result_json TEXT,
  error TEXT,
  created_at INTEGER NOT NULL,
  duration_ms REAL
) STRICT;
CREATE INDEX studies_created ON studies (created_at DESC);

CREATE TABLE trials (
  study_id TEXT NOT NULL REFERENCES studies(id),
  number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'pruned', 'failed')),
  value REAL,
  std REAL,
  algorithm TEXT NOT NULL,
  params_json TEXT NOT NULL,
  recipe_json TEXT NOT NULL,
  intermediate_json TEXT NOT NULL DEFAULT '[]',
  duration_ms REAL,
  run_id TEXT REFERENCES runs(id),
  error TEXT,
  PRIMARY KEY (study_id, number)
) STRICT;

CREATE TABLE analyses (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('clusters', 'components', 'outliers', 'associations')),
  algorithm TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES dataset_versions(id),
  summary TEXT NOT NULL,
  -- the output as a JSON artifact
  sha256 TEXT NOT NULL REFERENCES artifacts(sha256),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX analyses_created ON analyses (created_at DESC);
`,
};
