import { readFileSync } from 'node:fs'
import { type KeyKinds, ownCertificate, unusableCertificate } from '../message/own-certificate.ts'
import { SettingsError } from './settings-error.ts'

/** @param setting that names the file @throws {SettingsError} nobody can sign in by what stands in it */
export function assertCertificate(setting: string, file: string, kinds: KeyKinds): void {
  try {
    ownCertificate(readFileSync(file, 'utf8'), kinds)
  } catch (error) {
    throw new SettingsError(unusableCertificate(setting, file, error as Error))
  }
}
