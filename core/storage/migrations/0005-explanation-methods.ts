/** By which method an explanation was made and of which output, for lists; old ones from the log. */
export const explanationMethods = {
  number: 5,
  name: 'explanation methods',
  sql: `
ALTER TABLE explanations ADD COLUMN method TEXT;
ALTER TABLE explanations ADD COLUMN output TEXT;
UPDATE explanations SET method = (
  SELECT json_extract(detail_json, '$.method') FROM audit_events
  WHERE operation = 'explainability.shap' AND subject = explanations.id
);
`,
};
