import { closeSync, fsyncSync, ftruncateSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /^(\d{12})\.wal$/

export const segmentPath = (dir: string, seq: number): string => join(dir, `${seq.toString().padStart(12, '0')}.wal`)

/** Segments of a folder, oldest first. */
export const listSegments = (dir: string): { seq: number; bytes: number; modifiedAtMs: number }[] =>
  readdirSync(dir)
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map((digits) => {
      const seq = Number(digits)
      const { size, mtimeMs } = statSync(segmentPath(dir, seq))
      return { seq, bytes: size, modifiedAtMs: mtimeMs }
    })
    .sort((a, b) => a.seq - b.seq)

/** The segment that is written to. Writes are whole or undone. */
export class SegmentFile {
  readonly fd: number
  readonly createdAtMs = Date.now()
  private size = 0

  /** @throws as the file system does, with no file left behind */
  constructor(
    dir: string,
    readonly seq: number,
  ) {
    const path = segmentPath(dir, seq)
    this.fd = openSync(path, 'wx')
    try {
      syncFolder(dir)
    } catch (error) {
      closeSync(this.fd)
      rmSync(path, { force: true })
      throw error
    }
  }

  get bytes(): number {
    return this.size
  }

  /** @returns where the frame begins @throws as the file system does, with nothing of the frame left behind */
  append(frame: Uint8Array): number {
    const start = this.size
    try {
      let written = 0
      while (written < frame.length) {
        written += writeSync(this.fd, frame, written, frame.length - written, start + written)
      }
    } catch (error) {
      ftruncateSync(this.fd, start)
      throw error
    }
    this.size = start + frame.length
    return start
  }
}

/** After a power cut the name must be there, not only the bytes. */
function syncFolder(dir: string): void {
  const folder = openSync(dir, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
