/**
 * The values a process works with: JSON's, integers beyond 2^53 as `bigint`, and what JSON lacks (dates, decimals, tuples
 * ...) in the tagged form `{ $type, value }`.
 */
export type Value = null | boolean | number | bigint | string | Value[] | { [key: string]: Value };

/** Variables by name. */
export type Data = Record<string, Value>;

/** A value of a kind that JSON lacks, such as `{ $type: 'date', value: '2026-01-31' }`. */
export interface Tagged {
  $type: 'datetime' | 'date' | 'time' | 'timedelta' | 'decimal' | 'uuid' | 'bytes' | 'float' | 'tuple' | 'set' | 'dict';
  value: Value;
}
