import type { Column, Table, TableIdentity } from '../../message/table.ts'
import { list } from './definition.ts'
import { objectOf } from './read-answer.ts'
import { type Facts, optionsIn, readAttributes } from './read-attributes.ts'
import type { WebApi } from './web-api.ts'

/**
 * A table as the environment has it, with the columns that can be written, for whoever begins to map something to it; nothing where there is
 * none. Its key is the first alternate key of columns of text, if it has one. @throws {IntegrationError} it cannot be read
 */
export async function readTable(api: WebApi, name: string): Promise<Table | undefined> {
  const found = await readIdentity(api, name)
  if (found === undefined) return undefined
  const [plain, lookups] = await Promise.all([readColumns(api, name), readLookups(api, name)])
  return { ...found, columns: Object.fromEntries([...plain, ...lookups].filter(([column]) => !kept.has(column))) }
}

/** What Dynamics 365 keeps for itself, though it could be written. */
const kept = new Set(
  'importsequencenumber overriddencreatedon timezoneruleversionnumber utcconversiontimezonecode processid stageid traversedpath'.split(
    ' ',
  ),
)

async function readIdentity(api: WebApi, name: string): Promise<TableIdentity | undefined> {
  const subject = { isSetup: true }
  const query = [
    `$filter=LogicalName eq '${name.replaceAll("'", "''")}'`,
    '$select=LogicalName,EntitySetName,PrimaryIdAttribute',
    '$expand=Keys($select=KeyAttributes),Attributes($select=LogicalName,AttributeType)',
  ]
  const path = `EntityDefinitions?${query.join('&')}`
  const [found] = list(objectOf(await api.send({ method: 'GET', path, subject }), subject).value)
  if (found === undefined) return undefined
  const texts = new Set(list(found.Attributes).flatMap((one) => (one.AttributeType === 'String' ? [one.LogicalName] : [])))
  const keys = list(found.Keys).map(({ KeyAttributes }) => KeyAttributes as string[])
  const key = keys.find((columns) => columns.every((column) => texts.has(column))) ?? []
  return { name, set: String(found.EntitySetName), id: String(found.PrimaryIdAttribute), key }
}

/** How columns of each type are read (Microsoft: AttributeMetadata and what is derived of it); of lookups see below. */
const types: Record<string, { says: readonly string[]; column: (facts: Facts) => Column }> = {
  String: { says: ['MaxLength'], column: ({ MaxLength }) => ({ kind: 'text', length: Number(MaxLength) }) },
  Memo: { says: ['MaxLength'], column: ({ MaxLength }) => ({ kind: 'text', length: Number(MaxLength) }) },
  Integer: { says: ['MinValue', 'MaxValue'], column: wholeOf },
  Money: { says: ['MinValue', 'MaxValue'], column: (facts) => ({ kind: 'decimal', ...range(facts, mostMoney) }) },
  Decimal: { says: ['MinValue', 'MaxValue', 'Precision'], column: decimalOf },
  Double: { says: ['MinValue', 'MaxValue', 'Precision'], column: decimalOf },
  Boolean: { says: [], column: () => ({ kind: 'yesNo' }) },
  DateTime: { says: ['Format'], column: ({ Format }) => ({ kind: Format === 'DateOnly' ? 'date' : 'dateTime' }) },
  Picklist: { says: [], column: (facts) => ({ kind: 'choice', options: optionsOf(facts) }) },
}

/** What a column takes at most where nothing else is said. */
const [mostMoney, mostDecimal, mostWhole] = [922_337_203_685_477, 100_000_000_000, 2_147_483_647]

function wholeOf(facts: Facts): Column {
  const { min, max } = range(facts, mostWhole)
  return { kind: 'whole', min: Number(min), max: Number(max) }
}

function decimalOf(facts: Facts): Column {
  return { kind: 'decimal', ...range(facts, mostDecimal), places: Number(facts.Precision ?? 2) }
}

/** In whole numbers, as text. */
function range({ MinValue, MaxValue }: Facts, most: number): { min: string; max: string } {
  const [min, max] = [Number(MinValue ?? -most), Number(MaxValue ?? most)]
  return { min: BigInt(Math.trunc(min)).toString(), max: BigInt(Math.trunc(max)).toString() }
}

async function readColumns(api: WebApi, table: string): Promise<[string, Column][]> {
  const all = Object.entries(types).map(async ([type, { says, column }]) => {
    const found = await readAttributes(api, table, type, [...writability, ...says])
    return found.filter(isWritable).map((facts): [string, Column] => [String(facts.LogicalName), column(facts)])
  })
  return (await Promise.all(all)).flat().toSorted(([left], [right]) => left.localeCompare(right))
}

const writability = ['IsValidForCreate', 'IsValidForUpdate', 'AttributeOf']

/** A column that belongs to another, such as the name of a lookup's row, cannot be. */
function isWritable({ IsValidForCreate, IsValidForUpdate, AttributeOf }: Facts): boolean {
  return (IsValidForCreate === true || IsValidForUpdate === true) && (AttributeOf ?? null) === null
}

/** By the words people see; of two with the same word the second has its number with it. */
function optionsOf(choice: Facts): Record<string, number> {
  const options: Record<string, number> = {}
  for (const { Value, Label } of optionsIn(choice)) {
    const { UserLocalizedLabel } = Label as { UserLocalizedLabel?: { Label?: string } | null }
    const word = UserLocalizedLabel?.Label ?? String(Value)
    options[Object.hasOwn(options, word) ? `${word} ${Value}` : word] = Number(Value)
  }
  return options
}

/** Named by their navigation properties, each with where it leads. */
async function readLookups(api: WebApi, table: string): Promise<[string, Column][]> {
  const [columns, relationships] = await Promise.all([
    readAttributes(api, table, 'Lookup', writability),
    readRelationships(api, table),
  ])
  const writable = new Set(columns.filter(isWritable).map(({ LogicalName }) => LogicalName))
  const wanted = relationships.filter(({ ReferencingAttribute }) => writable.has(ReferencingAttribute))
  const names = [...new Set(wanted.map(({ ReferencedEntity }) => String(ReferencedEntity)))]
  const identities = new Map(await Promise.all(names.map(async (name) => [name, await readIdentity(api, name)] as const)))
  return wanted.flatMap(({ ReferencedEntity, ReferencingEntityNavigationPropertyName: navigation }): [string, Column][] => {
    const to = identities.get(String(ReferencedEntity))
    return to === undefined ? [] : [[String(navigation), { kind: 'lookup', to }]]
  })
}

async function readRelationships(api: WebApi, table: string): Promise<Facts[]> {
  const subject = { table, isSetup: true }
  const select = 'ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName'
  const path = `EntityDefinitions(LogicalName='${table}')/ManyToOneRelationships?$select=${select}`
  return list(objectOf(await api.send({ method: 'GET', path, subject }), subject).value)
}
