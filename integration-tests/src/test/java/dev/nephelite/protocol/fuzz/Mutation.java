package dev.nephelite.protocol.fuzz;

/** One way to make a right request another one, which is probably wrong. */
interface Mutation {
    RequestDraft of(RequestDraft requestDraft, Chance chance);
}
