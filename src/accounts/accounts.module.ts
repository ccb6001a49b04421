import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { ENV, type Env } from '../../config/env.js';
import { DutiesController } from './duties/duties.controller.js';
import { DutiesPages } from './duties/duties.pages.js';
import { DutiesQueries } from './duties/duties.queries.js';
import { KeepRoster } from './duties/keep-roster.js';
import { AskReset } from './links/ask-reset.js';
import { ChoosePassword } from './links/choose-password.js';
import { LinkMails } from './links/link-mails.js';
import { LinksStore } from './links/links.store.js';
import { LinksPages } from './links/links.pages.js';
import { DisableMember } from './members/disable-member.js';
import { EditMember } from './members/edit-member.js';
import { InviteMember } from './members/invite-member.js';
import { MembersController } from './members/members.controller.js';
import { MembersPages } from './members/members.pages.js';
import { MembersQueries } from './members/members.queries.js';
import { MembersStore } from './members/members.store.js';
import { OutboxPages } from './outbox/outbox.pages.js';
import { AccountPages } from './own/account.pages.js';
import { ChangePassword } from './own/change-password.js';
import { ChangeSettings } from './own/change-settings.js';
import { MeController } from './own/me.controller.js';
import { PreferencesPages } from './own/preferences.pages.js';
import { CreateAdministrator } from './people/create-administrator.js';
import { OfficeLists } from './people/office-lists.js';
import { DisablePerson } from './people/disable-person.js';
import { EditPerson } from './people/edit-person.js';
import { InvitePerson } from './people/invite-person.js';
import { KeepTeams } from './people/keep-teams.js';
import { PeopleController } from './people/people.controller.js';
import { PeoplePages } from './people/people.pages.js';
import { PeopleQueries } from './people/people.queries.js';
import { PeopleStore } from './people/people.store.js';
import { People } from './people/people.js';
import { TeamsController } from './people/teams.controller.js';
import { TeamsPages } from './people/teams.pages.js';
import { Authenticated } from './sign-in/authenticated.guard.js';
import { BearerStrategy } from './sign-in/bearer.strategy.js';
import { CheckPassword } from './sign-in/check-password.js';
import { CookieStrategy } from './sign-in/cookie.strategy.js';
import { EndSessions } from './sign-in/end-sessions.js';
import { ForgetOldKeys } from './sign-in/forget-old-keys.js';
import { Identities } from './sign-in/identities.js';
import { LocalStrategy } from './sign-in/local.strategy.js';
import { Passwords } from './sign-in/passwords.js';
import { SessionCookie } from './sign-in/session-cookie.js';
import { SessionsController } from './sign-in/sessions.controller.js';
import { SessionsStore } from './sign-in/sessions.store.js';
import { SignInPages } from './sign-in/sign-in.pages.js';
import { SignIn } from './sign-in/sign-in.js';
import { StillSignedIn } from './sign-in/still-signed-in.js';
import { SignInThrottle } from './sign-in/throttle.js';
import { KeepTokens } from './tokens/keep-tokens.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensStore } from './tokens/tokens.store.js';

/** Who may come in. Importing it closes every route that does not say `@Public()`. */
@Module({
  imports: [PassportModule.register({ session: false })],
  controllers: [
    SessionsController, MeController, PeopleController, TeamsController, DutiesController, TokensController, MembersController,
    SignInPages, LinksPages, PreferencesPages, AccountPages, PeoplePages, TeamsPages, DutiesPages, OutboxPages, MembersPages,
  ],
  providers: [
    { provide: APP_GUARD, useClass: Authenticated },
    { provide: SessionCookie, useFactory: (env: Env) => new SessionCookie(env.PUBLIC_URL), inject: [ENV] },
    Identities, StillSignedIn, CookieStrategy, BearerStrategy, LocalStrategy, CheckPassword, Passwords, SignInThrottle, SignIn, EndSessions, SessionsStore,
    ForgetOldKeys, LinksStore, LinkMails, ChoosePassword, AskReset, ChangePassword, ChangeSettings,
    People, PeopleStore, PeopleQueries, OfficeLists, CreateAdministrator, InvitePerson, EditPerson, DisablePerson, KeepTeams,
    DutiesQueries, KeepRoster, TokensStore, KeepTokens, MembersStore, MembersQueries, InviteMember, EditMember, DisableMember,
  ],
  exports: [People, CreateAdministrator, Passwords, SignInThrottle, StillSignedIn],
})
export class AccountsModule {}
