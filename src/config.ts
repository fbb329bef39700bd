// What landbridge.config.ts is written with.
export { defineConfig } from './settings/in-environment.ts'
export { secret } from './settings/secret.ts'
