import { Option } from 'commander'

/** For commands that read the settings: take those of `npm start`. */
export function demoOption(): Option {
  return new Option('--demo', 'with the settings of the demo (npm start) instead of landbridge.config.ts')
}
