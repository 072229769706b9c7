// Where monaco finds its workers; build.mjs fills in the names of the files.

/* global WORKERS */
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(new URL(WORKERS[label] ?? WORKERS.editor, import.meta.url)),
};
