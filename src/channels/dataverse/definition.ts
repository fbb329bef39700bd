import { isObject, isSuccess } from './answer.ts'
import { codes } from './codes.ts'
import { objectOf } from './read-answer.ts'
import type { WebApi } from './web-api.ts'

/** A table as the environment defines it, as far as writing to it is concerned. */
export interface Definition {
  /** What its rows are called together in addresses, and their key column; nothing for a table that is not there yet. */
  readonly set?: string
  readonly id?: string
  /** With their types, such as `String` (Microsoft: AttributeTypeCode). */
  readonly columns: ReadonlyMap<string, string>
  /** Navigation properties of its lookups. */
  readonly lookups: ReadonlySet<string>
  readonly keys: readonly DefinedKey[]
}

export interface DefinedKey {
  readonly name: string
  readonly columns: readonly string[]
  /** The index behind a key is built in the background; only an active key can be used. */
  readonly status: 'Pending' | 'InProgress' | 'Active' | 'Failed'
}

/** Gives nothing when the environment has no such table. */
export async function readDefinition(api: WebApi, table: string): Promise<Definition | undefined> {
  const members = [
    'Attributes($select=LogicalName,AttributeType)',
    'Keys($select=LogicalName,KeyAttributes,EntityKeyIndexStatus)',
    'ManyToOneRelationships($select=ReferencingEntityNavigationPropertyName)',
  ]
  const answer = await api.send({
    method: 'GET',
    path: `EntityDefinitions(LogicalName='${table}')?$select=LogicalName,EntitySetName,PrimaryIdAttribute&$expand=${members.join(',')}`,
    // What was just created must be seen.
    headers: { consistency: 'Strong' },
    subject: { table, isSetup: true },
    // It has had several codes.
    mayBeAbsent: true,
    expected: [codes.noSuchEntity],
  })
  if (!isSuccess(answer)) return undefined
  const { EntitySetName, PrimaryIdAttribute, Attributes, Keys, ManyToOneRelationships } = objectOf(answer, { table })
  return {
    ...(typeof EntitySetName === 'string' && { set: EntitySetName }),
    ...(typeof PrimaryIdAttribute === 'string' && { id: PrimaryIdAttribute }),
    columns: new Map(list(Attributes).map(({ LogicalName, AttributeType }) => [String(LogicalName), String(AttributeType)])),
    lookups: new Set(
      list(ManyToOneRelationships).map((relationship) => String(relationship.ReferencingEntityNavigationPropertyName)),
    ),
    keys: list(Keys).map((key) => ({
      name: String(key.LogicalName),
      columns: Array.isArray(key.KeyAttributes) ? key.KeyAttributes.map(String) : [],
      status: key.EntityKeyIndexStatus as DefinedKey['status'],
    })),
  }
}

/** The key of just these columns, in whatever order. */
export function keyOf({ keys }: Definition, columns: readonly string[]): DefinedKey | undefined {
  return keys.find((key) => key.columns.length === columns.length && columns.every((column) => key.columns.includes(column)))
}

/** The objects of a list in an answer. */
export function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
