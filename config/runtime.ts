/*
 * Node 20 does not yet call itself by name in `navigator`, as later versions do. Without it pg asks a `Response` where it runs,
 * which loads the whole of fetch and its compiled parser: 4 MB that nothing else here needs.
 */
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { userAgent: `Node.js/${process.versions.node.split('.')[0]}` } });
