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
    const { metafile, outputFiles } = await build({
      absWorkingDir: baseDir,
      entryPoints: [entry],
      bundle: true,
      minify: true,
      platform: 'browser',
      format: 'esm',
      target: 'es2023',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const bytes = outputFiles.reduce((sum, file) => sum + file.contents.byteLength, 0);
    return { errors: [], inputs: Object.keys(metafile.inputs), bytes };
  } catch (error) {
    return { errors: messagesOf(error), inputs: [], bytes: 0 };
  }
}

function messagesOf(error: unknown): string[] {
  if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
  return error.errors.map(({ text }: Message) => text);
}
