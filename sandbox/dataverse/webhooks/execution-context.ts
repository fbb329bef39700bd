import { randomUUID } from 'node:crypto'
import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Link, Row, Value } from '../row.ts'
import type { RowEvent } from '../row-event.ts'
import type { Step } from './steps.ts'

/** What a webhook is told: a `RemoteExecutionContext` (Microsoft: "Use webhooks"), as the real service writes it in JSON. */
export function executionContext(environment: Environment, step: Step, event: RowEvent, correlationId: string) {
  const { message, table: tableName, id, before, after, userId } = event
  const table = environment.table(tableName)
  if (table === undefined) throw new Error(`There is no table ${tableName}`)
  const organization = environment.rowsOf('organization')[0]
  const image = (row: Row, columns: readonly string[] | undefined) =>
    entityOf(table, id, Object.fromEntries(Object.entries(row.values).filter(([name]) => columns?.includes(name) ?? true)))
  const images = (types: readonly number[], row: Row | undefined) =>
    row === undefined
      ? []
      : step.images
          .filter(({ type }) => types.includes(type))
          .map(({ alias, columns }) => ({ key: alias, value: image(row, columns) }))
  const primary =
    after === undefined || step.mode === 0
      ? []
      : [{ key: 'AsynchronousStepPrimaryName', value: image(after, [table.primaryName]) }]
  return {
    BusinessUnitId: environment.rowsOf('businessunit')[0]?.id,
    CorrelationId: correlationId,
    Depth: 1,
    InitiatingUserId: userId,
    InputParameters: [{ key: 'Target', value: targetOf(table, event) }],
    IsExecutingOffline: false,
    IsInTransaction: step.mode === 0,
    IsOfflinePlayback: false,
    IsolationMode: 1,
    MessageName: message,
    Mode: step.mode,
    OperationCreatedOn: dateOf(Date.now()),
    OperationId: randomUUID(),
    OrganizationId: organization?.id,
    OrganizationName: organization?.values.name,
    OutputParameters: message === 'Create' ? [{ key: 'id', value: id }] : [],
    OwningExtension: {
      Id: step.id,
      KeyAttributes: [],
      LogicalName: 'sdkmessageprocessingstep',
      Name: step.name,
      RowVersion: null,
    },
    ParentContext: null,
    PostEntityImages: [...primary, ...images([1, 2], after)],
    PreEntityImages: images([0, 2], before),
    PrimaryEntityId: id,
    PrimaryEntityName: tableName,
    RequestId: null,
    SecondaryEntityName: 'none',
    SharedVariables: [],
    Stage: 40,
    UserId: userId,
  }
}

/** Of a new row all columns, of a changed one those that were sent. */
function targetOf(table: TableDefinition, { message, id, after, given }: RowEvent): object {
  if (message === 'Delete') return referenceOf({ table: table.name, id })
  const { modifiedon, modifiedby } = after?.values ?? {}
  const sent = Object.fromEntries(Object.keys(given).map((name) => [name, after?.values[name] ?? null]))
  const columns =
    message === 'Create' ? (after?.values ?? {}) : { ...sent, modifiedon: modifiedon ?? null, modifiedby: modifiedby ?? null }
  return { __type: `Entity:${contracts}`, ...entityOf(table, id, columns) }
}

const contracts = 'http://schemas.microsoft.com/xrm/2011/Contracts'

function entityOf(table: TableDefinition, id: string, values: Readonly<Record<string, Value | null>>): object {
  const attributes = Object.entries({ ...values, [table.id]: id })
  return {
    Attributes: attributes.map(([key, value]) => ({ key, value: value === null ? null : attributeOf(table, key, value) })),
    EntityState: null,
    FormattedValues: [],
    Id: id,
    KeyAttributes: [],
    LogicalName: table.name,
    RelatedEntities: [],
    RowVersion: null,
  }
}

function attributeOf(table: TableDefinition, name: string, value: Value): unknown {
  if (typeof value === 'object') return referenceOf(value)
  switch (table.columns.get(name)?.type) {
    case 'money':
      return { __type: `Money:${contracts}`, Value: Number(value) }
    case 'choice':
    case 'state':
    case 'status':
      return { __type: `OptionSetValue:${contracts}`, Value: value }
    case 'date':
    case 'dateTime':
      return dateOf(Date.parse(String(value)))
    case 'decimal':
    case 'double':
    case 'bigint':
      return Number(value)
    default:
      return value
  }
}

function referenceOf({ table, id }: Link): object {
  return { __type: `EntityReference:${contracts}`, Id: id, KeyAttributes: [], LogicalName: table, Name: null, RowVersion: null }
}

function dateOf(milliseconds: number): string {
  return `/Date(${milliseconds})/`
}
