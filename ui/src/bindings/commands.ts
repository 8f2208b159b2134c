// This file was generated from the table in crates/desk. Do not edit it.
import type { Checkup } from "./Checkup";
import type { LogCard } from "./LogCard";
import type { LogCheck } from "./LogCheck";
import type { PersonCard } from "./PersonCard";
import type { Plugs } from "./Plugs";
import type { ProfileCard } from "./ProfileCard";
import type { SetCard } from "./SetCard";
import type { VaultCard } from "./VaultCard";

export type Commands = {
  fobs: { args: Record<never, never>; reply: Plugs };
  doctor: { args: Record<never, never>; reply: Checkup };
  people_find: { args: { text: string }; reply: Array<PersonCard> };
  people_show: { args: { login: string }; reply: PersonCard };
  people_add: { args: { login: string; name: string; email: string | null; department: string | null }; reply: PersonCard };
  people_rename: { args: { old: string; new: string }; reply: PersonCard };
  profiles: { args: Record<never, never>; reply: Array<ProfileCard> };
  codes_status: { args: { login: string }; reply: SetCard };
  history: { args: { fob: string | null; person: string | null }; reply: Array<LogCard> };
  history_verify: { args: Record<never, never>; reply: LogCheck };
  vault_status: { args: Record<never, never>; reply: VaultCard };
};
