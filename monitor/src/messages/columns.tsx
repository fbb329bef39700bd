import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type Message, numberOf, objectPath } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { told } from '../told.ts'
import { shown, t } from '../words.ts'

interface Column {
  readonly title: string
  /** As in CSS; `auto` shares what is left. */
  readonly width: string
  readonly cell: (message: Message) => ReactNode
  /** All of the cell for whoever points at it, where it may be too long to be seen. */
  readonly hint?: (message: Message) => string
}

/** What the list can show of a message, by the name that stands in the address. */
export const columns = {
  number: {
    title: t('Number'),
    width: '7rem',
    cell: (message) => <Link to={`/messages/${message.id}`}>{numberOf(message)}</Link>,
  },
  type: { title: t('Type'), width: '7.5rem', cell: ({ type }) => type },
  interface: { title: t('Interface'), width: '10rem', cell: (message) => message.interface },
  object: { title: t('Object'), width: '16rem', cell: (message) => <Objects message={message} />, hint: objectsOf },
  status: { title: t('Status'), width: '8rem', cell: ({ status }) => <StatusTag status={status} /> },
  reason: {
    title: t('Reason'),
    width: 'auto',
    cell: (message) => <span className="quiet">{reasonOf(message)}</span>,
    hint: reasonOf,
  },
  received: { title: t('Received'), width: '8rem', cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
  system: { title: t('System'), width: '9rem', cell: ({ system }) => system },
  channel: { title: t('Channel'), width: '7rem', cell: ({ channel }) => channel },
  attempts: {
    title: t('Attempts'),
    width: '6rem',
    cell: ({ deliveries }) => shown(deliveries.reduce((sum, one) => sum + one.attempts, 0)),
  },
  next: { title: t('Next try'), width: '8rem', cell: (message) => <NextTry message={message} /> },
  done: {
    title: t('Done'),
    width: '8rem',
    cell: ({ deliveries }) =>
      [...new Set(deliveries.flatMap(({ operation }) => (operation === undefined ? [] : [t(`operation ${operation}`)])))].join(
        ', ',
      ),
  },
} satisfies Record<string, Column>

export type ColumnName = keyof typeof columns

const usual: readonly ColumnName[] = ['number', 'type', 'object', 'status', 'reason', 'received']

/** The widths of columns that somebody chose, in rem. */
export type Widths = ReadonlyMap<ColumnName, number>

/** So wide a column may be, in rem. */
export const [narrowest, widest] = [3, 80]

/** The columns an address asks for, in its order; the usual ones when it names none that exists. */
export function columnsIn(parameters: URLSearchParams): readonly ColumnName[] {
  const asked = saidIn(parameters).map(([name]) => name)
  return asked.length === 0 ? usual : [...new Set(asked)]
}

/** The widths it says, as in `columns=number,object:24`. */
export function widthsIn(parameters: URLSearchParams): Widths {
  const said = saidIn(parameters).map(([name, width]) => [name, Number(width)] as const)
  return new Map(said.filter(([, width]) => width >= narrowest && width <= widest))
}

function saidIn(parameters: URLSearchParams): [ColumnName, string | undefined][] {
  const said = (parameters.get('columns') ?? '').split(',').map((one) => one.split(':'))
  return said.flatMap(([name = '', width]) => (Object.hasOwn(columns, name) ? [[name as ColumnName, width]] : []))
}

/** How the address names them; nothing for the usual ones. */
export function columnsSaid(names: readonly ColumnName[], widths: Widths): string {
  const said = names.map((name) => (widths.has(name) ? `${name}:${widths.get(name)}` : name)).join(',')
  return said === usual.join(',') ? '' : said
}

/** Looks up what to show of one column. */
export function columnOf(name: ColumnName): Column {
  return columns[name]
}

function Objects({ message: { deliveries, deliveryCount } }: { message: Message }) {
  const [first] = deliveries
  return (
    <>
      {first !== undefined && <Link to={objectPath(first.objectKey)}>{first.objectKey}</Link>}
      {deliveryCount > 1 && <span className="quiet"> {t('and {count} more', { count: deliveryCount - 1 })}</span>}
    </>
  )
}

function NextTry({ message: { deliveries } }: { message: Message }) {
  const [next] = deliveries.flatMap(({ dueAt }) => (dueAt === undefined ? [] : [dueAt])).toSorted()
  return next === undefined ? null : <Moment at={next} />
}

function objectsOf({ deliveries }: Message): string {
  return deliveries
    .slice(0, 20)
    .map(({ objectKey }) => objectKey)
    .join(', ')
}

function reasonOf({ deliveries }: Message): string {
  return told(deliveries.find(({ reason }) => reason !== undefined)?.reason ?? '')
}
