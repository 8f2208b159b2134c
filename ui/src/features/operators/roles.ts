/** What somebody can be at the desk, from the least to the most; the words stand in `role-…`. */
export const ROLES = ['viewer', 'helpdesk', 'provisioner', 'auditor', 'admin'] as const;

export type Role = (typeof ROLES)[number];
