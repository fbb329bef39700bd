import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Answers } from './answers.ts'
import { putExamples } from './examples.ts'
import { idocsOf } from './idocs.ts'
import { Journal } from './journal.ts'
import { Outbox, type OutboxDocument } from './outbox.ts'
import { Port, type PortSettings } from './port.ts'
import { serve } from './serve.ts'

export interface S4hana {
  readonly url: string
  readonly port: number
  /** Puts the IDocs of a packet up for dispatch, and gives them as the outbox keeps them. */
  send(xml: string): OutboxDocument[]
  documents(): OutboxDocument[]
  close(): Promise<void>
}

/** A sandbox S/4HANA that sends IDocs to `target` and keeps what became of them in `folder`. */
export async function startS4hana(options: { port: number; folder: string; documents: boolean } & PortSettings): Promise<S4hana> {
  const journal = new Journal(options.folder)
  const outbox = new Outbox(journal)
  const answers = new Answers(journal)
  if (options.documents) putExamples(outbox)
  const port = new Port(outbox, options)
  const server = serve({ outbox, answers, target: options.target, wake: () => port.wake() })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  port.start()
  const listening = (server.address() as AddressInfo).port

  return {
    url: `http://127.0.0.1:${listening}`,
    port: listening,
    send(xml) {
      const put = idocsOf(xml).map((idoc) => outbox.put(idoc, 'hand'))
      port.wake()
      return put
    },
    documents: () => outbox.documents,
    async close() {
      server.close()
      server.closeAllConnections()
      await port.close()
      journal.close()
    },
  }
}
