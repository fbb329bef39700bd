import type { Environment } from '../environment.ts'
import { isLink, type Row } from '../row.ts'
import type { RowEvent } from '../row-event.ts'

/** A step that a webhook is called by, read from its rows. */
export interface Step {
  readonly id: string
  readonly name: string
  /** 0: asked before it stands; 1: told when it stands. */
  readonly mode: 0 | 1
  /** The system job of a call that succeeded is not kept. */
  readonly autoDelete: boolean
  readonly endpoint: Row
  readonly images: readonly Image[]
}

interface Image {
  readonly alias: string
  /** 0 before, 1 after, 2 both. */
  readonly type: number
  /** All when there are none. */
  readonly columns: readonly string[] | undefined
}

/** The steps that are registered for what happened, by their rank. */
export function stepsFor(environment: Environment, event: RowEvent, mode: Step['mode']): Step[] {
  return environment
    .rowsOf('sdkmessageprocessingstep')
    .filter(({ values }) => values.statecode === 0 && values.mode === mode && isMeant(environment, values, event))
    .toSorted((left, right) => Number(left.values.rank ?? 1) - Number(right.values.rank ?? 1))
    .flatMap((row) => {
      const { eventhandler, name = '', asyncautodelete } = row.values
      const endpoint = isLink(eventhandler) ? environment.find('serviceendpoint', eventhandler.id) : undefined
      if (endpoint === undefined) return []
      return [
        {
          id: row.id,
          name: String(name),
          mode,
          autoDelete: asyncautodelete === true,
          endpoint,
          images: imagesOf(environment, row),
        },
      ]
    })
}

function isMeant(
  environment: Environment,
  { sdkmessageid, sdkmessagefilterid, filteringattributes }: Row['values'],
  event: RowEvent,
) {
  const message = isLink(sdkmessageid) ? environment.find('sdkmessage', sdkmessageid.id) : undefined
  const filter = isLink(sdkmessagefilterid) ? environment.find('sdkmessagefilter', sdkmessagefilterid.id) : undefined
  const isTable = filter === undefined || filter.values.primaryobjecttypecode === event.table
  if (message?.values.name !== event.message || !isTable) return false
  const columns = listOf(filteringattributes)
  // A step without a filter is none for the tables that hold the steps themselves.
  if (filter === undefined && own.includes(event.table)) return false
  return event.message !== 'Update' || columns === undefined || columns.some((name) => name in event.given)
}

const own = ['serviceendpoint', 'sdkmessageprocessingstep', 'sdkmessageprocessingstepimage', 'asyncoperation']

function imagesOf(environment: Environment, step: Row): Image[] {
  const link = { table: 'sdkmessageprocessingstep', id: step.id }
  return environment.findAll('sdkmessageprocessingstepimage', 'sdkmessageprocessingstepid', link).map(({ values }) => ({
    alias: String(values.entityalias ?? values.name ?? ''),
    type: Number(values.imagetype ?? 0),
    columns: listOf(values.attributes),
  }))
}

function listOf(text: unknown): string[] | undefined {
  return typeof text === 'string' && text.trim() !== '' ? text.split(',').map((name) => name.trim()) : undefined
}
