// Computes CIDs with ipfs-unixfs-importer, for comparison with the Java writer.
//
//   node cids.mjs file PATH                    profile unixfs-v1-2025
//   node cids.mjs tiny PATH CHUNK WIDTH        the same with other chunk size and width
//   node cids.mjs names PATH                   a directory: one name a line, each a file of its name
//
// Prints one CID.
import fs from 'node:fs'
import { BlackHoleBlockstore } from 'blockstore-core/black-hole'
import { importer } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'

const [mode, path, chunk, width] = process.argv.slice(2)
const options = { profile: 'unixfs-v1-2025' }
let source

if (mode === 'file' || mode === 'tiny') {
  source = [{ content: fs.createReadStream(path, { highWaterMark: 1 << 20 }) }]
  if (mode === 'tiny') {
    options.chunker = fixedSize({ chunkSize: Number(chunk) })
    options.layout = balanced({ maxChildrenPerNode: Number(width) })
  }
} else if (mode === 'names') {
  const encoder = new TextEncoder()
  const names = fs.readFileSync(path, 'utf8').split('\n').filter(name => name.length > 0)
  source = names.map(name => ({ path: `root/${name}`, content: encoder.encode(name) }))
} else {
  throw new Error(`unknown mode ${mode}`)
}

let last
for await (const entry of importer(source, new BlackHoleBlockstore(), options)) {
  last = entry
}
console.log(last.cid.toString())
