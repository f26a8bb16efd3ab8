// What the server writes above each service worker: its version, the files it keeps, and static/kept_files.js.

declare const VERSION: string;
/** The tablet's are address -> hash, the handset's a list of addresses. */
declare const FILES: Record<string, string> & string[];
declare const worker: ServiceWorkerGlobalScope;
declare function keepFiles(name: string, addresses: string[], cacheMode: RequestCache): Promise<void>;
declare function takeOver(prefix: string, name: string): Promise<void>;
declare function keptFile(name: string, address: string, request: Request): Promise<Response>;
