/** The doors of the house (design: rooms and doors). A room reaches another only through its door, and only forward. */
const ROOMS = {
  accounts: [],
  organisations: ['accounts'],
  cases: ['accounts'],
  arrivals: ['follow-ups', 'cases', 'accounts'],
  'follow-ups': ['cases', 'accounts'],
  referrals: ['cases', 'organisations', 'accounts'],
  messages: ['accounts'],
  desk: ['arrivals', 'follow-ups', 'referrals', 'cases', 'organisations', 'messages', 'accounts'],
  live: ['cases', 'accounts'],
  'response-times': ['accounts'],
  observatory: ['accounts'],
};

const doors = Object.entries(ROOMS).map(([room, may]) => ({
  name: `${room}-uses-only-its-doors`,
  comment: `${room} may use ${may.length ? may.map((r) => `${r}'s door`).join(', ') : 'no other room'}; any room may import type another's facts`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: '\\.spec\\.tsx?$' },
  to: {
    path: '^src/[^/]+/',
    pathNot: [`^src/${room}/`, '^src/frame/frame\\.tsx$', ...may.map((r) => `^src/${r}/[^/]+\\.door\\.ts$`), '\\.events\\.ts$'],
  },
}));

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...doors,
    { name: 'nobody-reaches-into-the-desk', severity: 'error', from: { path: '^src/(?!desk/)[^/]+/' }, to: { path: '^src/desk/', pathNot: '\\.events\\.ts$' } },
    { name: 'facts-are-types', comment: "another room's facts are only ever types", severity: 'error',
      from: { path: '^src/([^/]+)/' }, to: { path: '\\.events\\.ts$', pathNot: '^src/$1/', dependencyTypesNot: ['type-only'] } },
    { name: 'the-demo-city-is-no-room', comment: 'it fills an empty house when the product starts; no room may know whether its people are invented',
      severity: 'error', from: { path: '^src/', pathNot: '^src/(demo-city/|start\\.ts$)' }, to: { path: '^src/demo-city/' } },
    { name: 'libs-know-no-rooms', severity: 'error', from: { path: '^libs/', pathNot: '\\.spec\\.tsx?$' }, to: { path: '^(src|config|migrations|test)/' } },
    { name: 'rules-are-pure', comment: 'rules know no framework, no database, no file system',
      severity: 'error', from: { path: '\\.(rules|policy)\\.ts$' },
      to: { path: '(node_modules/(@nestjs|typeorm|pg|bullmq|ioredis)|^(fs|node:fs|http|node:http)$|^libs/(transaction|sql|http|outbox|alarm-clock|mail|queue)/)', dependencyTypesNot: ['type-only'] } },
    { name: 'product-knows-no-tests', severity: 'error', from: { path: '^(src|libs|migrations|config)/', pathNot: '(\\.spec\\.tsx?|jest.*)$' }, to: { path: '^test/' } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(?:@nestjs/|cache-manager|class-|@fastify/view)' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
