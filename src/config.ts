// What landbridge.config.ts is written with.
export { defineConfig } from './settings/project.ts'
export { secret } from './settings/secret.ts'
