import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// The pages talk to the API of the same address; in development to one that runs beside.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fetchedAtOnce(), compressed()],
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // What every page needs and what never needs a page comes in one file: each file costs a request.
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules\/(react|react-dom|react-router|scheduler|@tanstack)\// }],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.LANDBRIDGE_URL ?? 'http://127.0.0.1:8080' } },
})

/** What begin.ts asks for as its first deed is named by the page itself, so that it comes along with begin.ts and not after it. */
function fetchedAtOnce(): Plugin {
  return {
    name: 'fetched-at-once',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
        const main = chunks.find(({ facadeModuleId }) => basename(facadeModuleId ?? '') === 'main.tsx')
        const wanted = new Set(main && [main.fileName])
        // A set goes on over what is added to it meanwhile.
        for (const file of wanted)
          chunks.find(({ fileName }) => fileName === file)?.imports.forEach((name) => void wanted.add(name))
        return [...wanted]
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          }))
      },
    },
  }
}

/** Text lies beside itself as .br and .gz, as it is served (src/serve-monitor.ts). */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const file of globSync('**/*.{js,css,html,svg,json}', { cwd: dir })) {
        const text = readFileSync(join(dir, file))
        if (text.length < 1024) continue
        // Quality 9 is within a few hundredths of the best and many times faster.
        writeFileSync(join(dir, `${file}.br`), brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
        writeFileSync(join(dir, `${file}.gz`), gzipSync(text, { level: 9 }))
      }
    },
  }
}
