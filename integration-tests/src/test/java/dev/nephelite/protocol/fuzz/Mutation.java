package dev.nephelite.protocol.fuzz;

/** One way to make a right request another one, which is probably wrong. */
interface Mutation {
    Draft of(Draft draft, Chance chance);
}
