import { AppError, isAppError } from '../../base/app-error.ts';
import { redactPasswords } from '../../base/redact.ts';
import pg from 'pg';

/** A connection that reads and nothing else. */
export interface PostgresSession {
  /** One statement; values come as the server writes them. */
  query(text: string, values?: readonly unknown[]): Promise<PostgresRows>;
  /** Where the data come from, without the password. */
  readonly origin: string;
}

export interface PostgresRows {
  readonly names: readonly string[];
  /** Object ids of the columns' types. */
  readonly types: readonly number[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const connectMs = 15_000;
/** One statement: a fetch of some rows, not all of them. */
const statementMs = 300_000;

const asText = { getTypeParser: () => (text: string) => text };

function makeClient(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: 'Assay',
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + 10_000,
    keepAlive: true,
    types: asText as never,
  });
}

/**
 * Connects, and does `work` in one read-only transaction that sees the database as it was at its
 * beginning. Statements are sent one by one, so that no text can end the transaction. A cancel is told
 * to the server too. Throws NOT_FOUND (no server, database or table), UNAUTHORIZED, INVALID_INPUT (the
 * query), FILE_UNREADABLE (the server gave up), CANCELLED; no message holds the password.
 */
export async function withPostgres<T>(
  url: string,
  signal: AbortSignal | undefined,
  work: (session: PostgresSession) => Promise<T>,
): Promise<T> {
  const place = describePlace(url);
  if (signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
  const client = makeClient(url);
  // a connection that breaks between statements is told by the next one
  client.on('error', () => {});
  let pid: string | null = null;
  const cancel = (): void => {
    if (pid !== null) void cancelBackend(url, pid);
  };
  try {
    await client.connect();
    const query = (text: string, values: readonly unknown[] = []) => ask(client, text, values);
    await query(`SET TimeZone = 'UTC'`);
    await query(`SET DateStyle = 'ISO'`);
    await query('SET extra_float_digits = 1');
    await query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    pid = (await query('SELECT pg_backend_pid()')).rows[0]![0]!;
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
    const result = await work({ query, origin: place.origin });
    await query('COMMIT');
    return result;
  } catch (error) {
    if (signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
    throw postgresFailure(error, place);
  } finally {
    signal?.removeEventListener('abort', cancel);
    // the server ends the transaction; a broken connection has no good-bye
    await client.end().catch(() => {});
  }
}

async function ask(
  client: pg.Client,
  text: string,
  values: readonly unknown[],
): Promise<PostgresRows> {
  // the extended protocol takes one statement at a time
  const config = { text, values: [...values], rowMode: 'array', queryMode: 'extended' };
  const result = await client.query(config as pg.QueryArrayConfig);
  return {
    names: result.fields.map((field) => field.name),
    types: result.fields.map((field) => field.dataTypeID),
    rows: result.rows as (string | null)[][],
  };
}

async function cancelBackend(url: string, pid: string): Promise<void> {
  const client = makeClient(url);
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT pg_cancel_backend($1)', [pid]);
  } catch {
    // the statement then ends by its time limit
  } finally {
    await client.end().catch(() => {});
  }
}

interface Place {
  readonly host: string;
  readonly origin: string;
  readonly password: string;
}

function describePlace(url: string): Place {
  try {
    const { username, password, hostname, port, pathname } = new URL(url);
    const host = `${hostname || 'localhost'}:${port || 5432}`;
    const user = username === '' ? '' : `${username}@`;
    return {
      host,
      origin: `postgres://${user}${host}${pathname}`,
      password: decodeURIComponent(password),
    };
  } catch {
    throw new AppError('INVALID_INPUT', 'The address of the database is not valid', {
      hint: 'Write it like postgres://user:password@host:5432/database, with signs such as @ and / in the password as %40 and %2F',
      path: 'url',
    });
  }
}

const unreachable =
  /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ECONNRESET|EPIPE)$/;

/** By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function postgresFailure(error: unknown, place: Place): unknown {
  if (isAppError(error) || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const message = hidePassword(firstMessage(error), place.password);
  const make = (failure: ConstructorParameters<typeof AppError>[0], text: string, hint: string) =>
    new AppError(failure, text, { hint });
  if (unreachable.test(code) || /timeout expired|Connection terminated/i.test(message)) {
    return make(
      'NOT_FOUND',
      `No PostgreSQL server answers at ${place.host}: ${message}`,
      'Check the host and port, that the server runs, and that the network lets you through',
    );
  }
  if (code.startsWith('28')) {
    return make('UNAUTHORIZED', `${place.host} refuses: ${message}`, 'Check user and password');
  }
  if (code === '3D000' || code === '42P01' || code === '3F000') {
    return make('NOT_FOUND', message, 'data.databaseTables lists the tables');
  }
  if (code === '42501') {
    return make('UNAUTHORIZED', message, 'Ask for the right to read it');
  }
  if (code === '57014') {
    return make(
      'FILE_UNREADABLE',
      `The server gave up: ${message}`,
      'Ask for less, or make the query faster',
    );
  }
  if (code === '25006') {
    return make('INVALID_INPUT', `Only reading is allowed: ${message}`, 'Give a SELECT');
  }
  if (/^(42|22|0A)/.test(code)) {
    return make('INVALID_INPUT', `The server refuses the query: ${message}`, 'Give one SELECT');
  }
  if (code !== '') return make('FILE_UNREADABLE', `${place.host}: ${message}`, 'Try again later');
  return /SASL|SSL|password/i.test(message)
    ? make('UNAUTHORIZED', `${place.host}: ${message}`, 'Check user, password and sslmode')
    : error;
}

/** Several addresses of one host fail together, each with its own message. */
function firstMessage(error: Error): string {
  const inner =
    error instanceof AggregateError ? (error.errors[0] as Error | undefined) : undefined;
  return (inner?.message ?? error.message).split('\n', 1)[0]!.slice(0, 300);
}

function hidePassword(message: string, password: string): string {
  const redacted = redactPasswords(message);
  return password.length < 3 ? redacted : redacted.replaceAll(password, '***');
}
