/**
 * A request that is ready to be sent. Its file says in the comment at its head what people read of it:
 *
 *     # The name, as the list has it
 *     # What it does, in a sentence or two.
 *     # Việc: the task that it belongs to
 *     # Vai trò: who may, by the names of roles; "mọi người" for everybody
 */
export type ReadyRequest = {
  name: string;
  about: string;
  task: string;
  /** Names of roles as the file has them. */
  roles: readonly string[];
  query: string;
  variables?: string;
};

/** The role of everybody, with an account or without. */
export const everybody = 'mọi người';

/** Who may do everything, and so is not named in the files. */
const administrator = 'quản trị viên';

const head = /^# (?<name>.+)\n(?<about>(?:# .+\n)+?)# Việc: (?<task>.+)\n# Vai trò: (?<roles>.+)\n/;

/** Reads a file of the collection. A head that is not of that form is a mistake of ours, which a test finds. */
export function readRequest(path: string, query: string, variables?: string): ReadyRequest {
  const found = head.exec(query)?.groups;
  if (!found) {
    throw new Error(`${path} does not say what it is`);
  }
  const { name = '', about = '', task = '', roles = '' } = found;
  return {
    name,
    about: about.replaceAll(/^# /gm, '').trim().replaceAll('\n', ' '),
    task,
    roles: roles.split(', '),
    query,
    variables,
  };
}

/** Whether somebody of that role can do it; the role is undefined for who is not signed in. */
export function isFor(request: ReadyRequest, role: string | undefined): boolean {
  if (request.roles.includes(everybody)) return true;
  return role !== undefined && (role === administrator || request.roles.includes(role));
}
