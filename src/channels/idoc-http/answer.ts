import type { FastifyReply } from 'fastify'
import type { Accepted } from '../../message/arrival.ts'

/** Says which message each IDoc became. SAP keeps the body only in its trace; a person looking there finds the way to us. */
export function answerAccepted(reply: FastifyReply, accepted: readonly Accepted[]) {
  return answer(reply, 200, `<Landbridge>${accepted.map(idocXml).join('')}</Landbridge>`)
}

export function answer(reply: FastifyReply, status: number, xml: string) {
  return reply.code(status).type('text/xml; charset=utf-8').send(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`)
}

/** Text as element content; what XML 1.0 cannot hold becomes `?`. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ufffd]/g, '?')
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function idocXml({ idoc, messageId, repeated }: Accepted): string {
  const fields = `<DOCNUM>${escaped(idoc ?? '')}</DOCNUM><MessageId>${messageId}</MessageId><Repeated>${repeated}</Repeated>`
  return `<Idoc>${fields}</Idoc>`
}
