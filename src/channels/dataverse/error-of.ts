import { type IntegrationError, Misconfigured, Rejected, Unavailable } from '../../message/errors.ts'
import { type Answer, isOfTheWay, requestIdOf } from './answer.ts'
import { codes, isOneOf } from './codes.ts'
import { retryAfter } from './retry-after.ts'
import { rowName, type Subject } from './row-name.ts'

/**
 * The one place that decides what an error answer of the Web API means.
 * A missing row another row refers to is told by `missing.ts`, which knows the reference.
 */
export function errorOf(answer: Answer, subject: Subject, now = new Date()): IntegrationError {
  const known = rules.find((rule) => isOneOf(answer.code, rule.codes) && (rule.text?.test(answer.text) ?? true))
  const kind = known?.kind ?? kindOf(answer)
  const advice =
    kind === 'rejected' && subject.isSetup ? adviceOnSetup : (known?.advice(answer, subject) ?? adviceOf(answer, kind))
  const sentence = `${verbs[kind]} ${rowName(subject)}: ${answer.text.replace(/\.$/, '')}. ${advice}`
  const code = answer.code ?? (answer.status < 100 ? undefined : `HTTP ${answer.status}`)
  const fact = `Dynamics 365 says: ${answer.text.replace(/\.$/, '')}`
  const requestId = requestIdOf(answer)
  if (kind === 'rejected') return new Rejected(sentence, { code, fact, requestId })
  if (kind === 'misconfigured') return new Misconfigured(sentence, { code, fact, requestId })
  const wait = retryAfter(answer.headers['retry-after'], now)
  return new Unavailable(sentence, { code, retryAfter: wait, isOfTheWay: isOfTheWay(answer), requestId })
}

type Kind = 'rejected' | 'unavailable' | 'misconfigured'

interface Rule {
  readonly codes: readonly string[]
  /** Some codes say several things; then the text tells them apart. */
  readonly text?: RegExp
  readonly kind: Kind
  readonly advice: (answer: Answer, subject: Subject) => string
}

const verbs: Record<Kind, string> = {
  rejected: 'Dynamics 365 refused',
  unavailable: 'Dynamics 365 could not take',
  misconfigured: 'Dynamics 365 is not set up for',
}

const provision = 'Run npx landbridge provision, and see that npx landbridge check is content'

const adviceOnSetup = 'Put that right in Dynamics 365 or in tables.ts of the interface, then run it again'

const rules: readonly Rule[] = [
  {
    codes: [codes.badPayload],
    text: /Invalid property '|undeclared property '/,
    kind: 'misconfigured',
    advice: ({ text }, { table }) =>
      `The table ${table} of this environment has no column '${/property '([^']+)'/.exec(text)?.[1]}'. ${provision}`,
  },
  {
    codes: [codes.badUrl],
    text: /Could not find a property named|Resource not found for the segment|key in the request URI|key property/i,
    kind: 'misconfigured',
    advice: () => provision,
  },
  { codes: [codes.keyNotDefined, codes.noSuchAttribute, codes.noSuchSegment], kind: 'misconfigured', advice: () => provision },
  {
    codes: [codes.privilegeDenied],
    kind: 'misconfigured',
    advice: ({ text }) => {
      const privilege = /missing (prv\w+)/.exec(text)?.[1] ?? 'it names'
      return `Give the application user a security role with the privilege ${privilege} in the Power Platform admin center`
    },
  },
  {
    codes: [codes.notMemberOfOrganization],
    kind: 'misconfigured',
    advice: () =>
      'Create an application user for dataverse.credential.clientId in this environment, or correct dataverse.url if it is another one',
  },
  {
    codes: [codes.duplicateKey, codes.duplicateRecord, codes.duplicatesFound],
    kind: 'rejected',
    advice: () => 'Another row holds the same values: merge or delete one of the two, then restart the message',
  },
  {
    codes: [codes.sqlError, codes.sqlTimeout, codes.sqlBusy, codes.solutionImportRunning, codes.solutionConcurrency],
    kind: 'unavailable',
    advice: () => 'It is tried again',
  },
]

function kindOf({ status, code, headers, isForeign }: Answer): Kind {
  if (status === 401 || status === 403) return 'misconfigured'
  // The answer broke off, before its status or within its JSON.
  if (status < 100 || (status < 300 && isForeign && /json/i.test(headers['content-type'] ?? ''))) return 'unavailable'
  // Nothing of Dataverse's own in the answer: the address leads somewhere else, or a proxy is of another opinion.
  if (status < 400 || (status === 404 && code === undefined)) return 'misconfigured'
  if (isForeign && status < 500 && !ofTheDocument.includes(status)) return 'misconfigured'
  if (status === 408 || status === 429) return 'unavailable'
  if (status === 501) return 'rejected'
  return status >= 500 ? 'unavailable' : 'rejected'
}

/** What a server on the way may say of one request: it is too large, or its address is. */
const ofTheDocument = [400, 408, 409, 412, 413, 414, 422, 429, 431]

function adviceOf({ status }: Answer, kind: Kind): string {
  if (kind === 'unavailable') return 'It is tried again'
  if (kind === 'rejected') return 'Correct the value in SAP or the mapping, then restart the message'
  if (status === 401) return 'It does not take our token: see that dataverse.url and dataverse.credential belong together'
  if (status === 403) return 'See that the application user of dataverse.credential is enabled and has a security role'
  return 'See that dataverse.url is the address of a Dataverse environment, and that nothing on the way, e.g. a proxy, answers for it'
}
