import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink } from '../row.ts'
import { notSupported, Problem } from './problem.ts'
import type { Values } from './row-values.ts'

/** A step that is registered must be one the sandbox can run. @throws {Problem} what it cannot do, or what is missing */
export function checkStep(environment: Environment, { name }: TableDefinition, values: Values): void {
  if (name !== 'sdkmessageprocessingstep') return
  const { eventhandler, sdkmessageid } = values
  const message = isLink(sdkmessageid) ? environment.find('sdkmessage', sdkmessageid.id)?.values.name : undefined
  if (message === undefined) throw new Problem(400, '0x80040203', 'A step needs an SDK message (sdkmessageid).')
  if (!['Create', 'Update', 'Delete'].includes(String(message))) throw notSupported(`a step for ${message}`)
  if (!isLink(eventhandler)) throw new Problem(400, '0x80040203', 'A step needs an event handler (eventhandler_serviceendpoint).')
  const endpoint = environment.find('serviceendpoint', eventhandler.id)?.values
  if (endpoint?.contract !== 8) throw notSupported('a step for anything but a webhook (contract 8)')
  if (values.mode === undefined) throw new Problem(400, '0x80040203', 'A step needs a mode: 0 synchronous, 1 asynchronous.')
  if (values.stage !== 40) throw notSupported('a step of another stage than 40')
}
