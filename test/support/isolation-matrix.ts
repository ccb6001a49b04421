import type { Route } from './routes.js';

/** Who may ask: the office's roles, an organisation's, and whoever has not signed in. */
export const READERS = ['caseworker', 'team_lead', 'manager', 'privacy_officer', 'administrator', 'coordinator', 'member', 'nobody'] as const;
export type Reader = (typeof READERS)[number];

/** `yes`: whosever it is; `own`: what is theirs, their team's or their organisation's; `no`: refused, whosever it is. */
export type May = 'yes' | 'own' | 'no';

/**
 * The house's own answer to “who may what”, read from top to bottom; a spec asks every route of the running product and
 * compares. Who is not let in to another's learns no more than of something that does not exist; a route that is not here
 * fails, and so does a line without its route. What a route is asked with stands in `isolation-requests.ts`.
 */
const TABLE = `

# Open to everybody                                                    caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /assets/:name                                                      yes         yes   yes      yes      yes    yes          yes     yes
GET /directory                                                         yes         yes   yes      yes      yes    yes          yes     yes
GET /directory/services/:id                                            yes         yes   yes      yes      yes    yes          yes     yes
GET /api/docs                                                          yes         yes   yes      yes      yes    yes          yes     yes
GET /forgot                                                            yes         yes   yes      yes      yes    yes          yes     yes
POST /forgot                                                           yes         yes   yes      yes      yes    yes          yes     yes
GET /health/live                                                       yes         yes   yes      yes      yes    yes          yes     yes
GET /health/ready                                                      yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1                                                      yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/organizations                                        yes         yes   yes      yes      yes    yes          yes     yes
POST /api/hsds/3.1/organizations                                       yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/organizations/:id                                    yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/package.zip                                          yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/service_at_locations                                 yes         yes   yes      yes      yes    yes          yes     yes
POST /api/hsds/3.1/service_at_locations                                yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/service_at_locations/:id                             yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/services                                             yes         yes   yes      yes      yes    yes          yes     yes
POST /api/hsds/3.1/services                                            yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/services/:id                                         yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/taxonomies                                           yes         yes   yes      yes      yes    yes          yes     yes
POST /api/hsds/3.1/taxonomies                                          yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/taxonomies/:id                                       yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/taxonomy_terms                                       yes         yes   yes      yes      yes    yes          yes     yes
POST /api/hsds/3.1/taxonomy_terms                                      yes         yes   yes      yes      yes    yes          yes     yes
GET /api/hsds/3.1/taxonomy_terms/:id                                   yes         yes   yes      yes      yes    yes          yes     yes
POST /language                                                         yes         yes   yes      yes      yes    yes          yes     yes
GET /newcomer/:secret                                                  yes         yes   yes      yes      yes    yes          yes     yes
POST /newcomer/:secret/more                                            yes         yes   yes      yes      yes    yes          yes     yes
POST /newcomer/:secret/outcome                                         yes         yes   yes      yes      yes    yes          yes     yes
POST /newcomer/:secret/stop                                            yes         yes   yes      yes      yes    yes          yes     yes
GET /language/:language                                                yes         yes   yes      yes      yes    yes          yes     yes
GET /metrics                                                           yes         yes   yes      yes      yes    yes          yes     yes
GET /api/openapi.json                                                  yes         yes   yes      yes      yes    yes          yes     yes
GET /reset/:token                                                      yes         yes   yes      yes      yes    yes          yes     yes
POST /reset/:token                                                     yes         yes   yes      yes      yes    yes          yes     yes
POST /api/sessions                                                     yes         yes   yes      yes      yes    yes          yes     yes
GET /sign-in                                                           yes         yes   yes      yes      yes    yes          yes     yes
POST /sign-in                                                          yes         yes   yes      yes      yes    yes          yes     yes
POST /sign-out                                                         yes         yes   yes      yes      yes    yes          yes     yes
GET /welcome/:token                                                    yes         yes   yes      yes      yes    yes          yes     yes
POST /welcome/:token                                                   yes         yes   yes      yes      yes    yes          yes     yes

# One’s own account                                                    caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /account                                                           yes         yes   yes      yes      yes    yes          yes     -
POST /account/password                                                 yes         yes   yes      yes      yes    yes          yes     -
POST /account/sessions/:id/end                                         own         own   own      own      own    own          own     -
POST /account/sessions/end-all                                         yes         yes   yes      yes      yes    yes          yes     -
POST /account/settings                                                 yes         yes   yes      yes      yes    yes          yes     -
POST /account/tokens                                                   -           -     yes      -        yes    -            -       -
POST /account/tokens/:id/revoke                                        own         own   own      own      yes    own          own     -
GET /events                                                            yes         yes   yes      yes      yes    yes          yes     -
GET /api/me                                                            yes         yes   yes      yes      yes    yes          yes     -
PATCH /api/me                                                          yes         yes   yes      yes      yes    yes          yes     -
POST /api/me/password                                                  yes         yes   yes      yes      yes    yes          yes     -
GET /notices                                                           yes         yes   yes      yes      yes    -            -       -
GET /notices/bell                                                      yes         yes   yes      yes      yes    -            -       -
POST /notices                                                          yes         yes   yes      yes      yes    -            -       -
GET /api/notices                                                       yes         yes   yes      yes      yes    -            -       -
POST /api/notices                                                      yes         yes   yes      yes      yes    -            -       -
GET /api/sessions                                                      yes         yes   yes      yes      yes    yes          yes     -
DELETE /api/sessions/:id                                               own         own   own      own      own    own          own     -
DELETE /api/sessions/current                                           yes         yes   yes      yes      yes    yes          yes     -
POST /api/sessions/end-all                                             yes         yes   yes      yes      yes    yes          yes     -
GET /api/tokens                                                        yes         yes   yes      yes      yes    -            -       -
POST /api/tokens                                                       -           -     yes      -        yes    -            -       -
DELETE /api/tokens/:id                                                 own         own   own      own      yes    -            -       -

# The office’s people, teams and roster                                caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /duties                                                            yes         yes   yes      yes      yes    -            -       -
POST /duties                                                           -           yes   yes      -        yes    -            -       -
GET /api/duties                                                        yes         yes   yes      yes      yes    -            -       -
POST /api/duties                                                       -           yes   yes      -        yes    -            -       -
DELETE /api/duties/:id                                                 -           own   yes      -        yes    -            -       -
POST /duties/:id/remove                                                -           own   yes      -        yes    -            -       -
GET /hand-over/:id                                                     -           own   yes      -        -      -            -       -
POST /hand-over/:id                                                    -           own   yes      -        -      -            -       -
GET /people                                                            yes         yes   yes      yes      yes    -            -       -
POST /people                                                           -           -     -        -        yes    -            -       -
GET /api/people                                                        yes         yes   yes      yes      yes    -            -       -
POST /api/people                                                       -           -     -        -        yes    -            -       -
GET /people/:id                                                        -           -     -        -        yes    -            -       -
POST /people/:id                                                       -           -     -        -        yes    -            -       -
GET /api/people/:id                                                    own         own   yes      yes      yes    -            -       -
PATCH /api/people/:id                                                  -           -     -        -        yes    -            -       -
POST /people/:id/:deed                                                 -           -     -        -        yes    -            -       -
POST /api/people/:id/disable                                           -           -     -        -        yes    -            -       -
POST /api/people/:id/enable                                            -           -     -        -        yes    -            -       -
POST /api/people/:id/end-sessions                                      -           -     -        -        yes    -            -       -
POST /api/people/:id/hand-over                                         -           own   yes      -        -      -            -       -
POST /api/people/:id/invite                                            -           -     -        -        yes    -            -       -
POST /api/people/:id/revoke-invitation                                 -           -     -        -        yes    -            -       -
GET /people/new                                                        -           -     -        -        yes    -            -       -
POST /teams                                                            -           -     -        -        yes    -            -       -
GET /api/teams                                                         yes         yes   yes      yes      yes    -            -       -
POST /api/teams                                                        -           -     -        -        yes    -            -       -
GET /teams/:id                                                         -           -     -        -        yes    -            -       -
POST /teams/:id                                                        -           -     -        -        yes    -            -       -
PATCH /api/teams/:id                                                   -           -     -        -        yes    -            -       -
GET /teams/new                                                         -           -     -        -        yes    -            -       -

# What only the administrator looks after                              caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /alarms                                                            -           -     -        -        yes    -            -       -
POST /alarms/:id/retry                                                 -           -     -        -        yes    -            -       -
POST /alarms/deliveries/:id/retry                                      -           -     -        -        yes    -            -       -
GET /mail                                                              -           -     -        -        yes    -            -       -
GET /mail/:id                                                          -           -     -        -        yes    -            -       -

# Arrivals                                                             caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /api/arrival-imports                                               yes         yes   yes      -        -      -            -       -
POST /api/arrival-imports                                              yes         yes   yes      -        -      -            -       -
GET /api/arrival-imports/:id                                           own         own   yes      -        -      -            -       -
POST /api/arrival-imports/:id/discard                                  own         own   yes      -        -      -            -       -
POST /api/arrival-imports/:id/load                                     own         own   yes      -        -      -            -       -
GET /api/arrival-imports/:id/rejects.csv                               own         own   yes      -        -      -            -       -
GET /api/arrival-imports/:id/rows                                      own         own   yes      -        -      -            -       -
POST /api/arrival-notices                                              yes         yes   yes      -        -      -            -       -
POST /api/arrival-notices/:id/arrive                                   own         own   -        -        -      -            -       -
POST /api/arrival-notices/:id/not-arrived                              own         own   -        -        -      -            -       -
POST /api/arrivals                                                     yes         yes   yes      -        -      -            -       -
GET /arrivals/lists                                                    yes         yes   yes      -        -      -            -       -
POST /arrivals/lists                                                   yes         yes   yes      -        -      -            -       -
GET /arrivals/lists/:id                                                own         own   yes      -        -      -            -       -
POST /arrivals/lists/:id/discard                                       own         own   yes      -        -      -            -       -
POST /arrivals/lists/:id/load                                          own         own   yes      -        -      -            -       -
GET /arrivals/lists/:id/progress                                       own         own   yes      -        -      -            -       -
GET /arrivals/lists/:id/rejects.csv                                    own         own   yes      -        -      -            -       -
GET /arrivals/new                                                      yes         yes   yes      -        -      -            -       -
POST /arrivals/new                                                     yes         yes   yes      -        -      -            -       -
GET /arrivals/notices/new                                              yes         yes   yes      -        -      -            -       -
POST /arrivals/notices/new                                             yes         yes   yes      -        -      -            -       -
POST /api/arrivals/preview                                             yes         yes   yes      -        -      -            -       -
POST /arrivals/preview-part                                            yes         yes   yes      -        -      -            -       -
GET /cases/:id/arrive                                                  own         own   -        -        -      -            -       -
POST /cases/:id/arrive                                                 own         own   -        -        -      -            -       -
POST /cases/:id/not-arrived                                            own         own   -        -        -      -            -       -
GET /cases/:id/tier                                                    own         own   -        -        -      -            -       -
POST /cases/:id/tier                                                   own         own   -        -        -      -            -       -
POST /api/cases/:id/tier                                               own         own   -        -        -      -            -       -

# Cases and what is in them                                            caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /cases/:id                                                         yes         yes   yes      yes      -      -            -       -
GET /api/cases/:id                                                     yes         yes   yes      yes      -      -            -       -
PATCH /api/cases/:id                                                   own         own   -        -        -      -            -       -
GET /api/cases/:id/audit                                               -           own   -        yes      -      -            -       -
GET /cases/:id/consents                                                own         yes   yes      yes      -      -            -       -
POST /cases/:id/consents                                               own         own   -        -        -      -            -       -
GET /api/cases/:id/consents                                            own         yes   yes      yes      -      -            -       -
POST /api/cases/:id/consents                                           own         own   -        -        -      -            -       -
POST /cases/:id/consents/:consentId/withdraw                           own         own   -        yes      -      -            -       -
POST /api/cases/:id/consents/:consentId/withdraw                       own         own   -        yes      -      -            -       -
POST /cases/:id/contact-ways                                           own         own   -        -        -      -            -       -
POST /api/cases/:id/contact-ways                                       own         own   -        -        -      -            -       -
GET /cases/:id/contact-ways/:wayId                                     own         own   -        -        -      -            -       -
POST /cases/:id/contact-ways/:wayId                                    own         own   -        -        -      -            -       -
PATCH /api/cases/:id/contact-ways/:wayId                               own         own   -        -        -      -            -       -
DELETE /api/cases/:id/contact-ways/:wayId                              own         own   -        -        -      -            -       -
POST /cases/:id/contact-ways/:wayId/remove                             own         own   -        -        -      -            -       -
GET /cases/:id/contact-ways/new                                        own         own   -        -        -      -            -       -
GET /cases/:id/details                                                 own         own   -        -        -      -            -       -
POST /cases/:id/details                                                own         own   -        -        -      -            -       -
POST /cases/:id/head                                                   own         own   -        -        -      -            -       -
POST /api/cases/:id/head                                               own         own   -        -        -      -            -       -
GET /cases/:id/help                                                    own         yes   yes      -        -      -            -       -
GET /cases/:id/refer                                                   own         yes   yes      -        -      -            -       -
POST /cases/:id/refer                                                  own         yes   yes      -        -      -            -       -
GET /cases/:id/needs                                                   own         yes   yes      -        -      -            -       -
POST /cases/:id/needs                                                  own         own   -        -        -      -            -       -
POST /api/cases/:id/needs                                              own         own   -        -        -      -            -       -
GET /cases/:id/newcomers                                               own         yes   yes      -        -      -            -       -
POST /cases/:id/newcomers                                              own         own   -        -        -      -            -       -
POST /api/cases/:id/newcomers                                          own         own   -        -        -      -            -       -
GET /cases/:id/newcomers/:newcomerId                                   own         own   -        -        -      -            -       -
POST /cases/:id/newcomers/:newcomerId                                  own         own   -        -        -      -            -       -
PATCH /api/cases/:id/newcomers/:newcomerId                             own         own   -        -        -      -            -       -
DELETE /api/cases/:id/newcomers/:newcomerId                            own         own   -        -        -      -            -       -
POST /cases/:id/newcomers/:newcomerId/leave                            own         own   -        -        -      -            -       -
GET /cases/:id/newcomers/new                                           own         own   -        -        -      -            -       -
GET /cases/:id/notes                                                   own         own   -        -        -      -            -       -
POST /cases/:id/notes                                                  own         own   -        -        -      -            -       -
POST /api/cases/:id/notes                                              own         own   -        -        -      -            -       -
POST /cases/:id/restriction                                            -           own   -        -        -      -            -       -
POST /api/cases/:id/restriction                                        -           own   -        -        -      -            -       -
GET /api/cases/:id/timeline                                            own         yes   yes      -        -      -            -       -

# Follow-ups                                                           caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /cases/:id/assign                                                  own         own   yes      -        -      -            -       -
POST /cases/:id/assign                                                 own         own   yes      -        -      -            -       -
POST /api/cases/:id/assign                                             own         own   yes      -        -      -            -       -
GET /cases/:id/close                                                   own         own   yes      -        -      -            -       -
POST /cases/:id/close                                                  own         own   -        -        -      -            -       -
POST /api/cases/:id/close                                              own         own   -        -        -      -            -       -
GET /cases/:id/plan                                                    own         yes   yes      -        -      -            -       -
POST /cases/:id/plan                                                   own         own   -        -        -      -            -       -
GET /api/cases/:id/plan                                                own         yes   yes      -        -      -            -       -
POST /api/cases/:id/plan/accept                                        own         own   -        -        -      -            -       -
POST /api/cases/:id/plan/preview                                       own         yes   yes      -        -      -            -       -
GET /cases/:id/reopen                                                  own         own   -        -        -      -            -       -
POST /cases/:id/reopen                                                 own         own   -        -        -      -            -       -
POST /api/cases/:id/reopen                                             own         own   -        -        -      -            -       -
POST /cases/assign                                                     yes         yes   yes      -        -      -            -       -
POST /api/cases/assign                                                 yes         yes   yes      -        -      -            -       -
GET /api/checkpoints                                                   yes         yes   yes      yes      yes    -            -       -
GET /checkpoints/:id/attempt                                           own         own   -        -        -      -            -       -
POST /checkpoints/:id/attempt                                          own         own   -        -        -      -            -       -
POST /api/checkpoints/:id/attempts                                     own         own   -        -        -      -            -       -
GET /checkpoints/:id/complete                                          own         own   -        -        -      -            -       -
POST /checkpoints/:id/complete                                         own         own   -        -        -      -            -       -
POST /api/checkpoints/:id/complete                                     own         own   -        -        -      -            -       -
GET /checkpoints/:id/explain                                           own         own   -        -        -      -            -       -
POST /checkpoints/:id/explain                                          own         own   -        -        -      -            -       -
POST /api/checkpoints/:id/explain                                      own         own   -        -        -      -            -       -
POST /checkpoints/:id/look                                             own         own   -        -        -      -            -       -
POST /api/checkpoints/:id/look                                         own         own   -        -        -      -            -       -
GET /checkpoints/:id/move                                              own         own   -        -        -      -            -       -
POST /checkpoints/:id/move                                             own         own   -        -        -      -            -       -
POST /api/checkpoints/:id/move                                         own         own   -        -        -      -            -       -
GET /checkpoints/:id/undo                                              own         own   -        -        -      -            -       -
POST /checkpoints/:id/undo                                             own         own   -        -        -      -            -       -
POST /api/checkpoints/:id/undo                                         own         own   -        -        -      -            -       -
GET /checkpoints/:id/waive                                             own         own   -        -        -      -            -       -
POST /checkpoints/:id/waive                                            own         own   -        -        -      -            -       -
POST /api/checkpoints/:id/waive                                        own         own   -        -        -      -            -       -
GET /api/protocols                                                     yes         yes   yes      yes      yes    -            -       -

# The desk                                                             caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /                                                                  yes         yes   yes      yes      yes    yes          yes     -
GET /cases                                                             yes         yes   yes      yes      -      -            -       -
GET /api/cases                                                         yes         yes   yes      yes      -      -            -       -
GET /api/desk                                                          yes         yes   yes      yes      -      -            -       -
POST /api/newcomers/search                                             yes         yes   yes      yes      yes    -            -       -
GET /search                                                            yes         yes   yes      yes      yes    -            -       -
POST /search                                                           yes         yes   yes      yes      yes    -            -       -

# The network                                                          caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /agreements/:id                                                    -           -     yes      -        yes    -            -       -
POST /agreements/:id                                                   -           -     yes      -        yes    -            -       -
GET /api/agreements/:id                                                yes         yes   yes      yes      yes    own          own     -
PATCH /api/agreements/:id                                              -           -     yes      -        yes    -            -       -
POST /agreements/:id/end                                               -           -     yes      -        yes    -            -       -
POST /api/agreements/:id/end                                           -           -     yes      -        yes    -            -       -
GET /answer/:secret                                                    yes         yes   yes      yes      yes    yes          yes     yes
POST /answer/:secret/adjust                                            yes         yes   yes      yes      yes    yes          yes     yes
POST /answer/:secret/confirm                                           yes         yes   yes      yes      yes    yes          yes     yes
POST /answer/:secret/figures                                           yes         yes   yes      yes      yes    yes          yes     yes
POST /answer/:secret/pause                                             yes         yes   yes      yes      yes    yes          yes     yes
POST /answer/:secret/resume                                            yes         yes   yes      yes      yes    yes          yes     yes
POST /answer/:secret/still-correct                                     yes         yes   yes      yes      yes    yes          yes     yes
GET /my-organisation                                                   -           -     -        -        -      yes          yes     -
GET /my-organisation/members                                           -           -     -        -        -      yes          -       -
POST /my-organisation/members                                          -           -     -        -        -      yes          -       -
GET /my-organisation/members/:id                                       -           -     -        -        -      own          -       -
POST /my-organisation/members/:id                                      -           -     -        -        -      own          -       -
POST /my-organisation/members/:id/:deed                                -           -     -        -        -      own          -       -
GET /my-organisation/members/new                                       -           -     -        -        -      yes          -       -
GET /my-organisation/places                                            -           -     -        -        -      yes          yes     -
POST /my-organisation/places/confirm                                   -           -     -        -        -      yes          yes     -
GET /network                                                           yes         yes   yes      yes      yes    -            -       -
GET /api/network/coverage                                              yes         yes   yes      yes      yes    -            -       -
GET /api/organisation-imports                                          -           -     yes      -        yes    -            -       -
POST /api/organisation-imports                                         -           -     yes      -        yes    -            -       -
GET /api/organisation-imports/:id                                      -           -     yes      -        yes    -            -       -
POST /api/organisation-imports/:id/apply                               -           -     yes      -        yes    -            -       -
POST /api/organisation-imports/:id/discard                             -           -     yes      -        yes    -            -       -
GET /api/organisation-imports/:id/report.csv                           -           -     yes      -        yes    -            -       -
GET /organisations                                                     yes         yes   yes      yes      yes    -            -       -
POST /organisations                                                    -           -     yes      -        yes    -            -       -
GET /api/organisations                                                 yes         yes   yes      yes      yes    -            -       -
POST /api/organisations                                                -           -     yes      -        yes    -            -       -
GET /organisations/:organisationId                                     yes         yes   yes      yes      yes    own          own     -
POST /organisations/:organisationId                                    -           -     yes      -        yes    own          -       -
GET /api/organisations/:organisationId                                 yes         yes   yes      yes      yes    own          own     -
PATCH /api/organisations/:organisationId                               -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/agreements                         -           -     yes      -        yes    -            -       -
GET /api/organisations/:organisationId/agreements                      yes         yes   yes      yes      yes    own          own     -
POST /api/organisations/:organisationId/agreements                     -           -     yes      -        yes    -            -       -
GET /organisations/:organisationId/agreements/new                      -           -     yes      -        yes    -            -       -
GET /organisations/:organisationId/edit                                -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/locations                          -           -     yes      -        yes    own          -       -
POST /api/organisations/:organisationId/locations                      -           -     yes      -        yes    own          -       -
GET /organisations/:organisationId/locations/:locationId               -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/locations/:locationId              -           -     yes      -        yes    own          -       -
DELETE /api/organisations/:organisationId/locations/:locationId        -           -     yes      -        yes    own          -       -
PATCH /api/organisations/:organisationId/locations/:locationId         -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/locations/:locationId/remove       -           -     yes      -        yes    own          -       -
GET /organisations/:organisationId/locations/new                       -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/mails                              -           -     yes      -        yes    own          -       -
GET /organisations/:organisationId/members                             yes         yes   yes      yes      yes    own          -       -
POST /organisations/:organisationId/members                            -           -     yes      -        yes    own          -       -
GET /api/organisations/:organisationId/members                         yes         yes   yes      yes      yes    own          -       -
POST /api/organisations/:organisationId/members                        -           -     yes      -        yes    own          -       -
GET /organisations/:organisationId/members/:id                         -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/members/:id                        -           -     yes      -        yes    own          -       -
GET /api/organisations/:organisationId/members/:id                     yes         yes   yes      yes      yes    own          -       -
PATCH /api/organisations/:organisationId/members/:id                   -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/members/:id/:deed                  -           -     yes      -        yes    own          -       -
POST /api/organisations/:organisationId/members/:id/disable            -           -     yes      -        yes    own          -       -
POST /api/organisations/:organisationId/members/:id/enable             -           -     yes      -        yes    own          -       -
POST /api/organisations/:organisationId/members/:id/invite             -           -     yes      -        yes    own          -       -
POST /api/organisations/:organisationId/members/:id/revoke-invitation  -           -     yes      -        yes    own          -       -
GET /organisations/:organisationId/members/new                         -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/pause                              -           -     yes      -        yes    own          -       -
POST /api/organisations/:organisationId/pause                          -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/resume                             -           -     yes      -        yes    own          -       -
POST /api/organisations/:organisationId/resume                         -           -     yes      -        yes    own          -       -
POST /organisations/:organisationId/services                           -           -     yes      -        yes    own          -       -
POST /api/organisations/:organisationId/services                       -           -     yes      -        yes    own          -       -
GET /organisations/:organisationId/services/new                        -           -     yes      -        yes    own          -       -
GET /organisations/import                                              -           -     yes      -        yes    -            -       -
POST /organisations/import                                             -           -     yes      -        yes    -            -       -
GET /organisations/import/:id                                          -           -     yes      -        yes    -            -       -
POST /organisations/import/:id/apply                                   -           -     yes      -        yes    -            -       -
POST /organisations/import/:id/discard                                 -           -     yes      -        yes    -            -       -
GET /organisations/import/:id/report.csv                               -           -     yes      -        yes    -            -       -
GET /organisations/new                                                 -           -     yes      -        yes    -            -       -
GET /organisations/terms                                               -           -     yes      -        yes    -            -       -
POST /organisations/terms/:id                                          -           -     yes      -        yes    -            -       -
GET /services                                                          yes         yes   yes      yes      yes    -            -       -
POST /services                                                         yes         yes   yes      yes      yes    -            -       -
GET /services/:id                                                      yes         yes   yes      yes      yes    own          own     -
GET /api/services/:id                                                  yes         yes   yes      yes      yes    own          own     -
PATCH /api/services/:id                                                -           -     yes      -        yes    own          -       -
POST /services/:id/assure                                              -           -     yes      -        yes    own          -       -
POST /api/services/:id/assure                                          -           -     yes      -        yes    own          -       -
GET /api/services/:id/capacity                                         yes         yes   yes      yes      yes    own          own     -
PUT /api/services/:id/capacity                                         -           -     yes      -        yes    own          own     -
POST /api/services/:id/capacity/adjust                                 -           -     yes      -        yes    own          own     -
POST /api/services/:id/capacity/confirm                                -           -     yes      -        yes    own          own     -
GET /services/:id/edit/:section                                        -           -     yes      -        yes    own          -       -
POST /services/:id/edit/:section                                       -           -     yes      -        yes    own          -       -
GET /api/services/:id/links                                            -           -     yes      -        yes    -            -       -
POST /services/:id/links/:linkId/revoke                                -           -     yes      -        yes    -            -       -
POST /api/services/:id/links/:linkId/revoke                            -           -     yes      -        yes    -            -       -
PUT /api/services/:id/locations/:locationId/schedules                  -           -     yes      -        yes    own          -       -
GET /services/:id/places                                               -           -     yes      -        yes    own          own     -
POST /services/:id/places                                              -           -     yes      -        yes    own          own     -
POST /services/:id/places/adjust                                       -           -     yes      -        yes    own          own     -
POST /services/:id/places/confirm                                      -           -     yes      -        yes    own          own     -
PUT /api/services/:id/schedules                                        -           -     yes      -        yes    own          -       -
GET /services                                                          yes         yes   yes      yes      yes    -            -       -
POST /services                                                         yes         yes   yes      yes      yes    -            -       -
POST /api/services/search                                              yes         yes   yes      yes      yes    -            -       -
GET /api/taxonomy-terms                                                -           -     yes      -        yes    -            -       -
POST /api/taxonomy-terms/:id/meaning                                   -           -     yes      -        yes    -            -       -

# Who helps: an organisation its own offers; the office those of cases that it may edit, and is told (409) when a move is not its own
#                                                                      caseworker  lead  manager  privacy  admin  coordinator  member  nobody
GET /cases/:id/disclosures                                             own         yes   yes      yes      -      -            -       -
GET /api/cases/:id/disclosures                                         own         yes   yes      yes      -      -            -       -
GET /cases/:id/disclosures/sheet                                       own         yes   yes      yes      -      -            -       -
GET /services/:id/sharing                                              -           -     yes      -        yes    -            -       -
POST /services/:id/sharing                                             -           -     yes      -        yes    -            -       -
GET /api/services/:id/share-template                                   yes         yes   yes      yes      yes    -            -       -
PUT /api/services/:id/share-template                                   -           -     yes      -        yes    -            -       -
GET /appointments                                                      -           -     -        -        -      yes          yes     -
GET /offer/:secret                                                     yes         yes   yes      yes      yes    yes          yes     yes
POST /offer/:secret/accept                                             yes         yes   yes      yes      yes    yes          yes     yes
POST /offer/:secret/ask                                                yes         yes   yes      yes      yes    yes          yes     yes
POST /offer/:secret/decline                                            yes         yes   yes      yes      yes    yes          yes     yes
POST /offer/:secret/waitlist                                           yes         yes   yes      yes      yes    yes          yes     yes
GET /api/offers                                                        -           -     -        -        -      yes          yes     -
GET /api/offers/:id                                                    own         yes   yes      -        -      own          own     -
GET /api/offers/:id/share                                              own         yes   yes      -        -      own          own     -
POST /api/offers/:id/accept                                            own         own   -        -        -      own          own     -
POST /api/offers/:id/answer                                            own         own   -        -        -      -            -       -
POST /api/offers/:id/ask                                               own         own   -        -        -      own          own     -
POST /api/offers/:id/complete                                          own         own   -        -        -      own          own     -
POST /api/offers/:id/contacted                                         own         own   -        -        -      own          own     -
POST /api/offers/:id/decline                                           own         own   -        -        -      own          own     -
POST /api/offers/:id/fail                                              own         own   -        -        -      own          own     -
POST /api/offers/:id/messages                                          own         own   -        -        -      own          own     -
POST /api/offers/:id/no-show                                           own         own   -        -        -      own          own     -
POST /api/offers/:id/outcome                                           own         own   -        -        -      -            -       -
POST /api/offers/:id/person-declined                                   own         own   -        -        -      -            -       -
POST /api/offers/:id/progress                                          own         own   -        -        -      own          own     -
POST /api/offers/:id/schedule                                          own         own   -        -        -      own          own     -
POST /api/offers/:id/start                                             own         own   -        -        -      own          own     -
POST /api/offers/:id/unaccept                                          own         own   -        -        -      own          own     -
POST /api/offers/:id/unschedule                                        own         own   -        -        -      own          own     -
POST /api/offers/:id/void                                              own         own   -        -        -      -            -       -
POST /api/offers/:id/waitlist                                          own         own   -        -        -      own          own     -
POST /api/offers/:id/withdraw                                          own         own   -        -        -      -            -       -
GET /api/cases/:id/referrals                                           own         yes   yes      -        -      -            -       -
GET /referrals                                                         yes         yes   yes      yes      -      -            -       -
GET /referrals/:id                                                     own         yes   yes      -        -      -            -       -
GET /api/referrals/:id                                                 own         yes   yes      -        -      -            -       -
GET /referrals/:id/:deed                                               own         own   -        -        -      -            -       -
POST /referrals/:id/:deed                                              own         own   -        -        -      -            -       -
GET /referrals/:id/offers/:offerId/:deed                               own         own   -        -        -      -            -       -
POST /referrals/:id/offers/:offerId/:deed                              own         own   -        -        -      -            -       -
POST /api/referrals                                                    yes         yes   -        -        -      -            -       -
POST /api/referrals/:id/ask                                            own         own   -        -        -      -            -       -
POST /api/referrals/:id/close                                          own         own   -        -        -      -            -       -
POST /api/referrals/:id/offers                                         own         own   -        -        -      -            -       -
POST /api/referrals/:id/pause                                          own         own   -        -        -      -            -       -
POST /api/referrals/:id/reopen                                         own         own   -        -        -      -            -       -
POST /api/referrals/:id/resume                                         own         own   -        -        -      -            -       -
GET /api/referrals/:id/suggestions                                     own         yes   yes      -        -      -            -       -
POST /referrals/many                                                   yes         yes   -        -        -      -            -       -
POST /api/referrals/many                                               yes         yes   -        -        -      -            -       -
POST /api/referrals/:id/split                                          own         own   -        -        -      -            -       -
POST /api/cases/:id/unmet                                              own         own   -        -        -      -            -       -
POST /api/cases/:id/suggestions                                        own         yes   yes      -        -      -            -       -
POST /api/referrals/:id/void                                           own         own   -        -        -      -            -       -
POST /api/referrals/:id/withdraw                                       own         own   -        -        -      -            -       -
GET /referrals/outcomes/:offerId                                        own         yes   yes      -        -      -            -       -
POST /referrals/outcomes/:offerId                                       own         own   -        -        -      -            -       -
POST /referrals/outcomes/:offerId/close-links                           own         own   -        -        -      -            -       -
GET /referrals/reviews/:id                                              own         yes   yes      -        -      -            -       -
POST /referrals/reviews/:id                                             own         own   -        -        -      -            -       -
GET /referrals/unmet                                                   -           yes   yes      -        yes    -            -       -
GET /api/unmet-needs                                                   -           yes   yes      -        yes    -            -       -
GET /api/reviews/:id                                                   own         yes   yes      -        -      -            -       -
POST /api/reviews/:id/settle                                           own         own   -        -        -      -            -       -
POST /api/cases/:id/newcomer-links/revoke                              own         own   -        -        -      -            -       -
GET /requests                                                          -           -     -        -        -      yes          yes     -
GET /requests/:id                                                      -           -     -        -        -      own          own     -
POST /requests/:id/:deed                                               -           -     -        -        -      own          own     -
`;

/** For each route, who may. */
export const MATRIX = readMatrix(TABLE);

function readMatrix(table: string): ReadonlyMap<Route, Readonly<Record<Reader, May>>> {
  const matrix = new Map<Route, Readonly<Record<Reader, May>>>();
  for (const line of table.split('\n')) {
    const [method, path, ...cells] = line.trim().split(/\s+/);
    if (!method || !path || !path.startsWith('/')) continue;
    if (cells.length !== READERS.length || cells.some((cell) => !['yes', 'own', '-'].includes(cell))) throw new Error(`this line of the matrix cannot be read: ${line}`);
    matrix.set(`${method} ${path}`, Object.fromEntries(READERS.map((reader, i) => [reader, cells[i] === '-' ? 'no' : cells[i]])) as Record<Reader, May>);
  }
  return matrix;
}
