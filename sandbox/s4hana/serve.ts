import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Answers } from './answers.ts'
import { companyDocuments, dataSets } from './company/documents.ts'
import { idocsOf } from './idocs.ts'
import type { Outbox, OutboxDocument } from './outbox.ts'
import { page } from './page.ts'
import { viewOf } from './page-view.ts'
import { standingOf } from './standing.ts'

interface Needs {
  readonly outbox: Outbox
  readonly answers: Answers
  readonly target: string
  /** Something new is up for dispatch. */
  readonly wake: () => void
}

interface Reply {
  status: number
  type: string
  body: string
  location?: string
}

/** The sandbox's side that others call: a page, what tests and people steer it by, and where answers to its IDocs are taken. */
export function serve(needs: Needs): Server {
  return createServer(async (request, response) => {
    try {
      finish(response, await replyTo(needs, request))
    } catch (error) {
      finish(response, json(400, { error: (error as Error).message }))
    }
  })
}

async function replyTo(needs: Needs, request: IncomingMessage): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const { outbox, answers } = needs
  const resend = /^\/_sandbox\/resend\/([\da-fA-F-]{1,36})$/.exec(pathname)?.[1]
  if (request.method === 'POST' && isFromElsewhere(request)) return json(403, { error: 'This page may not steer the sandbox' })
  if (request.method === 'POST' && resend !== undefined) return sendAgain(needs, resend, request)
  switch (`${request.method} ${pathname}`) {
    case 'GET /':
      return {
        status: 200,
        type: 'text/html; charset=utf-8',
        body: page(outbox.documents, answers.all, { target: needs.target, view: viewOf(searchParams) }),
      }
    case 'GET /_sandbox/documents':
      return json(200, {
        items: outbox.documents.map((document) => ({ ...shown(document), standing: standingOf(document, answers.all) })),
      })
    case 'GET /_sandbox/answers':
      return json(200, { items: answers.all.map(({ kind, ...answer }) => answer) })
    case 'POST /_sandbox/send': {
      const put = idocsOf(await bodyOf(request)).map((idoc) => outbox.put(idoc, 'hand'))
      needs.wake()
      return json(202, { items: put.map(shown) })
    }
    case 'POST /_sandbox/send-company':
      return sendCompany(needs, request, await bodyOf(request))
    case 'POST /sap/bc/idoc_xml':
      return takeIdocs(answers, pathname, await bodyOf(request))
    case 'POST /sap/bc/srt/idoc': {
      const body = await bodyOf(request)
      if (!isIdocInSoap(body)) return { status: 500, type: 'text/xml; charset=utf-8', body: soapFault }
      const { transferId, dbId } = answers.take(pathname, body)
      return { status: 200, type: 'text/xml; charset=utf-8', body: soapAnswer(transferId, dbId) }
    }
    case 'POST /sap/xi/engine':
      answers.takeAcknowledgement(pathname, await bodyOf(request))
      return { status: 200, type: 'text/xml; charset=utf-8', body: '' }
    // What SM59 and SICF try with; the services know no documents without a body.
    case 'GET /sap/bc/idoc_xml':
    case 'GET /sap/bc/srt/idoc':
    case 'GET /sap/xi/engine':
      return { status: 500, type: 'text/plain; charset=utf-8', body: 'Empty HTTP request received' }
    default:
      return json(404, { error: `There is nothing at ${request.method} ${pathname}` })
  }
}

/** From the page as a form, from a program as JSON; what is not said is all of it, as IDoc XML. */
function sendCompany({ outbox, wake }: Needs, request: IncomingMessage, body: string): Reply {
  const isJson = request.headers['content-type']?.includes('json') ?? false
  const form = new URLSearchParams(body)
  const given = isJson
    ? (JSON.parse(body === '' ? '{}' : body) as { sets?: string[]; protocol?: string; limit?: number })
    : { sets: form.getAll('sets'), protocol: form.get('protocol') ?? undefined, limit: Number(form.get('limit') ?? 1000) }
  const sets = given.sets === undefined ? dataSets : dataSets.filter((set) => given.sets?.includes(set))
  const { limit = 1000 } = given
  if (sets.length === 0) return json(400, { error: `sets must name some of ${dataSets.join(', ')}` })
  if (!Number.isInteger(limit) || limit < 1) return json(400, { error: 'limit must be a whole number from 1' })
  const protocol = given.protocol === 'soap' ? 'soap' : 'idoc'
  const put = companyDocuments({ sets, protocol, limit }).map((document) => outbox.put(document, 'company'))
  wake()
  return isJson
    ? json(202, { documents: put.length })
    : { status: 303, type: 'text/plain', body: '', location: '/?source=company' }
}

function sendAgain({ outbox, wake }: Needs, docnum: string, request: IncomingMessage): Reply {
  const document = outbox.find(docnum)
  if (document === undefined) return json(404, { error: `There is no document ${docnum}` })
  outbox.resend(document)
  wake()
  // A form on the page wants the page back, a program the document.
  const isForm = request.headers.accept?.includes('text/html') ?? false
  return isForm ? { status: 303, type: 'text/plain', body: '', location: '/' } : json(202, shown(document))
}

function shown({ xml, ...document }: OutboxDocument) {
  return { ...document, status: document.statuses.at(-1)?.status }
}

/** What is no IDoc XML is filed under nothing. */
function takeIdocs(answers: Answers, path: string, body: string): Reply {
  try {
    idocsOf(body)
  } catch (error) {
    return { status: 500, type: 'text/plain; charset=utf-8', body: `Error in IDoc XML: ${(error as Error).message}` }
  }
  answers.take(path, body)
  return { status: 200, type: 'text/plain; charset=utf-8', body: '' }
}

function isIdocInSoap(body: string): boolean {
  return /<(?:[\w.-]+:)?Envelope[\s>]/.test(body) && /<(?:[\w.-]+:)?EDI_DC40[\s>]/.test(body)
}

const soapFault =
  '<?xml version="1.0" encoding="utf-8"?><soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"><soap-env:Body><soap-env:Fault><faultcode>soap-env:Client</faultcode><faultstring>There is no IDoc in it</faultstring></soap-env:Fault></soap-env:Body></soap-env:Envelope>'

function soapAnswer(transferId: string, dbId: string): string {
  const result = `<TransferId>${transferId.replace(/\D/g, '')}</TransferId><DbId>${dbId}</DbId>`
  return `<?xml version="1.0" encoding="utf-8"?><soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"><soap-env:Body><n0:IdocResponse xmlns:n0="urn:sap-com:document:sap:idoc:soap:messages"><Assign><item>${result}</item></Assign></n0:IdocResponse></soap-env:Body></soap-env:Envelope>`
}

/** A web page of somebody else, open in the same browser. */
function isFromElsewhere({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function json(status: number, body: unknown): Reply {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) }
}

function finish(response: ServerResponse, { status, type, body, location }: Reply): void {
  response.writeHead(status, { 'content-type': type, ...(location === undefined ? {} : { location }) }).end(body)
}
