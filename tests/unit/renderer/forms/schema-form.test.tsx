import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  changedValues,
  fieldProblem,
  formProblems,
  schemaFields,
} from '../../../../renderer/forms/schema-fields.ts';
import { SchemaForm } from '../../../../renderer/forms/schema-form.tsx';

const schema = z.toJSONSchema(
  z.object({
    n_estimators: z.number().int().min(1).max(5000).default(100).meta({ title: 'Trees' }),
    learning_rate: z.number().gt(0).max(1).default(0.1),
    max_depth: z.number().int().min(1).nullable().default(null),
    penalty: z.enum(['l1', 'l2']).default('l2'),
    fit_intercept: z.boolean().default(true),
    hidden_layer_sizes: z.array(z.number().int()).default([100]),
  }),
  { io: 'input' },
);
const fields = schemaFields(schema);
const field = (name: string) => fields.find((each) => each.name === name)!;

describe('schemaFields', () => {
  it('reads kinds, bounds and defaults of what zod writes', () => {
    expect(field('n_estimators')).toMatchObject({
      kind: 'number',
      title: 'Trees',
      integer: true,
      minimum: 1,
      maximum: 5000,
      default: 100,
    });
    expect(field('learning_rate')).toMatchObject({
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1,
    });
    expect(field('max_depth')).toMatchObject({ kind: 'number', nullable: true, maximum: null });
    expect(field('penalty')).toMatchObject({ kind: 'choice', options: ['l1', 'l2'] });
    expect(field('fit_intercept').kind).toBe('boolean');
    expect(field('hidden_layer_sizes').kind).toBe('json');
  });

  it('makes a readable title of a name', () => {
    expect(field('max_depth').title).toBe('Max depth');
  });

  it('takes hostile input for no fields', () => {
    expect(schemaFields(null)).toEqual([]);
    expect(schemaFields({ properties: [] })).toEqual([]);
    expect(schemaFields('text')).toEqual([]);
  });
});

describe('fieldProblem', () => {
  it.each([
    ['n_estimators', 0, 'At least 1'],
    ['n_estimators', 5001, 'At most 5000'],
    ['n_estimators', 2.5, 'A whole number is needed'],
    ['n_estimators', null, 'A value is needed'],
    ['learning_rate', 0, 'More than 0'],
    ['learning_rate', 1, null],
    ['max_depth', null, null],
    ['penalty', 'l3', 'Choose one of the list'],
  ])('%s = %s', (name, value, problem) => {
    expect(fieldProblem(field(name), value)).toBe(problem);
  });
});

describe('changedValues', () => {
  it('leaves out defaults and names of another algorithm', () => {
    const values = { n_estimators: 100, learning_rate: 0.3, hidden_layer_sizes: [100], gamma: 1 };
    expect(changedValues(fields, values)).toEqual({ learning_rate: 0.3 });
    expect(formProblems(fields, { gamma: -1, n_estimators: 0 })).toEqual({
      n_estimators: 'At least 1',
    });
  });
});

describe('SchemaForm', () => {
  beforeAll(() => {
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener() {},
      removeEventListener() {},
      addListener() {},
      removeListener() {},
    }));
  });
  afterEach(cleanup);

  function Host({ told }: { told: (values: Record<string, unknown>) => void }) {
    const [values, setValues] = useState<Record<string, unknown>>({});
    return (
      <MantineProvider>
        <SchemaForm
          fields={fields}
          values={values}
          onChange={(next) => {
            setValues(next);
            told(next);
          }}
        />
      </MantineProvider>
    );
  }

  it('names every control and shows defaults', () => {
    render(<Host told={() => {}} />);
    expect((screen.getByLabelText('Trees') as HTMLInputElement).value).toBe('100');
    expect((screen.getByLabelText('Max depth') as HTMLInputElement).value).toBe('');
    expect((screen.getByLabelText('Fit intercept') as HTMLInputElement).checked).toBe(true);
  });

  it('tells numbers as numbers and what is wrong with them', () => {
    let last: Record<string, unknown> = {};
    render(<Host told={(values) => (last = values)} />);
    fireEvent.change(screen.getByLabelText('Trees'), { target: { value: '0' } });
    expect(last).toEqual({ n_estimators: 0 });
    expect(screen.getByText('At least 1')).toBeTruthy();
  });

  it('reads an emptied nullable number as none', () => {
    let last: Record<string, unknown> = {};
    render(<Host told={(values) => (last = values)} />);
    fireEvent.change(screen.getByLabelText('Max depth'), { target: { value: '4' } });
    fireEvent.change(screen.getByLabelText('Max depth'), { target: { value: '' } });
    expect(last).toEqual({ max_depth: null });
  });

  it('takes a list once it is complete', () => {
    let last: Record<string, unknown> = {};
    render(<Host told={(values) => (last = values)} />);
    const input = screen.getByLabelText('Hidden layer sizes');
    fireEvent.change(input, { target: { value: '[64,' } });
    expect(screen.getByText('This is not complete yet')).toBeTruthy();
    fireEvent.change(input, { target: { value: '[64, 32]' } });
    expect(last).toEqual({ hidden_layer_sizes: [64, 32] });
  });
});
