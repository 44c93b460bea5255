// Bundles an entry point for a browser, with all its dependencies.
import { build, type Message } from 'esbuild';

export interface BrowserBundle {
  /** The imports that could not be bundled, such as a Node built-in or a missing package. */
  readonly errors: readonly string[];
  /** The files in the bundle, as paths from `baseDir`. */
  readonly inputs: readonly string[];
  readonly bytes: number;
}

export async function bundleForBrowser(baseDir: string, entry: string): Promise<BrowserBundle> {
  try {
    const { metafile, outputFiles } = await buildFor('es2023', baseDir, entry);
    const bytes = outputFiles.reduce((sum, file) => sum + file.contents.byteLength, 0);
    return { errors: [], inputs: Object.keys(metafile.inputs), bytes };
  } catch (error) {
    return { errors: messagesOf(error), inputs: [], bytes: 0 };
  }
}

/** Whether the bundle, with all its dependencies, uses syntax that is newer than ES2023: then esbuild must change it. */
export async function hasNewerSyntax(baseDir: string, entry: string): Promise<boolean> {
  const [lowered, asItIs] = await Promise.all(
    ['es2023', 'esnext'].map(async (target) => {
      const { outputFiles } = await buildFor(target, baseDir, entry);
      return outputFiles.map(({ text }) => text).join();
    }),
  );
  return lowered !== asItIs;
}

function buildFor(target: string, baseDir: string, entry: string) {
  return build({
    absWorkingDir: baseDir,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target,
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
}

function messagesOf(error: unknown): string[] {
  if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
  return error.errors.map(({ text }: Message) => text);
}
