import type { AnswerTarget, Said } from './ask-sap.ts'

/**
 * Whether SAP knew who asked and did not like what was sent. A 500 is how its services answer a document they cannot use; it may as well be
 * that they can use none.
 */
export function isAboutContent({ statusCode }: Said): boolean {
  return statusCode === 500 || (statusCode >= 400 && statusCode < 500 && !aboutTheCaller.has(statusCode))
}

/** Whoever asks, or where, or that it is too much just now: it would be the same with any other answer. */
const aboutTheCaller = new Set([401, 403, 404, 407, 408, 429])

/** What SAP said to something, as a sentence. @param authority what to look at in SAP when it refuses the user */
export function refusal({ system }: AnswerTarget, { statusCode, text }: Said, what: string, authority: string): string {
  return `${system} answered ${statusCode} to ${what}: ${firstWords(text)}${adviceOn(statusCode, authority)}`
}

function adviceOn(statusCode: number, authority: string): string {
  if (statusCode === 401 || statusCode === 403) return ` See user and password of its answers, and ${authority}`
  return statusCode === 404 ? ' Is the service active in SICF?' : ''
}

function firstWords(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
